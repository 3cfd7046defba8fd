// Tree-structured Parzen estimator: draws each parameter where good trials are dense and the others are not. One parameter at a
// time; a conditional one learns only from trials in which it existed. Called by studies.
// Bergstra et al. 2011, §4; group size, width limits and number of candidates as is usual for it today.

import type { Random } from '../../numeric/random.ts';
import { choiceWeights, drawChoice, drawFrom, logDensity, parzenOf } from './parzen.ts';
import { drawAtRandom, drawParameter } from './random-sampler.ts';
import {
  type ChoiceRange,
  cellOf,
  fromUnit,
  isActive,
  type NumberRange,
  type ParameterValue,
  type ParameterValues,
  type SearchSpace,
  toUnit,
} from './space.ts';

export interface TpeOptions {
  /** Trials drawn at random before the model is asked. */
  readonly startupTrials: number;
  /** Share of the trials called good, and at most how many. */
  readonly goodShare: number;
  readonly mostGood: number;
  /** Points drawn from the good density; the one most its own is taken. */
  readonly candidates: number;
}

export const TPE_DEFAULTS: TpeOptions = { startupTrials: 10, goodShare: 0.1, mostGood: 25, candidates: 24 };

/** A trial that ran to its end or was pruned; best first is the caller's order. */
export interface RankedTrial {
  readonly values: ParameterValues;
}

/** `ranked`: best first. */
export function drawByTpe(
  space: SearchSpace,
  ranked: readonly RankedTrial[],
  random: Random,
  options: TpeOptions = TPE_DEFAULTS,
): Record<string, ParameterValue> {
  if (ranked.length < options.startupTrials) return drawAtRandom(space, random);
  const border = Math.min(options.mostGood, Math.ceil(options.goodShare * ranked.length));
  const values: Record<string, ParameterValue> = {};
  for (const parameter of space) {
    if (!isActive(parameter, values)) continue;
    const taken = (trials: readonly RankedTrial[]): ParameterValue[] =>
      trials.flatMap((trial) => trial.values[parameter.name] ?? []);
    const good = taken(ranked.slice(0, border));
    const others = taken(ranked.slice(border));
    values[parameter.name] =
      good.length + others.length === 0
        ? drawParameter(parameter, random)
        : parameter.kind === 'choice'
          ? bestChoice(parameter, good, others, random, options.candidates)
          : bestNumber(parameter, good as number[], others as number[], random, options.candidates);
  }
  return values;
}

function bestNumber(
  range: NumberRange,
  good: readonly number[],
  others: readonly number[],
  random: Random,
  candidates: number,
): number {
  const unit = (value: number): number => toUnit(range, value);
  const near = parzenOf(good.map(unit));
  const far = parzenOf(others.map(unit));
  let best = range.low;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < candidates; k++) {
    const value = fromUnit(range, drawFrom(near, random));
    const place = unit(value);
    const cell = cellOf(range, value);
    const gain = logDensity(near, place, cell) - logDensity(far, place, cell);
    if (gain > bestGain) {
      best = value;
      bestGain = gain;
    }
  }
  return best;
}

function bestChoice(
  range: ChoiceRange,
  good: readonly ParameterValue[],
  others: readonly ParameterValue[],
  random: Random,
  candidates: number,
): ParameterValue {
  const count = range.choices.length;
  const places = (taken: readonly ParameterValue[]): number[] =>
    taken.map((value) => range.choices.indexOf(value));
  const near = choiceWeights(places(good), count);
  const far = choiceWeights(places(others), count);
  let best = 0;
  let bestGain = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < candidates; k++) {
    const choice = drawChoice(near, random);
    const gain = near[choice]! / far[choice]!;
    if (gain > bestGain) {
      best = choice;
      bestGain = gain;
    }
  }
  return range.choices[best]!;
}
