// What may be wrong with one day's bars, and the check that finds it. Called by the store when a day is written; importers
// add the two findings only they can see (duplicates they removed, rows out of order). Nothing is filled or repaired here.
import type { Bars } from './bars.ts';
import { type Interval, intervalMs } from './interval.ts';
import type { Session } from './session.ts';

export const QUALITY_FLAGS = [
  'missing-bars',
  'extra-bars',
  'outside-session',
  'not-a-trading-day',
  'zero-price',
  'negative-price',
  'broken-ohlc',
  'zero-volume',
  'duplicate-removed',
  'out-of-order',
  'price-jump',
] as const;
export type QualityFlag = (typeof QUALITY_FLAGS)[number];

/** One finding about one stored day. */
export interface QualityFinding {
  readonly flag: QualityFlag;
  /** Bars concerned. */
  readonly count: number;
  /** Words with figures: `12 of 75 bars missing, first 11:30`. */
  readonly detail: string;
}

export interface DayCheck {
  readonly bars: Bars;
  /** The calendar's session of that day, or null where the calendar says there is no trading. */
  readonly session: Session | null;
  readonly interval: Interval;
  /** Last close of the previous stored day; null where there is none. */
  readonly previousClose: number | null;
  /** Indices have no volume of their own. */
  readonly isIndex: boolean;
  /** Exchange clock for the words; India (+05:30) by default. */
  readonly formatTime?: (epochMs: number) => string;
}

const SHOWN_TIMES = 3;
/** An opening further than this from the previous close is reported whatever the ratio: NSE's widest daily band. */
const LARGE_MOVE = 0.2;
/** Smaller openings are still reported when this near to a split or bonus ratio … */
const RATIO_TOLERANCE = 0.015;
/** … and at least this far from the previous close, so ordinary gaps are not called bonuses. */
const SMALLEST_SPLIT_MOVE = 0.15;
/** Old to new shares of the usual splits, bonuses and consolidations: 1:2 split = 1/2, 1:4 bonus = 4/5. */
const SPLIT_RATIOS = [
  [1, 2],
  [1, 3],
  [2, 3],
  [1, 4],
  [3, 4],
  [1, 5],
  [2, 5],
  [3, 5],
  [4, 5],
  [5, 6],
  [1, 10],
  [1, 20],
  [1, 50],
  [1, 100],
] as const;

/** Every finding about one day, in the order of QUALITY_FLAGS; empty when the day is clean. */
export function checkDay(check: DayCheck): QualityFinding[] {
  if (check.bars.length === 0 && check.session === null) return [];
  const format = check.formatTime ?? indianClock;
  return [...checkTimes(check, format), ...checkPrices(check, format)].sort(
    (a, b) => QUALITY_FLAGS.indexOf(a.flag) - QUALITY_FLAGS.indexOf(b.flag),
  );
}

/** Opening stamps of a complete session, ascending: the grid that bars are compared with. */
export function scheduledStamps(session: Session, interval: Interval): number[] {
  if (interval === '1d') return [session.open];
  const stamps: number[] = [];
  const length = intervalMs(interval);
  for (const window of session.windows) {
    for (let time = window.open; time < window.close; time += length) stamps.push(time);
  }
  return stamps;
}

function checkTimes({ bars, session, interval }: DayCheck, format: (epochMs: number) => string) {
  const findings: QualityFinding[] = [];
  const outOfOrder: number[] = [];
  for (let i = 1; i < bars.length; i++) {
    if (bars.openTime[i]! <= bars.openTime[i - 1]!) outOfOrder.push(bars.openTime[i]!);
  }
  if (outOfOrder.length > 0)
    findings.push(
      finding(
        'out-of-order',
        outOfOrder.length,
        `stamps not after the one before, ${firstOf(outOfOrder, format)}`,
      ),
    );
  if (session === null) {
    findings.push(
      finding(
        'not-a-trading-day',
        bars.length,
        `${bars.length} bars on a day without trading by the calendar`,
      ),
    );
    return findings;
  }

  const grid = scheduledStamps(session, interval);
  const scheduled = new Set(grid);
  const seen = new Set<number>();
  const extra: number[] = [];
  const outside: number[] = [];
  for (const time of bars.openTime) {
    if (!session.windows.some((window) => time >= window.open && time < window.close)) outside.push(time);
    else if (!scheduled.has(time)) extra.push(time);
    else seen.add(time);
  }
  const missing = grid.filter((time) => !seen.has(time));
  if (missing.length > 0)
    findings.push(
      finding(
        'missing-bars',
        missing.length,
        `${missing.length} of ${grid.length} bars missing, ${firstOf(missing, format)}`,
      ),
    );
  if (extra.length > 0)
    findings.push(
      finding(
        'extra-bars',
        extra.length,
        `bars off the ${interval} grid of the session, ${firstOf(extra, format)}`,
      ),
    );
  if (outside.length > 0) {
    const hours = session.windows
      .map((window) => `${format(window.open)}–${format(window.close)}`)
      .join(', ');
    findings.push(
      finding(
        'outside-session',
        outside.length,
        `bars outside trading hours ${hours}, ${firstOf(outside, format)}`,
      ),
    );
  }
  return findings;
}

