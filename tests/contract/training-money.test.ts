// The money of candidates whose label is not one side of a bar: trades of a run filtered by a model, directions, numbers. Thresholds are set
// by the test, so that what is traded is known.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Trade } from '../../engines/backtest/contract.ts';
import { createRunStore } from '../../src/services/backtests/index.ts';
import { evaluateRun } from '../../src/services/training/evaluate/evaluate-run.ts';
import { trialsOf } from '../../src/services/training/ledger/trial-ledger.ts';
import { crossingTrades } from '../fixtures/crossing-trades.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';
import { METHOD, runOver, trainedRun } from '../fixtures/trained-run.ts';

let folder: string;
let desk: ResearchDesk | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evaluation-'));
});
afterEach(async () => {
  await desk?.db.close();
  desk = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const TREES = { leafwise: { rounds: 20, maxLeaves: 5, minChildSamples: 5 } };
const told = ({ instrumentId, side, entryTime, entryPrice, exitTime, exitPrice }: Trade) =>
  `${instrumentId} ${side} ${entryTime} ${entryPrice} ${exitTime} ${exitPrice}`;

describe('trades of a run, filtered by a model', () => {
  async function metaRun(threshold: number) {
    desk = await openResearchDesk(folder);
    await fillWithSample(desk, { symbols: 6, sessions: 60 });
    const { runId } = await crossingTrades(desk, {
      from: '2025-05-05',
      to: '2025-06-30',
      parameters: { fast: 5, slow: 20, sides: 'both' },
    });
    const label = { kind: 'strategy-exits', criterion: 'net-profit' } as const;
    const { datasetId } = await built(desk, { label, runId, from: '2025-05-05' });
    const method = { ...METHOD, trainSessions: 24, testSessions: 5 };
    const run = await runOver(desk, folder, datasetId, { method, families: TREES, threshold });
    const [report] = await evaluateRun(run.parts, run.dependencies);
    return { report: report!, run, source: await createRunStore(desk.db).trades(runId), runId };
  }

  it('allowing all of them gives the very trades of the source again', async () => {
    const { report, run, source, runId } = await metaRun(0);
    expect(report.money!.basis).toMatch(/SMA cross with its own exits, run again/);
    const trades = await createRunStore(desk!.db).trades(report.money!.runId!);
    const [first, last] = [report.perSegment[0]!.testFrom, report.perSegment.at(-1)!.testTo];
    const tested = source.filter((trade) => trade.decisionTime > first && trade.decisionTime <= last);
    expect(tested.length).toBeGreaterThan(20);
    expect(trades.map(told)).toEqual(tested.map(told));
    // The backtest that made the rows was a look at these days too.
    const entries = await trialsOf(desk!.db, run.parts.table.datasetHash);
    expect(entries.map(({ id }) => id)).toContain(`backtest/${runId}`);
  }, 60_000);

  it('allowing none trades nothing, and says so', async () => {
    const { report } = await metaRun(1.1);
    expect(report.money).toMatchObject({ trades: 0, netPnl: 0, runId: null });
    expect(report.faults.join()).toMatch(/no row was acted on/);
    expect(report.idle).toBe(true);
    expect(report.deflation).toMatchObject({ idle: true });
  }, 60_000);
});

describe('labels with two sides', () => {
  it('are traded to the likelier side, with the barriers of that side', async () => {
    const distance = (fraction: number) => ({ by: 'fixed', fraction }) as const;
    const run = await trainedRun(folder, {
      label: {
        kind: 'triple-barrier',
        side: 'direction',
        target: distance(0.006),
        stop: distance(0.003),
        horizon: { unit: 'bars', length: 6 },
      },
      families: TREES,
      threshold: 0.3,
    });
    desk = run.desk;
    const [report] = await evaluateRun(run.parts, run.dependencies);
    expect(report!.classes).toEqual(['down', 'none', 'up']);
    expect(report!.confusion).toHaveLength(3);
    expect(report!.cautions.join()).toMatch(/taken as its mirror/);
    const trades = await createRunStore(desk.db).trades(report!.money!.runId!);
    expect(new Set(trades.map(({ side }) => side))).toEqual(new Set([1, -1]));
    for (const { side, entryPrice, stopPrice, targetPrice, entryTime, exitTime } of trades) {
      const [toTarget, toStop] = side === 1 ? [0.006, 0.003] : [0.003, 0.006];
      expect(Math.abs(targetPrice / entryPrice - 1)).toBeCloseTo(toTarget, 9);
      expect(Math.abs(stopPrice / entryPrice - 1)).toBeCloseTo(toStop, 9);
      // Six bars of five minutes, and the bar in which the exit fills.
      expect(exitTime - entryTime).toBeLessThanOrEqual(35 * 60_000);
    }
  }, 60_000);
});

describe('labels that are numbers', () => {
  it('are scored by rank and sign, and written with the predicted return', async () => {
    const run = await trainedRun(folder, {
      label: {
        kind: 'next-return',
        answer: 'magnitude',
        measure: 'simple',
        horizon: { unit: 'bars', length: 6 },
      },
      families: { ridge: {} },
      threshold: 0.00005,
      request: { calibration: 'none', objective: 'net-expectancy' },
    });
    desk = run.desk;
    const [report] = await evaluateRun(run.parts, run.dependencies);
    expect(report!.pooled.auc).toBeGreaterThan(0.3);
    expect(report!.pooled.accuracy).toBeGreaterThan(0.3);
    expect(report!.pooled.logLoss).toBeNaN();
    expect(report!.reliability).toEqual([]);
    expect(report!.confusion).toEqual([]);
    expect(report!.thresholds.length).toBeGreaterThan(5);
    expect(report!.money!.trades).toBeGreaterThan(0);
    const file = report!.files.find(({ name }) => name === 'test_predictions.csv')!;
    const [header, first] = readFileSync(join(folder, file.path), 'utf8').split('\n');
    expect(header).toBe('timestamp,signal,confidence,predicted_return,actual_return,ticker');
    const [, , confidence, predicted] = first!.split(',').map(Number);
    expect(Math.abs(predicted!)).toBe(confidence);
  }, 60_000);
});
