// Reads time stamps out of raw bytes by a layout (`iso`, `dd-MM-yyyy HH:mm:ss`, `epoch-s`, …) into epoch milliseconds.
// Called once per row by every parser, so it allocates nothing. Rejects impossible dates instead of rolling them over.
import { AppError } from '../../contracts/errors.ts';
import type { ZoneClock } from './zone-clock.ts';

const DAY_MS = 86_400_000;
/** Stamps outside these years are mistakes of the source (1970-01-01 rows of a tick collector), not market data. */
export const EARLIEST_STAMP = Date.UTC(1980, 0, 1);
export const LATEST_STAMP = Date.UTC(2100, 0, 1);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const EPOCH_UNITS: Readonly<Record<string, number>> = {
  'epoch-s': 1000,
  'epoch-ms': 1,
  'epoch-us': 1 / 1000,
  'epoch-ns': 1 / 1_000_000,
};

type Field = 'yyyy' | 'MMM' | 'MM' | 'dd' | 'HH' | 'hh' | 'mm' | 'ss' | 'a';
type Token =
  | { readonly kind: 'field'; readonly field: Field; readonly fixed: boolean }
  | { readonly kind: 'literal'; readonly code: number };

export interface StampReader {
  /** Epoch milliseconds of one cell, or NaN where it does not follow the layout. */
  read(bytes: Uint8Array, start: number, end: number): number;
  /** The same for a date cell and a time cell. */
  readPair(bytes: Uint8Array, dateStart: number, dateEnd: number, timeStart: number, timeEnd: number): number;
  /** The same for text. */
  readText(text: string): number;
}

/** `timeFormat` of a plan; a date and a time column are described together, `dd-MM-yyyy HH:mm:ss`. */
export function createStampReader(layout: string, clock: ZoneClock): StampReader {
  const encoder = new TextEncoder();
  const reader = layout in EPOCH_UNITS ? epochReader(EPOCH_UNITS[layout]!) : calendarReader(layout, clock);
  return {
    ...reader,
    readText(text) {
      const bytes = encoder.encode(text.trim());
      return reader.read(bytes, 0, bytes.length);
    },
  };
}

function epochReader(unit: number): Omit<StampReader, 'readText'> {
  const read = (bytes: Uint8Array, start: number, end: number): number => {
    let value = 0;
    let i = start;
    for (; i < end && isDigit(bytes[i]!); i++) value = value * 10 + bytes[i]! - 48;
    if (i === start) return Number.NaN;
    // A fraction (`1717000000.0`, as a float column prints it) counts only for seconds.
    if (i < end && bytes[i] === 46) {
      let scale = 0.1;
      for (i++; i < end && isDigit(bytes[i]!); i++, scale /= 10) value += (bytes[i]! - 48) * scale;
    }
    return i === end ? plausible(Math.round(value * unit)) : Number.NaN;
  };
  return { read, readPair: (bytes, dateStart, dateEnd) => read(bytes, dateStart, dateEnd) };
}

