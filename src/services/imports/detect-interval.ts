// Finds the bar length and the order of rows from the stamps alone. Called by plan detection.
import type { Interval } from '../../../engines/market/interval.ts';
import { intervalMs } from '../../../engines/market/interval.ts';
import type { ImportPlan } from '../../contracts/imports.ts';
import { intervalOfMinutes } from './detect-instrument.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Share of neighbouring bars that must be one interval apart for it to be believed at once. */
const CLEAR_SHARE = 0.6;
/** Else the longest interval that divides this share of all distances: thinly traded series have holes. */
const DIVIDES_SHARE = 0.95;
const BY_LENGTH: readonly Interval[] = ['60m', '30m', '15m', '10m', '5m', '3m', '1m'];

export interface IntervalFinding {
  readonly interval: Interval | null;
  readonly reason: string;
}

export function detectInterval(stamps: Float64Array): IntervalFinding {
  const sorted = [...new Set(stamps)].sort((a, b) => a - b);
  const steps = sorted.slice(1).map((stamp, i) => stamp - sorted[i]!);
  if (steps.length === 0) return { interval: null, reason: 'a single bar shows no distance to the next' };
  // Half a day is longer than any session: what is longer lies between sessions.
  const within = steps.filter((step) => step < 12 * HOUR_MS);
  if (within.length <= steps.length * 0.1) {
    const usual = mostFrequent(steps) / (24 * HOUR_MS);
    return usual >= 0.9 && usual <= 1.1
      ? { interval: '1d', reason: 'one bar a day' }
      : {
          interval: null,
          reason: `bars are ${usual.toFixed(1)} days apart, which AnchorDesk does not store`,
        };
  }
  const step = mostFrequent(within);
  const share = within.filter((other) => other === step).length / within.length;
  const minutes = step / MINUTE_MS;
  const interval = intervalOfMinutes(minutes);
  if (interval && interval !== '1d' && share >= CLEAR_SHARE)
    return { interval, reason: `${percent(share)} of neighbouring bars are ${words(minutes)} apart` };
  const divisor = BY_LENGTH.find(
    (candidate) =>
      within.filter((other) => other % intervalMs(candidate) === 0).length >= DIVIDES_SHARE * within.length,
  );
  // A clear but unknown step (2 minutes, 45 minutes) is no thin 1-minute series.
  if (divisor && !(share >= CLEAR_SHARE))
    return {
      interval: divisor,
      reason: `distances between bars are multiples of ${words(intervalMs(divisor) / MINUTE_MS)}`,
    };
  return {
    interval: null,
    reason: `bars are ${words(minutes)} apart; AnchorDesk stores 1, 3, 5, 10, 15, 30, 60 minutes and days`,
  };
}

export function detectOrder(stamps: ArrayLike<number>): {
  readonly order: ImportPlan['order'];
  readonly backwards: number;
  /** Index of the first row that breaks the prevailing order, or -1. */
  readonly firstBreak: number;
} {
  let forward = 0;
  let backward = 0;
  let firstForward = -1;
  let firstBackward = -1;
  for (let i = 1; i < stamps.length; i++) {
    if (stamps[i]! > stamps[i - 1]!) {
      forward++;
      if (firstForward < 0) firstForward = i;
    } else if (stamps[i]! < stamps[i - 1]!) {
      backward++;
      if (firstBackward < 0) firstBackward = i;
    }
  }
  const order = backward === 0 ? 'ascending' : forward === 0 ? 'descending' : 'mixed';
  return {
    order,
    backwards: Math.min(forward, backward),
    firstBreak: forward >= backward ? firstBackward : firstForward,
  };
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0]![0];
}

function words(minutes: number): string {
  const shown = Number.isInteger(minutes) ? String(minutes) : minutes.toFixed(2);
  return `${shown} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share === 1 ? 0 : 1)} %`;
}
