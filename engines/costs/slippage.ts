// Slippage models: how much worse than the reference price a market or stop order fills, in rupees per unit.
// Called by the fill policies, which add it for a buy and subtract it for a sell. Never negative: slippage helps nobody.

import type { SlippageModel } from './contract.ts';

/** What every model takes. */
export interface StopSlippage {
  /** Stops fill into a moving market, so they slip at least as much as a market order: ≥ 1, default 1. */
  readonly stopMultiplier?: number;
}

/** Every order fills at its reference price: for comparison with published results only. */
export const NO_SLIPPAGE: SlippageModel = Object.freeze({ name: 'none', market: () => 0, stop: () => 0 });

/** A fixed share of the price; 1 basis point = 0.01 %. */
export function createBasisPointSlippage(
  options: { readonly basisPoints: number } & StopSlippage,
): SlippageModel {
  const fraction = notNegative('slippage in basis points', options.basisPoints) / 10_000;
  return model(`${options.basisPoints} bp`, options, (price) => Math.abs(price) * fraction);
}

/** Half the quoted spread, the spread being a number of ticks: what crossing the book costs a small order. */
export function createHalfSpreadSlippage(
  options: { readonly spreadTicks: number; readonly tickSize: number } & StopSlippage,
): SlippageModel {
  const ticks = notNegative('spread in ticks', options.spreadTicks);
  const concession = (ticks * notNegative('tick size', options.tickSize)) / 2;
  return model(`half of ${options.spreadTicks} ticks`, options, () => concession);
}

/** A share of the filling bar's range: grows with the volatility of the moment. */
export function createBarRangeSlippage(options: { readonly fraction: number } & StopSlippage): SlippageModel {
  const fraction = notNegative('fraction of the bar range', options.fraction);
  return model(
    `${options.fraction} of the bar range`,
    options,
    (_price, barHigh, barLow) => fraction * Math.max(0, barHigh - barLow),
  );
}

function model(
  name: string,
  options: StopSlippage,
  concession: (price: number, barHigh: number, barLow: number) => number,
): SlippageModel {
  const multiplier = options.stopMultiplier ?? 1;
  if (!(multiplier >= 1) || multiplier === Number.POSITIVE_INFINITY)
    throw new RangeError(`the stop slippage multiplier must be a number of at least 1, got ${multiplier}`);
  return {
    name: multiplier === 1 ? name : `${name}, stops × ${multiplier}`,
    market: concession,
    stop: (price, barHigh, barLow) => concession(price, barHigh, barLow) * multiplier,
  };
}

function notNegative(what: string, value: number): number {
  if (!(value >= 0) || value === Number.POSITIVE_INFINITY)
    throw new RangeError(`${what} must be a number of at least 0, got ${value}`);
  return value;
}
