// The quality model: will the call of direction be right? Logistic regression over the chance to buy and a few named features,
// standardised, exported as the plain JSON the replaced system wrote and read back from it. Called by training and by decisions.

import type { LinearState } from '../linear/linear-state.ts';
import { logistic } from '../linear/logistic.ts';
import { logisticProbability, type StandardisedLogistic } from '../linear/standardised-logistic.ts';

export interface QualityRows {
  /**
   * Chance to buy of each row, from a model that had not seen the row: out of fold. From rows it was trained on, the model looks more
   * often right than it will be.
   */
  readonly buy: Float64Array;
  /** What came true: +1 buy, −1 sell, 0 neither; those rows teach nothing. */
  readonly outcome: Int8Array;
  readonly names: readonly string[];
  readonly columns: readonly Float32Array[];
  readonly weight?: Float64Array;
}

export interface QualityFit {
  readonly model: StandardisedLogistic;
  /** Directional rows with every feature known. */
  readonly rows: number;
  /** Share of calls that were right among them. */
  readonly right: number;
  /** Features that never vary over those rows: they carry nothing, which a form should say. */
  readonly constant: readonly string[];
}

/** First of the features. */
export const BUY_CHANCE = 'p_buy';
export const LEAST_QUALITY_ROWS = 120;

/** Throws RangeError for too few rows, or calls that were all right or all wrong. */
export function fitQuality(data: QualityRows): QualityFit {
  const { buy, outcome, names, columns, weight } = data;
  if (names.includes(BUY_CHANCE)) throw new RangeError(`${BUY_CHANCE} is the first feature already`);
  if (names.length !== columns.length || [outcome, ...columns].some(({ length }) => length !== buy.length))
    throw new RangeError(`chances, outcomes and features must be of equal length (${buy.length} chances)`);
  const rows = [...buy.keys()].filter(
    (i) => outcome[i] !== 0 && !Number.isNaN(buy[i]!) && columns.every((column) => !Number.isNaN(column[i]!)),
  );
  if (rows.length < LEAST_QUALITY_ROWS)
    throw new RangeError(
      `the quality model needs ${LEAST_QUALITY_ROWS} directional rows with every feature known, there are ${rows.length}`,
    );
  const target = Float64Array.from(rows, (i) => Number(callIsRight(buy[i]!, outcome[i]!)));
  const right = target.reduce((a, b) => a + b, 0) / rows.length;
  if (right === 0 || right === 1)
    throw new RangeError(`all ${rows.length} calls were ${right === 1 ? 'right' : 'wrong'}; both are needed`);
  const features = [BUY_CHANCE, ...names];
  const fitted = logistic.fit(
    {
      rows: rows.length,
      names: features,
      columns: [buy, ...columns].map((column) => Float32Array.from(rows, (i) => column[i]!)),
      classes: ['wrong', 'right'],
      target,
      ...(weight === undefined ? {} : { weight: Float64Array.from(rows, (i) => weight[i]!) }),
    },
    {},
    { seed: 0 },
  );
  const { model, constant } = standardised(fitted.state as LinearState, features);
  return { model, rows: rows.length, right, constant };
}

/** As published: p ≥ ½ calls BUY. */
export const callIsRight = (buy: number, outcome: number): boolean =>
  buy >= 0.5 ? outcome > 0 : outcome < 0;

/** Chance that the call is right; NaN where an input is missing. `features` by name, as the model names them. */
export function qualityOf(
  model: StandardisedLogistic,
  buy: number,
  features: Readonly<Record<string, number>>,
): number {
  return logisticProbability(
    model,
    model.features.map((name) => (name === BUY_CHANCE ? buy : (features[name] ?? Number.NaN))),
  );
}

function standardised(
  { design, coefficients }: LinearState,
  features: readonly string[],
): { model: StandardisedLogistic; constant: string[] } {
  const places = features.map((_, f) => design.feature.indexOf(f));
  const of = (values: ArrayLike<number>, otherwise: number) =>
    places.map((at) => (at < 0 ? otherwise : values[at]!));
  return {
    model: {
      intercept: coefficients[0]!,
      features,
      coefficients: of(coefficients.subarray(1), 0),
      mean: of(design.mean, 0),
      scale: of(design.scale, 1),
    },
    constant: features.filter((_, f) => places[f]! < 0),
  };
}

export interface QualityJson {
  readonly intercept: number;
  readonly coef: readonly number[];
  readonly features: readonly string[];
  readonly scaler_mean: readonly number[];
  readonly scaler_scale: readonly number[];
}

export function qualityToJson(model: StandardisedLogistic): QualityJson {
  return {
    intercept: model.intercept,
    coef: model.coefficients,
    features: model.features,
    scaler_mean: model.mean,
    scaler_scale: model.scale,
  };
}

/** Throws RangeError that names what is wrong with the document. */
export function qualityFromJson(value: unknown): StandardisedLogistic {
  const json = value as QualityJson;
  if (typeof value !== 'object' || value === null || !Array.isArray(json.features))
    throw new RangeError('not a quality model: it lists no features');
  const { intercept, features, coef, scaler_mean: mean, scaler_scale: scale } = json;
  if (typeof intercept !== 'number' || !Number.isFinite(intercept))
    throw new RangeError('not a quality model: its intercept is no number');
  if (!features.every((name) => typeof name === 'string'))
    throw new RangeError('not a quality model: a feature has no name');
  for (const [name, list] of Object.entries({ coef, scaler_mean: mean, scaler_scale: scale }))
    if (!Array.isArray(list) || list.length !== features.length || !list.every(Number.isFinite))
      throw new RangeError(`not a quality model: ${name} must hold ${features.length} numbers`);
  return { intercept, features, coefficients: coef, mean, scale };
}
