// Probability of backtest overfitting: how often the candidate that was best on one half of the days is below the median on the
// other half, over every symmetric way to halve them. Called by reports with the daily returns of all trials of a search.
// Bailey, Borwein, López de Prado and Zhu 2015, "The Probability of Backtest Overfitting" (combinatorially symmetric
// cross-validation).

import { mean } from '../../numeric/statistics.ts';

export interface OverfittingOptions {
  /** Even; the days are cut into that many blocks and every half of them trains once: C(S, S/2) halves. */
  readonly blocks: number;
}
export const OVERFITTING_DEFAULTS: OverfittingOptions = { blocks: 10 };
/** C(16, 8) = 12,870 halves. */
const MOST_BLOCKS = 16;

export interface Overfitting {
  /** Share of the halves whose best is at or below the other half's median. NaN where no half could be judged. */
  readonly probability: number;
  /** Per half: log-odds of the chosen one's relative rank outside; below zero is below the median. */
  readonly logits: Float64Array;
  /** Ratio inside and outside of the chosen one, per half. */
  readonly inside: Float64Array;
  readonly outside: Float64Array;
  /** Least squares of outside on inside: below zero, a better past means a worse future. NaN without spread. */
  readonly slope: number;
  /** Share of the halves whose chosen one loses outside. */
  readonly lossProbability: number;
  readonly halves: number;
  readonly trials: number;
  /** Days used: a remainder that fills no block is left out at the start. */
  readonly days: number;
}

/**
 * `returns[trial]`: daily returns over the same days, ascending. Throws RangeError for fewer than two trials, other lengths, a
 * missing value or too few days (two a block). Trials without spread on a half have the ratio zero there.
 */
export function overfittingProbability(
  returns: readonly Float64Array[],
  { blocks }: OverfittingOptions = OVERFITTING_DEFAULTS,
): Overfitting {
  const trials = returns.length;
  const length = returns[0]?.length ?? 0;
  check(returns, blocks);
  const size = Math.floor(length / blocks);
  const start = length - size * blocks;
  const sums = returns.map((one) => blockSums(one, start, size, blocks));
  const logits: number[] = [];
  const insides: number[] = [];
  const outsides: number[] = [];
  for (const chosen of halvesOf(blocks)) {
    const inside = sums.map((own) => ratioOf(own, chosen, size, true));
    const outside = sums.map((own) => ratioOf(own, chosen, size, false));
    const best = highest(inside);
    const rank = relativeRank(outside, best);
    logits.push(Math.log(rank / (1 - rank)));
    insides.push(inside[best]!);
    outsides.push(outside[best]!);
  }
  const share = (of: readonly number[], bad: (value: number) => boolean): number =>
    of.filter(bad).length / of.length;
  return {
    probability: share(logits, (logit) => logit <= 0),
    logits: Float64Array.from(logits),
    inside: Float64Array.from(insides),
    outside: Float64Array.from(outsides),
    slope: slopeOf(insides, outsides),
    lossProbability: share(outsides, (value) => value < 0),
    halves: logits.length,
    trials,
    days: size * blocks,
  };
}

function check(returns: readonly Float64Array[], blocks: number): void {
  if (!(Number.isInteger(blocks) && blocks >= 2 && blocks <= MOST_BLOCKS && blocks % 2 === 0))
    throw new RangeError(`blocks must be even, from 2 to ${MOST_BLOCKS}; got ${blocks}`);
  if (returns.length < 2)
    throw new RangeError(
      `overfitting is a matter of choosing; ${returns.length} trial leaves nothing to choose`,
    );
  const length = returns[0]!.length;
  if (length < 2 * blocks)
    throw new RangeError(`${length} days are too few for ${blocks} blocks; two days a block are needed`);
  returns.forEach((own, trial) => {
    if (own.length !== length)
      throw new RangeError(
        `trial ${trial} has ${own.length} days, the first ${length}; they must be the same days`,
      );
    if (!own.every(Number.isFinite)) throw new RangeError(`trial ${trial} has a day without a return`);
  });
}

interface BlockSums {
  readonly total: Float64Array;
  /** Of squares around the trial's own mean, so that large means cost no digits. */
  readonly squares: Float64Array;
  readonly centre: number;
}

function blockSums(returns: Float64Array, start: number, size: number, blocks: number): BlockSums {
  const centre = mean(returns.subarray(start));
  const total = new Float64Array(blocks);
  const squares = new Float64Array(blocks);
  for (let block = 0; block < blocks; block++)
    for (let k = 0; k < size; k++) {
      const value = returns[start + block * size + k]! - centre;
      total[block] = total[block]! + value;
      squares[block] = squares[block]! + value * value;
    }
  return { total, squares, centre };
}

function ratioOf(sums: BlockSums, chosen: readonly boolean[], size: number, inside: boolean): number {
  let total = 0;
  let squares = 0;
  let count = 0;
  chosen.forEach((own, block) => {
    if (own !== inside) return;
    total += sums.total[block]!;
    squares += sums.squares[block]!;
    count += size;
  });
  const shift = total / count;
  const variance = (squares - shift * total) / (count - 1);
  const average = shift + sums.centre;
  // Rounding gives equal returns a spread of their last digit; that is none.
  return variance > 1e-26 * average * average ? average / Math.sqrt(variance) : 0;
}

function highest(values: readonly number[]): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k]! > values[best]!) best = k;
  return best;
}

/** Rank from the bottom over N + 1, equal ones sharing the middle: in (0, 1), a half at the median. */
function relativeRank(values: readonly number[], place: number): number {
  let below = 0;
  let equal = 0;
  for (const value of values) {
    if (value < values[place]!) below++;
    else if (value === values[place]!) equal++;
  }
  return (below + (equal + 1) / 2) / (values.length + 1);
}

/** Every choice of half the blocks. */
function* halvesOf(blocks: number): Generator<readonly boolean[]> {
  for (let mask = 0; mask < 2 ** blocks; mask++) {
    const chosen = Array.from({ length: blocks }, (_, block) => (mask & (1 << block)) !== 0);
    if (chosen.filter(Boolean).length === blocks / 2) yield chosen;
  }
}

function slopeOf(x: readonly number[], y: readonly number[]): number {
  const middleX = mean(x);
  const middleY = mean(y);
  let product = 0;
  let square = 0;
  for (let k = 0; k < x.length; k++) {
    product += (x[k]! - middleX) * (y[k]! - middleY);
    square += (x[k]! - middleX) ** 2;
  }
  return square > 0 ? product / square : Number.NaN;
}
