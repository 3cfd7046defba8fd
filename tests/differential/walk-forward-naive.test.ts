// One walk-forward run of the training pipeline, over the sample market with a planted edge, against the naive one: rows, probabilities,
// thresholds, scores, ranks, money and deflation, each computed a second time from definitions.

import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import type { CandidateReport } from '../../src/contracts/training-results.ts';
import { createRunStore } from '../../src/services/backtests/index.ts';
import type { FamilyFits } from '../../src/services/training/evaluate/contract.ts';
import { evaluateRun } from '../../src/services/training/evaluate/evaluate-run.ts';
import type { FitOutput, TrainingTable } from '../../src/services/training/steps/contract.ts';
import { decodePredictions } from '../../src/services/training/steps/prediction-codec.ts';
import { runStep } from '../../src/services/training/steps/run-step.ts';
import { METHOD, type TrainedRun, trainedRun } from '../fixtures/trained-run.ts';
import { fitSpec } from '../fixtures/training-specs.ts';
import { memoryContext } from '../fixtures/training-tables.ts';
import {
  type NaiveRow,
  type NaiveSegment,
  naiveAuc,
  naiveCalibrationError,
  naiveDeflatedSharpe,
  naiveWalkForward,
} from './naive-walk-forward.ts';

const HOLD_OUT = 4;
const INNER_SHARE = 0.4;
/** Two candidates that differ in their penalty alone. */
const CANDIDATES = { loose: 1, tight: 0.0005 } as const;
type Candidate = keyof typeof CANDIDATES;

