// The metric table of a comparison: every figure of every run, and its difference against the first. Pure.

import type { Estimate, Metrics } from '../../../../../engines/backtest/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import {
  formatDuration,
  formatMoney,
  formatNumber,
  formatPercent,
  formatRatio,
  NONE,
} from '../../../ui/format.ts';
import type { GlossaryKey } from '../../../ui/glossary.ts';

export type MetricUnit = 'money' | 'percent' | 'ratio' | 'count' | 'duration';

export interface MetricRow {
  readonly id: string;
  readonly label: string;
  readonly term?: GlossaryKey;
  readonly unit: MetricUnit;
  /** Only money is coloured, and only where more is better or worse. */
  readonly signed: boolean;
  readonly read: (metrics: Metrics) => number;
  readonly interval?: (metrics: Metrics) => Estimate;
}

const row = (
  id: string,
  label: string,
  unit: MetricUnit,
  read: (metrics: Metrics) => number,
  more: Partial<MetricRow> = {},
): MetricRow => ({ id, label, unit, read, signed: false, ...more });

export const METRIC_ROWS: readonly MetricRow[] = [
  row('netPnl', 'Net profit', 'money', (m) => m.netPnl, {
    signed: true,
    interval: (m) => m.intervals.netPnl,
  }),
  row('grossPnl', 'Gross profit', 'money', (m) => m.grossPnl, { signed: true }),
  row('charges', 'Charges', 'money', (m) => m.charges.total),
  row('slippage', 'Slippage in the prices', 'money', (m) => m.slippage, { term: 'slippage' }),
  row('trades', 'Trades', 'count', (m) => m.trades),
  row('hitRate', 'Hit rate', 'percent', (m) => m.hitRate, {
    term: 'hitRate',
    interval: (m) => m.intervals.hitRate,
  }),
  row('profitFactor', 'Profit factor', 'ratio', (m) => m.profitFactor, { term: 'profitFactor' }),
  row('expectancy', 'Expectancy per trade', 'money', (m) => m.expectancy, {
    signed: true,
    term: 'expectancy',
  }),
  row('averageWin', 'Average win', 'money', (m) => m.averageWin),
  row('averageLoss', 'Average loss', 'money', (m) => m.averageLoss),
  row('cagr', 'Yearly growth', 'percent', (m) => m.cagr),
  row('sharpe', 'Sharpe', 'ratio', (m) => m.sharpe, { term: 'sharpe', interval: (m) => m.intervals.sharpe }),
  row('sortino', 'Sortino', 'ratio', (m) => m.sortino, { term: 'sortino' }),
  row('calmar', 'Calmar', 'ratio', (m) => m.calmar, { term: 'calmar' }),
  row('maxDrawdown', 'Deepest drawdown', 'money', (m) => m.maxDrawdown, { term: 'drawdown' }),
  row('maxDrawdownFraction', 'Deepest drawdown, of the peak', 'percent', (m) => m.maxDrawdownFraction),
  row('timeUnderWater', 'Longest under water, sessions', 'count', (m) => m.timeUnderWaterSessions),
  row('exposure', 'Exposure', 'percent', (m) => m.exposure, { term: 'exposure' }),
  row('turnover', 'Turnover, × capital', 'ratio', (m) => m.turnover, { term: 'turnover' }),
  row('peakMargin', 'Most margin in use', 'money', (m) => m.peakMargin),
  row('averageHolding', 'Average holding', 'duration', (m) => m.averageHoldingMs),
  row('longestWinRun', 'Longest run of wins', 'count', (m) => m.longestWinRun),
  row('longestLossRun', 'Longest run of losses', 'count', (m) => m.longestLossRun),
];

export function metricText(unit: MetricUnit, value: number, sign: 'auto' | 'always' = 'auto'): string {
  if (Number.isNaN(value)) return NONE;
  switch (unit) {
    case 'money':
      return formatMoney(value, 0, sign);
    case 'percent':
      return formatPercent(value, 1, sign);
    case 'ratio':
      return value === Number.POSITIVE_INFINITY ? formatRatio(value) : formatNumber(value, 2, sign);
    case 'count':
      return formatNumber(value, 0, sign);
    case 'duration':
      return value < 0
        ? `−${formatDuration(-value)}`
        : `${sign === 'always' && value > 0 ? '+' : ''}${formatDuration(value)}`;
  }
}

/** Percent differ in points: 42 % against 40 % is +2.0 points, not +5 %. */
export function differenceText(unit: MetricUnit, difference: number): string {
  if (!Number.isFinite(difference)) return NONE;
  if (unit === 'percent') return `${formatNumber(difference * 100, 1, 'always')} points`;
  return metricText(unit, difference, 'always');
}

export interface MetricCell {
  readonly value: number;
  readonly text: string;
  /** `−₹1,20,000 to ₹3,10,000`, or null where there is no interval. */
  readonly interval: string | null;
  readonly difference: number;
  readonly differenceText: string | null;
}

/** One cell per run; the first has no difference. */
export function metricCells(row: MetricRow, runs: readonly Pick<Run, 'metrics'>[]): readonly MetricCell[] {
  const base = runs[0]?.metrics ? row.read(runs[0].metrics) : Number.NaN;
  return runs.map(({ metrics }, place) => {
    const value = metrics ? row.read(metrics) : Number.NaN;
    const estimate = metrics && row.interval ? row.interval(metrics) : null;
    const difference = value - base;
    return {
      value,
      text: metricText(row.unit, value, row.signed ? 'always' : 'auto'),
      interval:
        estimate && Number.isFinite(estimate.low) && Number.isFinite(estimate.high)
          ? `${metricText(row.unit, estimate.low)} to ${metricText(row.unit, estimate.high)}`
          : null,
      difference,
      differenceText: place === 0 ? null : differenceText(row.unit, difference),
    };
  });
}

/** Rows in which the runs differ at all. */
export function differingRows(runs: readonly Pick<Run, 'metrics'>[]): readonly MetricRow[] {
  return METRIC_ROWS.filter((metric) => {
    const cells = metricCells(metric, runs);
    return cells.some((cell) => !Object.is(cell.value, cells[0]?.value));
  });
}
