// The plainest ensemble: the mean of several models' predictions, and what the members' agreement tells. Called by the soft vote, by
// blending of whole runs, and by reports.

/**
 * Mean of the members, equal weights. `predictions`: one array per member, row-major, `rows` × `width`. A member that says nothing
 * of a row (NaN) leaves the mean NaN: an average over whoever is there would be another model from row to row.
 */
export function blendMean(predictions: readonly Float64Array[], rows: number, width: number): Float64Array {
  checkMembers(predictions, rows, width);
  const out = new Float64Array(rows * width);
  for (const own of predictions) for (let i = 0; i < out.length; i++) out[i]! += own[i]!;
  return out.map((sum) => sum / predictions.length);
}

/**
 * How sure a probability is, 0 … 1 per row: |2p − 1| for two classes; for more, how far the likeliest stands above knowing nothing,
 * (width · max − 1) / (width − 1), which is the same for two.
 */
export function conviction(predictions: Float64Array, rows: number, width: number): Float64Array {
  if (width < 2) throw new RangeError('conviction is of probabilities; a predicted number has none');
  checkMembers([predictions], rows, width);
  return Float64Array.from({ length: rows }, (_, i) => {
    let most = predictions[i * width]!;
    // A comparison with NaN is false either way: Math.max keeps it.
    for (let k = 1; k < width; k++) most = Math.max(most, predictions[i * width + k]!);
    return Math.max(0, (width * most - 1) / (width - 1));
  });
}

/**
 * How far the members lie apart, per row: the standard deviation over members (divided by their number), for classes the root of the
 * mean variance over classes. One member always agrees with itself.
 */
export function disagreement(
  predictions: readonly Float64Array[],
  rows: number,
  width: number,
): Float64Array {
  const mean = blendMean(predictions, rows, width);
  return Float64Array.from({ length: rows }, (_, i) => {
    let squares = 0;
    for (const own of predictions)
      for (let k = 0; k < width; k++) squares += (own[i * width + k]! - mean[i * width + k]!) ** 2;
    return Math.sqrt(squares / (predictions.length * width));
  });
}

/** Throws RangeError where the members do not fit together. */
export function checkMembers(predictions: readonly Float64Array[], rows: number, width: number): void {
  if (predictions.length === 0) throw new RangeError('there is no member to blend');
  predictions.forEach((own, m) => {
    if (own.length !== rows * width)
      throw new RangeError(
        `member ${m} has ${own.length} predictions for ${rows} rows of ${width}; they must match`,
      );
  });
}
