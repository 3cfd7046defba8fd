// Shares of work and the ways a meeting can fail. That members meet and agree is shown by tests/differential/trees-same-bytes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { announceFailure, CONTROL, createBarrier, shareOf } from './team.ts';

test('shares cover everything once, in order, evenly', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000 }),
      fc.integer({ min: 1, max: 64 }),
      fc.constantFrom(1, 2, 16),
      (count, size, unit) => {
        let end = 0;
        for (let k = 0; k < size; k++) {
          const [from, to] = shareOf(count, k, size, unit);
          expect(from).toBe(end);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to - from).toBeLessThanOrEqual(count / size + 2 * unit);
          if (k + 1 < size) expect(to % unit).toBe(0);
          end = to;
        }
        expect(end).toBe(count);
      },
    ),
  );
});

const control = () => new Int32Array(new SharedArrayBuffer(CONTROL.words * 4));

test('alone there is nobody to wait for', () => {
  expect(() => createBarrier(control(), 1, 0)()).not.toThrow();
});

test('member 0 gives up on a member that never comes', () => {
  expect(() => createBarrier(control(), 2, 0, 2)()).toThrow(/does not answer/);
});

test('a failure elsewhere ends the wait', () => {
  const shared = control();
  announceFailure(shared);
  expect(() => createBarrier(shared, 2, 1)()).toThrow(/another thread of this training failed/);
});

test('the last to come opens the barrier for the next round', () => {
  const shared = control();
  shared[CONTROL.arrived] = 1;
  createBarrier(shared, 2, 0)();
  expect([shared[CONTROL.arrived], shared[CONTROL.generation]]).toEqual([0, 1]);
});
