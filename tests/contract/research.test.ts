// Feature sets and labels through their services: versions are never overwritten, bad sets are named by entry, previews count every
// bar, studies describe what was computed.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codec } from '../../src/contracts/codec.ts';
import type { FeatureStudy } from '../../src/contracts/features.ts';
import type { LabelPreviewRequest } from '../../src/contracts/labels.ts';
import {
  FROM,
  fillWithSample,
  openResearchDesk,
  type ResearchDesk,
  SMALL_SET,
  TO,
} from '../fixtures/research.ts';

const root = mkdtempSync(join(tmpdir(), 'anchordesk-research-'));
let desk: ResearchDesk;
let ids: readonly string[];

beforeAll(async () => {
  desk = await openResearchDesk(root);
  ids = await fillWithSample(desk, { symbols: 2, sessions: 40 });
}, 60_000);
afterAll(async () => {
  await desk.db.close();
  rmSync(root, { recursive: true, force: true });
});

describe('feature sets', () => {
  it('list the built-in ones with their hash, and each can be opened', async () => {
    const sets = await desk.features.sets();
    const builtIn = sets.filter((set) => set.builtIn);
    expect(builtIn.map((set) => set.id)).toEqual(
      expect.arrayContaining(['intraday-mtf', 'meta-5', 'meta-29', 'scalper-52', 'spy-30m', 'all']),
    );
    for (const { id, features, hash } of builtIn) {
      const detail = await desk.features.set({ id });
      expect(detail.entries).toHaveLength(features);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(
        await desk.features.check({ id, title: 'x', description: '', entries: [...detail.entries] }),
      ).toMatchObject({
        hash,
      });
    }
  });

  it('keep every version: an edit is the next one, an equal one is found again', async () => {
    const draft = { ...SMALL_SET, id: 'kept-sets' };
    const first = await desk.features.save(draft);
    expect(first).toMatchObject({ id: 'kept-sets', version: 1, versions: [1], builtIn: false });
    const edited = { ...draft, entries: draft.entries.slice(0, 2) };
    const second = await desk.features.save(edited);
    expect(second).toMatchObject({ version: 2, versions: [2, 1], features: 2 });
    expect((await desk.features.save({ ...draft, title: 'Other words' })).version).toBe(1);
    expect((await desk.features.set({ id: 'kept-sets' })).version).toBe(2);
    expect((await desk.features.set({ id: 'kept-sets', version: 1 })).entries).toHaveLength(4);
    expect(first.hash).not.toBe(second.hash);
  });

  it('an edit of a built-in set stands beside it', async () => {
    const before = await desk.features.set({ id: 'meta-5' });
    const saved = await desk.features.save({ ...SMALL_SET, id: 'meta-5' });
    expect(saved).toMatchObject({ id: 'meta-5', version: before.version + 1, builtIn: false });
    expect(await desk.features.set({ id: 'meta-5', version: before.version })).toMatchObject({
      hash: before.hash,
      builtIn: true,
    });
  });

  it.each([
    ['an unknown feature', { feature: 'astrology' }, /astrology/],
    ['a name of the future', { name: 'ret_fwd_5' }, /happens later/],
    ['a parameter out of range', { parameters: { bars: 100_000 } }, /bars must lie between/],
  ])('%s is refused by entry, and nothing is stored', async (_name, change, message) => {
    const entries = [{ ...SMALL_SET.entries[0]!, ...change }];
    const draft = { ...SMALL_SET, id: 'bad-set', entries };
    for (const ask of [desk.features.check, desk.features.save])
      await expect(ask(draft)).rejects.toMatchObject({
        code: 'BAD_PARAMETER',
        message: expect.stringMatching(message),
        details: { entry: entries[0]!.name },
      });
    await expect(desk.features.set({ id: 'bad-set' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('a version of a newer AnchorDesk hides no other set and is refused by the name of its feature', async () => {
    const entries = JSON.stringify([{ ...SMALL_SET.entries[0]!, feature: 'of_tomorrow' }]);
    await desk.db.run(`INSERT INTO feature_set VALUES ('newer', 1, 'Newer', '', ?, 'x', 1)`, [entries]);
    const sets = await desk.features.sets();
    expect(sets.map((set) => set.id)).toContain(SMALL_SET.id);
    expect(sets.map((set) => set.id)).not.toContain('newer');
    await expect(desk.features.set({ id: 'newer' })).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
      message: expect.stringContaining('of_tomorrow'),
    });
    expect((await desk.features.save({ ...SMALL_SET, id: 'newer' })).version).toBe(2);
  });

  it('a foreign list maps what means something here and says why the rest does not', async () => {
    const mapping = await desk.features.mapSchema(
      JSON.stringify({ features: ['rsi_14', 'future_return', 'zodiac'] }),
    );
    expect(mapping.unmapped.map((one) => one.name)).toEqual(
      expect.arrayContaining(['zodiac', 'future_return']),
    );
    await expect(desk.features.mapSchema('not a list')).rejects.toMatchObject({ code: 'BAD_DATA' });
  });

  it('a study describes every feature of the rows it computed', async () => {
    const job = await desk.features.startStudy({
      featureSet: { id: SMALL_SET.id },
      instruments: [...ids],
      interval: '5m',
      from: FROM,
      to: TO,
    });
    const ended = await desk.jobs.waitFor(job.id);
    expect(ended.error).toBeNull();
    const study = codec.deserialize(ended.result) as FeatureStudy;
    expect(study.features.map((one) => one.name)).toEqual(SMALL_SET.entries.map((entry) => entry.name));
    // 21 sessions of 75 decisions for each of two instruments, but for the sample's missing minutes.
    expect(study.rows).toBeGreaterThan(2900);
    expect(study.features[0]!.missing).toBe(0);
    expect(study.features[3]!.missing).toBe(1);
    expect(study.features[0]!.months.map((month) => month.month)).toEqual(['2025-06']);
    expect(study.features[0]!.quantiles[0]!).toBeLessThan(study.features[0]!.quantiles[8]!);
    await expect(
      desk.features.startStudy({
        featureSet: { id: 'meta-29' },
        instruments: [...ids],
        interval: '5m',
        from: FROM,
        to: TO,
      }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('labels', () => {
  const preview = (changes: Partial<LabelPreviewRequest> = {}) =>
    desk.labels.preview({
      instrumentId: ids[0]!,
      interval: '5m',
      from: FROM,
      to: TO,
      label: { kind: 'triple-barrier' },
      ...changes,
    });

  it('every kind has parameters and presets, and every preset on bars can be drawn or says why not', async () => {
    const kinds = await desk.labels.catalogue();
    expect(kinds.map((kind) => kind.kind)).toContain('triple-barrier');
    for (const { kind, rows, parameters, presets } of kinds) {
      expect(parameters.length, kind).toBeGreaterThan(0);
      expect(presets.length, kind).toBeGreaterThan(0);
      for (const { spec } of presets) {
        const drawn = preview({ label: { ...spec } });
        if (rows === 'trades') await expect(drawn).rejects.toMatchObject({ code: 'BAD_REQUEST' });
        else expect((await drawn).summary.decisions, kind).toBeGreaterThan(1000);
      }
    }
  });

  it('accounts for every decision bar, with levels where there is a label and nothing elsewhere', async () => {
    const shown = await preview();
    const { summary, bars } = shown;
    expect(shown.pathInterval).toBe('1m');
    expect(summary.decisions).toBe(bars.length);
    const dropped = Object.values(summary.dropped).reduce((a, b) => a + b, 0);
    expect(summary.rows + dropped).toBe(bars.length);
    expect(summary.balance.reduce((a, b) => a + b)).toBe(summary.rows);
    for (let i = 0; i < bars.length; i++) {
      const known = !Number.isNaN(shown.t1[i]!);
      expect(shown.label[i]! >= 0).toBe(known);
      expect(Number.isNaN(shown.entry[i]!)).toBe(!known);
      if (known) expect(shown.target[i]!).toBeCloseTo(shown.entry[i]! * 1.0075, 8);
    }
    expect(summary.words).toBe('Long: target 0.75 %, stop 0.50 %, 12 bars, entry at the next open');
    expect(summary.breakEven!.withoutCharges).toBeCloseTo(0.4, 12);
    expect(summary.breakEven!.withCharges).toBeGreaterThan(0.45);
    expect(summary.breakEven!.basis).toMatch(/^1 share of NSE:/);
  });

  it('warms a scaled distance up on earlier days', async () => {
    const atr = { by: 'atr', multiple: 1, period: 14 };
    const shown = await preview({ label: { kind: 'triple-barrier', target: atr, stop: atr } });
    expect(shown.summary.dropped['no-scale'] ?? 0).toBe(0);
    expect(shown.label[0]).toBeGreaterThanOrEqual(0);
  });

  it.each<[string, Partial<LabelPreviewRequest>, string]>([
    ['an unknown instrument', { instrumentId: 'NSE:NOWHERE' }, 'NOT_FOUND'],
    ['no bars in the range', { from: '2019-01-01', to: '2019-02-01' }, 'NO_DATA'],
    ['a range that ends before it begins', { from: TO, to: FROM }, 'BAD_REQUEST'],
    ['a misspelt parameter', { label: { kind: 'triple-barrier', stopp: 1 } }, 'BAD_PARAMETER'],
  ])('%s is refused', async (_name, changes, code) => {
    await expect(preview(changes)).rejects.toMatchObject({ code });
  });
});