function calendarReader(layout: string, clock: ZoneClock): Omit<StampReader, 'readText'> {
  const tokens = layout === 'iso' ? null : parseTokens(layout);
  if (layout !== 'iso' && tokens === null)
    throw new AppError(
      'BAD_PARAMETER',
      `"${layout}" is not a known layout of time stamps. Use iso, epoch-s, epoch-ms or tokens like dd-MM-yyyy HH:mm:ss.`,
    );
  const split = tokens ? splitTokens(tokens) : null;

  // Fields of the stamp being read; kept outside so that reading a row allocates nothing.
  let year = 0;
  let month = 0;
  let day = 0;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let millisecond = 0;
  let afternoon = -1;
  let offsetMs = Number.NaN;
  let cursor = 0;

  let lastDateKey = -1;
  let lastDateMs = Number.NaN;

  const reset = () => {
    year = 0;
    month = 1;
    day = 1;
    hour = 0;
    minute = 0;
    second = 0;
    millisecond = 0;
    afternoon = -1;
    offsetMs = Number.NaN;
  };

  const digits = (bytes: Uint8Array, end: number, least: number, most: number): number => {
    let value = 0;
    let count = 0;
    while (cursor < end && count < most && isDigit(bytes[cursor]!)) {
      value = value * 10 + bytes[cursor]! - 48;
      cursor++;
      count++;
    }
    return count >= least ? value : -1;
  };

  const readIso = (bytes: Uint8Array, start: number, end: number): boolean => {
    cursor = start;
    year = digits(bytes, end, 4, 4);
    if (bytes[cursor++] !== 45) return false;
    month = digits(bytes, end, 2, 2);
    if (bytes[cursor++] !== 45) return false;
    day = digits(bytes, end, 2, 2);
    if (cursor === end) return true;
    const separator = bytes[cursor++];
    if (separator !== 84 && separator !== 32) return false;
    return readIsoTime(bytes, end);
  };

  const readIsoTime = (bytes: Uint8Array, end: number): boolean => {
    hour = digits(bytes, end, 1, 2);
    if (bytes[cursor++] !== 58) return false;
    minute = digits(bytes, end, 2, 2);
    if (cursor < end && bytes[cursor] === 58) {
      cursor++;
      second = digits(bytes, end, 2, 2);
      if (cursor < end && bytes[cursor] === 46) {
        cursor++;
        const from = cursor;
        millisecond = digits(bytes, end, 1, 3);
        for (let shown = cursor - from; shown < 3; shown++) millisecond *= 10;
        while (cursor < end && isDigit(bytes[cursor]!)) cursor++;
      }
    }
    if (cursor < end && bytes[cursor] === 32) cursor++;
    return cursor === end || readOffset(bytes, end);
  };

  const readOffset = (bytes: Uint8Array, end: number): boolean => {
    const sign = bytes[cursor++];
    if (sign === 90 || sign === 122) {
      offsetMs = 0;
      return cursor === end;
    }
    if (sign !== 43 && sign !== 45) return false;
    const hours = digits(bytes, end, 2, 2);
    let minutes = 0;
    if (cursor < end) {
      if (bytes[cursor] === 58) cursor++;
      minutes = digits(bytes, end, 2, 2);
    }
    if (hours < 0 || minutes < 0 || hours > 15 || cursor !== end) return false;
    offsetMs = (hours * 60 + minutes) * 60_000 * (sign === 45 ? -1 : 1);
    return true;
  };

  const readTokens = (list: readonly Token[], bytes: Uint8Array, start: number, end: number): boolean => {
    cursor = start;
    for (const token of list) {
      if (token.kind === 'literal') {
        if (cursor >= end || bytes[cursor] !== token.code) return false;
        cursor++;
        continue;
      }
      if (!readField(token.field, token.fixed ? 2 : 1, bytes, end)) return false;
    }
    return cursor === end;
  };

  const readField = (field: Field, least: number, bytes: Uint8Array, end: number): boolean => {
    switch (field) {
      case 'yyyy':
        year = digits(bytes, end, 4, 4);
        return year >= 0;
      case 'MM':
        month = digits(bytes, end, least, 2);
        return month >= 0;
      case 'dd':
        day = digits(bytes, end, least, 2);
        return day >= 0;
      case 'HH':
      case 'hh':
        hour = digits(bytes, end, least, 2);
        return hour >= 0;
      case 'mm':
        minute = digits(bytes, end, 2, 2);
        return minute >= 0;
      case 'ss':
        second = digits(bytes, end, 2, 2);
        return second >= 0;
      case 'MMM': {
        if (cursor + 3 > end) return false;
        const name = String.fromCharCode(bytes[cursor]!, bytes[cursor + 1]!, bytes[cursor + 2]!);
        month = MONTHS.indexOf(name.toLowerCase()) + 1;
        cursor += 3;
        return month > 0;
      }
      case 'a': {
        if (cursor + 2 > end) return false;
        const letter = bytes[cursor]! | 32;
        afternoon = letter === 112 ? 1 : letter === 97 ? 0 : -1;
        cursor += 2;
        return afternoon >= 0 && (bytes[cursor - 1]! | 32) === 109;
      }
    }
  };

  const finish = (): number => {
    if (afternoon >= 0) {
      if (hour < 1 || hour > 12) return Number.NaN;
      hour = (hour % 12) + 12 * afternoon;
    }
    if (!(hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60))
      return Number.NaN;
    const dateKey = (year * 100 + month) * 100 + day;
    if (dateKey !== lastDateKey) {
      lastDateKey = dateKey;
      lastDateMs = dateMs(year, month, day);
    }
    const local = lastDateMs + ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
    if (Number.isNaN(plausible(local))) return Number.NaN;
    return Number.isNaN(offsetMs) ? clock.toEpoch(local) : local - offsetMs;
  };

  return {
    read(bytes, start, end) {
      reset();
      const ok = tokens === null ? readIso(bytes, start, end) : readTokens(tokens, bytes, start, end);
      return ok ? finish() : Number.NaN;
    },
    readPair(bytes, dateStart, dateEnd, timeStart, timeEnd) {
      reset();
      if (split === null) {
        if (!readIso(bytes, dateStart, dateEnd)) return Number.NaN;
        cursor = timeStart;
        return readIsoTime(bytes, timeEnd) ? finish() : Number.NaN;
      }
      const ok =
        readTokens(split.date, bytes, dateStart, dateEnd) &&
        readTokens(split.time, bytes, timeStart, timeEnd);
      return ok ? finish() : Number.NaN;
    },
  };
}

function parseTokens(layout: string): Token[] | null {
  const parts = layout.match(/yyyy|MMM|MM|dd|HH|hh|mm|ss|a|[^A-Za-z]/g);
  if (!parts || parts.join('') !== layout) return null;
  if (!parts.includes('yyyy') || !parts.includes('dd') || !(parts.includes('MM') || parts.includes('MMM')))
    return null;
  return parts.map((part, i): Token => {
    if (!/^[A-Za-z]/.test(part)) return { kind: 'literal', code: part.charCodeAt(0) };
    // Two digits are required only where no separator stands beside: `9:15` and `1/2/2024` are read too.
    const fixed = [parts[i - 1], parts[i + 1]].some((near) => near !== undefined && /^[A-Za-z]/.test(near));
    return { kind: 'field', field: part as Field, fixed };
  });
}

/** Splits `dd-MM-yyyy HH:mm:ss` at the blank between date and time, for files with two columns. */
function splitTokens(tokens: readonly Token[]): {
  readonly date: readonly Token[];
  readonly time: readonly Token[];
} {
  const blank = tokens.findIndex((token) => token.kind === 'literal' && token.code === 32);
  return blank < 0
    ? { date: tokens, time: [] }
    : { date: tokens.slice(0, blank), time: tokens.slice(blank + 1) };
}

function dateMs(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > 31) return Number.NaN;
  const ms = Date.UTC(year, month - 1, day);
  return Math.floor(ms / DAY_MS) * DAY_MS === ms && new Date(ms).getUTCDate() === day ? ms : Number.NaN;
}

function plausible(ms: number): number {
  return ms >= EARLIEST_STAMP && ms < LATEST_STAMP ? ms : Number.NaN;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
