import { expect, it } from 'vitest';
import { createRandom } from '../numeric/random.ts';
import { profileColumn } from './feature-profile.ts';

const MONTHS = ['2025-01', '2025-02', '2025-03'];

it('counts rows, missing values and quantiles of the whole and of each month', () => {
  const values = Float32Array.of(1, 2, Number.NaN, 4, 5, 6);
  const profile = profileColumn(values, Int32Array.of(0, 0, 0, 1, 1, 2), MONTHS);
  expect(profile).toMatchObject({ rows: 6, missing: 1 - 5 / 6, mean: 3.6 });
  expect(profile.quantiles[0]).toBe(1);
  expect(profile.quantiles[4]).toBe(4);
  expect(profile.quantiles[8]).toBe(6);
  expect(profile.months.map((month) => month.rows)).toEqual([3, 2, 1]);
  expect(profile.months[0]!.missing).toBeCloseTo(1 / 3, 12);
  // Nobody has the rows to be a reference.
  expect(profile.months.every((month) => Number.isNaN(month.psi))).toBe(true);
});

it('takes the first month with 200 rows as the reference and notices a month that moved', () => {
  const random = createRandom(4);
  const rows: [value: number, month: number][] = [];
  for (let i = 0; i < 100; i++) rows.push([random.normal(), 0]);
  for (let i = 0; i < 2000; i++) rows.push([random.normal(), 1]);
  for (let i = 0; i < 2000; i++) rows.push([random.normal() + 2, 2]);
  const profile = profileColumn(
    Float32Array.from(rows, ([value]) => value),
    Int32Array.from(rows, ([, month]) => month),
    MONTHS,
  );
  expect(profile.months[0]!.psi).toBeNaN();
  expect(profile.months[1]!.psi).toBe(0);
  expect(profile.months[2]!.psi).toBeGreaterThan(1);
});

it('puts every known value into the histogram, tails into the outer bins, a constant into one', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => (i === 0 ? -1e6 : i));
  const { histogram } = profileColumn(values, new Int32Array(1000), ['2025-01']);
  expect(histogram.counts.reduce((a, b) => a + b)).toBe(1000);
  expect(histogram.from).toBeGreaterThan(0);
  expect(profileColumn(new Float32Array(5).fill(2), new Int32Array(5), ['2025-01']).histogram.counts).toEqual(
    [5],
  );
  expect(
    profileColumn(new Float32Array(2).fill(Number.NaN), new Int32Array(2), ['2025-01']).histogram.counts,
  ).toEqual([]);
});
