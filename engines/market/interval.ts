// Bar intervals by name and length. The names are the ones the CLI, the store and the page use.

export const INTERVALS = ['1m', '3m', '5m', '10m', '15m', '30m', '60m', '1d'] as const;
export type Interval = (typeof INTERVALS)[number];

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;

const LENGTH_MS: Readonly<Record<Interval, number>> = {
  '1m': MINUTE_MS,
  '3m': 3 * MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '10m': 10 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '60m': 60 * MINUTE_MS,
  '1d': DAY_MS,
};

/** Length in milliseconds. A day bar counts 24 h; its decision time is the session's close, not `openTime + 24 h`. */
export function intervalMs(interval: Interval): number {
  return LENGTH_MS[interval];
}

export function isInterval(value: string): value is Interval {
  return (INTERVALS as readonly string[]).includes(value);
}
