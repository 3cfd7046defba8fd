// Where the points of a SHAP summary stand: one line per feature, the contribution across, points of equal contribution beside each other
// so that the width of the swarm says how many there are. Pure.

export interface ContributionColumn {
  readonly name: string;
  readonly quantile: ArrayLike<number>;
  readonly contribution: ArrayLike<number>;
}

export interface SwarmPoint {
  /** Line, 0 at the top. */
  readonly line: number;
  /** Across the line, −0.42 … 0.42. */
  readonly offset: number;
  readonly contribution: number;
  /** 0 … 1; NaN where the value was missing. */
  readonly quantile: number;
}

export interface Swarm {
  readonly names: readonly string[];
  readonly points: readonly SwarmPoint[];
  /** Largest |contribution| drawn. */
  readonly reach: number;
  readonly rows: number;
}

export const MOST_FEATURES = 20;
export const MOST_ROWS = 1_000;
const BINS = 90;
const HALF = 0.42;

export function meanSize(column: Pick<ContributionColumn, 'contribution'>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < column.contribution.length; i++) {
    const value = column.contribution[i] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    sum += Math.abs(value);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Every `step`-th row, so that at most `most` remain. */
export function rowStep(rows: number, most = MOST_ROWS): number {
  return Math.max(1, Math.ceil(rows / most));
}

export function swarmOf(
  columns: readonly ContributionColumn[],
  mostFeatures = MOST_FEATURES,
  mostRows = MOST_ROWS,
): Swarm {
  const shown = [...columns].sort((a, b) => meanSize(b) - meanSize(a)).slice(0, mostFeatures);
  const rows = columns[0]?.contribution.length ?? 0;
  const step = rowStep(rows, mostRows);
  let reach = 0;
  for (const { contribution } of shown)
    for (let i = 0; i < rows; i += step) {
      const size = Math.abs(contribution[i] ?? 0);
      if (size > reach) reach = size;
    }
  if (reach === 0) reach = 1;
  const points = shown.flatMap((column, line) => linePoints(column, line, rows, step, reach));
  return { names: shown.map(({ name }) => name), points, reach, rows: Math.ceil(rows / step) };
}

function linePoints(
  column: ContributionColumn,
  line: number,
  rows: number,
  step: number,
  reach: number,
): SwarmPoint[] {
  const binOf = (value: number) => Math.min(BINS - 1, Math.floor(((value + reach) / (2 * reach)) * BINS));
  const held = new Array<number>(BINS).fill(0);
  const kept: { row: number; value: number; bin: number; place: number }[] = [];
  for (let row = 0; row < rows; row += step) {
    const value = column.contribution[row] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const bin = binOf(value);
    kept.push({ row, value, bin, place: held[bin] ?? 0 });
    held[bin] = (held[bin] ?? 0) + 1;
  }
  // The fullest bin reaches both edges; others are narrower in proportion.
  const fullest = Math.max(2, ...held);
  return kept.map(({ row, value, place }) => ({
    line,
    offset: (((place % 2 === 0 ? 1 : -1) * Math.ceil(place / 2)) / (fullest / 2)) * HALF,
    contribution: value,
    quantile: column.quantile[row] ?? Number.NaN,
  }));
}
