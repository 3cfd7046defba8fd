// Whether a sample can carry the statistical checks; where not, they are skipped with the reason instead of guessing.

import type { DirectionTarget } from './direction-target.ts';
import type { ProbeSample } from './probe-sample.ts';

const FEWEST_ROWS = 200;
const FEWEST_OF_A_CLASS = 50;
/** Outcomes of one day move together: a handful of days is a handful of observations. */
const FEWEST_DAYS = 10;

/** Null where there is enough. */
export function tooLittle(sample: ProbeSample, direction: DirectionTarget): string | null {
  if (sample.rows === 0) return 'There are no labelled rows.';
  if (sample.rows < FEWEST_ROWS)
    return `${sample.rows} labelled rows are too few to measure on; ${FEWEST_ROWS} are needed.`;
  if (sample.days.length < FEWEST_DAYS)
    return `${sample.days.length} days are too few to measure on; ${FEWEST_DAYS} are needed.`;
  if (Math.min(direction.positives, direction.negatives) < FEWEST_OF_A_CLASS)
    return `${direction.positives} rows "${direction.positive}" against ${direction.negatives} "${direction.negative}": each side needs ${FEWEST_OF_A_CLASS}.`;
  return null;
}
