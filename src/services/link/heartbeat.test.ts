// Silence is counted in own ticks, so a process that was busy or asleep itself does not take its peer for dead.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHeartbeat } from './heartbeat.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('beats, hears, and notices silence once', () => {
  let sent = 0;
  let silent = 0;
  const heartbeat = createHeartbeat({
    send: () => sent++,
    intervalMs: 100,
    missedLimit: 3,
    onSilent: () => silent++,
  });
  vi.advanceTimersByTime(250);
  heartbeat.heard();
  vi.advanceTimersByTime(200);
  expect({ sent, silent }).toEqual({ sent: 4, silent: 0 });
  vi.advanceTimersByTime(1_000);
  expect(silent).toBe(1);
  heartbeat.stop();
  vi.advanceTimersByTime(1_000);
  expect(sent).toBe(14);
});
