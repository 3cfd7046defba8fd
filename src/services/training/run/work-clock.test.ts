import { expect, it } from 'vitest';
import { createWorkClock } from './work-clock.ts';

function clocks() {
  const time = { wall: 1_000_000, monotonic: 50 };
  return {
    pass: (ms: number, monotonic = ms) => {
      time.wall += ms;
      time.monotonic += monotonic;
    },
    clock: createWorkClock({ wall: () => time.wall, monotonic: () => time.monotonic }),
  };
}

it('finds a sleep where the wall clock went on and the monotonic one did not', () => {
  const { pass, clock } = clocks();
  pass(1_000);
  expect(clock.tick()).toBeNull();
  pass(3_600_000, 1_000);
  expect(clock.tick()).toEqual({ at: 1_000_000 + 3_601_000, ms: 3_599_000 });
  pass(1_000);
  expect(clock.tick()).toBeNull();
  expect(clock.worked()).toBe(3_000);
  expect(clock.sleeps).toHaveLength(1);
});

it('finds a sleep that both clocks counted by a timer minutes late, unless it was held up', () => {
  const { pass, clock } = clocks();
  pass(600_000);
  expect(clock.tick()).toMatchObject({ ms: 600_000 });
  expect(clock.worked()).toBe(0);
  pass(600_000);
  expect(clock.tick(true)).toBeNull();
  expect(clock.worked()).toBe(600_000);
});

it('takes a corrected wall clock for no sleep, in either direction', () => {
  const { pass, clock } = clocks();
  pass(6_000, 1_000);
  expect(clock.tick()).toBeNull();
  pass(-3_600_000, 1_000);
  expect(clock.tick()).toBeNull();
  expect(clock.worked()).toBe(2_000);
});
