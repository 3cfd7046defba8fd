import { describe, expect, it } from 'vitest';
import type { Metrics } from '../../../../../engines/backtest/contract.ts';
import { computeMetrics } from '../../../../../engines/backtest/metrics.ts';
import { ist, makeEquity, makeTrade } from '../../../../../tests/fixtures/trades.ts';
import { differenceText, differingRows, METRIC_ROWS, metricCells, metricText } from './metric-model.ts';

function metricsOf(exitPrices: readonly number[]): Metrics {
  const trades = exitPrices.map((exitPrice, k) =>
    makeTrade({
      sequence: k + 1,
      exitPrice,
      entryTime: ist('2025-01-06', `1${k}:00`),
      exitTime: ist('2025-01-06', `1${k}:30`),
    }),
  );
  const net = trades.reduce((sum, trade) => sum + trade.netPnl, 0);
  return computeMetrics({
    trades,
    equity: [makeEquity('2025-01-06', 100_000 + net), makeEquity('2025-01-07', 100_000 + net)],
    initialCapital: 100_000,
    sessions: 2,
    sessionMsTotal: 2 * 22_500_000,
    seed: 1,
  });
}

const runs = [{ metrics: metricsOf([101, 102]) }, { metrics: metricsOf([101, 95]) }];
const find = (id: string) => METRIC_ROWS.find((row) => row.id === id) as (typeof METRIC_ROWS)[number];

describe('metric cells', () => {
  it('hold every run against the first', () => {
    const [first, second] = metricCells(find('netPnl'), runs);
    expect(first).toMatchObject({ value: 30, text: '+₹30', differenceText: null });
    expect(second).toMatchObject({ value: -40, text: '−₹40', difference: -70, differenceText: '−₹70' });
  });
  it('say percent differences in points', () => {
    expect(metricCells(find('hitRate'), runs)[1]?.differenceText).toBe('−50.0 points');
  });
  it('carry the interval of an estimate, and none elsewhere', () => {
    expect(metricCells(find('netPnl'), runs)[0]?.interval).toMatch(/ to /);
    expect(metricCells(find('charges'), runs)[0]?.interval).toBeNull();
  });
  it('survive runs without metrics and figures that do not exist', () => {
    expect(metricCells(find('netPnl'), [{ metrics: null }, ...runs])[1]?.differenceText).toBe('–');
    expect(metricText('ratio', Number.POSITIVE_INFINITY)).toBe('∞');
    expect(differenceText('ratio', Number.POSITIVE_INFINITY)).toBe('–');
  });
  it('list what differs', () => {
    const ids = differingRows(runs).map((row) => row.id);
    expect(ids).toContain('netPnl');
    expect(ids).not.toContain('trades');
    expect(differingRows([runs[0] as (typeof runs)[0], runs[0] as (typeof runs)[0]])).toEqual([]);
  });
});
