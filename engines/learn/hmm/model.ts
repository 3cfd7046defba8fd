// A Gaussian hidden Markov model as plain data: JSON as it stands, no typed arrays. Written by fit-hmm.ts; read by the filter that
// serves, by hindsight pictures and by bundles.

export type CovarianceKind = 'diagonal' | 'full';

export interface GaussianHmm {
  readonly kind: 'gaussian-hmm';
  readonly version: 1;
  readonly covariance: CovarianceKind;
  /** What is observed, in order. */
  readonly names: readonly string[];
  /** Chance of each state at the start of a sequence. */
  readonly start: readonly number[];
  /** Row i: chances of the next state after i. */
  readonly transition: readonly (readonly number[])[];
  /** Per state. */
  readonly means: readonly (readonly number[])[];
  /** Per state: the variances (diagonal), or the matrix row by row (full). */
  readonly covariances: readonly (readonly number[])[];
}

/** Rows of observations, row-major; a row with NaN says nothing about the state. */
export interface HmmData {
  readonly names: readonly string[];
  readonly values: Float64Array;
  /** Rows of each sequence (session) in turn; nothing is carried from one to the next. */
  readonly lengths: readonly number[];
}

/** Throws RangeError that names the fault. Gives the number of rows. */
export function checkHmmData({ names, values, lengths }: HmmData): number {
  if (names.length === 0) throw new RangeError('a hidden Markov model needs at least one observed column');
  const rows = values.length / names.length;
  const told = lengths.reduce((a, b) => a + b, 0);
  if (!lengths.every((length) => Number.isInteger(length) && length > 0))
    throw new RangeError('each sequence must have at least one row');
  if (told !== rows)
    throw new RangeError(
      `the sequences have ${told} rows in all, the observations ${rows}; they must be equal`,
    );
  for (let i = 0; i < values.length; i++)
    if (values[i] === Number.POSITIVE_INFINITY || values[i] === Number.NEGATIVE_INFINITY)
      throw new RangeError(
        `${names[i % names.length]}, row ${Math.floor(i / names.length)}: ${values[i]}; give a number, or NaN where it is missing`,
      );
  return rows;
}

/** Data for a model: the same columns in the same order. */
export function checkHmmColumns(model: GaussianHmm, data: HmmData): number {
  if (data.names.length !== model.names.length || data.names.some((name, k) => name !== model.names[k]))
    throw new RangeError(
      `the model observes ${model.names.join(', ')}; the data has ${data.names.join(', ')}`,
    );
  return checkHmmData(data);
}

/** Throws RangeError where the numbers are not a model: read back from a file, for instance. */
export function checkHmm(model: GaussianHmm): void {
  const states = model.start.length;
  const width = model.names.length;
  const sums = (row: readonly number[]) =>
    row.length === states && row.every((p) => p >= 0) && Math.abs(row.reduce((a, b) => a + b, 0) - 1) < 1e-9;
  const size = model.covariance === 'diagonal' ? width : width * width;
  if (model.kind !== 'gaussian-hmm' || model.version !== 1)
    throw new RangeError(`not a Gaussian hidden Markov model of version 1: ${model.kind} ${model.version}`);
  if (!sums(model.start)) throw new RangeError('the start chances do not sum to 1');
  if (model.transition.length !== states || !model.transition.every(sums))
    throw new RangeError('a row of the transition chances does not sum to 1');
  if (model.means.length !== states || model.means.some((mean) => mean.length !== width))
    throw new RangeError(`there must be ${width} means for each of the ${states} states`);
  if (model.covariances.length !== states || model.covariances.some((matrix) => matrix.length !== size))
    throw new RangeError(`there must be ${size} covariances for each of the ${states} states`);
}
