// What a calibration is: a rule, fitted on one block of time, that turns a model's probability into the share of such cases that
// came true. Types, and the checks every method makes. A calibration that says nothing, or the opposite, is refused with a reason.

export type CalibrationState =
  | { readonly kind: 'platt'; readonly a: number; readonly b: number }
  /** `at` ascending; between them straight lines, beyond them the ends. */
  | { readonly kind: 'isotonic'; readonly at: readonly number[]; readonly value: readonly number[] }
  | { readonly kind: 'beta'; readonly a: number; readonly b: number; readonly c: number };

export type CalibrationFit =
  | { readonly accepted: true; readonly state: CalibrationState }
  /** The raw probability stays in use. */
  | { readonly accepted: false; readonly reason: string };

export interface CalibrationMethod {
  readonly id: CalibrationState['kind'];
  readonly title: string;
  readonly help: string;
  /** `outcome`: 0 or 1. Throws RangeError for rows that are not such. */
  fit(probability: Float64Array, outcome: Uint8Array, weight?: Float64Array): CalibrationFit;
}

export const refused = (reason: string): CalibrationFit => ({ accepted: false, reason });

/** Throws RangeError that names the fault; gives the reason where there is nothing to learn from, else null. */
export function checkCalibrationRows(
  probability: Float64Array,
  outcome: Uint8Array,
  weight: Float64Array | undefined,
): string | null {
  if (outcome.length !== probability.length || (weight !== undefined && weight.length !== probability.length))
    throw new RangeError(
      `${probability.length} probabilities, ${outcome.length} outcomes and ${weight?.length ?? probability.length} weights; they must be equal`,
    );
  let came = 0;
  let lowest = 1;
  let highest = 0;
  for (let i = 0; i < probability.length; i++) {
    const p = probability[i]!;
    if (!(p >= 0 && p <= 1)) throw new RangeError(`row ${i}: ${p} is not a probability`);
    if (outcome[i]! > 1) throw new RangeError(`row ${i}: the outcome is ${outcome[i]}; it must be 0 or 1`);
    const w = weight?.[i] ?? 1;
    if (!(w > 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`row ${i}: weight ${w}; weights must be above 0 and finite`);
    came += outcome[i]!;
    lowest = Math.min(lowest, p);
    highest = Math.max(highest, p);
  }
  if (came === 0 || came === outcome.length)
    return `all ${outcome.length} outcomes are the same; both are needed`;
  return highest > lowest ? null : `all probabilities are ${lowest}; there is nothing to tell apart`;
}
