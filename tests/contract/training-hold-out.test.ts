// The hold-out of a candidate and its predictions for other dates: opened once, with a reason, judged by the run's gates; predicted with the
// bytes a dataset build computes, and refused where those are not to be had.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auc } from '../../engines/numeric/auc.ts';
import type { CandidateReport } from '../../src/contracts/training-results.ts';
import { createRunStore } from '../../src/services/backtests/run-store.ts';
import { createCandidateStore } from '../../src/services/training/evaluate/candidate-store.ts';
import { evaluateRun } from '../../src/services/training/evaluate/evaluate-run.ts';
import { openHoldOut } from '../../src/services/training/evaluate/open-hold-out.ts';
import { predictRange } from '../../src/services/training/predict/predict-body.ts';
import { createObjectStore } from '../../src/services/training/run/objects.ts';
import { decodeStoredModel, predictStored } from '../../src/services/training/steps/stored-model.ts';
import { NOW } from '../fixtures/research.ts';
import { type TrainedRun, trainedRun } from '../fixtures/trained-run.ts';

let folder: string;
let run: TrainedRun;
let reports: readonly CandidateReport[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
  run = await trainedRun(folder);
  reports = await evaluateRun(run.parts, run.dependencies);
  const objects = createObjectStore(folder);
  for (const bytes of run.objects.values()) objects.write(bytes);
}, 120_000);
afterAll(async () => {
  await run.desk.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const gates = { auc: 0.6, sharpe: 0 };
const finalOf = (report: CandidateReport) => {
  const hash = run.parts.families.find(({ family }) => family === report.family)!.final!.model!;
  return decodeStoredModel(run.objects.get(hash)!);
};

describe('opening a hold-out', () => {
  it('needs a reason, and opens nothing without one', async () => {
    const asked = { candidateId: reports[0]!.id, reason: '   ', gates };
    await expect(openHoldOut(run.dependencies, asked)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect((await createCandidateStore(run.desk.db).get(reports[0]!.id)).holdOut).toBeNull();
  });

  it('shows no trade of it where the opening could not be written down', async () => {
    const { db } = run.desk;
    await db.exec(`CREATE TABLE begun (id TEXT);
      CREATE TRIGGER note_begun AFTER INSERT ON backtest_run BEGIN INSERT INTO begun VALUES (new.id); END;
      CREATE TRIGGER no_openings BEFORE INSERT ON hold_out_opening
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`);
    for (const { id } of reports) {
      const asked = { candidateId: id, reason: 'a look that fails', gates };
      await expect(openHoldOut(run.dependencies, asked)).rejects.toThrow('the disk is full');
    }
    // Otherwise nothing could have been seen.
    const begun = await db.all<{ id: string }>('SELECT id FROM begun');
    expect(begun.length).toBeGreaterThan(0);
    const runs = new Set((await createRunStore(db).list()).map(({ id }) => id));
    expect(begun.filter(({ id }) => runs.has(id))).toEqual([]);
    await db.exec('DROP TRIGGER no_openings; DROP TRIGGER note_begun; DROP TABLE begun');
  });

  it('judges the final model on sessions nothing ever touched, once', async () => {
    const [report] = reports;
    const asked = { candidateId: report!.id, reason: 'the last look before the weekend', gates };
    const result = await openHoldOut(run.dependencies, asked);
    const { table } = run.parts;
    const rows = Uint32Array.from(table.time.keys()).filter((row) => table.time[row]! > table.holdOutFrom);
    expect(result.scores.rows).toBe(rows.length);
    const { calibrated } = predictStored(finalOf(report!), table, rows);
    const expected = auc(
      Float64Array.from(rows, (_, k) => calibrated[2 * k + 1]!),
      Int8Array.from(rows, (row) => (table.label[row] === 1 ? 1 : -1)),
    );
    expect(result.scores.auc).toBeCloseTo(expected, 12);
    expect(result.passed).toBe(result.scores.auc >= 0.6 && result.money!.sharpe >= 0);
    expect(result.faults.length === 0).toBe(result.passed);
    expect(result.perInstrument.reduce((sum, one) => sum + one.rows, 0)).toBe(rows.length);

    const again = openHoldOut(run.dependencies, { ...asked, reason: 'once more' });
    await expect(again).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('the last look before the weekend'),
    });
    expect((await createCandidateStore(run.desk.db).get(report!.id)).holdOut).toEqual(result);
    // A process killed between the record and its file: asking again writes what was recorded, and looks at nothing.
    const file = join(folder, 'training', 'runs', report!.runId, report!.family, 'holdout_metrics.json');
    const written = readFileSync(file, 'utf8');
    rmSync(file);
    await expect(openHoldOut(run.dependencies, asked)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(readFileSync(file, 'utf8')).toBe(written);
    await expect(run.desk.db.run('DELETE FROM hold_out_opening')).rejects.toThrow(/only ever added/);
  });

  it('keeps the result when the run is judged again, and writes it in the published layout', async () => {
    const [again] = await evaluateRun(run.parts, run.dependencies);
    expect(again!.cautions.join('\n')).toMatch(/The hold-out was opened once before this was judged/);
    expect(reports[0]!.cautions.join('\n')).not.toMatch(/The hold-out was/);
    const stored = await createCandidateStore(run.desk.db).get(reports[0]!.id);
    expect(stored.holdOut?.reason).toBe('the last look before the weekend');
    const file = join(folder, 'training', 'runs', stored.runId, stored.family, 'holdout_metrics.json');
    const written = JSON.parse(readFileSync(file, 'utf8'));
    expect(Object.keys(written).slice(0, 9)).toEqual([
      'auc',
      'sharpe',
      'accuracy',
      'brier',
      'n',
      'start',
      'end',
      'per_symbol',
      'pnl',
    ]);
    expect(Object.keys(written.pnl)).toEqual(['gross', 'net', 'costs', 'turnover', 'max_dd']);
    expect(written.auc).toBeCloseTo(stored.holdOut!.scores.auc, 12);
  });
});

describe('predicting a range of dates', () => {
  const context = {
    jobId: 'job-of-tests',
    progress: () => {},
    log: () => {},
    signal: new AbortController().signal,
  };
  const dependencies = () => ({ db: run.desk.db, dataFolder: folder, now: () => NOW });
  const linesOf = (path: string): Record<string, string>[] =>
    parse(readFileSync(join(folder, path), 'utf8'), { columns: true });

  it('gives the dataset rows the very probabilities their stored features give, and every other decision too', async () => {
    const report = reports.find(({ family }) => family === 'leafwise')!;
    const file = await predictRange(
      { model: report.id, from: '2025-06-16', to: '2025-06-20' },
      context,
      dependencies(),
    );
    const lines = linesOf(file.path);
    expect(lines).toHaveLength(file.rows);
    expect(Object.keys(lines[0]!)).toEqual(file.columns);
    // 75 five-minute bars a session, labelled or not.
    expect(file.rows).toBe(3 * 5 * 75);
    expect(lines.filter(({ acted }) => acted === 'yes')).toHaveLength(file.acted);
    const { table } = run.parts;
    const predicted = predictStored(finalOf(report), table, Uint32Array.from(table.time.keys()));
    const byKey = new Map(lines.map((line) => [`${line.instrument} ${Date.parse(line.time!)}`, line]));
    let compared = 0;
    for (let row = 0; row < table.rows; row++) {
      const line = byKey.get(`${table.instruments[table.instrument[row]!]} ${table.time[row]}`);
      if (line === undefined) continue;
      expect(Number(line.probability_win)).toBe(predicted.raw[2 * row + 1]);
      expect(Number(line.calibrated_win)).toBe(predicted.calibrated[2 * row + 1]);
      compared++;
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('predicts only the instruments asked for', async () => {
    const [only] = run.parts.table.instruments;
    const file = await predictRange(
      { model: reports[0]!.id, from: '2025-06-16', to: '2025-06-16', instruments: [only!] },
      context,
      dependencies(),
    );
    expect(new Set(linesOf(file.path).map(({ instrument }) => instrument))).toEqual(new Set([only]));
  });

  it('refuses a model it does not know', async () => {
    await expect(
      predictRange({ model: 'nobody', from: '2025-06-16', to: '2025-06-16' }, context, dependencies()),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a candidate whose dataset is gone: its features cannot be made', async () => {
    await run.desk.db.run('UPDATE dataset SET request = NULL WHERE id = ?', [run.parts.run.datasetId]);
    await expect(
      predictRange({ model: reports[0]!.id, from: '2025-06-16', to: '2025-06-16' }, context, dependencies()),
    ).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('features cannot be computed'),
    });
  });
});
