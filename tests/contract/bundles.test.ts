// Bundles on disk: whole or not there, the same bytes for the same model, every damage named and none served.
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { estimatorOf } from '../../engines/learn/catalogue.ts';
import { BUNDLE_FILES, type BundleManifest } from '../../src/contracts/bundles.ts';
import { bundleId, bundleJson } from '../../src/services/training/bundle/bundle-text.ts';
import {
  inspectBundle,
  listBundles,
  readBundle,
  verifyBundle,
} from '../../src/services/training/bundle/read-bundle.ts';
import { type WrittenBundle, writeBundle } from '../../src/services/training/bundle/write-bundle.ts';
import { bundleContent } from '../fixtures/bundle-content.ts';
import { storedModel } from '../fixtures/stored-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const leafwise = estimatorOf('leafwise');
const stored = storedModel(leafwise, 'multiclass', { parameters: { rounds: 10 } });
const content = bundleContent(stored);
let made: WrittenBundle;
beforeAll(async () => {
  made = await writeBundle(join(folder, 'models'), content);
});

/** A copy to damage. */
function copy(name: string): string {
  const to = join(folder, name);
  cpSync(made.path, to, { recursive: true });
  return to;
}
const manifestOf = (at: string) =>
  JSON.parse(readFileSync(join(at, BUNDLE_FILES.manifest), 'utf8')) as BundleManifest;

