// Parameter sweeps of the SMA cross over one instrument: every average is computed once, every pair of averages crossed
// once, and each cell is one pass of the vectorised engine. Called by the sweep job and the bench.

import { sma } from '../indicators/sma.ts';
import type { Side } from '../orders/exit-plan.ts';
import { crossings } from '../strategies/sma-cross/crossings.ts';
import { profitFactorOf } from './breakdowns.ts';
import { measureDrawdown } from './drawdown.ts';
import { dailyReturns, sharpeRatio } from './metrics-ratios.ts';
import { runVectorised, type VectorisedInput, type VectorisedResult } from './vectorised.ts';

export interface SweepPoint {
  readonly fast: number;
  readonly slow: number;
  readonly side: Side;
  readonly stopFraction: number;
  readonly targetFraction: number;
}

export interface SweepFigures {
  readonly trades: number;
  readonly netPnl: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  readonly hitRate: number;
  readonly profitFactor: number;
}

/** Figures per point, in the order given; undefined only when `onProgress` asked to stop. */
export function sweepSmaCross(
  input: VectorisedInput,
  points: readonly SweepPoint[],
  onProgress?: (fraction: number) => boolean,
): readonly SweepFigures[] | undefined {
  const averages = new Map<number, Float64Array>();
  const average = (period: number) => {
    let values = averages.get(period);
    if (values === undefined) {
      values = sma(input.bars.close, period);
      averages.set(period, values);
    }
    return values;
  };
  // Neighbouring points usually share their pair of averages: only the last crossing is worth keeping.
  const crossing = new Int8Array(input.bars.length);
  let crossed = '';
  const figures: SweepFigures[] = [];
  for (const point of points) {
    const pair = `${point.fast}/${point.slow}`;
    if (pair !== crossed) {
      crossings(average(point.fast), average(point.slow), crossing);
      crossed = pair;
    }
    const result = runVectorised(input, crossing, point.side, point.stopFraction, point.targetFraction);
    figures.push(figuresOf(result, input.capital));
    if (onProgress && !onProgress(figures.length / points.length)) return undefined;
  }
  return figures;
}

export function figuresOf(result: VectorisedResult, capital: number): SweepFigures {
  return sweepFigures(
    result.trades.map((trade) => trade.netPnl),
    result.dailyEquity,
    capital,
  );
}

/** The figures of one cell from its trades' net rupees and its daily equity, whichever engine produced them. */
export function sweepFigures(
  netPnls: readonly number[],
  equity: ArrayLike<number>,
  capital: number,
): SweepFigures {
  let won = 0;
  let lost = 0;
  let wins = 0;
  for (const netPnl of netPnls) {
    if (netPnl > 0) {
      won += netPnl;
      wins++;
    } else lost += netPnl;
  }
  return {
    trades: netPnls.length,
    netPnl: won + lost,
    sharpe: sharpeRatio(dailyReturns(equity, capital)),
    maxDrawdown: measureDrawdown(equity, capital).depth,
    hitRate: netPnls.length === 0 ? Number.NaN : wins / netPnls.length,
    profitFactor: profitFactorOf(won, lost),
  };
}
