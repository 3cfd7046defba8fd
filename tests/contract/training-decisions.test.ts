// A decision policy from the request to the order of a bundle, over the sample market: fitted, evaluated, counted, traded, held out,
// predicted and served, and the same decisions everywhere.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GRID_MARGINS, GRID_QUALITIES } from '../../engines/learn/policy/gate-grid.ts';
import type { CandidateReport } from '../../src/contracts/training-results.ts';
import { createRunStore } from '../../src/services/backtests/index.ts';
import {
  createServing,
  readBundle,
  verifyBundle,
  writeBundle,
} from '../../src/services/training/bundle/index.ts';
import { createCandidateStore } from '../../src/services/training/evaluate/candidate-store.ts';
import { evaluateRun } from '../../src/services/training/evaluate/evaluate-run.ts';
import { openHoldOut } from '../../src/services/training/evaluate/open-hold-out.ts';
import { predictRange } from '../../src/services/training/predict/predict-body.ts';
import { createObjectStore } from '../../src/services/training/run/objects.ts';
import { newTrainingRun } from '../../src/services/training/run/start.ts';
import { decideStored } from '../../src/services/training/steps/decide-stored.ts';
import { decodePredictions } from '../../src/services/training/steps/prediction-codec.ts';
import { rowsOf } from '../../src/services/training/steps/row-data.ts';
import { decodeStoredModel, predictStored } from '../../src/services/training/steps/stored-model.ts';
import { bundleContent } from '../fixtures/bundle-content.ts';
import { NOW } from '../fixtures/research.ts';
import { type TrainedRun, trainedRun } from '../fixtures/trained-run.ts';

