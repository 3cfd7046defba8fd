// Places in the day come from the schedule: missing bars, short days, evening sessions and clock changes.

import { describe, expect, it } from 'vitest';
import { type Bars, barsFrom } from '../../market/bars.ts';
import type { Session, SessionWindow } from '../../market/session.ts';
import { sliceSessions } from '../../market/slices.ts';
import { minuteOfDay, parseTimeOfDay } from '../exchange-clock.ts';
import { placeDays } from './days.ts';

const QUARTER = 900_000;
const ALL_DAY = { from: parseTimeOfDay('09:15'), to: parseTimeOfDay('15:30') };

function session(kind: Session['kind'], ...times: [string, string][]): Session {
  const windows: SessionWindow[] = times.map(([open, close]) => ({
    open: Date.parse(`2024-03-04T${open}:00+05:30`),
    close: Date.parse(`2024-03-04T${close}:00+05:30`),
  }));
  return { date: '2024-03-04', kind, windows, open: windows[0]!.open, close: windows.at(-1)!.close };
}

function barsAt(...times: string[]): Bars {
  return barsFrom(
    times.map((time) => ({
      openTime: Date.parse(`2024-03-04T${time}:00+05:30`),
      open: 1,
      high: 1,
      low: 1,
      close: 1,
      volume: 1,
    })),
  );
}

function place(bars: Bars, day: Session, instrumentId = 'NSE:X') {
  const slices = sliceSessions(bars, [day]);
  return placeDays({ instrumentId, interval: '15m', bars, slices }, ALL_DAY, QUARTER);
}

describe('placeDays', () => {
  const regular = session('regular', ['09:15', '15:30']);

  it('stamps a bar at its close and counts the scheduled bars behind it', () => {
    const { closeMinute, barsAfter, days } = place(barsAt('09:15', '14:15', '14:30', '15:15'), regular);
    expect(Array.from(closeMinute)).toEqual([9 * 60 + 30, 14 * 60 + 30, 14 * 60 + 45, 15 * 60 + 30]);
    expect(Array.from(barsAfter)).toEqual([24, 4, 3, 0]);
    expect(days).toEqual([{ start: 0, end: 4, scheduled: 25 }]);
  });

  it('a day that ends at 15:15 has one bar less behind every bar', () => {
    const short = session('regular', ['09:15', '15:15']);
    expect(Array.from(place(barsAt('09:15', '14:15'), short).barsAfter)).toEqual([23, 3]);
  });

  it('an evening session has no bars inside the day', () => {
    const evening = session('muhurat', ['18:15', '19:15']);
    const { barsAfter, days } = place(barsAt('18:15', '18:30'), evening);
    expect(Array.from(barsAfter)).toEqual([-1, -1]);
    expect(days).toEqual([]);
  });

  it('two windows are one day; a bar between them belongs to none', () => {
    const drill = session('special', ['09:15', '10:00'], ['11:30', '12:30']);
    const { closeMinute, barsAfter } = place(barsAt('09:45', '10:30', '11:30'), drill);
    expect(Array.from(barsAfter)).toEqual([4, -1, 3]);
    expect(closeMinute[1]).toBe(-1);
  });

  it('a last bar cut by the close is stamped at the close', () => {
    const odd = session('shortened', ['09:15', '09:50']);
    const { closeMinute, barsAfter } = place(barsAt('09:15', '09:45'), odd);
    expect(Array.from(closeMinute)).toEqual([9 * 60 + 30, 9 * 60 + 50]);
    expect(Array.from(barsAfter)).toEqual([2, 0]);
  });
});

describe('minuteOfDay', () => {
  it('is the Indian clock for Indian exchanges, whatever the session', () => {
    const late = session('special', ['10:00', '15:30']);
    expect(minuteOfDay(late.open, late, 'NSE:X')).toBe(600);
  });

  it('counts from 09:30 for the US, in winter and summer', () => {
    for (const open of ['2024-01-08T09:30:00-05:00', '2024-07-08T09:30:00-04:00']) {
      const time = Date.parse(open);
      const day: Session = {
        date: open.slice(0, 10),
        kind: 'regular',
        windows: [{ open: time, close: time + 390 * 60_000 }],
        open: time,
        close: time + 390 * 60_000,
      };
      expect(minuteOfDay(time + 15 * 60_000, day, 'US:SPY')).toBe(9 * 60 + 45);
    }
  });
});
