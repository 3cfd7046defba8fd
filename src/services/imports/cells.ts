// Reads numbers out of raw bytes, and explains in words why a row could not be read. Called once per cell by the fast
// parser, so the common case (plain decimals) allocates nothing; anything unusual goes through `Number`.
import type { ColumnMap } from '../../contracts/imports.ts';

const PLAIN_NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const GROUPED_NUMBER = /^[+-]?\d{1,3}(,\d{2,3})+(\.\d+)?$/;
/** Below 2^53 / 10: one more digit still fits exactly. */
const LAST_EXACT = 900_719_925_474_099;
/** 10^0 … 10^22 are exact doubles, so mantissa / power is correctly rounded (Clinger's fast path). */
const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** The number in bytes `start`…`end`, blanks around it allowed; NaN where it is none. */
export function readNumber(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  let last = end;
  while (i < last && bytes[i]! <= 32) i++;
  while (last > i && bytes[last - 1]! <= 32) last--;
  if (i === last) return Number.NaN;
  const from = i;
  let negative = false;
  if (bytes[i] === 45) {
    negative = true;
    i++;
  }
  let mantissa = 0;
  let fraction = -1;
  let digits = 0;
  for (; i < last; i++) {
    const code = bytes[i]!;
    if (code >= 48 && code <= 57) {
      if (mantissa > LAST_EXACT) return readSlowly(bytes, from, last);
      mantissa = mantissa * 10 + code - 48;
      digits++;
      if (fraction >= 0) fraction++;
    } else if (code === 46 && fraction < 0) fraction = 0;
    else return readSlowly(bytes, from, last);
  }
  if (digits === 0 || fraction > 22) return readSlowly(bytes, from, last);
  const value = fraction > 0 ? mantissa / POWERS[fraction]! : mantissa;
  return negative ? -value : value;
}

function readSlowly(bytes: Uint8Array, start: number, end: number): number {
  return numberFromText(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1'));
}

/** The same for text; also takes grouped digits (`1,23,456.50`), which only quoted cells can hold. */
export function numberFromText(text: string): number {
  const trimmed = text.trim();
  const value = PLAIN_NUMBER.test(trimmed)
    ? Number(trimmed)
    : GROUPED_NUMBER.test(trimmed)
      ? Number(trimmed.replaceAll(',', ''))
      : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Far beyond any price of a share or an index; a figure above it is a slip that would swamp every sum. */
const LARGEST_PRICE = 1e9;
/** Shares, contracts or rupees of one bar; below 2^53, so that totals stay exact. */
const LARGEST_VOLUME = 1e15;

/** Whether the numbers of a row can be a bar's at all. Prices of zero and below pass: they are stored and flagged. */
export function isPlausible(
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  openInterest: number,
): boolean {
  return (
    Math.abs(open) <= LARGEST_PRICE &&
    Math.abs(high) <= LARGEST_PRICE &&
    Math.abs(low) <= LARGEST_PRICE &&
    Math.abs(close) <= LARGEST_PRICE &&
    volume >= 0 &&
    volume <= LARGEST_VOLUME &&
    openInterest >= 0 &&
    openInterest <= LARGEST_VOLUME
  );
}

const PRICE_COLUMNS = ['open', 'high', 'low', 'close'] as const;

/** Highest column a plan reads. */
export function lastColumn(columns: ColumnMap): number {
  return Math.max(...Object.values(columns).filter((column) => column !== undefined));
}

/** Why these cells are no bar: the first thing wrong, in words. */
export function explainCells(
  cells: readonly string[],
  columns: ColumnMap,
  expectedCells: number | undefined,
  timeFormat: string,
): string {
  const needed = lastColumn(columns) + 1;
  if (cells.length < needed)
    return `the line has ${cells.length} of the ${needed} columns needed: it is cut off or uses another delimiter`;
  if (expectedCells !== undefined && cells.length !== expectedCells)
    return `the line has ${cells.length} columns where the others have ${expectedCells}`;
  for (const name of PRICE_COLUMNS) {
    const text = cells[columns[name]] ?? '';
    const value = numberFromText(text);
    if (Number.isNaN(value)) return unreadable(name, text);
    if (Math.abs(value) > LARGEST_PRICE)
      return `${name} ${text.trim().slice(0, 40)} is larger than any price`;
  }
  for (const name of ['volume', 'openInterest'] as const) {
    const column = columns[name];
    if (column === undefined) continue;
    const text = cells[column] ?? '';
    const value = numberFromText(text);
    if (Number.isNaN(value)) return unreadable(name === 'volume' ? 'volume' : 'open interest', text);
    const title = name === 'volume' ? 'volume' : 'open interest';
    if (value < 0) return `${title} ${text.trim()} is below zero`;
    if (value > LARGEST_VOLUME)
      return `${title} ${text.trim().slice(0, 40)} is larger than any that was ever traded`;
  }
  const stamp =
    columns.timestamp !== undefined
      ? (cells[columns.timestamp] ?? '')
      : `${cells[columns.date ?? 0] ?? ''} ${columns.time === undefined ? '' : (cells[columns.time] ?? '')}`.trim();
  return stamp.trim() === ''
    ? 'the time stamp is blank'
    : `"${stamp.trim().slice(0, 40)}" is not a time stamp of the form ${timeFormat}, or lies outside 1980–2099`;
}

function unreadable(name: string, text: string): string {
  const shown = text.trim();
  return shown === '' ? `${name} is blank` : `${name} "${shown.slice(0, 40)}" is not a number`;
}