let folder: string;
let run: TrainedRun;
let table: TrainingTable;
let reports: ReadonlyMap<string, CandidateReport>;
let outputs: ReadonlyMap<string, readonly FitOutput[]>;
let naive: Readonly<Record<Candidate, readonly NaiveSegment[]>>;
let rows: readonly NaiveRow[];
let objects: ReadonlyMap<string, Uint8Array>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'naive-walk-forward-'));
  run = await trainedRun(folder, { families: { logistic: {} }, holdOutSessions: HOLD_OUT });
  table = planted(run.parts.table);
  rows = Array.from(table.time, (time, row) => ({
    time,
    t1: table.t1[row]!,
    label: table.label[row]!,
    value: table.value[row]!,
    weight: table.weight[row]!,
    cost: table.cost[row]!,
    features: table.columns.map((column) => column[row]!),
  }));
  const days = table.sessions.slice(0, table.sessions.length - HOLD_OUT);
  const plan = { days, trainDays: 8, testDays: 3, embargo: METHOD.embargoMs, innerShare: INNER_SHARE };
  naive = {
    loose: naiveWalkForward(rows, { ...plan, c: CANDIDATES.loose }),
    tight: naiveWalkForward(rows, { ...plan, c: CANDIDATES.tight }),
  };

  const context = memoryContext();
  objects = context.objects;
  const world = { table, split: run.parts.split };
  const fits = Object.entries(CANDIDATES).map(([family, c]): FamilyFits => {
    const fitOn = (segment: number) =>
      runStep(
        fitSpec({ family: 'logistic', segment, innerShare: INNER_SHARE, parameters: { c } }),
        world,
        context,
      ) as FitOutput;
    const segments = world.split.folds.map(({ index }) => ({ segment: index, output: fitOn(index) }));
    return { family, title: family, segments, final: fitOn(-1) };
  });
  outputs = new Map(fits.map(({ family, segments }) => [family, segments.map(({ output }) => output)]));
  const judged = await evaluateRun(
    { ...run.parts, table, families: fits },
    { ...run.dependencies, readObject: context.readObject },
  );
  reports = new Map(judged.map((report) => [report.family, report]));
}, 120_000);
afterAll(async () => {
  await run.desk.db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The sample's own rows with one feature that knows a little of the outcome, and one with holes. */
function planted(own: TrainingTable): TrainingTable {
  const random = createRandom(2);
  const columns = own.columns.map((column) => Float32Array.from(column));
  for (let row = 0; row < own.rows; row++) {
    columns[0]![row] = 1.5 * (own.label[row] === 1 ? 0.5 : -0.5) + random.normal();
    if (random.next() < 0.1) columns[1]![row] = Number.NaN;
  }
  return {
    ...own,
    columns,
    costHash: createHash('sha256').update('planted').digest('hex'),
  };
}

const names = Object.keys(CANDIDATES) as Candidate[];
const pooled = (candidate: Candidate) =>
  naive[candidate].flatMap(({ test, chance, threshold }) =>
    test.map((row, k) => ({ ...rows[row]!, row, chance: chance[k]!, threshold })),
  );

describe.each(names)('candidate %s against the naive walk-forward', (candidate) => {
  it('trains and tests on the same rows', () => {
    expect(naive[candidate].length).toBeGreaterThanOrEqual(3);
    expect(outputs.get(candidate)!.map(({ trainRows, testRows }) => [trainRows, testRows])).toEqual(
      naive[candidate].map(({ train, test }) => [train, test.length]),
    );
    outputs.get(candidate)!.forEach(({ predictions }, segment) => {
      expect(Array.from(decodePredictions(objects.get(predictions!)!).rows)).toEqual(
        naive[candidate][segment]!.test,
      );
    });
  });

  it('gives every test row the same chance, before and after calibration, and the same threshold', () => {
    outputs.get(candidate)!.forEach(({ predictions, threshold, calibration }, segment) => {
      const { raw, calibrated } = decodePredictions(objects.get(predictions!)!);
      const own = naive[candidate][segment]!;
      expect(calibration.accepted).toBe(own.calibrated);
      own.test.forEach((_, k) => {
        expect(raw[2 * k + 1]).toBeCloseTo(own.raw[k]!, 8);
        expect(calibrated[2 * k + 1]).toBeCloseTo(own.chance[k]!, 8);
        expect(calibrated[2 * k]! + calibrated[2 * k + 1]!).toBeCloseTo(1, 12);
      });
      expect(threshold).toBe(own.threshold);
    });
  });

  it('gives the same scores over all test rows', () => {
    const all = pooled(candidate);
    const { pooled: scores, confusion } = reports.get(candidate)!;
    const label = all.map((one) => one.label);
    const chance = all.map((one) => one.chance);
    const mean = (of: (k: number) => number) => all.reduce((sum, _, k) => sum + of(k), 0) / all.length;
    expect(scores.rows).toBe(all.length);
    expect(scores.auc).toBeCloseTo(naiveAuc(chance, label), 8);
    expect(scores.logLoss).toBeCloseTo(
      mean((k) => -Math.log(label[k] === 1 ? chance[k]! : 1 - chance[k]!)),
      8,
    );
    expect(scores.brier).toBeCloseTo(
      mean((k) => (chance[k]! - label[k]!) ** 2),
      8,
    );
    expect(scores.ece).toBeCloseTo(naiveCalibrationError(chance, label), 8);
    const count = (actual: number, called: number) =>
      all.filter((one) => one.label === actual && Number(one.chance > 0.5) === called).length;
    expect(confusion).toEqual([
      [count(0, 0), count(0, 1)],
      [count(1, 0), count(1, 1)],
    ]);
  });

  it('acts on the same rows of each segment, for the same net after their costs', () => {
    reports.get(candidate)!.perSegment.forEach(({ acted, net, hitRate, scores }, segment) => {
      const { test, chance, threshold } = naive[candidate][segment]!;
      const own = test.flatMap((row, k) =>
        threshold !== null && chance[k]! >= threshold ? [rows[row]!.value - rows[row]!.cost] : [],
      );
      expect(acted).toBe(own.length);
      expect(net).toBeCloseTo(
        own.reduce((a, b) => a + b, 0),
        10,
      );
      if (own.length > 0)
        expect(hitRate).toBeCloseTo(own.filter((worth) => worth > 0).length / own.length, 12);
      expect(scores.auc).toBeCloseTo(
        naiveAuc(
          chance as number[],
          test.map((row) => rows[row]!.label),
        ),
        8,
      );
    });
  });

  it('shows the same coverage and hit rate at any threshold', () => {
    const all = pooled(candidate);
    const { thresholds } = reports.get(candidate)!;
    expect(thresholds.length).toBeGreaterThan(5);
    for (const { threshold, coverage, hitRate, net } of thresholds) {
      const acted = all.filter(({ chance }) => chance >= threshold);
      expect(coverage).toBeCloseTo(acted.length / all.length, 12);
      const worth = acted.map(({ value, cost }) => value - cost);
      expect(hitRate).toBeCloseTo(worth.filter((own) => own > 0).length / acted.length, 12);
      expect(net).toBeCloseTo(
        worth.reduce((a, b) => a + b, 0),
        9,
      );
    }
  });

  it('trades nothing but what the predictions decide, after they were decided, with charges of the day', async () => {
    const { money } = reports.get(candidate)!;
    expect(money!.trades).toBeGreaterThan(10);
    const allowed = new Set(
      pooled(candidate).flatMap(({ row, chance, threshold }) =>
        threshold !== null && chance >= threshold
          ? [`${table.instruments[table.instrument[row]!]} ${table.time[row]}`]
          : [],
      ),
    );
    const stored = createRunStore(run.desk.db);
    const trades = await stored.trades(money!.runId!);
    for (const trade of trades) {
      expect(allowed.has(`${trade.instrumentId} ${trade.details.decided_at}`)).toBe(true);
      expect(trade.entryTime).toBeGreaterThanOrEqual(Number(trade.details.decided_at));
      expect(trade.exitTime).toBeGreaterThan(trade.entryTime);
      expect(trade.charges.total).toBeGreaterThan(0);
      expect(trade.netPnl).toBeCloseTo(trade.grossPnl - trade.charges.total, 6);
    }
    expect(trades.reduce((sum, { netPnl }) => sum + netPnl, 0)).toBeCloseTo(money!.netPnl, 4);
    expect(trades.reduce((sum, { charges }) => sum + charges.total, 0)).toBeCloseTo(money!.charges, 4);
  });

  it('deflates the ratio of the stored equity by what was tried', async () => {
    const { money, deflation } = reports.get(candidate)!;
    const stored = await createRunStore(run.desk.db).get(money!.runId!);
    const equity = stored.equity.map((point) => point.equity);
    const returns = equity.map((own, k) => own / (k === 0 ? stored.initialCapital : equity[k - 1]!) - 1);
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    const spread = Math.sqrt(returns.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (returns.length - 1));
    expect(money!.sharpe).toBeCloseTo((mean / spread) * Math.sqrt(252), 8);
    expect(deflation!.sharpe).toBeCloseTo(money!.sharpe, 8);
    const ledger = await run.desk.db.all<{ fingerprint: string; sharpe: number | null }>(
      'SELECT DISTINCT fingerprint, sharpe FROM trial_ledger WHERE dataset_hash = ?',
      [table.datasetHash],
    );
    expect(deflation!.trials).toBe(new Set(ledger.map(({ fingerprint }) => fingerprint)).size);
    const ratios = ledger.flatMap(({ sharpe }) => (sharpe === null ? [] : [sharpe]));
    expect(ratios).toHaveLength(2);
    const middle = ratios.reduce((a, b) => a + b, 0) / ratios.length;
    const measured = ratios.reduce((sum, r) => sum + (r - middle) ** 2, 0) / (ratios.length - 1);
    const variance = Math.max(measured, 1 / (returns.length - 1));
    expect(deflation!.deflated).toBeCloseTo(naiveDeflatedSharpe(returns, deflation!.trials, variance), 6);
  });
});

it('ranks the candidates by mean and worst segment', () => {
  const placed = names.map((candidate) => {
    const each = naive[candidate].map(({ test, chance }) =>
      naiveAuc(
        chance as number[],
        test.map((row) => rows[row]!.label),
      ),
    );
    return { candidate, mean: each.reduce((a, b) => a + b) / each.length, worst: Math.min(...each) };
  });
  for (const { candidate, mean, worst } of placed) {
    expect(reports.get(candidate)!.meanAuc).toBeCloseTo(mean, 8);
    expect(reports.get(candidate)!.worstAuc).toBeCloseTo(worst, 8);
  }
  const beaten = (by: 'mean' | 'worst', own: (typeof placed)[number]) =>
    placed.filter((other) => other[by] > own[by]).length;
  const order = [...placed].sort(
    (a, b) =>
      beaten('mean', a) + beaten('worst', a) - (beaten('mean', b) + beaten('worst', b)) || b.mean - a.mean,
  );
  expect(order.map(({ candidate }) => reports.get(candidate)!.rank)).toEqual([1, 2]);
});
