// Learns regimes: a Gaussian hidden Markov model over a few observed features, with what is worth knowing about each state. Called by
// training with the rows of a training part, and with nothing else: it believes every row it is given.

import type { LearningData } from '../contract.ts';
import { filterHmm, hmmLogLikelihood } from '../hmm/filter.ts';
import { fitHmm } from '../hmm/fit-hmm.ts';
import type { HmmData } from '../hmm/model.ts';
import { observationsOf } from './observations.ts';
import type { ObservedFacts, RegimeSettings, RegimeState } from './state.ts';
import { regimeWords } from './words.ts';

/**
 * `data` needs an `order`. Observed features that never vary in these rows are left out and named. `onIteration`: called as training
 * goes; false stops with the model so far. Throws RangeError for features that are not there, or too few rows.
 */
export function fitRegimes(
  data: LearningData,
  settings: RegimeSettings,
  onIteration?: (iteration: number) => boolean,
): RegimeState {
  const { states, covariance, observed, seed, restarts, maxIterations } = settings;
  if (observed.length === 0) throw new RangeError('regimes need at least one observed feature');
  if (new Set(observed).size < observed.length)
    throw new RangeError(`an observed feature is named twice: ${observed.join(', ')}`);
  const { names, leftOut } = usable(observationsOf(data, observed));
  if (names.length === 0)
    throw new RangeError(
      `none of the observed features can tell regimes apart: ${leftOut.map(({ name, reason }) => `${name} ${reason}`).join('; ')}`,
    );
  const rows = observationsOf(data, names);
  const fit = fitHmm(rows, {
    states,
    covariance,
    seed,
    ...(restarts === undefined ? {} : { restarts }),
    ...(maxIterations === undefined ? {} : { maxIterations }),
    ...(onIteration === undefined ? {} : { onIteration }),
  });
  const hmm = fit.model;
  const facts = names.map((name) => factsOf(rows, name));
  const chances = filterHmm(hmm, rows);
  const share = new Array<number>(states).fill(0);
  chances.forEach((p, i) => {
    share[i % states]! += p / data.rows;
  });
  return {
    kind: 'regimes',
    version: 1,
    settings,
    hmm,
    observed: facts,
    leftOut,
    words: regimeWords(hmm, facts),
    share,
    meanStay: hmm.transition.map((row, k) => (row[k]! < 1 ? 1 / (1 - row[k]!) : null)),
    rows: data.rows,
    sequences: rows.lengths.length,
    logLikelihood: hmmLogLikelihood(hmm, rows),
    stopped: fit.stopped,
  };
}

/** Features that vary over the rows where all of them are known. Leaving one out can only add such rows, so it ends. */
function usable(data: HmmData): { names: string[]; leftOut: { name: string; reason: string }[] } {
  const leftOut: { name: string; reason: string }[] = [];
  let names = [...data.names];
  for (;;) {
    const whole = wholeRows(data, names);
    const faulty = names.flatMap((name) => {
      const { mean, spread } = momentsOf(valuesOf(data, name, whole));
      if (spread > 1e-12 * Math.abs(mean)) return [];
      const known = valuesOf(data, name, null).some((x) => !Number.isNaN(x));
      return [{ name, reason: known ? 'does not vary over the training rows' : 'has no value' }];
    });
    // A feature without any value hides whether the others vary, so it goes first.
    const gone = faulty.filter(({ reason }) => reason === 'has no value');
    const leaving = gone.length > 0 ? gone : faulty;
    if (leaving.length === 0) return { names, leftOut };
    leftOut.push(...leaving);
    names = names.filter((name) => !leaving.some((one) => one.name === name));
  }
}

function wholeRows({ names, values }: HmmData, wanted: readonly string[]): readonly number[] {
  const width = names.length;
  const positions = wanted.map((name) => names.indexOf(name));
  return Array.from({ length: values.length / width }, (_, i) => i).filter((i) =>
    positions.every((d) => !Number.isNaN(values[i * width + d]!)),
  );
}

/** `rows` null: all. */
function valuesOf({ names, values }: HmmData, name: string, rows: readonly number[] | null): Float64Array {
  const width = names.length;
  const at = names.indexOf(name);
  return rows === null
    ? values.filter((_, i) => i % width === at)
    : Float64Array.from(rows, (i) => values[i * width + at]!);
}

function factsOf(data: HmmData, name: string): ObservedFacts {
  const own = valuesOf(data, name, null);
  const known = own.filter((x) => !Number.isNaN(x));
  return { name, ...momentsOf(known), missingShare: 1 - known.length / own.length };
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly spread: number } {
  let mean = 0;
  let squares = 0;
  values.forEach((x, i) => {
    const apart = x - mean;
    mean += apart / (i + 1);
    squares += apart * (x - mean);
  });
  return { mean, spread: values.length > 0 ? Math.sqrt(squares / values.length) : 0 };
}
