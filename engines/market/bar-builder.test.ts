// Longer bars as they arrive: the same as those resampled afterwards, complete only when their time is over, and never mended.

import { describe, expect, it } from 'vitest';
import { awkwardMarket, awkwardSessions } from '../../tests/fixtures/awkward-sessions.ts';
import { type ClosedBar, createBarBuilder } from './bar-builder.ts';
import { type Bar, barAt, barsFrom } from './bars.ts';
import { closeTimes } from './close-times.ts';
import { MINUTE_MS } from './interval.ts';
import { resample } from './resample.ts';
import type { Session } from './session.ts';

const OPEN = Date.parse('2024-03-01T09:15:00+05:30');
const at = (minutes: number) => OPEN + minutes * MINUTE_MS;
const SESSION: Session = {
  date: '2024-03-01',
  kind: 'regular',
  windows: [{ open: at(0), close: at(375) }],
  open: at(0),
  close: at(375),
};
const bar = (minutes: number, price: number): Bar => ({
  openTime: at(minutes),
  open: price,
  high: price + 2,
  low: price - 1,
  close: price + 1,
  volume: 10,
});

describe('bar builder', () => {
  it.each(['10m', '15m', '60m', '1d'] as const)(
    '%s bars are those of resample, complete at the same time',
    (interval) => {
      const sessions = awkwardSessions(11, 40);
      const market = awkwardMarket(12, sessions, '5m', {
        missingDays: 0.1,
        missingBars: 0.1,
        missingNumbers: 0.01,
        offGrid: 0,
      });
      const builder = createBarBuilder(sessions, interval);
      const built: ClosedBar[] = [];
      const take = (time: number) => {
        const closed = builder.take(time);
        if (closed !== undefined) built.push(closed);
      };
      for (let i = 0; i < market.length; i++) {
        take(market.openTime[i]!);
        builder.push(barAt(market, i));
      }
      take(Number.POSITIVE_INFINITY);
      const expected = resample(market, sessions, '5m', interval);
      expect(barsFrom(built.map((one) => one.bar))).toEqual(expected);
      expect(built.map((one) => one.closeTime)).toEqual(Array.from(closeTimes(expected, sessions, interval)));
      for (const { bar: one, session } of built) {
        expect(one.openTime).toBeGreaterThanOrEqual(sessions[session]!.open);
        expect(one.openTime).toBeLessThan(sessions[session]!.close);
      }
    },
  );

  it('gives nothing out a millisecond early, and each bar once', () => {
    const builder = createBarBuilder([SESSION], '10m');
    builder.push(bar(0, 100));
    expect(builder.pendingClose).toBe(at(10));
    expect(builder.take(at(10) - 1)).toBeUndefined();
    expect(builder.take(at(10))?.bar).toEqual({ ...bar(0, 100) });
    expect(builder.take(at(10))).toBeUndefined();
    expect(builder.pendingClose).toBeNaN();
  });

  it('a last hour of fifteen minutes is complete at the close', () => {
    const builder = createBarBuilder([SESSION], '60m');
    builder.push(bar(360, 100));
    expect(builder.take(at(375))?.closeTime).toBe(at(375));
  });

  it('refuses bars out of order, late bars and a bar pushed before the last one was taken', () => {
    const builder = createBarBuilder([SESSION], '10m');
    builder.push(bar(0, 100));
    expect(() => builder.push(bar(0, 100))).toThrow('bars must ascend');
    expect(() => builder.push(bar(10, 100))).toThrow('before the one that ended');
    const late = createBarBuilder([SESSION], '10m');
    late.push(bar(0, 100));
    late.take(at(10));
    expect(() => late.push(bar(5, 100))).toThrow('arrived late');
  });
});
