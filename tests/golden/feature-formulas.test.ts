// A formula may change only together with its version: datasets and models name formulas by id and version, and would otherwise
// claim numbers they do not hold. Each feature's values on a fixed market are pinned by their hash.
//
// New templates and new versions are added to the list with ANCHORDESK_PIN=1; an entry that exists is never rewritten. A test that
// fails here says: raise the template's version (or take the change back).

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { CATALOGUE, FEATURES } from '../../engines/features/catalogue.ts';
import type { FeatureData, SourceSeries } from '../../engines/features/data.ts';
import { type Candidate, type FeatureSource, SIDE_ROLES } from '../../engines/features/definition.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { awkwardMarket, awkwardSessions } from '../fixtures/awkward-sessions.ts';

const FILE = fileURLToPath(new URL('../fixtures/feature-formulas.json', import.meta.url));

function market(): FeatureData {
  const sessions = awkwardSessions(77, 24, 1);
  const series: Partial<Record<FeatureSource, SourceSeries>> = {};
  (['self', ...SIDE_ROLES] as const).forEach((source, k) => {
    series[source] = { interval: '1m', sessions, bars: awkwardMarket(80 + k, sessions, '1m') };
  });
  return { decisionInterval: '5m', series };
}

function candidates(count: number): Candidate[] {
  const random = createRandom(91);
  return Array.from({ length: count }, () => {
    const side = random.next() < 0.5 ? 1 : -1;
    const entryReference = 100 + random.next() * 900;
    const distance = entryReference * (0.002 + random.next() * 0.01);
    return {
      side,
      entryReference,
      stop: entryReference - side * distance,
      target: entryReference + side * 2 * distance,
      quality: random.normal(),
    };
  });
}

it('no formula gives other values under the same version', () => {
  const columns = FEATURES.filter((template) => template.kind !== 'series' || !template.level);
  const set = resolveSet(
    {
      id: 'every-formula',
      version: 1,
      title: '',
      description: '',
      entries: columns.map(({ id }) => ({
        name: id,
        feature: id,
        source: 'self',
        timeframe: 'decision',
        parameters: {},
      })),
    },
    CATALOGUE,
  );
  const data = market();
  const times = buildMatrix(set, data).time;
  const matrix = buildMatrix(set, data, { candidates: candidates(times.length) });
  const now = Object.fromEntries(
    columns.map(({ id, version }, k) => [`${id}@${version}`, hashOf(matrix.columns[k]!)]),
  );
  const pinned = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string>;
  const missing = Object.keys(now).filter((key) => pinned[key] === undefined);
  if (process.env.ANCHORDESK_PIN === '1' && missing.length > 0) {
    for (const key of missing) pinned[key] = now[key]!;
    const sorted = Object.fromEntries(Object.entries(pinned).sort(([a], [b]) => (a < b ? -1 : 1)));
    writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);
  } else expect(missing, 'formulas without a pinned hash').toEqual([]);
  expect(Object.fromEntries(Object.keys(now).map((key) => [key, pinned[key]]))).toEqual(now);
});

function hashOf(column: Float32Array): string {
  // One NaN for all: the bits of a NaN are nobody's formula.
  const values = Float32Array.from(column, (value) => (Number.isNaN(value) ? Number.NaN : value));
  return createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 16);
}
