// The evaluation of a run over the sample market: what is scored, traded, counted, ranked, written and stored, and that doing it again changes
// nothing but the stored copies.

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auc } from '../../engines/numeric/auc.ts';
import { codec } from '../../src/contracts/codec.ts';
import type { CandidateReport } from '../../src/contracts/training-results.ts';
import { createRunStore } from '../../src/services/backtests/index.ts';
import { createCandidateStore } from '../../src/services/training/evaluate/candidate-store.ts';
import { evaluateRun } from '../../src/services/training/evaluate/evaluate-run.ts';
import { removeCandidates } from '../../src/services/training/evaluate/remove-candidates.ts';
import { countTrials, trialsOf } from '../../src/services/training/ledger/trial-ledger.ts';
import { decodePredictions } from '../../src/services/training/steps/prediction-codec.ts';
import { type TrainedRun, trainedRun } from '../fixtures/trained-run.ts';

let folder: string;
let run: TrainedRun;
let reports: readonly CandidateReport[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
  run = await trainedRun(folder);
  reports = await evaluateRun(run.parts, run.dependencies);
}, 120_000);
afterAll(async () => {
  await run.desk.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = (path: string) => readFileSync(join(folder, path), 'utf8');
const fileOf = (report: CandidateReport, name: string) =>
  text(report.files.find((file) => file.name === name)!.path);

describe('evaluation of a run', () => {
  it('judges every family on every segment and ranks them by mean and worst', () => {
    expect(reports.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(new Set(reports.map(({ family }) => family))).toEqual(new Set(['logistic', 'leafwise']));
    const segments = run.parts.families[0]!.segments.length;
    expect(segments).toBeGreaterThanOrEqual(2);
    for (const report of reports) {
      expect(report.perSegment).toHaveLength(segments);
      const scores = report.perSegment.map(({ scores }) => scores.auc);
      expect(report.meanAuc).toBeCloseTo(scores.reduce((a, b) => a + b) / scores.length, 12);
      expect(report.worstAuc).toBe(Math.min(...scores));
      expect(report.bestAuc).toBe(Math.max(...scores));
      expect(report.pooled.rows).toBe(report.perSegment.reduce((sum, { scores }) => sum + scores.rows, 0));
      expect(report.pooled.balance.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(report.confusion.flat().reduce((a, b) => a + b)).toBe(report.pooled.rows);
      expect(report.reliability.reduce((sum, { rows }) => sum + rows, 0)).toBe(report.pooled.rows);
    }
  });

  it('pools the AUC over the rows of all segments, as counted by hand', () => {
    const { table, families } = run.parts;
    for (const report of reports) {
      const { segments } = families.find(({ family }) => family === report.family)!;
      const scores: number[] = [];
      const target: number[] = [];
      for (const { output } of segments) {
        const { rows, calibrated } = decodePredictions(run.objects.get(output.predictions!)!);
        rows.forEach((row, k) => {
          if (table.label[row]! < 0) return;
          scores.push(calibrated[2 * k + 1]!);
          target.push(table.label[row] === 1 ? 1 : -1);
        });
      }
      expect(report.pooled.auc).toBeCloseTo(auc(Float64Array.from(scores), Int8Array.from(target)), 12);
    }
  });

  it('gates the lower of the pooled AUC and the mean inside its segments, and tells both', () => {
    for (const { withinAuc, pooled, perSegment, faults } of reports) {
      const rows = perSegment.reduce((sum, one) => sum + one.scores.rows, 0);
      const inside = perSegment.reduce((sum, { scores }) => sum + scores.rows * scores.auc, 0) / rows;
      expect(withinAuc).toBeCloseTo(inside, 12);
      const gated = Math.min(inside, pooled.auc);
      const fault = faults.find((one) => one.startsWith('AUC') && one.includes('needed'));
      expect(fault === undefined).toBe(gated >= 0.6);
      if (fault) {
        expect(fault).toContain(`AUC ${gated.toFixed(3)}`);
        expect(fault.includes('mean inside the segments')).toBe(inside < pooled.auc);
      }
    }
  });

  it('opens candidates stored before they knew the AUC inside segments and whether they stayed out', async () => {
    const { db } = run.desk;
    const store = createCandidateStore(db);
    const { id, idle } = reports[0]!;
    const kept = await db.get<{ summary: string; report: string }>(
      'SELECT summary, report FROM candidate WHERE id = ?',
      [id],
    );
    const older = (text: string, faults?: readonly string[]) => {
      const { idle: _, withinAuc: __, ...before } = codec.deserialize(JSON.parse(text)) as CandidateReport;
      return JSON.stringify(codec.serialize({ ...before, ...(faults && { faults }) }));
    };
    const put = (summary: string, report: string) =>
      db.run('UPDATE candidate SET summary = ?, report = ? WHERE id = ?', [summary, report, id]);
    await put(older(kept!.summary), older(kept!.report));
    expect(await store.get(id)).toMatchObject({ id, idle });
    expect((await store.list()).find((one) => one.id === id)).not.toHaveProperty('withinAuc');
    const stayedOut = ['no row was acted on'];
    await put(older(kept!.summary, stayedOut), older(kept!.report, stayedOut));
    expect((await store.list()).find((one) => one.id === id)!.idle).toBe(true);
    expect((await store.get(id)).idle).toBe(true);
    await put(kept!.summary, kept!.report);
  });

  it('shows the band of exchanged labels around a half and an interval around the AUC', () => {
    for (const { permutation, intervals, pooled } of reports) {
      expect(permutation!.low).toBeLessThan(0.52);
      expect(permutation!.high).toBeGreaterThan(0.48);
      expect(permutation!.high - permutation!.low).toBeLessThan(0.3);
      expect(intervals.auc.low).toBeLessThan(pooled.auc);
      expect(intervals.auc.high).toBeGreaterThan(pooled.auc);
    }
  });

  it('slices add up to the pooled rows', () => {
    for (const { slices, pooled } of reports)
      for (const kind of ['hour', 'instrument', 'side'] as const)
        expect(slices[kind].reduce((sum, { rows }) => sum + rows, 0)).toBe(pooled.rows);
    expect(reports[0]!.slices.hour.map(({ key }) => key)).toContain('11:00');
    expect(reports[0]!.slices.instrument).toHaveLength(3);
    expect(reports[0]!.slices.regime).toEqual([]);
  });

  it('says what trees looked at, with contributions of rows they never saw', () => {
    const trees = reports.find(({ family }) => family === 'leafwise')!;
    expect(trees.importance.map(({ name }) => name).sort()).toEqual([...run.parts.table.names].sort());
    expect(trees.importance.reduce((sum, { gain }) => sum + gain, 0)).toBeCloseTo(1, 6);
    expect(trees.contributions!.rows).toBeGreaterThan(50);
    expect(trees.contributions!.rows).toBeLessThanOrEqual(1_000);
    for (const { quantile, contribution } of trees.contributions!.features) {
      expect(contribution).toHaveLength(trees.contributions!.rows);
      expect(quantile.every((value) => Number.isNaN(value) || (value >= 0 && value <= 1))).toBe(true);
    }
  });

  it('trades through the backtest engine where a threshold was found, as a run that can be opened', async () => {
    const runs = createRunStore(run.desk.db);
    const traded = reports.filter(({ money }) => money!.runId !== null);
    for (const report of reports) {
      const acted = report.perSegment.reduce((sum, one) => sum + one.acted, 0);
      expect(report.money!.runId === null).toBe(acted === 0);
      expect(report.idle).toBe(report.money!.trades === 0);
    }
    for (const { money } of traded) {
      const stored = await runs.get(money!.runId!);
      expect(stored).toMatchObject({
        strategyId: 'ml-signal',
        state: 'done',
        origin: 'backtest',
        request: null,
      });
      expect(stored.headline!.netPnl).toBeCloseTo(money!.netPnl, 6);
      const trades = await runs.trades(money!.runId!);
      expect(trades).toHaveLength(money!.trades);
      // Nothing is entered before its decision was there.
      for (const trade of trades) {
        expect(trade.entryTime).toBeGreaterThanOrEqual(trade.decisionTime);
        expect(Number(trade.details.decided_at)).toBeLessThanOrEqual(trade.decisionTime);
      }
    }
  });

  it('counts every trial, candidate and backtest in the ledger, once', async () => {
    const { db } = run.desk;
    const { datasetHash } = run.parts.table;
    const before = await trialsOf(db, datasetHash);
    expect(before.filter(({ source }) => source === 'search')).toHaveLength(
      run.parts.trials.length + reports.length,
    );
    const again = await evaluateRun(run.parts, run.dependencies);
    expect(await trialsOf(db, datasetHash)).toEqual(before);
    expect(again.map(({ id, pooled, money }) => ({ id, pooled, money }))).toEqual(
      reports.map(({ id, pooled, money }) => ({ id, pooled, money })),
    );
    const count = await countTrials(db, datasetHash);
    expect(count.distinct).toBe(before.length);
    for (const { deflation } of reports) if (deflation) expect(deflation.trials).toBe(count.distinct);
    await expect(db.run('DELETE FROM trial_ledger')).rejects.toThrow(/only ever added/);
  });

  it('names what still flatters', () => {
    for (const { cautions } of reports) {
      expect(cautions.join('\n')).toMatch(/Synthetic/);
      expect(cautions.join('\n')).toMatch(/different things were tried/);
      expect(cautions.join('\n')).toMatch(/Labels overlap/);
      expect(cautions.join('\n')).toMatch(/Thresholds were chosen inside/);
    }
  });

  it('writes the published layouts with exactly their keys', () => {
    const [best] = reports;
    const summary = JSON.parse(fileOf(best!, 'auto_ml_summary.json'));
    expect(Object.keys(summary)).toEqual(
      expect.arrayContaining([
        'exchange',
        'generated_at',
        'dataset',
        'config',
        'segments_evaluated',
        'segments',
        'best_by_family',
      ]),
    );
    expect(Object.keys(summary.dataset)).toEqual(['rows', 'start', 'end', 'feature_count']);
    expect(Object.keys(summary.config)).toEqual([
      'days',
      'window_days',
      'step_days',
      'families',
      'optuna_trials',
    ]);
    expect(Object.keys(summary.segments[0])).toEqual([
      'segment_id',
      'family',
      'train_range',
      'validation_range',
      'metrics',
      'best_params',
      'optuna_score',
      'sample_counts',
    ]);
    expect(Object.keys(summary.segments[0].metrics)).toEqual([
      'accuracy',
      'f1_macro',
      'f1_weighted',
      'precision_macro',
      'recall_macro',
    ]);
    expect(summary.best_by_family.leafwise).toMatchObject({ optimistic: true });
    const meta = JSON.parse(fileOf(best!, 'meta_train_report.json'));
    expect(Object.keys(meta)).toEqual([
      'dataset_csv',
      'rows',
      'pos_rate',
      'splits',
      'train_days',
      'test_days',
      'embargo_minutes',
      'calibration',
      'folds',
      'export',
      'oof_coverage',
    ]);
    expect(Object.keys(meta.folds[0])).toEqual([
      'fold',
      'train_start',
      'train_end',
      'test_start',
      'test_end',
      'rows_train',
      'rows_test',
      'auc',
      'logloss',
      'brier',
      'pos_rate_test',
    ]);
    expect(meta).toMatchObject({ train_days: 8, test_days: 3, embargo_minutes: 30 });
  });

  it('writes out-of-fold chances, blank where no fold ever tested', () => {
    const [best] = reports;
    const rows: Record<string, string>[] = parse(fileOf(best!, 'oof_predictions.csv'), { columns: true });
    expect(Object.keys(rows[0]!)).toEqual(['ticker', 'side', 'entry_time', 'label', 'p_win']);
    const tested = rows.filter((row) => row.p_win !== '');
    expect(tested).toHaveLength(best!.pooled.rows);
    expect(rows.length).toBeGreaterThan(tested.length);
    const border = run.parts.table.holdOutFrom;
    expect(rows.every((row) => Date.parse(row.entry_time!) <= border)).toBe(true);
    const ranked = auc(
      Float64Array.from(tested, (row) => Number(row.p_win)),
      Int8Array.from(tested, (row) => (row.label === '1' ? 1 : -1)),
    );
    expect(ranked).toBeCloseTo(best!.pooled.auc, 9);
  });

  it('stores candidates that can be listed and opened', async () => {
    const store = createCandidateStore(run.desk.db);
    const listed = await store.list(run.parts.run.runId);
    expect(listed.map(({ id, rank }) => ({ id, rank }))).toEqual(
      reports.map(({ id, rank }) => ({ id, rank })),
    );
    const opened = await store.get(reports[0]!.id);
    expect(opened.pooled).toEqual(reports[0]!.pooled);
    expect(opened.contributions?.features[0]?.quantile ?? new Float32Array(0)).toBeInstanceOf(Float32Array);
    for (const { path } of opened.files) expect(existsSync(join(folder, path))).toBe(true);
    await expect(store.get('nothing-there')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('stops when asked', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(
      evaluateRun(run.parts, { ...run.dependencies, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('forgets a removed run, but never what was looked at', async () => {
    const { db } = run.desk;
    const { runId } = run.parts.run;
    const looks = (await trialsOf(db, run.parts.table.datasetHash)).length;
    await removeCandidates({ db, dataFolder: folder }, runId);
    expect(await createCandidateStore(db).list(runId)).toEqual([]);
    expect((await createRunStore(db).list()).filter(({ strategyId }) => strategyId === 'ml-signal')).toEqual(
      [],
    );
    expect(existsSync(join(folder, 'training', 'runs', runId))).toBe(false);
    expect(await trialsOf(db, run.parts.table.datasetHash)).toHaveLength(looks);
    await removeCandidates({ db, dataFolder: folder }, runId);
  });
});
