// The clock of the weekend: one look at a time, errors are logged and the next look comes, closing waits for the look under way.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { silentLog } from '../../log/index.ts';
import { startWeekendTimer } from './timer.ts';

const TIMES = { firstMs: 100, everyMs: 1_000 };

describe('the timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function made(lookNow: (signal?: AbortSignal) => Promise<readonly string[]>) {
    const notices: string[] = [];
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const resumeInterrupted = vi.fn(async () => ['resumed']);
    const look = vi.fn(lookNow);
    const timer = startWeekendTimer(
      { lookNow: look, resumeInterrupted },
      { log, notify: (_, body) => void notices.push(body) },
      TIMES,
    );
    return { timer, look, resumeInterrupted, notices, errors };
  }

  it('takes up interrupted runs once, then looks again and again, and tells', async () => {
    const { timer, look, resumeInterrupted, notices } = made(async () => ['started']);
    await vi.advanceTimersByTimeAsync(99);
    expect(look).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2_001);
    expect(resumeInterrupted).toHaveBeenCalledTimes(1);
    expect(look).toHaveBeenCalledTimes(3);
    expect(notices).toEqual(['resumed', 'started', 'started', 'started']);
    timer.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(look).toHaveBeenCalledTimes(3);
  });

  it('never begins a look while the last one works', async () => {
    let finish = () => {};
    const { timer, look } = made(
      () =>
        new Promise((resolve) => {
          finish = () => resolve([]);
        }),
    );
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).toHaveBeenCalledTimes(1);
    finish();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(look).toHaveBeenCalledTimes(2);
    timer.stop();
    finish();
  });

  it('goes on after an error', async () => {
    const { timer, look, errors } = made(async () => {
      throw new Error('the disk is full');
    });
    await vi.advanceTimersByTimeAsync(1_200);
    expect(look).toHaveBeenCalledTimes(2);
    expect(errors).toHaveLength(2);
    timer.stop();
  });

  it('tells a look that the application closes, and waits for it', async () => {
    let seen: AbortSignal | undefined;
    let finish = () => {};
    const { timer } = made(
      (signal) =>
        new Promise((resolve) => {
          seen = signal;
          finish = () => resolve([]);
        }),
    );
    await vi.advanceTimersByTimeAsync(200);
    timer.stop();
    expect(seen?.aborted).toBe(true);
    let ended = false;
    const waiting = timer.ended().then(() => {
      ended = true;
    });
    await vi.advanceTimersByTimeAsync(10);
    expect(ended).toBe(false);
    finish();
    await waiting;
    expect(ended).toBe(true);
  });
});
