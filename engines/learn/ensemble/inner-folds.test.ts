// Inner folds: later blocks from earlier rows, cut between sessions, nothing whose label reaches near the block.
import { expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import type { RowOrder } from '../contract.ts';
import { innerFolds } from './inner-folds.ts';

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
/** `instruments` over `days` of 20 rows, instrument by instrument, each label known `reach` minutes later. */
function table(instruments: number, days: number, reach: number): RowOrder {
  const sequence: number[] = [];
  const time: number[] = [];
  for (let k = 0; k < instruments; k++)
    for (let day = 0; day < days; day++)
      for (let bar = 0; bar < 20; bar++) {
        sequence.push(k * days + day);
        time.push(day * DAY + bar * 5 * MINUTE);
      }
  return {
    sequence: Int32Array.from(sequence),
    time: Float64Array.from(time),
    t1: Float64Array.from(time, (t) => t + reach * MINUTE),
  };
}

it('every block is predicted once, from rows known an embargo before it began', () => {
  const random = createRandom(3);
  for (let round = 0; round < 60; round++) {
    const days = 3 + random.integer(12);
    const order = table(1 + random.integer(3), days, random.integer(3_000));
    const folds = 2 + random.integer(3);
    const embargo = random.integer(200) * MINUTE;
    const made = innerFolds(order, folds, embargo);
    expect(made.length).toBe(folds);
    const seen = new Set<number>();
    made.forEach(({ train, predicted, purged }, k) => {
      const from = Math.min(...[...predicted].map((i) => order.time[i]!));
      for (const i of train) expect(order.t1[i]!).toBeLessThan(from - embargo);
      for (const i of predicted) {
        expect(seen.has(i)).toBe(false);
        seen.add(i);
      }
      const earlier = order.time.filter((t) => t < from).length;
      expect(train.length + purged).toBe(earlier);
      // All of a session lies on one side.
      if (days >= folds + 1) {
        const inside = new Set([...predicted].map((i) => order.sequence[i]));
        const rows = order.sequence.filter((s) => inside.has(s)).length;
        expect(rows).toBe(predicted.length);
      }
      if (k > 0) expect(predicted.length).toBeGreaterThan(0);
    });
    // All but the first block.
    const first = Math.min(...[...made[0]!.predicted].map((i) => order.time[i]!));
    expect(seen.size).toBe(order.time.filter((t) => t >= first).length);
  }
});

it('blocks are of about equal size', () => {
  for (const { predicted } of innerFolds(table(2, 25, 10), 4, 0)) expect(predicted.length).toBe(200);
});

it('a single session is cut between moments', () => {
  const made = innerFolds(table(3, 1, 5), 3, 0);
  expect(made.map(({ predicted }) => predicted.length)).toEqual([15, 15, 15]);
  // A label known at the very moment the block begins touches it.
  expect(made[0]!.train.length).toBe(12);
  expect(made[0]!.purged).toBe(3);
});

it('does not depend on the order the rows stand in', () => {
  const order = table(2, 9, 400);
  const turned = [...order.time.keys()].reverse();
  const other: RowOrder = {
    sequence: Int32Array.from(turned, (i) => order.sequence[i]!),
    time: Float64Array.from(turned, (i) => order.time[i]!),
    t1: Float64Array.from(turned, (i) => order.t1[i]!),
  };
  const back = (rows: Uint32Array) => [...rows].map((i) => turned[i]!).sort((a, b) => a - b);
  const made = innerFolds(order, 4, 30 * MINUTE);
  innerFolds(other, 4, 30 * MINUTE).forEach(({ train, predicted }, k) => {
    expect(back(train)).toEqual([...made[k]!.train]);
    expect(back(predicted)).toEqual([...made[k]!.predicted]);
  });
});

it('a row without a label counts as known when it was decided; too few moments give no folds', () => {
  const order = table(1, 4, 100_000);
  const unlabelled = { ...order, t1: new Float64Array(order.time.length).fill(Number.NaN) };
  const [fold] = innerFolds(unlabelled, 2, 0);
  expect(fold!.purged).toBe(0);
  const one = { sequence: new Int32Array(3), time: new Float64Array(3), t1: new Float64Array(3) };
  expect(innerFolds(one, 2, 0)).toEqual([]);
});
