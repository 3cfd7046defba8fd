// Session-aware slicing and resampling: worked examples, and laws that hold for any bars.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bar, type Bars, barAt, barsFrom, sliceBars } from './bars.ts';
import { type Interval, intervalMs, MINUTE_MS } from './interval.ts';
import { canResample, resample } from './resample.ts';
import { type Session, scheduledBars } from './session.ts';
import { barsInsideSessions, insideSessions, sliceSessions } from './slices.ts';

const MIDNIGHT = Date.parse('2024-03-01T00:00:00+05:30');
const DAY = 86_400_000;

function at(day: number, clock: string): number {
  return MIDNIGHT + day * DAY + (Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))) * MINUTE_MS;
}

function sessionOf(day: number, ...hours: readonly string[]): Session {
  const windows = hours.map((range) => ({
    open: at(day, range.slice(0, 5)),
    close: at(day, range.slice(6)),
  }));
  const date = `2024-03-${String(day + 1).padStart(2, '0')}`;
  return { date, kind: 'regular', windows, open: windows[0]!.open, close: windows.at(-1)!.close };
}

/** Bars at the given stamps with recognisable prices: bar i opens at 100 + i, spans one below to two above, closes half above. */
function barsAt(times: readonly number[]): Bars {
  return barsFrom(
    times.map((openTime, i) => ({
      openTime,
      open: 100 + i,
      high: 102 + i,
      low: 99 + i,
      close: 100.5 + i,
      volume: i + 1,
    })),
  );
}

function fullDay(session: Session, interval: Interval): number[] {
  return session.windows.flatMap((window) => {
    const count = Math.ceil((window.close - window.open) / intervalMs(interval));
    return Array.from({ length: count }, (_, k) => window.open + k * intervalMs(interval));
  });
}

const regular = sessionOf(0, '09:15-15:30');
const drill = sessionOf(1, '09:15-10:00', '11:30-12:30');
const muhurat = sessionOf(2, '18:15-19:15');
const sessions = [regular, drill, muhurat];

describe('sliceSessions', () => {
  test('bars outside every session belong to none, windows are half-open', () => {
    const bars = barsAt([
      at(0, '09:00'),
      at(0, '09:15'),
      at(0, '15:29'),
      at(0, '15:30'),
      at(1, '08:00'),
      at(2, '18:15'),
      at(2, '19:14'),
      at(2, '19:15'),
    ]);
    const { start, end } = sliceSessions(bars, sessions);
    expect([...start]).toEqual([1, 5, 5]);
    expect([...end]).toEqual([3, 5, 7]);
  });

  test('no bars and no sessions', () => {
    expect([...sliceSessions(barsAt([]), sessions).end]).toEqual([0, 0, 0]);
    expect(sliceSessions(barsAt([at(0, '10:00')]), []).start).toHaveLength(0);
  });

  test('barsInsideSessions drops what lies between the windows and keeps clean bars as they are', () => {
    const clean = barsAt(fullDay(drill, '5m'));
    expect(barsInsideSessions(clean, sessions)).toBe(clean);
    const dirty = barsAt([at(1, '09:55'), at(1, '10:00'), at(1, '11:29'), at(1, '11:30'), at(1, '12:30')]);
    expect([...insideSessions(dirty.openTime, sessions)]).toEqual([1, 0, 0, 1, 0]);
    expect([...barsInsideSessions(dirty, sessions).openTime]).toEqual([at(1, '09:55'), at(1, '11:30')]);
  });
});

describe('resample', () => {
  test('60 minutes of a regular day: seven bars from 09:15, the last one half an hour', () => {
    const hours = resample(barsAt(fullDay(regular, '5m')), sessions, '5m', '60m');
    expect([...hours.openTime]).toEqual(
      ['09:15', '10:15', '11:15', '12:15', '13:15', '14:15', '15:15'].map((clock) => at(0, clock)),
    );
    expect(barAt(hours, 0)).toEqual({
      openTime: at(0, '09:15'),
      open: 100,
      high: 113,
      low: 99,
      close: 111.5,
      volume: 78,
    });
    // 15:15, 15:20 and 15:25 are bars 72 to 74.
    expect(barAt(hours, 6)).toEqual({
      openTime: at(0, '15:15'),
      open: 172,
      high: 176,
      low: 171,
      close: 174.5,
      volume: 222,
    });
  });

  test('windows of one session are never joined, except in its day bar', () => {
    const minutes = barsAt(fullDay(drill, '1m'));
    const halfHours = resample(minutes, sessions, '1m', '30m');
    expect([...halfHours.openTime]).toEqual(
      ['09:15', '09:45', '11:30', '12:00'].map((clock) => at(1, clock)),
    );
    expect(halfHours.volume[1]).toBe(((31 + 45) * 15) / 2);
    const day = resample(minutes, sessions, '1m', '1d');
    expect(day.length).toBe(1);
    expect(barAt(day, 0)).toEqual({
      openTime: at(1, '09:15'),
      open: 100,
      high: 206,
      low: 99,
      close: 204.5,
      volume: (105 * 106) / 2,
    });
  });

  test('bars outside sessions vanish, empty buckets make no bar, a late first bar keeps the grid', () => {
    const bars = barsAt([at(0, '09:10'), at(0, '09:20'), at(0, '10:00'), at(0, '15:30'), at(1, '10:30')]);
    const quarters = resample(bars, sessions, '5m', '15m');
    expect([...quarters.openTime]).toEqual([at(0, '09:15'), at(0, '10:00')]);
    expect(quarters.open[0]).toBe(101);
  });

  test('open interest is the last of the bucket', () => {
    const bars = { ...barsAt(fullDay(muhurat, '15m')), openInterest: Float64Array.of(10, 20, 30, 40) };
    expect([...resample(bars, sessions, '15m', '30m').openInterest!]).toEqual([20, 40]);
  });

  test('the same interval only drops outsiders; a shorter or uneven one is refused', () => {
    const bars = barsAt(fullDay(regular, '15m'));
    expect(resample(bars, sessions, '15m', '15m')).toBe(bars);
    expect(() => resample(bars, sessions, '15m', '5m')).toThrow(RangeError);
    expect(() => resample(bars, sessions, '3m', '5m')).toThrow('cannot build 5m bars from 3m bars');
    expect(canResample('1m', '1d')).toBe(true);
    expect(canResample('30m', '60m')).toBe(true);
    expect(canResample('10m', '15m')).toBe(false);
  });
});

