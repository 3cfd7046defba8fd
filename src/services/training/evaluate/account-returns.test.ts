import { expect, it } from 'vitest';
import { sharpeMoments } from '../../../../engines/validation/deflation/sharpe.ts';
import { accountReturns } from './account-returns.ts';

it('are the changes of the equity, day by day', () => {
  expect(Array.from(accountReturns([110, 99], 100))).toEqual([110 / 100 - 1, 99 / 110 - 1]);
  expect(accountReturns([], 100)).toHaveLength(0);
});

it('are nothing after a ruin, so that the run can still be judged', () => {
  const ruined = accountReturns([90, -5, -5, -7], 100);
  expect(ruined).toHaveLength(4);
  expect(ruined[1]).toBeLessThan(-1);
  expect(Array.from(ruined.subarray(2))).toEqual([0, 0]);
  expect(sharpeMoments(ruined).sharpe).toBeLessThan(0);
});