function checkPrices({ bars, previousClose, isIndex }: DayCheck, format: (epochMs: number) => string) {
  const zero: number[] = [];
  const negative: number[] = [];
  const broken: number[] = [];
  const silent: number[] = [];
  for (let i = 0; i < bars.length; i++) {
    const open = bars.open[i]!;
    const high = bars.high[i]!;
    const low = bars.low[i]!;
    const close = bars.close[i]!;
    const volume = bars.volume[i]!;
    const time = bars.openTime[i]!;
    if (open === 0 || high === 0 || low === 0 || close === 0) zero.push(time);
    if (open < 0 || high < 0 || low < 0 || close < 0) negative.push(time);
    // Written so that a NaN in any column counts as broken.
    const ordered = high >= open && high >= close && low <= open && low <= close && high - low < Infinity;
    if (!ordered || !(volume >= 0)) broken.push(time);
    if (volume === 0 && !isIndex) silent.push(time);
  }
  const findings: QualityFinding[] = [];
  const add = (flag: QualityFlag, times: number[], words: string) => {
    if (times.length > 0)
      findings.push(
        finding(
          flag,
          times.length,
          `${times.length} of ${bars.length} bars ${words}, ${firstOf(times, format)}`,
        ),
      );
  };
  add('zero-price', zero, 'with a price of zero');
  add('negative-price', negative, 'with a price below zero');
  add('broken-ohlc', broken, 'where high or low does not enclose open and close, or a value is no number');
  add('zero-volume', silent, 'without volume');
  const jump = priceJump(firstPrice(bars), previousClose);
  if (jump) findings.push(finding('price-jump', 1, jump));
  return findings;
}

/** Words about an opening that looks like an unadjusted split, bonus or bad print; undefined for an ordinary gap. */
function priceJump(open: number | undefined, previousClose: number | null): string | undefined {
  if (open === undefined || previousClose === null || !(previousClose > 0)) return undefined;
  const ratio = open / previousClose;
  const move = Math.abs(ratio - 1);
  const split = SPLIT_RATIOS.flatMap(([a, b]) => [
    { name: `${a}/${b}`, value: a / b },
    { name: `${b}/${a}`, value: b / a },
  ]).find(({ value }) => Math.abs(ratio / value - 1) <= RATIO_TOLERANCE);
  if (move <= LARGE_MOVE && !(split && move >= SMALLEST_SPLIT_MOVE)) return undefined;
  const words = `opens at ${round(open)} after a close of ${round(previousClose)} (×${ratio.toFixed(3)})`;
  return split ? `${words}, near ${split.name}: looks like an unadjusted split or bonus` : words;
}

function firstPrice(bars: Bars): number | undefined {
  for (let i = 0; i < bars.length; i++) {
    if (bars.open[i]! > 0) return bars.open[i]!;
  }
  return undefined;
}

function finding(flag: QualityFlag, count: number, detail: string): QualityFinding {
  return { flag, count, detail };
}

function firstOf(times: readonly number[], format: (epochMs: number) => string): string {
  const shown = times.slice(0, SHOWN_TIMES).map(format).join(', ');
  return `first ${shown}${times.length > SHOWN_TIMES ? ' …' : ''}`;
}

function round(price: number): number {
  return Math.round(price * 100) / 100;
}

/** `HH:MM` in India, whose clock never shifts. */
function indianClock(epochMs: number): string {
  const minutes = Math.floor((epochMs / 60_000 + 330) % 1440);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
