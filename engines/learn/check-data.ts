// What every estimator asks of its data before it learns from it or predicts. Throws RangeError that names the fault; called by
// the estimators, never by their callers.

import type { LabelledData, LearningData, Model } from './contract.ts';

export function checkTable(data: LearningData): void {
  const { rows, names, columns } = data;
  if (!Number.isInteger(rows) || rows < 0) throw new RangeError(`rows must be a whole number, got ${rows}`);
  if (names.length !== columns.length)
    throw new RangeError(`${names.length} feature names for ${columns.length} columns; they must be equal`);
  columns.forEach((column, f) => {
    if (column.length !== rows)
      throw new RangeError(`feature ${names[f]} holds ${column.length} values, the table ${rows} rows`);
  });
}

/** A table to learn from: rows, features, a finite target or known classes, weights above 0. */
export function checkLabelled(data: LabelledData, part = 'the training part'): void {
  checkTable(data);
  const { rows, columns, classes, target, weight } = data;
  if (rows === 0) throw new RangeError(`${part} has no rows`);
  if (columns.length === 0) throw new RangeError(`${part} has no features`);
  if (target.length !== rows)
    throw new RangeError(`${part} has ${target.length} labels for ${rows} rows; they must be equal`);
  if (classes.length === 1) throw new RangeError(`${part} names one class; name two or more, or none`);
  target.forEach((y, i) => {
    if (classes.length > 0 ? !Number.isInteger(y) || y < 0 || y >= classes.length : !Number.isFinite(y))
      throw new RangeError(
        `${part}, row ${i}: ${classes.length > 0 ? `${y} is not one of the ${classes.length} classes` : `the target ${y} is not a number to learn`}; leave such rows out`,
      );
  });
  if (weight === undefined) return;
  if (weight.length !== rows)
    throw new RangeError(`${part} has ${weight.length} weights for ${rows} rows; they must be equal`);
  weight.forEach((w, i) => {
    if (!(w > 0 && w < Number.POSITIVE_INFINITY))
      throw new RangeError(`${part}, row ${i}: weight ${w}; weights must be above 0 and finite`);
  });
}

/** The validation part beside its training part. */
export function checkValidation(validation: LabelledData, train: LabelledData): void {
  checkLabelled(validation, 'the validation part');
  sameList('features', validation.names, train.names, 'the validation part', 'the training part');
  sameList('classes', validation.classes, train.classes, 'the validation part', 'the training part');
}

/** Data to predict from: the model's features, in its order. */
export function checkForModel(model: Model, data: LearningData): void {
  checkTable(data);
  sameList('features', data.names, model.names, 'the data', 'the model');
}

/** A model to continue from. */
export function checkWarmStart(model: Model, estimator: string, version: number, data: LabelledData): void {
  if (model.estimator !== estimator || model.version !== version)
    throw new RangeError(
      `cannot continue: the model is ${model.estimator} version ${model.version}, this is ${estimator} version ${version}`,
    );
  sameList('features', data.names, model.names, 'the training part', 'the model to continue');
  sameList('classes', data.classes, model.classes, 'the training part', 'the model to continue');
}

function sameList(
  what: string,
  own: readonly string[],
  other: readonly string[],
  ownName: string,
  otherName: string,
): void {
  if (own.length !== other.length)
    throw new RangeError(`${ownName} has ${own.length} ${what}, ${otherName} has ${other.length}`);
  own.forEach((name, k) => {
    if (name !== other[k])
      throw new RangeError(
        `${what} differ: number ${k + 1} is ${name} in ${ownName} and ${other[k]} in ${otherName}`,
      );
  });
}