describe('written', () => {
  test('every file is there and hashed; the folder is named by the id; nothing else lies beside it', () => {
    expect(made.written).toBe(true);
    expect(made.faults).toEqual([]);
    expect(readdirSync(made.path).sort()).toEqual(Object.values(BUNDLE_FILES).sort());
    for (const [name, hash] of Object.entries(made.manifest.files))
      expect(
        createHash('sha256')
          .update(readFileSync(join(made.path, name)))
          .digest('hex'),
      ).toBe(hash);
    expect(made.path.endsWith(made.manifest.id.slice(0, 16))).toBe(true);
    expect(readdirSync(join(folder, 'models'))).toHaveLength(1);
    expect(made.manifest.parity).toMatchObject({ passed: true, rows: 10_000, equalLeaves: 10_000 });
    expect(made.manifest.metrics).toEqual({ auc: 0.6, sharpe: null });
    expect(made.features.missing.f0).toBe('missing');
  });

  test('the model comes back bit for bit', async () => {
    const back = await readBundle(made.path);
    expect(back.stored).toEqual(stored);
    expect(back.info.bytes).toBe(
      readdirSync(made.path).reduce((sum, name) => sum + readFileSync(join(made.path, name)).length, 0),
    );
  });

  test('again it is the same bundle, and its moment is no part of its id', async () => {
    const again = await writeBundle(join(folder, 'models'), {
      ...content,
      about: { ...content.about, createdAt: 1_790_000_000_000 },
    });
    expect(again.written).toBe(false);
    expect(again.manifest).toEqual(made.manifest);
    const elsewhere = await writeBundle(join(folder, 'elsewhere'), content, 'named');
    for (const name of readdirSync(made.path))
      expect(readFileSync(join(elsewhere.path, name))).toEqual(readFileSync(join(made.path, name)));
  });

  test('another bundle of the same name is refused and the first left as it is', async () => {
    const other = bundleContent(stored, { about: { ...content.about, title: 'Another' } });
    await expect(writeBundle(join(folder, 'elsewhere'), other, 'named')).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    expect(await verifyBundle(join(folder, 'elsewhere', 'named'))).toEqual([]);
  });

  test('what a killed write left behind is swept away, what a living one is writing is not', async () => {
    const place = join(folder, 'swept');
    mkdirSync(join(place, '.old.999999999.tmp'), { recursive: true });
    mkdirSync(join(place, `.other.${process.ppid}.tmp`));
    await writeBundle(place, content, 'new');
    expect(readdirSync(place).sort()).toEqual([`.other.${process.ppid}.tmp`, 'new']);
  });

  test('a model whose calibration the graph cannot follow is not written', async () => {
    const broken = { ...stored, model: { ...stored.model, estimator: 'nobody' } };
    await expect(writeBundle(join(folder, 'none'), bundleContent(broken))).rejects.toThrow(/nobody/);
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test('neutral defaults are declared for features of the model only', async () => {
    const named = bundleContent(stored, { neutral: { f1: 0.5 } });
    const bundle = await writeBundle(join(folder, 'neutral'), named);
    expect(bundle.features.missing).toMatchObject({ f0: 'missing', f1: 0.5 });
    await expect(
      writeBundle(join(folder, 'strange'), bundleContent(stored, { neutral: { other: 1 } })),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('damaged', () => {
  test.each(Object.values(BUNDLE_FILES).filter((name) => name !== BUNDLE_FILES.manifest))(
    'one byte of %s',
    async (name) => {
      const at = copy(`byte-${name}`);
      const bytes = readFileSync(join(at, name));
      bytes[Math.floor(bytes.length / 2)]! ^= 1;
      writeFileSync(join(at, name), bytes);
      expect(await verifyBundle(at)).toEqual([expect.stringContaining(`${name} is not the one`)]);
      await expect(readBundle(at)).rejects.toMatchObject({ code: 'BAD_DATA' });
      rmSync(join(at, name));
      expect(await verifyBundle(at)).toEqual([expect.stringContaining(`${name} is missing`)]);
    },
  );

  test('a manifest that was edited, cut or is gone', async () => {
    const at = copy('manifest');
    const file = join(at, BUNDLE_FILES.manifest);
    const manifest = manifestOf(at);
    writeFileSync(file, bundleJson({ ...manifest, synthetic: false }));
    expect(await verifyBundle(at)).toEqual([expect.stringContaining('was changed after it was written')]);
    writeFileSync(file, bundleJson(manifest).slice(0, -20));
    expect(await verifyBundle(at)).toEqual([expect.stringContaining('damaged')]);
    rmSync(file);
    expect(await verifyBundle(at)).toEqual([expect.stringContaining('There is no model')]);
    await expect(readBundle(at)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  /** Files put in the place of others, with hashes and id made right: what is left is that they do not belong together. */
  function rewritten(name: string, files: Record<string, string>, changes: Partial<BundleManifest> = {}) {
    const at = copy(name);
    const { id: _id, ...manifest } = { ...manifestOf(at), ...changes };
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(at, file), text);
      manifest.files = {
        ...manifest.files,
        [file]: createHash('sha256').update(text).digest('hex'),
      };
    }
    writeFileSync(join(at, BUNDLE_FILES.manifest), bundleJson({ ...manifest, id: bundleId(manifest) }));
    return verifyBundle(at);
  }

  test('features in another order, under a hash that is theirs', async () => {
    const names = [...made.features.names].reverse();
    const hash = createHash('sha256').update(names.join(',')).digest('hex');
    const faults = await rewritten('order', {
      [BUNDLE_FILES.features]: bundleJson({ ...made.features, names, hash }),
    });
    expect(faults).toEqual([expect.stringContaining('in another order')]);
    expect(
      await rewritten('hash', {
        [BUNDLE_FILES.features]: bundleJson({ ...made.features, hash: '0'.repeat(64) }),
      }),
    ).toEqual([expect.stringContaining('do not give their hash')]);
  });

  test('a manifest of another model, of a failed parity check, of an unknown or older estimator', async () => {
    expect(await rewritten('threshold', {}, { threshold: 0.1 })).toEqual([
      expect.stringContaining('tells of another model'),
    ]);
    const parity = { ...made.manifest.parity, passed: false };
    expect(await rewritten('parity', {}, { parity })).toEqual([
      expect.stringContaining('parity check failed'),
    ]);
    const text = readFileSync(join(made.path, BUNDLE_FILES.state), 'utf8');
    const older = text.replace('"version":1,"names"', '"version":0,"names"');
    expect(older).not.toBe(text);
    expect(await rewritten('older', { [BUNDLE_FILES.state]: older }, { estimatorVersion: 0 })).toEqual([
      expect.stringContaining('Train it again'),
    ]);
    const unknown = text.replace('"estimator":"leafwise"', '"estimator":"nobody"');
    expect(await rewritten('unknown', { [BUNDLE_FILES.state]: unknown }, { estimator: 'nobody' })).toEqual([
      expect.stringContaining('has no estimator nobody'),
    ]);
  });

  test('a name that leads out of the folder is a fault, and is not followed', async () => {
    const files = { ...made.manifest.files, '../outside': '0'.repeat(64) };
    const faults = await rewritten('outside', {}, { files });
    expect(faults[0]).toContain('no file of a bundle');
  });
});

test('lists show faults and leave out what is no bundle', async () => {
  const place = join(folder, 'list');
  cpSync(made.path, join(place, 'a'), { recursive: true });
  cpSync(made.path, join(place, 'b'), { recursive: true });
  mkdirSync(join(place, 'empty'));
  rmSync(join(place, 'b', BUNDLE_FILES.graph));
  cpSync(made.path, join(place, 'c'), { recursive: true });
  writeFileSync(join(place, 'c', BUNDLE_FILES.manifest), '{');
  const { bundles, unreadable } = await listBundles(place, true);
  expect(unreadable).toEqual([expect.stringContaining('damaged')]);
  expect(bundles.map(({ path, starter, faults }) => [path.at(-1), starter, faults.length])).toEqual([
    ['a', true, 0],
    ['b', true, 1],
  ]);
  expect(await listBundles(join(folder, 'nowhere'))).toEqual({ bundles: [], unreadable: [] });
  expect((await inspectBundle(made.path)).starter).toBe(false);
});
