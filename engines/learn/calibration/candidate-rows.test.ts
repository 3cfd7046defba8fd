// The order of candidates, their sizes, and that the first believed one ends the search.
import { expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { calibrateFromLog, candidateRows } from './candidate-rows.ts';
import { plattCalibration } from './platt-fit.ts';

it('latest rows, tradeable ones first', () => {
  const tradeable = Uint8Array.from({ length: 9000 }, (_, i) => i % 2);
  const candidates = candidateRows(tradeable);
  expect(candidates.map(([name, rows]) => [name, rows.length, rows.at(-1)])).toEqual([
    ['recent tradeable', 1200, 8999],
    ['tradeable', 4000, 8999],
    ['recent', 1200, 8999],
    ['all', 4000, 8999],
  ]);
  expect(candidates[0]![1].every((i) => i % 2 === 1)).toBe(true);
});
it('goes on to the next where one is not believed, and ends with the first that is', () => {
  const random = createRandom(3);
  const probability = Float64Array.from({ length: 2000 }, () => 0.05 + 0.9 * random.next());
  const outcome = Uint8Array.from(probability, (p) => Number(random.next() < 0.3 + 0.4 * p));
  const tradeable = new Uint8Array(2000).fill(1, 0, 60);
  const tried = calibrateFromLog(plattCalibration, { probability, outcome, tradeable });
  expect(tried.map(({ name, result }) => [name, result.accepted])).toEqual([
    ['recent tradeable', false],
    ['tradeable', false],
    ['recent', true],
  ]);
  const noise = { probability, outcome: outcome.map((_, i) => i % 2), tradeable };
  expect(calibrateFromLog(plattCalibration, noise).length).toBe(4);
});
