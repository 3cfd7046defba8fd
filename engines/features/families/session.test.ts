// Clock features on an Indian day, a short Saturday and a half-filled last hour; day levels from one session to the next.

import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../market/bars.ts';
import { type Interval, intervalMs, MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import { CATALOGUE } from '../catalogue.ts';
import { buildMatrix } from '../matrix.ts';
import { resolveSet } from '../resolve.ts';

const MIDNIGHT = Date.parse('2024-02-29T00:00:00+05:30');
const at = (day: number, clock: string) =>
  MINUTE_MS * (day * 1440 + Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) + MIDNIGHT;

function session(day: number, open: string, close: string): Session {
  const window = { open: at(day, open), close: at(day, close) };
  return { date: `day ${day}`, kind: 'regular', windows: [window], ...window };
}

const THURSDAY = session(0, '09:15', '15:30');
const FRIDAY = session(1, '09:15', '15:30');
const SATURDAY = session(2, '09:15', '10:45');

interface Priced {
  readonly session: Session;
  /** From the first to the last bar of the session, in a straight line. */
  readonly from: number;
  readonly to: number;
}

/** Value of a feature at the decision that falls on `time`. */
function valueAt(feature: string, interval: Interval, days: readonly Priced[], sessions: readonly Session[]) {
  const length = intervalMs(interval);
  const rows = days.flatMap(({ session: { open, close }, from, to }) => {
    const count = Math.ceil((close - open) / length);
    return Array.from({ length: count }, (_, k) => {
      const price = count === 1 ? to : from + ((to - from) * k) / (count - 1);
      return {
        openTime: open + k * length,
        open: price,
        high: price + 1,
        low: price - 1,
        close: price,
        volume: 10,
      };
    });
  });
  const set = {
    id: 'one',
    version: 1,
    title: '',
    description: '',
    entries: [{ name: 'one', feature, source: 'self', timeframe: 'decision', parameters: {} }],
  } as const;
  const matrix = buildMatrix(resolveSet(set, CATALOGUE), {
    decisionInterval: interval,
    series: { self: { interval, sessions, bars: barsFrom(rows) } },
  });
  return (time: number) => {
    const row = matrix.time.indexOf(time);
    if (row < 0) throw new Error('no decision then');
    return matrix.columns[0]![row]!;
  };
}

const ALL = [THURSDAY, FRIDAY, SATURDAY];
const flat = ALL.map((one) => ({ session: one, from: 100, to: 100 }));

describe('clock', () => {
  it('counts from the open to the close of the bar, which is when the decision falls', () => {
    const minutes = valueAt('minutes_since_open', '15m', flat, ALL);
    expect(minutes(at(0, '09:30'))).toBe(15);
    expect(minutes(at(0, '15:30'))).toBe(375);
    const bars = valueAt('bars_left', '15m', flat, ALL);
    expect([bars(at(0, '09:30')), bars(at(0, '15:30')), bars(at(2, '09:30'))]).toEqual([24, 0, 5]);
  });

  it('the last hour of an Indian day lasts a quarter and ends at the close', () => {
    expect(valueAt('minutes_since_open', '60m', flat, ALL)(at(0, '15:30'))).toBe(375);
    expect(valueAt('session_progress', '60m', flat, ALL)(at(0, '15:30'))).toBe(1);
    expect(valueAt('bars_left', '60m', flat, ALL)(at(0, '15:15'))).toBe(1);
  });

  it('time of day on a circle of a regular session, on a short day too', () => {
    const sine = valueAt('tod_sin', '15m', flat, ALL);
    const cosine = valueAt('tod_cos', '15m', flat, ALL);
    const angle = (2 * Math.PI * 60) / 375;
    for (const day of [0, 2]) {
      expect(sine(at(day, '10:15'))).toBe(Math.fround(Math.sin(angle)));
      expect(cosine(at(day, '10:15'))).toBe(Math.fround(Math.cos(angle)));
    }
  });

  it.each([
    ['is_opening', ['09:30', '09:45'], ['10:00', '12:00', '15:30']],
    ['is_lunch', ['12:00', '14:45'], ['11:45', '15:00']],
    ['is_closing', ['15:00', '15:30'], ['14:45', '09:30']],
  ] as const)('%s', (feature, inside, outside) => {
    const value = valueAt(feature, '15m', flat, ALL);
    expect(inside.map((clock) => value(at(0, clock)))).toEqual(inside.map(() => 1));
    expect(outside.map((clock) => value(at(0, clock)))).toEqual(outside.map(() => 0));
  });

  it('the closing period of a short day is before its own close', () => {
    const value = valueAt('is_closing', '15m', flat, ALL);
    expect([value(at(2, '10:00')), value(at(2, '10:15')), value(at(2, '10:45'))]).toEqual([0, 1, 1]);
  });
});

describe('levels of the day before', () => {
  const days: readonly Priced[] = [
    { session: THURSDAY, from: 90, to: 100 },
    { session: FRIDAY, from: 102, to: 110 },
  ];

  it('gap and distances, all day, and missing on the first', () => {
    const gap = valueAt('gap', '15m', days, ALL);
    expect(gap(at(1, '09:30'))).toBeCloseTo(2, 6);
    expect(gap(at(1, '15:30'))).toBeCloseTo(2, 6);
    expect(gap(at(0, '15:30'))).toBeNaN();
    // High 101, low 89, close 100; now 110.
    const distance = (level: string) =>
      valueAt(`distance_to_previous_${level}`, '15m', days, ALL)(at(1, '15:30'));
    expect(distance('high')).toBeCloseTo(900 / 101, 5);
    expect(distance('low')).toBeCloseTo(2100 / 89, 5);
    expect(distance('close')).toBeCloseTo(10, 5);
  });

  it('a day without bars in between leaves nothing to compare with', () => {
    const apart: readonly Priced[] = [
      { session: THURSDAY, from: 90, to: 100 },
      { session: SATURDAY, from: 102, to: 110 },
    ];
    for (const feature of ['gap', 'distance_to_previous_close'])
      expect(valueAt(feature, '15m', apart, ALL)(at(2, '09:30')), feature).toBeNaN();
  });

  it("today's own range and opening range", () => {
    // 102 to 110 in 25 bars, one above and below each: at 15:30 the day is 101 to 111.
    expect(valueAt('day_range_position', '15m', days, ALL)(at(1, '15:30'))).toBeCloseTo(0.9, 6);
    expect(valueAt('day_return', '15m', days, ALL)(at(1, '15:30'))).toBeCloseTo(8 / 102, 6);
    // The first bar: 101 to 103.
    expect(valueAt('opening_range_position', '15m', days, ALL)(at(1, '15:30'))).toBeCloseTo(4.5, 6);
    expect(valueAt('opening_range_width', '15m', days, ALL)(at(1, '15:30'))).toBeCloseTo(200 / 101, 5);
  });
});
