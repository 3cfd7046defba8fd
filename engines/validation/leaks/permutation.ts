// Check 5: what the evaluation says when the labels are other days' labels. It must say a half: anything else, and the way of
// fitting and scoring leaks, whatever the features. The band also tells how much of a real AUC is luck.

import { createRandom, type Random } from '../../numeric/random.ts';
import { mean, quantile } from '../../numeric/statistics.ts';
import type { DirectionTarget } from './direction-target.ts';
import { tooLittle } from './enough.ts';
import { checkResult, counted, createFindings, finiteFigures, skippedCheck } from './findings.ts';
import { createProbe } from './probe-model.ts';
import type { ProbeSample, SampleBlock } from './probe-sample.ts';
import type { LeakCheck } from './proof.ts';
import { ALL_FEATURES } from './shift.ts';

const TITLE = 'Foreign labels cannot be predicted';
/** How far the mean of the permuted AUC may lie from a half, and how far the band from touching it. */
export const MEAN_MARGIN = 0.05;
const BAND_MARGIN = 0.01;

export interface PermutationOptions {
  readonly seed: number;
  /** At least 20, so that the band means something. */
  readonly permutations: number;
  /** Fits and scores a target (+1, −1, 0) over the sample's rows; default: the linear probe on later days. */
  readonly evaluate?: (target: Int8Array) => number;
  readonly step?: () => boolean;
}

/** Null when `step` stopped it. */
export function checkPermutation(
  sample: ProbeSample,
  direction: DirectionTarget,
  options: PermutationOptions,
): LeakCheck | null {
  if (!(options.permutations >= 20))
    throw new RangeError(`a band needs at least 20 permutations, got ${options.permutations}`);
  const why = tooLittle(sample, direction);
  if (why !== null) return skippedCheck('permutation', TITLE, why);
  const evaluate = options.evaluate ?? createProbe(sample, sample.columns).auc;
  const random = createRandom(options.seed);
  const real = evaluate(direction.target);
  const found: number[] = [];
  for (let k = 0; k < options.permutations; k++) {
    const from = foreignRows(sample, random);
    const score = evaluate(direction.target.map((_, row) => direction.target[from[row]!]!));
    if (Number.isFinite(score)) found.push(score);
    if (options.step?.() === false) return null;
  }
  if (found.length < 20)
    return skippedCheck('permutation', TITLE, 'The later days hold too few labels of both sides to score.');
  const middle = mean(found);
  const low = quantile(found, 0.05);
  const high = quantile(found, 0.95);
  const honest =
    Math.abs(middle - 0.5) <= MEAN_MARGIN && low <= 0.5 + BAND_MARGIN && high >= 0.5 - BAND_MARGIN;
  const band = `${counted(found.length, 'permutation')} of whole days: AUC ${middle.toFixed(3)} on average, 5 to 95 % between ${low.toFixed(3)} and ${high.toFixed(3)}`;
  const findings = createFindings();
  if (!honest)
    findings.add({
      feature: ALL_FEATURES,
      instrumentId: null,
      time: null,
      expected: 0.5,
      actual: middle,
      words: `${band}: labels of other days cannot be predicted, so fitting and scoring see the same rows somewhere`,
    });
  return checkResult(
    {
      id: 'permutation',
      title: TITLE,
      verdict: honest ? 'passed' : 'failed',
      summary: `${band}; the real labels give ${Number.isNaN(real) ? 'none' : real.toFixed(3)}.`,
      figures: finiteFigures({
        permutations: found.length,
        mean: middle,
        low,
        high,
        min: Math.min(...found),
        max: Math.max(...found),
        realAuc: real,
        /** Share of permutations that did as well as the real labels. */
        asGood: found.filter((one) => one >= real).length / found.length,
      }),
    },
    findings,
  );
}

/**
 * [Note: foreign labels] Row to the row whose label it gets. Days are exchanged whole and for all instruments alike, which
 * keeps how outcomes hang together within a day and across the market; the session is turned by a random stretch and the
 * instruments are exchanged too, or the time of day and each instrument's own balance of classes, which features may honestly
 * know, would be predicted and look like a leak.
 */
function foreignRows({ rows, blocks, days }: ProbeSample, random: Random): Uint32Array {
  const key = (instrument: number, day: number) => instrument * days.length + day;
  const held = new Map<number, SampleBlock>(blocks.map((block) => [key(block.instrument, block.day), block]));
  const dayOrder = shuffled(days.length, random);
  // Only instruments with a day left in the sample can give one.
  const present = [...new Set(blocks.map((block) => block.instrument))];
  const order = shuffled(present.length, random);
  const givers = new Map(present.map((instrument, k) => [instrument, present[order[k]!]!]));
  const turn = Float64Array.from(days, () => random.next());
  const from = new Uint32Array(rows);
  for (const { instrument, day, start, end } of blocks) {
    let giver: SampleBlock | undefined;
    // An instrument that did not trade on the day gives its next one.
    for (let k = 0; giver === undefined; k++)
      giver = held.get(key(givers.get(instrument)!, dayOrder[(day + k) % days.length]!));
    const length = giver.end - giver.start;
    const shift = Math.floor(turn[day]! * length);
    for (let row = start; row < end; row++) from[row] = giver.start + ((row - start + shift) % length);
  }
  return from;
}

/** Fisher and Yates. */
function shuffled(length: number, random: Random): Int32Array {
  const order = Int32Array.from({ length }, (_, k) => k);
  for (let k = length - 1; k > 0; k--) {
    const other = random.integer(k + 1);
    const kept = order[k]!;
    order[k] = order[other]!;
    order[other] = kept;
  }
  return order;
}
