// Check 5: what the evaluation says when the labels are other days' labels. It must say a half: anything else, and the way of
// fitting and scoring leaks, whatever the features. The band also tells how much of a real AUC is luck.

import { createRandom } from '../../numeric/random.ts';
import { mean, quantile } from '../../numeric/statistics.ts';
import type { DirectionTarget } from './direction-target.ts';
import { tooLittle } from './enough.ts';
import { checkResult, counted, createFindings, finiteFigures, skippedCheck } from './findings.ts';
import { foreignRows } from './foreign-rows.ts';
import { createProbe } from './probe-model.ts';
import type { ProbeSample } from './probe-sample.ts';
import { ALL_FEATURES, type LeakCheck } from './proof.ts';

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
