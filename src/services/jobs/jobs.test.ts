// The parts of the job queue that are plain values: transitions, estimate, gate, cleaned progress, words for a crash.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JOB_STATES, type JobState } from '../../contracts/jobs.ts';
import { describeCrash } from './crash.ts';
import { createEtaEstimator } from './eta.ts';
import { createGate } from './gate.ts';
import { cleanProgress } from './progress.ts';
import { WORKER_EXIT } from './protocol.ts';
import { assertTransition, hasEnded } from './transitions.ts';

describe('transitions', () => {
  const legal = new Set([
    'queued→running',
    'queued→cancelled',
    'running→done',
    'running→failed',
    'running→cancelled',
    'running→interrupted',
  ]);
  const pairs = JOB_STATES.flatMap((from) => JOB_STATES.map((to): [JobState, JobState] => [from, to]));

  test.each(pairs)('%s → %s', (from, to) => {
    const move = () => assertTransition(from, to);
    if (legal.has(`${from}→${to}`)) expect(move).not.toThrow();
    else expect(move).toThrow(`A job that is ${from} cannot become ${to}`);
  });

  test('only queued and running jobs can still change', () => {
    expect(JOB_STATES.filter((state) => !hasEnded(state))).toEqual(['queued', 'running']);
  });
});

describe('estimate', () => {
  test('is silent until there is something to go by, then exact for even work', () => {
    const estimate = createEtaEstimator();
    expect(estimate(0, 0)).toBeUndefined();
    expect(estimate(0.05, 500)).toBeUndefined();
    expect(estimate(0.2, 2_000)).toBe(10_000);
    expect(estimate(0.5, 5_000)).toBe(10_000);
    expect(estimate(1, 10_000)).toBe(10_000);
  });

  test('follows work that slows down, without jumping all the way', () => {
    const estimate = createEtaEstimator();
    for (let second = 0; second <= 50; second++) estimate(second / 100, second * 1_000);
    let eta = 0;
    for (let second = 51; second <= 80; second++)
      eta = estimate(0.5 + (second - 50) / 1_000, second * 1_000)!;
    // At the old pace 47 s more, at the new pace 470 s.
    const remaining = eta - 80_000;
    expect(remaining).toBeGreaterThan(90_000);
    expect(remaining).toBeLessThan(470_000);
  });

  test('starts anew when the fraction falls, and never divides by nothing', () => {
    const estimate = createEtaEstimator();
    estimate(0, 0);
    expect(estimate(0.9, 9_000)).toBe(10_000);
    expect(estimate(0.1, 10_000)).toBeUndefined();
    expect(estimate(0.1, 60_000)).toBeUndefined();
    expect(estimate(0.1, 60_000)).toBeUndefined();
  });
});

describe('gate', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('the first at once, then the newest of each interval', () => {
    const passed: number[] = [];
    const gate = createGate<number>(100, (value) => passed.push(value));
    gate.push(1);
    gate.push(2);
    gate.push(3);
    expect(passed).toEqual([1]);
    vi.advanceTimersByTime(100);
    expect(passed).toEqual([1, 3]);
    vi.advanceTimersByTime(500);
    gate.push(4);
    expect(passed).toEqual([1, 3, 4]);
    gate.push(5);
    gate.flush();
    expect(passed).toEqual([1, 3, 4, 5]);
    gate.push(6);
    gate.stop();
    vi.advanceTimersByTime(500);
    expect(passed).toEqual([1, 3, 4, 5]);
  });

  test('lets values through by the clock where no timer can fire', () => {
    const passed: number[] = [];
    const gate = createGate<number>(100, (value) => passed.push(value));
    const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
    gate.push(1);
    gate.push(2);
    expect(passed).toEqual([1]);
    clock.mockReturnValue(101);
    gate.push(3);
    gate.push(4);
    expect(passed).toEqual([1, 3]);
    clock.mockRestore();
  });

  test('a thousand values in a second pass eleven times at most', () => {
    let passed = 0;
    const gate = createGate<number>(100, () => passed++);
    for (let i = 0; i < 1_000; i++) {
      gate.push(i);
      vi.advanceTimersByTime(1);
    }
    expect(passed).toBeGreaterThanOrEqual(10);
    expect(passed).toBeLessThanOrEqual(11);
  });
});

describe('progress', () => {
  test('holds only finite numbers within bounds', () => {
    const before = { stage: 'a', fraction: 0.4 };
    expect(cleanProgress({ stage: 'b', fraction: Number.NaN, done: Number.NaN, total: 5 }, before)).toEqual({
      stage: 'b',
      fraction: 0.4,
      total: 5,
    });
    expect(cleanProgress({ stage: 'b', fraction: 7, eta: Number.POSITIVE_INFINITY })).toEqual({
      stage: 'b',
      fraction: 1,
    });
    expect(cleanProgress({ stage: 'x'.repeat(900), fraction: -1 }).fraction).toBe(0);
    expect(cleanProgress({ stage: 'x'.repeat(900), fraction: 0 }).stage).toHaveLength(200);
  });
});

describe('words for a crash', () => {
  const end = { exitCode: null, signal: null, output: [], memoryMb: 512 };

  test.each([
    [{ ...end, signal: 'SIGKILL' }, /ended by SIGKILL/],
    [{ ...end, exitCode: 9 }, /exit code 9/],
    [{ ...end, exitCode: WORKER_EXIT.orphaned }, /lost touch/],
    [
      { ...end, signal: 'SIGABRT', output: ['FATAL ERROR: ... JavaScript heap out of memory'] },
      /512 MB of memory/,
    ],
    [{ ...end, exitCode: 1, output: ['RangeError: Array buffer allocation failed'] }, /512 MB of memory/],
  ])('%j', (ended, words) => {
    const data = describeCrash(ended);
    expect(data.code).toBe('WORKER_CRASHED');
    expect(data.message).toMatch(words);
    // What was kept and what to do.
    expect(data.message).toMatch(/kept/);
    expect(data.message).toMatch(/[Rr]un it again/);
  });
});
