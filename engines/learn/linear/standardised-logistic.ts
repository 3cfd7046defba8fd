// A logistic regression over standardised inputs as its numbers are written down: p = σ(intercept + Σ coefficient · (x − mean) / scale).
// Called by imports that meet one. Pure; fits nothing.

export interface StandardisedLogistic {
  readonly intercept: number;
  readonly features: readonly string[];
  /** One per feature, as are `mean` and `scale`. */
  readonly coefficients: readonly number[];
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** `inputs` in the order of the features; an input without spread (scale 0) counts nothing. */
export function logisticProbability(model: StandardisedLogistic, inputs: readonly number[]): number {
  if (inputs.length !== model.features.length)
    throw new RangeError(`${inputs.length} inputs for ${model.features.length} features`);
  let total = model.intercept;
  for (let k = 0; k < inputs.length; k++)
    if (model.scale[k] !== 0)
      total += (model.coefficients[k]! * (inputs[k]! - model.mean[k]!)) / model.scale[k]!;
  return 1 / (1 + Math.exp(-total));
}