describe('laws of resampling', () => {
  const pairs = fc.constantFrom<readonly [Interval, Interval]>(
    ['1m', '3m'],
    ['1m', '5m'],
    ['1m', '60m'],
    ['5m', '15m'],
    ['5m', '60m'],
    ['15m', '30m'],
    ['5m', '1d'],
    ['30m', '1d'],
  );
  /** Any subset of three days' grid, plus strays outside the sessions. */
  const market = pairs.chain(([from, to]) => {
    const step = intervalMs(from);
    const strays = [
      at(0, '09:00'),
      at(0, '15:30'),
      at(1, '10:15'),
      at(1, '12:30'),
      at(2, '10:00'),
      at(2, '19:15'),
    ];
    const grid = sessions.flatMap((session) => fullDay(session, from));
    return fc.record({
      from: fc.constant(from),
      to: fc.constant(to),
      step: fc.constant(step),
      bars: fc.subarray([...new Set([...grid, ...strays])].sort((a, b) => a - b)).chain((times) =>
        fc
          .array(fc.tuple(fc.integer({ min: 100, max: 200 }), fc.nat(20), fc.nat(20), fc.nat(1000)), {
            minLength: times.length,
            maxLength: times.length,
          })
          .map((draws) =>
            barsFrom(
              times
                .map((openTime, i): Bar => {
                  const [open, up, down, volume] = draws[i]!;
                  return {
                    openTime,
                    open,
                    high: open + up,
                    low: open - down,
                    close: open + up - down,
                    volume,
                  };
                })
                .map((bar) => ({ ...bar, close: Math.min(bar.high, Math.max(bar.low, bar.close)) })),
            ),
          ),
      ),
    });
  });

  test('each bucket holds exactly the bars of its window and span: extremes, ends and volume are conserved', () => {
    fc.assert(
      fc.property(market, ({ bars, from, to }) => {
        const result = resample(bars, sessions, from, to);
        let used = 0;
        for (let k = 0; k < result.length; k++) {
          const openTime = result.openTime[k]!;
          const session = sessions.find((item) => openTime >= item.open && openTime < item.close)!;
          const window =
            to === '1d'
              ? session
              : session.windows.find((item) => openTime >= item.open && openTime < item.close)!;
          expect(window).toBeDefined();
          const span = to === '1d' ? DAY : intervalMs(to);
          expect((openTime - window.open) % span).toBe(0);
          const end = Math.min(window.close, openTime + span);
          const members = Array.from({ length: bars.length }, (_, i) => barAt(bars, i)).filter(
            (bar) =>
              bar.openTime >= openTime &&
              bar.openTime < end &&
              session.windows.some((item) => bar.openTime >= item.open && bar.openTime < item.close),
          );
          expect(barAt(result, k)).toEqual({
            openTime,
            open: members[0]!.open,
            high: Math.max(...members.map((bar) => bar.high)),
            low: Math.min(...members.map((bar) => bar.low)),
            close: members.at(-1)!.close,
            volume: members.reduce((sum, bar) => sum + bar.volume, 0),
          });
          used += members.length;
        }
        expect(used).toBe(barsInsideSessions(bars, sessions).length);
      }),
      { numRuns: 60 },
    );
  });

  test('later bars never change an earlier result bar', () => {
    fc.assert(
      fc.property(market, fc.double({ min: 0, max: 1, noNaN: true }), ({ bars, from, to }, share) => {
        const cut = Math.floor(bars.length * share);
        const whole = resample(bars, sessions, from, to);
        const part = resample(sliceBars(bars, 0, cut), sessions, from, to);
        for (let k = 0; k + 1 < part.length; k++) expect(barAt(part, k)).toEqual(barAt(whole, k));
        if (part.length > 0) {
          expect(part.openTime[part.length - 1]).toBe(whole.openTime[part.length - 1]);
          expect(part.open[part.length - 1]).toBe(whole.open[part.length - 1]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('in two steps as in one', () => {
    fc.assert(
      fc.property(market, ({ bars, from }) => {
        fc.pre(from === '1m' || from === '5m');
        const direct = resample(bars, sessions, from, '30m');
        const stepped = resample(resample(bars, sessions, from, '15m'), sessions, '15m', '30m');
        expect(stepped).toEqual(direct);
      }),
      { numRuns: 60 },
    );
  });

  test('a full day has the scheduled number of bars', () => {
    for (const session of sessions) {
      for (const to of ['3m', '5m', '10m', '15m', '30m', '60m', '1d'] as const) {
        const bars = resample(barsAt(fullDay(session, '1m')), [session], '1m', to);
        expect(bars.length).toBe(scheduledBars(session, intervalMs(to)));
      }
    }
  });
});
