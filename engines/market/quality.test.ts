// Every quality flag, alone, on small days made by hand; and silence on a clean day.
import { describe, expect, test } from 'vitest';
import { type Bar, barsFrom } from './bars.ts';
import { MINUTE_MS } from './interval.ts';
import { checkDay, type DayCheck, QUALITY_FLAGS, scheduledStamps } from './quality.ts';
import type { Session } from './session.ts';

const open = Date.parse('2024-03-28T09:15:00+05:30');
const close = Date.parse('2024-03-28T15:30:00+05:30');
const session: Session = { date: '2024-03-28', kind: 'regular', windows: [{ open, close }], open, close };

function cleanDay(): Bar[] {
  return scheduledStamps(session, '15m').map((openTime, i) => ({
    openTime,
    open: 100 + i * 0.1,
    high: 101 + i * 0.1,
    low: 99 + i * 0.1,
    close: 100.5 + i * 0.1,
    volume: 1000,
  }));
}

function check(rows: Bar[], more: Partial<DayCheck> = {}) {
  return checkDay({
    bars: barsFrom(rows),
    session,
    interval: '15m',
    previousClose: 100,
    isIndex: false,
    ...more,
  });
}

function changed(index: number, patch: Partial<Bar>): Bar[] {
  return cleanDay().map((bar, i) => (i === index ? { ...bar, ...patch } : bar));
}

describe('checkDay', () => {
  test('a clean day has no findings', () => {
    expect(check(cleanDay())).toEqual([]);
  });

  test('missing bars: how many of how many, and the first', () => {
    const rows = cleanDay().filter((_, i) => i < 9 || i > 13);
    expect(check(rows)).toEqual([
      { flag: 'missing-bars', count: 5, detail: '5 of 25 bars missing, first 11:30, 11:45, 12:00 …' },
    ]);
    expect(check([])[0]).toMatchObject({ flag: 'missing-bars', count: 25 });
  });

  test('bars off the grid are extra, bars after hours are outside', () => {
    const stray = { ...cleanDay()[3]!, openTime: open + 50 * MINUTE_MS };
    const late = { ...cleanDay()[24]!, openTime: close + MINUTE_MS };
    const rows = [...cleanDay(), stray, late].sort((a, b) => a.openTime - b.openTime);
    expect(check(rows)).toEqual([
      { flag: 'extra-bars', count: 1, detail: 'bars off the 15m grid of the session, first 10:05' },
      { flag: 'outside-session', count: 1, detail: 'bars outside trading hours 09:15–15:30, first 15:31' },
    ]);
  });

  test('between two windows is outside', () => {
    const windows = [
      { open, close: open + 45 * MINUTE_MS },
      { open: open + 135 * MINUTE_MS, close: open + 195 * MINUTE_MS },
    ];
    const drill: Session = { ...session, windows, close: windows[1]!.close };
    const rows = cleanDay().filter((bar) => bar.openTime < drill.close);
    const findings = check(rows, { session: drill });
    expect(findings).toEqual([
      {
        flag: 'outside-session',
        count: 6,
        detail: 'bars outside trading hours 09:15–10:00, 11:30–12:30, first 10:00, 10:15, 10:30 …',
      },
    ]);
  });

  test('a day without trading is one finding over all bars; nothing on nothing is no finding', () => {
    expect(check(cleanDay(), { session: null })).toEqual([
      { flag: 'not-a-trading-day', count: 25, detail: '25 bars on a day without trading by the calendar' },
    ]);
    expect(check([], { session: null })).toEqual([]);
  });

  test.each([
    ['zero-price', { low: 0 }, 'with a price of zero'],
    ['negative-price', { low: -3 }, 'with a price below zero'],
    ['broken-ohlc', { high: 99.5 }, 'does not enclose'],
    ['broken-ohlc', { low: 102 }, 'does not enclose'],
    ['broken-ohlc', { close: Number.NaN }, 'no number'],
    ['broken-ohlc', { high: Number.POSITIVE_INFINITY }, 'no number'],
    ['broken-ohlc', { volume: -5 }, 'no number'],
    ['zero-volume', { volume: 0 }, 'without volume'],
  ] as const)('%s from %o', (flag, patch, words) => {
    const findings = check(changed(4, patch));
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ flag, count: 1 });
    expect(findings[0]!.detail).toContain(words);
    expect(findings[0]!.detail).toContain('first 10:15');
  });

  test('an index has no volume to miss', () => {
    const rows = cleanDay().map((bar) => ({ ...bar, volume: 0 }));
    expect(check(rows, { isIndex: true })).toEqual([]);
    expect(check(rows)).toMatchObject([{ flag: 'zero-volume', count: 25 }]);
  });

  test('stamps that step back or repeat', () => {
    const rows = cleanDay();
    const swapped = [rows[1]!, rows[0]!, ...rows.slice(2), rows[24]!];
    expect(check(swapped)).toMatchObject([{ flag: 'out-of-order', count: 2 }]);
  });

  test.each([
    [200, '1/2'],
    [125.2, '4/5'],
    [1000, '1/10'],
    [50, '2/1'],
    [33.3, '3/1'],
    [120.3, '5/6'],
  ])('opening at 100 after a close of %d looks like %s', (previousClose, ratio) => {
    const findings = check(cleanDay(), { previousClose });
    expect(findings).toMatchObject([{ flag: 'price-jump', count: 1 }]);
    expect(findings[0]!.detail).toContain(`near ${ratio}`);
  });

  test('a jump of no simple ratio is reported without calling it a split', () => {
    const [finding] = check(cleanDay(), { previousClose: 160 });
    expect(finding).toEqual({
      flag: 'price-jump',
      count: 1,
      detail: 'opens at 100 after a close of 160 (×0.625)',
    });
  });

  test.each([100, 110, 88, 0, null, Number.NaN])(
    'an ordinary gap is no finding: previous close %s',
    (previousClose) => {
      expect(check(cleanDay(), { previousClose })).toEqual([]);
    },
  );

  test('a zero print at the open does not hide or fake a jump', () => {
    expect(check(changed(0, { open: 0, low: 0 }), { previousClose: 101 }).map(({ flag }) => flag)).toEqual([
      'zero-price',
    ]);
  });

  test('a day bar stands at the session’s open', () => {
    const day = { openTime: open, open: 100, high: 103, low: 99, close: 102, volume: 5 };
    expect(check([day], { interval: '1d' })).toEqual([]);
    expect(
      check([{ ...day, openTime: open - 555 * MINUTE_MS }], { interval: '1d' }).map(({ flag }) => flag),
    ).toEqual(['missing-bars', 'outside-session']);
  });

  test('findings come in the order of the flags and leave the bars alone', () => {
    const rows = changed(4, { volume: 0, low: 0 }).filter((_, i) => i !== 7);
    const bars = barsFrom(rows);
    const before = structuredClone(bars);
    const flags = checkDay({ bars, session, interval: '15m', previousClose: 300, isIndex: false }).map(
      ({ flag }) => flag,
    );
    expect(flags).toEqual(['missing-bars', 'zero-price', 'zero-volume', 'price-jump']);
    expect(flags.map((flag) => QUALITY_FLAGS.indexOf(flag))).toEqual(
      flags.map((flag) => QUALITY_FLAGS.indexOf(flag)).sort((a, b) => a - b),
    );
    expect(bars).toEqual(before);
  });
});
