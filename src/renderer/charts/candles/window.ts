// Which bars are on screen, in bar numbers (bar i covers i to i + 1, fractions allowed), and how pan, zoom and range buttons move
// that window. Pure. Bars stand side by side whatever the clock says, so closed hours take no room.

export interface BarWindow {
  readonly start: number;
  readonly end: number;
}

export const RANGES = ['1D', '1W', '1M', '3M', 'YTD', 'All'] as const;
export type Range = (typeof RANGES)[number];

const LEAST_BARS = 12;
/** Share of the window that may be empty beside the data. */
const OVERHANG = 0.5;
/** Empty bars right of the last one, so that it does not stick to the axis. */
const MARGIN = 0.03;

export const spanOf = (window: BarWindow): number => window.end - window.start;

export function clampWindow(window: BarWindow, length: number): BarWindow {
  const most = Math.max(LEAST_BARS, length * (1 + 2 * MARGIN));
  const span = Math.min(most, Math.max(LEAST_BARS, spanOf(window)));
  const centre = (window.start + window.end) / 2;
  let start = spanOf(window) === span ? window.start : centre - span / 2;
  const lowest = -span * OVERHANG;
  const highest = length - span * (1 - OVERHANG);
  start = Math.min(Math.max(start, Math.min(lowest, highest)), Math.max(lowest, highest));
  return { start, end: start + span };
}

export function panBy(window: BarWindow, bars: number, length: number): BarWindow {
  return clampWindow({ start: window.start + bars, end: window.end + bars }, length);
}

/** `factor` below 1 zooms in; the bar under `at` stays where it is. */
export function zoomAt(window: BarWindow, factor: number, at: number, length: number): BarWindow {
  const span = spanOf(window);
  const most = Math.max(LEAST_BARS, length * (1 + 2 * MARGIN));
  const wanted = Math.min(most, Math.max(LEAST_BARS, span * factor));
  const share = (at - window.start) / span;
  const start = at - share * wanted;
  return clampWindow({ start, end: start + wanted }, length);
}

/** The window over bars `from` (inclusive) to `to` (exclusive) with a little air on the right. */
export function windowOver(from: number, to: number, length: number): BarWindow {
  const span = Math.max(LEAST_BARS, to - from);
  return clampWindow({ start: to - span, end: to + span * MARGIN }, length);
}

/** The last `range` of the data, counted in calendar days back from its last session. */
export function rangeWindow(
  range: Range,
  sessionDates: readonly string[],
  sessionStarts: readonly number[],
  length: number,
): BarWindow {
  const last = sessionDates.at(-1);
  if (range === 'All' || last === undefined) return windowOver(0, length, length);
  const from = firstDateOf(range, last);
  const session = sessionDates.findIndex((date) => date >= from);
  return windowOver(sessionStarts[Math.max(0, session)] ?? 0, length, length);
}

function firstDateOf(range: Exclude<Range, 'All'>, last: string): string {
  const day = new Date(`${last}T00:00:00Z`);
  switch (range) {
    case '1D':
      return last;
    case '1W':
      day.setUTCDate(day.getUTCDate() - 6);
      break;
    case '1M':
      day.setUTCMonth(day.getUTCMonth() - 1);
      break;
    case '3M':
      day.setUTCMonth(day.getUTCMonth() - 3);
      break;
    case 'YTD':
      return `${last.slice(0, 4)}-01-01`;
  }
  return day.toISOString().slice(0, 10);
}

/** Bars of the sessions `from` to `to` (dates, inclusive), or null where no session lies between. */
export function datesWindow(
  from: string,
  to: string,
  sessionDates: readonly string[],
  sessionStarts: readonly number[],
  length: number,
): BarWindow | null {
  const first = sessionDates.findIndex((date) => date >= from);
  if (first < 0) return null;
  const after = sessionDates.findIndex((date) => date > to);
  const end = after < 0 ? length : (sessionStarts[after] ?? length);
  const start = sessionStarts[first] ?? 0;
  return end > start ? windowOver(start, end, length) : null;
}

/** Dates of the sessions at the two ends of a window: what a link to it carries. */
export function windowDates(
  window: BarWindow,
  sessionDates: readonly string[],
  sessionStarts: readonly number[],
): { readonly from: string; readonly to: string } | null {
  const from = sessionAt(sessionStarts, Math.floor(window.start));
  const to = sessionAt(sessionStarts, Math.ceil(window.end) - 1);
  const first = sessionDates[from];
  const last = sessionDates[to];
  return first === undefined || last === undefined ? null : { from: first, to: last };
}

/** Position of the session that holds a bar; the first one for bars before it. */
export function sessionAt(sessionStarts: readonly number[], bar: number): number {
  let low = 0;
  let high = sessionStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sessionStarts[middle] ?? 0) <= bar) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
