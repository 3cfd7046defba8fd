// Says in a few words what each state of a hidden Markov model looks like, from its means against the training rows: "high volatility,
// falling". For people; nothing is decided by it. Called where regimes are fitted.

import type { GaussianHmm } from '../hmm/model.ts';
import type { ObservedFacts } from './state.ts';

/** What an observed feature tells of, by its name. */
export type Aspect = 'volatility' | 'trend' | 'other';

const VOLATILITY = /volatil|(^|_)vol(_|$)|realized_vol|atr|range|width|bandwidth|vix|deviation|(^|_)std(_|$)/;
const TREND = /return|(^|_)ret(_|$)|roc|momentum|slope|trend|drift|change/;

export function aspectOf(name: string): Aspect {
  const lower = name.toLowerCase();
  if (VOLATILITY.test(lower)) return 'volatility';
  return TREND.test(lower) ? 'trend' : 'other';
}

/** A state's mean counts as low or high beyond so many standard deviations of the training rows. */
const APART = 0.3;
/** Trends are small beside their own noise: a tenth of a standard deviation is a direction. */
const MOVING = 0.1;

/** One description per state, all different. */
export function regimeWords(hmm: GaussianHmm, observed: readonly ObservedFacts[]): string[] {
  const words = hmm.means.map((means, state) => describe(hmm, observed, means, state));
  return words
    .map((text, state) =>
      words.filter((other) => other === text).length === 1
        ? text
        : `${text} (${tellingMean(hmm, observed, words, state)})`,
    )
    .map((text, state, all) => (all.indexOf(text) === state ? text : `${text}, state ${state + 1}`));
}

function describe(
  hmm: GaussianHmm,
  observed: readonly ObservedFacts[],
  means: readonly number[],
  state: number,
): string {
  const apart = observed.map(({ mean, spread }, d) => (means[d]! - mean) / spread);
  const of = (aspect: Aspect) => observed.flatMap(({ name }, d) => (aspectOf(name) === aspect ? [d] : []));
  const volatile = of('volatility');
  const trends = of('trend');
  const words: string[] = [];
  if (volatile.length > 0) words.push(`${size(average(volatile.map((d) => apart[d]!)))} volatility`);
  else if (trends.length > 0)
    // No feature of volatility: how far the trend features themselves swing, against all rows.
    words.push(
      `${size(average(trends.map((d) => Math.log(varianceOf(hmm, state, d) / observed[d]!.spread ** 2) / 2)))} volatility`,
    );
  if (trends.length > 0) {
    // Against zero, not against the mean: a fall is a fall even in a rising market.
    const way = average(trends.map((d) => means[d]! / observed[d]!.spread));
    words.push(way > MOVING ? 'rising' : way < -MOVING ? 'falling' : 'sideways');
  }
  for (const d of of('other'))
    if (Math.abs(apart[d]!) > APART) words.push(`${size(apart[d]!)} ${observed[d]!.name}`);
  return words.length > 0 ? words.join(', ') : 'usual';
}

const size = (apart: number): string => (apart > APART ? 'high' : apart < -APART ? 'low' : 'usual');
const average = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

function varianceOf(hmm: GaussianHmm, state: number, column: number): number {
  const step = hmm.covariance === 'full' ? hmm.names.length + 1 : 1;
  return hmm.covariances[state]![column * step]!;
}

/** Among states of the same words, the feature whose means lie furthest apart, with this state's mean of it. */
function tellingMean(
  hmm: GaussianHmm,
  observed: readonly ObservedFacts[],
  words: readonly string[],
  state: number,
): string {
  const same = words.flatMap((text, k) => (text === words[state] ? [k] : []));
  let telling = 0;
  let most = -1;
  observed.forEach(({ spread }, d) => {
    const own = same.map((k) => hmm.means[k]![d]!);
    const reach = (Math.max(...own) - Math.min(...own)) / spread;
    if (reach > most) [telling, most] = [d, reach];
  });
  return `${observed[telling]!.name} ${hmm.means[state]![telling]!.toPrecision(3)}`;
}
