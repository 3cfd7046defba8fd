// No feature of a set may know how expensive a share is or how many of them there are: with every price times 7 and every volume
// times 3 the columns stay what they were. A price level or an amount anywhere in a set fails here by name.

import { describe, expect, it } from 'vitest';
import { randomDays, scaled } from '../../../tests/fixtures/intraday-days.ts';
import { CATALOGUE } from '../catalogue.ts';
import type { Candidate, FeatureSet, SeriesTemplate } from '../definition.ts';
import { buildMatrix } from '../matrix.ts';
import { type FeatureCatalogue, resolveSet } from '../resolve.ts';
import { rowFeature } from '../row-feature.ts';
import { ALL_FEATURES } from './all.ts';
import { INTRADAY_MTF } from './intraday-mtf.ts';
import { META_5 } from './meta-5.ts';
import { META_29 } from './meta-29.ts';
import { SCALPER_52 } from './scalper-52.ts';
import { SPY_30M } from './spy-30m.ts';

function changedColumns(
  set: FeatureSet,
  catalogue: FeatureCatalogue,
  interval: '1m' | '5m',
  days = 3,
): string[] {
  const resolved = resolveSet(set, catalogue);
  const data = randomDays({ interval, days, seed: 7, withFuture: true, missing: 0 });
  const build = (price: number, volume: number) => {
    const moved = scaled(data, price, volume);
    const candidates = Array.from(moved.series.self!.bars.close, (close, i): Candidate => {
      const side = i % 2 === 0 ? 1 : -1;
      return {
        side,
        entryReference: close,
        stop: close * (1 - side * 0.01),
        target: close * (1 + side * 0.02),
        quality: 0.5,
      };
    });
    return buildMatrix(resolved, moved, { candidates }).columns;
  };
  const plain = build(1, 1);
  const moved = build(7, 3);
  return resolved.names.filter((_, k) =>
    plain[k]!.some((value, i) => {
      const other = moved[k]![i]!;
      if (Number.isNaN(value) || Number.isNaN(other)) return Number.isNaN(value) !== Number.isNaN(other);
      return Math.abs(value - other) > 1e-5 * Math.max(1, Math.abs(value));
    }),
  );
}

describe('feature sets know no amounts', () => {
  it.each([
    [META_5, '5m', 3],
    [META_29, '5m', 3],
    [SCALPER_52, '1m', 3],
    // Long enough for twenty days, and for the averages of 200 times 13 bars.
    [INTRADAY_MTF, '5m', 25],
    [SPY_30M, '5m', 45],
    [ALL_FEATURES, '5m', 10],
  ] as const)('$id', (set, interval, days) => {
    expect(changedColumns(set, CATALOGUE, interval, days)).toEqual([]);
  });

  it('would name a column that is an amount', () => {
    const facts = { version: 1, help: '', family: 'volume', unit: '', range: null, parameters: [] } as const;
    const amount = (id: string, compute: Parameters<typeof rowFeature>[0]['compute']): SeriesTemplate =>
      rowFeature({ ...facts, id, title: id, lookback: 0, compute });
    const templates = [
      amount('range_in_rupees', (row) => row.high(0) - row.low(0)),
      amount('shares', (row) => row.volume(0)),
      amount('range_in_percent', (row) => (row.high(0) - row.low(0)) / row.close(0)),
    ];
    const set: FeatureSet = {
      id: 'amounts',
      version: 1,
      title: '',
      description: '',
      entries: templates.map(({ id }) => ({
        name: id,
        feature: id,
        source: 'self',
        timeframe: 'decision',
        parameters: {},
      })),
    };
    const catalogue = new Map(templates.map((template) => [template.id, template]));
    expect(changedColumns(set, catalogue, '5m')).toEqual(['range_in_rupees', 'shares']);
  });
});
