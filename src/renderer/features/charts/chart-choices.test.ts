import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../engines/market/bars.ts';
import { ist, makeTrade } from '../../../../tests/fixtures/trades.ts';
import type { RunSummary } from '../../../contracts/backtests.ts';
import type { ChartBars } from '../../../contracts/market.ts';
import { chooseInterval, runsOf, shownIntervals, startWindow } from './chart-choices.ts';

const span = (interval: '1m' | '5m' | '15m' | '1d') => ({
  interval,
  sessions: 1,
  bars: 75,
  firstDate: '2024-03-28',
  lastDate: '2024-03-28',
  flaggedSessions: 0,
});

const DATES = ['2024-03-26', '2024-03-27', '2024-03-28'];
const bars = barsFrom(
  DATES.flatMap((date) =>
    Array.from({ length: 75 }, (_, i) => ({
      openTime: ist(date, '09:15') + i * 300_000,
      open: 1,
      high: 2,
      low: 1,
      close: 2,
      volume: 1,
    })),
  ),
);
const chart: ChartBars = {
  instrumentId: 'NSE:AAA',
  interval: '5m',
  storedInterval: '5m',
  synthetic: false,
  bars,
  sessionStarts: [0, 75, 150],
  sessionDates: DATES,
};

describe('intervals', () => {
  it('offers what is stored and what it divides', () => {
    expect(shownIntervals({ intervals: [span('5m')] })).toEqual(['5m', '10m', '15m', '30m', '60m', '1d']);
    expect(shownIntervals({ intervals: [] })).toEqual([]);
  });
  it('keeps the asked one or falls back near five minutes', () => {
    expect(chooseInterval({ intervals: [span('5m')] }, '15m')).toBe('15m');
    expect(chooseInterval({ intervals: [span('5m')] }, '1m')).toBe('5m');
    expect(chooseInterval({ intervals: [span('15m')] }, undefined)).toBe('15m');
    expect(chooseInterval({ intervals: [] }, '1m')).toBeNull();
  });
});

describe('startWindow', () => {
  const none = { trade: undefined, date: undefined, from: undefined, to: undefined };
  it('shows a trade with room on both sides', () => {
    const trade = makeTrade({ entryTime: ist('2024-03-27', '10:15'), exitTime: ist('2024-03-27', '11:15') });
    const window = startWindow(chart, { ...none, trade });
    expect(window.start).toBeCloseTo(75 + 12 - 36);
    expect(window.end).toBeGreaterThan(75 + 24 + 36);
  });
  it('shows the day or the days of a link', () => {
    expect(startWindow(chart, { ...none, date: '2024-03-27' }).start).toBe(75);
    expect(startWindow(chart, { ...none, from: '2024-03-26', to: '2024-03-27' }).start).toBe(0);
  });
  it('falls back to the last week where the link means nothing here', () => {
    expect(startWindow(chart, { ...none, date: '2030-01-01' })).toEqual(startWindow(chart, none));
  });
});

describe('runsOf', () => {
  it('keeps finished runs over the instrument', () => {
    const run = (state: RunSummary['state'], instruments: string[]) =>
      ({ state, instruments }) as unknown as RunSummary;
    const runs = [run('done', ['NSE:AAA']), run('failed', ['NSE:AAA']), run('done', ['NSE:BBB'])];
    expect(runsOf(runs, 'NSE:AAA')).toEqual([runs[0]]);
  });
});
