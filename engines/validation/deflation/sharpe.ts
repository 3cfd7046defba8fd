// How sure a Sharpe ratio is, and how high the best of many would be by luck alone. All ratios are per observation, never
// annualised: returns are the daily equity series of a candidate. Called by the trial ledger and by reports.
// PSR, MinTRL: Bailey and López de Prado 2012, "The Sharpe Ratio Efficient Frontier". DSR: the same 2014, "The Deflated Sharpe Ratio".

import { normalCdf, normalQuantile } from '../../numeric/normal.ts';
import { mean, type Numbers, populationStd, sampleStd } from '../../numeric/statistics.ts';

export interface SharpeMoments {
  readonly observations: number;
  /** Mean over sample standard deviation; NaN with fewer than two returns or without any spread. */
  readonly sharpe: number;
  readonly skewness: number;
  /** Not the excess: 3 for a normal. */
  readonly kurtosis: number;
}

/** Throws RangeError for a missing return: a day without one is a day without a result, not a zero. */
export function sharpeMoments(returns: Numbers): SharpeMoments {
  const centre = mean(returns);
  const deviation = populationStd(returns);
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < returns.length; i++) {
    if (!Number.isFinite(returns[i]!))
      throw new RangeError(`return ${i} is ${returns[i]}; leave days without one out`);
    const unit = (returns[i]! - centre) / deviation;
    third += unit ** 3;
    fourth += unit ** 4;
  }
  // Rounding gives equal returns a spread of their last digit; that is none.
  const flat = !(deviation > 1e-13 * Math.abs(centre));
  return {
    observations: returns.length,
    sharpe: flat ? Number.NaN : centre / sampleStd(returns),
    skewness: flat ? Number.NaN : third / returns.length,
    kurtosis: flat ? Number.NaN : fourth / returns.length,
  };
}

/** Standard error of the estimated ratio times √(observations − 1): √(1 − γ₃·SR + (γ₄ − 1)/4·SR²). */
function spread({ sharpe, skewness, kurtosis }: SharpeMoments): number {
  const variance = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  // Impossible for the moments of one sample, possible for numbers typed in.
  return variance > 0 ? Math.sqrt(variance) : Number.NaN;
}

/** Probability that the true ratio exceeds `benchmark`. NaN where the ratio is, or with fewer than two observations. */
export function probabilisticSharpe(moments: SharpeMoments, benchmark = 0): number {
  const { observations, sharpe } = moments;
  if (!(observations >= 2)) return Number.NaN;
  return normalCdf(((sharpe - benchmark) * Math.sqrt(observations - 1)) / spread(moments));
}

/** Observations after which the ratio exceeds `benchmark` with `confidence`; Infinity where it does not exceed it at all. */
export function minimumTrackRecord(moments: SharpeMoments, benchmark = 0, confidence = 0.95): number {
  if (!(confidence > 0.5 && confidence < 1))
    throw new RangeError(`a confidence lies between 0.5 and 1, got ${confidence}`);
  const { sharpe } = moments;
  if (Number.isNaN(sharpe)) return Number.NaN;
  if (!(sharpe > benchmark)) return Number.POSITIVE_INFINITY;
  return 1 + ((spread(moments) * normalQuantile(confidence)) / (sharpe - benchmark)) ** 2;
}

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * Expected highest ratio among `trials` independent ones whose true ratio is zero: √V · ((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))).
 * `variance`: of the trials' ratios, per observation. Zero for one trial. Trials need not be whole (effective number).
 */
export function expectedMaximumSharpe(trials: number, variance: number): number {
  if (!(trials >= 1)) throw new RangeError(`a best of many needs one trial or more, got ${trials}`);
  if (!(variance >= 0)) throw new RangeError(`a variance is zero or more, got ${variance}`);
  if (trials === 1) return 0;
  const high = normalQuantile(1 - 1 / trials);
  const higher = normalQuantile(1 - 1 / (trials * Math.E));
  // The approximation falls below zero for fewer than two trials; luck never expects less than nothing.
  return Math.sqrt(variance) * Math.max(0, (1 - EULER_MASCHERONI) * high + EULER_MASCHERONI * higher);
}

export interface DeflatedSharpe {
  /** Probability that the true ratio exceeds what the best of that many trials would show by luck. */
  readonly probability: number;
  readonly benchmark: number;
  /** Against zero: what a single trial would have been judged by. */
  readonly undeflated: number;
  readonly trials: number;
  readonly variance: number;
}

/** One trial: the probabilistic ratio against zero. */
export function deflatedSharpe(moments: SharpeMoments, trials: number, variance: number): DeflatedSharpe {
  const benchmark = expectedMaximumSharpe(trials, variance);
  return {
    probability: probabilisticSharpe(moments, benchmark),
    benchmark,
    undeflated: probabilisticSharpe(moments, 0),
    trials,
    variance,
  };
}
