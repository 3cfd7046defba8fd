// Equity and drawdown of one or several runs on one axis of session dates. Pure view-model of EquityChart.
//
// Runs are held against each other as return on their own capital; a session a run does not have carries its last value on, before
// its first and after its last session there is nothing.

import type { EquityPoint, Estimate } from '../../../../engines/backtest/contract.ts';

export interface EquityCurve {
  readonly id: string;
  readonly name: string;
  readonly initialCapital: number;
  readonly points: readonly EquityPoint[];
  /** 95 % interval of net rupees at the end; drawn as a bracket. */
  readonly netPnl?: Estimate;
}

export type EquityUnit = 'percent' | 'rupees';

export interface AlignedCurve {
  readonly id: string;
  readonly name: string;
  readonly initialCapital: number;
  /** Rupees per date; NaN where the run has no session yet or any more. */
  readonly equity: readonly number[];
  /** Rupees below the highest equity so far, ≤ 0. */
  readonly drawdown: readonly number[];
  /** The same over that highest equity. */
  readonly drawdownFraction: readonly number[];
  readonly endInterval: { readonly low: number; readonly high: number } | null;
}

export interface AlignedEquity {
  readonly dates: readonly string[];
  readonly curves: readonly AlignedCurve[];
}

export function alignEquity(curves: readonly EquityCurve[]): AlignedEquity {
  const dates = [...new Set(curves.flatMap((curve) => curve.points.map((point) => point.date)))].sort();
  return { dates, curves: curves.map((curve) => alignOne(curve, dates)) };
}

function alignOne(curve: EquityCurve, dates: readonly string[]): AlignedCurve {
  const byDate = new Map(curve.points.map((point) => [point.date, point.equity]));
  const last = curve.points.at(-1)?.date ?? '';
  const equity: number[] = [];
  const drawdown: number[] = [];
  const drawdownFraction: number[] = [];
  let latest = Number.NaN;
  let peak = curve.initialCapital;
  for (const date of dates) {
    latest = date > last ? Number.NaN : (byDate.get(date) ?? latest);
    if (latest > peak) peak = latest;
    equity.push(latest);
    drawdown.push(latest - peak);
    drawdownFraction.push(peak > 0 ? (latest - peak) / peak : Number.NaN);
  }
  const { netPnl, initialCapital } = curve;
  const hasInterval = netPnl !== undefined && Number.isFinite(netPnl.low) && Number.isFinite(netPnl.high);
  return {
    id: curve.id,
    name: curve.name,
    initialCapital,
    equity,
    drawdown,
    drawdownFraction,
    endInterval: hasInterval
      ? { low: initialCapital + netPnl.low, high: initialCapital + netPnl.high }
      : null,
  };
}

/** A logarithmic axis exists only where every account stays above zero. */
export function canUseLog(equity: AlignedEquity): boolean {
  return equity.curves.every((curve) => curve.equity.every((value) => Number.isNaN(value) || value > 0));
}

export interface EquityScale {
  /** Axis position of an equity of a curve. */
  readonly plot: (equity: number, initialCapital: number) => number;
  /** What an axis position reads as: a fraction of capital gained, or rupees. */
  readonly read: (position: number) => number;
}

/** ECharts' own log axis ticks at powers of ten only; ours plots the logarithm on a plain axis, whatever the range. */
export function equityScale(unit: EquityUnit, log: boolean): EquityScale {
  const asIs = (value: number) => value;
  if (unit === 'rupees')
    return log
      ? { plot: (equity) => Math.log10(equity), read: (position) => 10 ** position }
      : { plot: asIs, read: asIs };
  return log
    ? { plot: (equity, capital) => Math.log10(equity / capital), read: (position) => 10 ** position - 1 }
    : { plot: (equity, capital) => equity / capital - 1, read: asIs };
}
