// How much of a candidate's figures is luck: the band of its AUC under permuted labels, and intervals by drawing days again. Called on
// pooled test rows. Predictions stay as they are; labels or days move.

import { createRandom } from '../../../../engines/numeric/random.ts';
import { quantile } from '../../../../engines/numeric/statistics.ts';
import { foreignRows } from '../../../../engines/validation/leaks/foreign-rows.ts';
import type { SampleBlock } from '../../../../engines/validation/leaks/probe-sample.ts';
import { BOOTSTRAP_DEFAULTS, bootstrapByDay } from '../../../../engines/validation/scores/day-bootstrap.ts';
import { createSortedAuc, type SortedAuc } from '../../../../engines/validation/scores/sorted-auc.ts';
import type { Interval90 } from '../../../contracts/training-results.ts';
import { isActedOn, type ScoredRows } from './scored-rows.ts';

/** Fewer than 20 make no band. */
const FEWEST_PERMUTATIONS = 20;
const PERMUTATIONS = 60;
const DRAWS = 500;
const FEWEST_DRAWS = 100;
/** Rows drawn in all: larger sets get fewer draws, their intervals are narrower anyway. */
const ROWS_DRAWN = 20_000_000;

export interface Luck {
  readonly permutation: Interval90 | null;
  readonly intervals: { readonly auc: Interval90; readonly net: Interval90 };
}

export function luckOf(scored: ScoredRows, seed: number): Luck {
  const sorted = createSortedAuc(scored.score);
  return {
    permutation: permutationBand(scored, sorted, seed),
    intervals: dayIntervals(scored, sorted, seed),
  };
}

/** 5 to 95 % of the AUC when whole days exchange their labels, see [Note: foreign labels]; null with too few days. */
function permutationBand(
  { target, ...scored }: ScoredRows,
  sorted: SortedAuc,
  seed: number,
): Interval90 | null {
  const blocks = blocksOf(scored);
  const days = { length: blocks.reduce((most, { day }) => Math.max(most, day + 1), 0) };
  if (days.length < 2) return null;
  const random = createRandom(seed);
  const found: number[] = [];
  const exchanged = new Int8Array(target.length);
  for (let k = 0; k < PERMUTATIONS; k++) {
    const from = foreignRows({ rows: target.length, blocks, days }, random);
    for (let row = 0; row < from.length; row++) exchanged[row] = target[from[row]!]!;
    const value = sorted.of(exchanged);
    if (Number.isFinite(value)) found.push(value);
  }
  if (found.length < FEWEST_PERMUTATIONS) return null;
  return { low: quantile(found, 0.05), high: quantile(found, 0.95) };
}

/** Rows ascend instrument by instrument, so one instrument's session is one run of them. */
function blocksOf({
  instrument,
  session,
  count,
}: Pick<ScoredRows, 'instrument' | 'session' | 'count'>): SampleBlock[] {
  const days = new Map([...new Set(session)].sort((a, b) => a - b).map((own, day) => [own, day]));
  const blocks: SampleBlock[] = [];
  for (let start = 0; start < count; ) {
    let end = start + 1;
    while (end < count && session[end] === session[start] && instrument[end] === instrument[start]) end++;
    blocks.push({ instrument: instrument[start]!, day: days.get(session[start]!)!, start, end });
    start = end;
  }
  return blocks;
}

function dayIntervals(scored: ScoredRows, sorted: SortedAuc, seed: number): Luck['intervals'] {
  const day = Float64Array.from(scored.session);
  const draws = Math.round(Math.min(DRAWS, Math.max(FEWEST_DRAWS, ROWS_DRAWN / Math.max(1, scored.count))));
  const options = { ...BOOTSTRAP_DEFAULTS, draws, seed };
  const times = new Float64Array(scored.count);
  const auc = bootstrapByDay(
    day,
    (rows) => {
      times.fill(0);
      for (let k = 0; k < rows.length; k++) times[rows[k]!]!++;
      return sorted.of(scored.target, times);
    },
    options,
  );
  const earned = scored.worth.map((worth, place) =>
    isActedOn(scored, place) && !Number.isNaN(worth) ? worth - scored.cost[place]! : 0,
  );
  const net = bootstrapByDay(
    day,
    (rows) => {
      let sum = 0;
      for (let k = 0; k < rows.length; k++) sum += earned[rows[k]!]!;
      return sum;
    },
    options,
  );
  return { auc: { low: auc.low, high: auc.high }, net: { low: net.low, high: net.high } };
}
