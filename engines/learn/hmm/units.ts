// Observations in units of their own spread, so that one floor fits all columns and no digits are lost to distance from zero; and
// models between those units and the data's own.

import type { GaussianHmm, HmmData } from './model.ts';

export interface Units {
  readonly mean: readonly number[];
  readonly scale: readonly number[];
}

/** Over the rows that are whole. Throws RangeError for a column that does not vary. */
export function unitsOf({ names, values }: HmmData): Units {
  const width = names.length;
  const mean = names.map(() => 0);
  const squares = names.map(() => 0);
  let count = 0;
  for (let at = 0; at < values.length; at += width) {
    if (values.subarray(at, at + width).some(Number.isNaN)) continue;
    count++;
    for (let d = 0; d < width; d++) {
      const apart = values[at + d]! - mean[d]!;
      mean[d]! += apart / count;
      squares[d]! += apart * (values[at + d]! - mean[d]!);
    }
  }
  const scale = squares.map((sum) => Math.sqrt(sum / count));
  scale.forEach((spread, d) => {
    if (!(spread > 1e-12 * Math.abs(mean[d]!)))
      throw new RangeError(`${names[d]} does not vary over the training rows; leave it out`);
  });
  return { mean, scale };
}

export function inUnits(data: HmmData, { mean, scale }: Units): HmmData {
  const width = mean.length;
  return { ...data, values: data.values.map((x, i) => (x - mean[i % width]!) / scale[i % width]!) };
}

/** A model of observations in `units` as one of observations in the data's own. */
export function fromUnits(model: GaussianHmm, { mean, scale }: Units): GaussianHmm {
  return moved(
    model,
    (x, d) => mean[d]! + scale[d]! * x,
    (x, a, b) => x * (scale[a]! * scale[b]!),
  );
}

export function toUnits(model: GaussianHmm, { mean, scale }: Units): GaussianHmm {
  return moved(
    model,
    (x, d) => (x - mean[d]!) / scale[d]!,
    (x, a, b) => x / (scale[a]! * scale[b]!),
  );
}

function moved(
  model: GaussianHmm,
  mean: (x: number, column: number) => number,
  covariance: (x: number, one: number, other: number) => number,
): GaussianHmm {
  const width = model.names.length;
  const full = model.covariance === 'full';
  return {
    ...model,
    means: model.means.map((row) => row.map(mean)),
    covariances: model.covariances.map((row) =>
      row.map((x, i) => (full ? covariance(x, Math.floor(i / width), i % width) : covariance(x, i, i))),
    ),
  };
}
