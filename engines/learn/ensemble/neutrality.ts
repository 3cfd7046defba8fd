// The neutrality model: will neither side come true? Logistic regression over standardised features, C 0.5, classes balanced, as
// published. What it learns is a model of the estimator `logistic` with two classes, so that bundles and serving know it already.
// Its chance is of a balanced world: a limit such as 0.60 is meant for that, not for how often nothing happens.

import type { LabelledData, LearningData, Model } from '../contract.ts';
import { logistic } from '../linear/logistic.ts';
import type { LearningTask } from '../task.ts';
import { takeRows } from './checked.ts';

export const NEUTRALITY_CLASSES = ['side', 'flat'] as const;
/** Fewer whole rows teach nothing; as published. */
export const LEAST_NEUTRALITY_ROWS = 200;

const SETTINGS = { c: 0.5, classWeight: 'balanced' } as const;

/** The class of a two-sided task that is neither side; null where there is none, or more than one. */
export function flatClassOf(task: LearningTask): number | null {
  if (task.kind !== 'two-sided' || task.classes.length !== 3) return null;
  return [0, 1, 2].find((k) => k !== task.short && k !== task.long)!;
}

/** `flat`: the class that is neither side. Rows that lack a feature teach nothing. Throws RangeError for fewer than 200 others. */
export function fitNeutrality(data: LabelledData, flat: number): Model {
  if (!(Number.isInteger(flat) && flat >= 0 && flat < data.classes.length))
    throw new RangeError(`class ${flat} is not one of the ${data.classes.length} classes`);
  const whole = Uint32Array.from([...Array(data.rows).keys()].filter((i) => isWhole(data, i)));
  if (whole.length < LEAST_NEUTRALITY_ROWS)
    throw new RangeError(
      `neutrality needs ${LEAST_NEUTRALITY_ROWS} rows with every feature known, there are ${whole.length} of ${data.rows}`,
    );
  const table = flatOrNot(takeRows(data, whole), flat);
  if (new Set(table.target).size < 2)
    throw new RangeError(
      `all ${whole.length} rows are ${table.target[0] === 1 ? '' : 'not '}${data.classes[flat]}; neutrality needs both`,
    );
  return logistic.fit(table, SETTINGS, { seed: 0 });
}

/** Chance of neither side per row; NaN where a feature is missing: a gate that asks for it then answers FLAT. */
export function neutralChance(model: Model, data: LearningData): Float64Array {
  const both = logistic.predict(model, data);
  return Float64Array.from({ length: data.rows }, (_, i) =>
    isWhole(data, i) ? both[2 * i + 1]! : Number.NaN,
  );
}

/** The same rows, labelled by whether neither side came true. */
export function flatOrNot(data: LabelledData, flat: number): LabelledData {
  return { ...data, classes: NEUTRALITY_CLASSES, target: data.target.map((y) => Number(y === flat)) };
}

const isWhole = ({ columns }: LearningData, row: number): boolean =>
  columns.every((column) => !Number.isNaN(column[row]!));
