// The starter models in `models/` as they are shipped: whole, small, labelled synthetic, certified again here, serving, and what the sources
// build. Where a change of trees, features or the sample market is meant, `npm run models:build` makes them anew.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BUNDLE_FILES } from '../../src/contracts/bundles.ts';
import {
  createServing,
  listBundles,
  readBundle,
  starterFolder,
  verifyBundle,
} from '../../src/services/training/bundle/index.ts';
import { certifyParity } from '../../src/services/training/bundle/parity.ts';
import { buildStarters } from '../../src/services/training/starter/build-starters.ts';
import { STARTERS } from '../../src/services/training/starter/starters.ts';

const MODELS = join(import.meta.dirname, '..', '..', 'models');
const MOST_BYTES = 1_000_000;
const made = mkdtempSync(join(tmpdir(), 'starters-'));
afterAll(() => rmSync(made, { recursive: true, force: true }));

test('they are found from wherever the code runs, and are those of the list', async () => {
  expect(starterFolder()).toBe(MODELS);
  expect(starterFolder(made)).toBeNull();
  const { bundles, unreadable } = await listBundles(MODELS, true);
  expect(unreadable).toEqual([]);
  expect(bundles.map(({ path }) => path.slice(MODELS.length + 1))).toEqual(
    STARTERS.map(({ name }) => name).sort(),
  );
});

describe.each(STARTERS)('$name', ({ name, estimator, title }) => {
  const folder = join(MODELS, name);

  test('is whole, small, says that it is synthetic and serves', async () => {
    expect(await verifyBundle(folder)).toEqual([]);
    const bundle = await readBundle(folder, true);
    const { manifest, bytes, features, starter } = bundle.info;
    expect(bytes).toBeLessThan(MOST_BYTES);
    expect(manifest).toMatchObject({ synthetic: true, estimator, title });
    expect(manifest.notes.join(' ')).toContain('Synthetic');
    expect(starter).toBe(true);
    const serving = createServing(bundle);
    const prediction = serving.predictNamed(Object.fromEntries(features.names.map((one) => [one, null])));
    expect(prediction.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  });

  test('passes its parity check again', async () => {
    const { stored, graph } = await readBundle(folder);
    expect(await certifyParity(stored, graph, null)).toMatchObject({ passed: true, rows: 10_000 });
  });
});

test('the sources build them, byte for byte', { timeout: 180_000 }, async () => {
  const built = await buildStarters(made);
  expect(built.map(({ written }) => written)).toEqual(STARTERS.map(() => true));
  for (const { name } of STARTERS)
    for (const file of readdirSync(join(made, name))) {
      // The last bit of the parity check is the processor's: it is compared without.
      const [own, shipped] = [made, MODELS].map((at) => readFileSync(join(at, name, file), 'utf8'));
      if (file !== BUNDLE_FILES.manifest)
        expect(own, `${name}/${file}: run npm run models:build`).toBe(shipped);
      else {
        const [a, b] = [own!, shipped!].map((text) => JSON.parse(text));
        expect({ ...a, id: '', parity: null }).toEqual({ ...b, id: '', parity: null });
      }
    }
});
