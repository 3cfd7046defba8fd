// Row-major numbers to columns, in blocks that stay in the cache. For callers whose table comes row by row.

const BLOCK = 512;

export function columnsOfRows(values: Float32Array, rows: number, features: number): Float32Array[] {
  if (values.length < rows * features)
    throw new RangeError(`${rows} rows of ${features} need ${rows * features} values, got ${values.length}`);
  const columns = Array.from({ length: features }, () => new Float32Array(rows));
  for (let first = 0; first < rows; first += BLOCK) {
    const end = Math.min(rows, first + BLOCK);
    columns.forEach((column, f) => {
      for (let i = first, at = first * features + f; i < end; i++, at += features) column[i] = values[at]!;
    });
  }
  return columns;
}