const distance = { by: 'fixed', fraction: 0.004 } as const;
const policy = {
  id: 'standard' as const,
  settings: { margin: { base: 0.02 }, 'neutral-limit': { limit: 0.9 }, quality: { minimum: 0.45 } },
};
let folder: string;
let run: TrainedRun;
let report: CandidateReport;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'decisions-'));
  run = await trainedRun(folder, {
    label: {
      kind: 'triple-barrier',
      side: 'direction',
      target: distance,
      stop: distance,
      horizon: { unit: 'bars', length: 12 },
    },
    families: { leafwise: { rounds: 30, maxLeaves: 7 } },
    request: { policy },
  });
  [report] = (await evaluateRun(run.parts, run.dependencies)) as [CandidateReport];
  const objects = createObjectStore(folder);
  for (const bytes of run.objects.values()) objects.write(bytes);
}, 120_000);
afterAll(async () => {
  await run.desk.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const finalModel = () => decodeStoredModel(run.objects.get(run.parts.families[0]!.final!.model!)!);
const testPredictions = () =>
  run.parts.families[0]!.segments.map(({ output }) =>
    decodePredictions(run.objects.get(output.predictions!)!),
  );

describe('a policy in the evaluation', () => {
  it('decides in place of the threshold, and every row is counted by the gate that decided it', () => {
    const { decisions, perSegment, pooled } = report;
    expect(decisions!.policy.gates.map(({ gate }) => gate)).toEqual([
      'model-candidate',
      'margin',
      'neutral-limit',
      'quality',
    ]);
    const acted = decisions!.buys + decisions!.sells;
    expect(acted).toBeGreaterThan(10);
    expect(acted).toBeLessThan(pooled.rows);
    expect(perSegment.reduce((sum, one) => sum + one.acted, 0)).toBe(acted);
    expect(perSegment.reduce((sum, one) => sum + one.net, 0)).toBeCloseTo(decisions!.net, 9);
    expect(decisions!.gates.reduce((sum, { flat }) => sum + flat, 0)).toBe(pooled.rows - acted);
    expect(decisions!.gates.reduce((sum, one) => sum + one.acted, 0)).toBe(acted);
    expect(decisions!.learned).toHaveLength(perSegment.length);
  });

  it('adds up to what was stored with the predictions', () => {
    const { table } = run.parts;
    let [buys, sells] = [0, 0];
    for (const { rows, decisions } of testPredictions())
      rows.forEach((row, k) => {
        if (table.label[row]! < 0) return;
        buys += Number(decisions!.side[k] === 1);
        sells += Number(decisions!.side[k] === -1);
      });
    expect([report.decisions!.buys, report.decisions!.sells]).toEqual([buys, sells]);
  });

  it('shows the grid of margin and quality, less acted on the more is asked', () => {
    const { grid, rows } = report.decisions!;
    expect(grid).toHaveLength(GRID_MARGINS.length * GRID_QUALITIES.length);
    const at = (margin: number, quality: number) =>
      grid!.find((cell) => cell.margin === margin && cell.quality === quality)!;
    for (const quality of GRID_QUALITIES)
      for (let k = 1; k < GRID_MARGINS.length; k++)
        expect(at(GRID_MARGINS[k]!, quality).acted).toBeLessThanOrEqual(
          at(GRID_MARGINS[k - 1]!, quality).acted,
        );
    for (const cell of grid!) expect(cell.coverage).toBeCloseTo(cell.acted / rows, 12);
    expect(grid!.some(({ acted, net }) => acted > 0 && Number.isFinite(net) && net !== 0)).toBe(true);
  });

  it('trades those decisions and no others through the backtest engine', async () => {
    const { table } = run.parts;
    const decided = new Map<string, number>();
    for (const { rows, decisions } of testPredictions())
      rows.forEach((row, k) => {
        decided.set(`${table.instruments[table.instrument[row]!]} ${table.time[row]}`, decisions!.side[k]!);
      });
    const trades = await createRunStore(run.desk.db).trades(report.money!.runId!);
    expect(trades.length).toBeGreaterThan(5);
    for (const { instrumentId, side, details } of trades)
      expect(decided.get(`${instrumentId} ${Number(details.decided_at)}`)).toBe(side);
  });

  it('says that it was chosen by hand', () => {
    const cautions = report.cautions.join('\n');
    expect(cautions).toMatch(/"Margin, neutrality and quality" was chosen by hand/);
    expect(cautions).toMatch(/grid of margin and quality is drawn over test rows/);
    expect(cautions).not.toMatch(/Thresholds were chosen inside/);
  });

  it('is kept with the candidate', async () => {
    expect((await createCandidateStore(run.desk.db).get(report.id)).decisions).toEqual(report.decisions);
  });
});

describe('a policy after the evaluation', () => {
  it('decides the hold-out', async () => {
    const gates = { auc: 0, sharpe: -10 };
    const { money } = await openHoldOut(run.dependencies, {
      candidateId: report.id,
      reason: 'a test',
      gates,
    });
    const { table } = run.parts;
    const rows = Uint32Array.from(table.time.keys()).filter((row) => table.time[row]! > table.holdOutFrom);
    const stored = finalModel();
    const sides = new Map(
      decideStored(stored, table, predictStored(stored, table, rows), rows)!.map(({ decision }, k) => [
        `${table.instruments[table.instrument[rows[k]!]!]} ${table.time[rows[k]!]}`,
        decision.side,
      ]),
    );
    const trades = money!.runId === null ? [] : await createRunStore(run.desk.db).trades(money!.runId);
    expect(trades).toHaveLength(money!.trades);
    for (const { instrumentId, side, details } of trades)
      expect(sides.get(`${instrumentId} ${Number(details.decided_at)}`)).toBe(side);
  });

  it('writes decision, reasons, margin, q and neutral of any dates', async () => {
    const context = {
      jobId: 'job-of-tests',
      progress: () => {},
      log: () => {},
      signal: new AbortController().signal,
    };
    const file = await predictRange({ model: report.id, from: '2025-06-16', to: '2025-06-20' }, context, {
      db: run.desk.db,
      dataFolder: folder,
      now: () => NOW,
    });
    const lines: Record<string, string>[] = parse(readFileSync(join(folder, file.path), 'utf8'), {
      columns: true,
    });
    expect(file.columns.slice(-5)).toEqual(['decision', 'reasons', 'margin', 'q', 'neutral']);
    const acted = lines.filter(({ decision }) => decision !== 'FLAT');
    expect(acted.length).toBe(file.acted);
    expect(acted.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line.acted).toBe(line.decision === 'FLAT' ? 'no' : 'yes');
      expect(line.reasons).toMatch(/^model-candidate: |^margin: |^neutral-limit: |^quality: /);
      const margin = Math.abs(Number(line.calibrated_up) - Number(line.calibrated_down));
      expect(Number(line.margin)).toBeCloseTo(margin, 12);
      if (line.decision === 'FLAT') continue;
      expect(line.side).toBe(line.decision === 'BUY' ? 'long' : 'short');
      expect(margin).toBeGreaterThanOrEqual(0.02 - 1e-12);
      expect(Number(line.q)).toBeGreaterThanOrEqual(0.45);
      expect(Number(line.neutral)).toBeLessThanOrEqual(0.9 + 1e-12);
    }
  });

  it('serves from a bundle what it decided of the same rows', async () => {
    const { table } = run.parts;
    const stored = finalModel();
    const rows = Uint32Array.from({ length: 300 }, (_, k) => k * 7);
    const data = rowsOf(table, stored.inputs, rows);
    const { path } = await writeBundle(join(folder, 'bundles'), bundleContent(stored, { testRows: data }));
    expect(await verifyBundle(path)).toEqual([]);
    const bundle = await readBundle(path);
    expect(bundle.info.manifest.policy).toEqual(stored.decision!.policy);
    const serving = createServing(bundle);
    const expected = decideStored(stored, table, predictStored(stored, table, rows), rows)!;
    const sides = new Set<number>();
    expected.forEach(({ decision, inputs }, k) => {
      const values = Float32Array.from(data.columns, (column) => column[k]!);
      const acted = serving.act(serving.predictRow(values), { values });
      expect(acted.decision).toEqual(decision);
      expect(acted).toMatchObject({
        acts: decision.side !== 0,
        quality: inputs.quality,
        neutral: inputs.neutral,
      });
      sides.add(decision.side);
    });
    expect(sides.size).toBeGreaterThan(1);
    const values = Float32Array.from(data.columns, (column) => column[0]!);
    expect(() => serving.act(serving.predictRow(values))).toThrow(/decision policy .* reads .* 0 of/);
    await serving.close();
  });

  it('asks for more margin after many wrong calls, where serving is told to tune', async () => {
    const { path } = await writeBundle(join(folder, 'tuned'), bundleContent(finalModel()));
    const bundle = await readBundle(path);
    const values = Float32Array.from(
      rowsOf(run.parts.table, finalModel().inputs, Uint32Array.of(0)).columns,
      ([x]) => x!,
    );
    const askedOf = (tuned: boolean, right: boolean) => {
      const serving = createServing(bundle, { tuned });
      for (let k = 0; k < 50; k++) serving.learn(right);
      return serving.act(Float64Array.of(0.1, 0.1, 0.8), { values }).decision!.threshold;
    };
    expect(askedOf(false, false)).toBe(0.02);
    expect(askedOf(true, false)).toBeCloseTo(0.03, 12);
    // The floor of the margin's gate holds back what many right calls would take off.
    expect(askedOf(true, true)).toBeCloseTo(0.02, 12);
  });

  it('is a fault of a bundle whose manifest tells of another one', async () => {
    const stored = finalModel();
    const { path } = await writeBundle(join(folder, 'changed'), bundleContent(stored));
    const file = join(path, 'manifest.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('"base": 0.02', '"base": 0.01'));
    expect((await verifyBundle(path)).join(' ')).toMatch(/was changed after it was written.*another model/s);
  });
});

describe('a policy that cannot be', () => {
  const start = (choice: unknown) =>
    newTrainingRun(
      run.desk.db,
      { ...run.parts.request, holdOutSessions: 4, policy: choice as typeof policy },
      NOW,
    );

  it.each([
    [{ id: 'win', settings: {} }, /would never act here: it judges proposed trades/],
    [{ id: 'standard', settings: { margins: {} } }, /has no gate margins; it has model-candidate, margin/],
    [{ id: 'standard', settings: { margin: { base: 3 } } }, /base must lie between 0 and 1, got 3/],
  ])('is refused before anything starts: %o', async (choice, words) => {
    await expect(start(choice)).rejects.toMatchObject({
      code: 'BAD_PARAMETER',
      message: expect.stringMatching(words),
    });
    await expect(start(choice)).rejects.toThrow(/Nothing was started/);
  });
});

describe('a policy that judges trades', () => {
  it('acts by the chance to win and says that its sizes are in no figure', async () => {
    const own = mkdtempSync(join(tmpdir(), 'decisions-'));
    const judged = await trainedRun(own, {
      families: { logistic: {} },
      request: { policy: { id: 'win', settings: { 'win-probability': { threshold: 0.3 } } } },
    });
    const [candidate] = await evaluateRun(judged.parts, judged.dependencies);
    const { decisions, perSegment, cautions } = candidate!;
    const acted = decisions!.buys + decisions!.sells;
    expect(acted).toBeGreaterThan(20);
    expect(perSegment.reduce((sum, one) => sum + one.acted, 0)).toBe(acted);
    expect(decisions!.grid).toBeNull();
    expect(decisions!.meanMultiplier).toBeGreaterThan(0.8);
    expect(decisions!.meanMultiplier).toBeLessThan(1.6);
    expect(cautions.join(' ')).toMatch(/The policy sizes its trades \(\d\.\d\d on average\)/);
    for (const { output } of judged.parts.families[0]!.segments) {
      const {
        rows,
        calibrated,
        decisions: stored,
      } = decodePredictions(judged.objects.get(output.predictions!)!);
      rows.forEach((_, k) => {
        const chance = calibrated[2 * k + 1]!;
        expect(stored!.side[k] !== 0).toBe(chance >= 0.3);
        // A straight line from 0.8 at the threshold to 1.6 at certainty.
        if (chance >= 0.3)
          expect(stored!.multiplier[k]).toBeCloseTo(0.8 + ((Math.min(0.99, chance) - 0.3) / 0.7) * 0.8, 9);
      });
    }
    await judged.desk.db.close();
    rmSync(own, { recursive: true, force: true });
  }, 60_000);
});
