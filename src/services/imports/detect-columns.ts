// Finds the header rows and which column is what: by names where there are any and the content agrees, otherwise by the
// content itself (a stamp, four prices of which one is always highest and one always lowest). Called by plan detection.
import type { ColumnMap, PlanEvidence } from '../../contracts/imports.ts';
import { numberFromText } from './cells.ts';
import {
  isTimeOnly,
  type LayoutFinding,
  layoutOfPair,
  layoutOfStamps,
  looksLikeStamp,
} from './detect-layout.ts';
import type { FileSample, SampleRow } from './sample.ts';
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

const MOST_HEADER_ROWS = 20;
const MOST_COLUMNS = 200;
/** A column found by its content must be numbers nearly throughout … */
const NUMERIC_SHARE = 0.9;
/** … a named one only mostly: its broken lines are then reported one by one. */
const NAMED_NUMERIC_SHARE = 0.5;
const ORDERED_SHARE = 0.9;

export interface ColumnFinding {
  readonly headerRows: number;
  readonly headers: readonly string[];
  readonly columns: ColumnMap | null;
  readonly layout: LayoutFinding | null;
  /** The rows below the header. */
  readonly data: readonly SampleRow[];
  /** Cells of an ordinary row. */
  readonly expectedCells: number;
  readonly evidence: readonly PlanEvidence[];
  /** Why no columns were found. */
  readonly failure: string | null;
}

type ColumnName = keyof ColumnMap;

const NAMES: Readonly<Record<Exclude<ColumnName, 'timestamp' | 'date' | 'time'>, readonly string[]>> = {
  open: ['open', 'o', 'openprice', 'openrate', 'into', 'op'],
  high: ['high', 'h', 'highprice', 'highrate', 'inth', 'hi'],
  low: ['low', 'l', 'lowprice', 'lowrate', 'intl', 'lo'],
  close: ['close', 'c', 'closeprice', 'closerate', 'intc', 'cl', 'last'],
  volume: ['volume', 'vol', 'v', 'intv', 'tradedvolume', 'sharestraded', 'quantity', 'qty', 'tradedqty'],
  openInterest: ['oi', 'openinterest', 'openint', 'intoi'],
  symbol: ['symbol', 'ticker', 'tradingsymbol', 'instrument', 'scrip', 'stock', 'stockcode', 'symbolname'],
};
const STAMP_NAMES = [
  'timestamp',
  'datetime',
  'dateandtime',
  'ts',
  'opentime',
  'starttime',
  'time',
  'date',
  'epoch',
  'unixtime',
  'unix',
  'datetimeist',
  'dateist',
  'timestampist',
  'datetimeutc',
  'timestamputc',
  'candletime',
  'bartime',
  'index',
  'localtime',
];
const DATE_NAMES = ['date', 'tradedate', 'tradingdate', 'day', 'dt'];
const TIME_NAMES = ['time', 'tradetime', 'clock', 'tm'];

export function detectColumns(sample: FileSample, wantedHeaderRows?: number): ColumnFinding {
  const firstData = firstDataRow(sample, wantedHeaderRows);
  const headerLines = sample.names
    ? [sample.names]
    : sample.rows.slice(0, firstData ?? 1).map((row) => row.cells);
  const headerRows = sample.names
    ? 0
    : (wantedHeaderRows ?? (firstData === null ? 1 : sample.rows[firstData]!.line - 1));
  const data = sample.rows.slice(firstData ?? 1);
  const expectedCells = usualCount(data);
  const usual = data.filter((row) => row.cells.length === expectedCells);
  const headers = headerNames(headerLines, expectedCells);
  const base = { headerRows, headers, data, expectedCells };
  if (firstData === null || usual.length === 0)
    return { ...base, columns: null, layout: null, evidence: [], failure: whyNoData(sample) };

  const table = createTable(usual, expectedCells, headerLines);
  const stamp = findStamp(table);
  if (!stamp)
    return {
      ...base,
      columns: null,
      layout: null,
      evidence: [],
      failure: `no column holds time stamps: the first data line reads "${usual[0]!.cells.join(sample.delimiter).slice(0, 120)}"`,
    };
  const prices = pricesByName(table) ?? pricesByContent(table, stamp);
  if (!prices)
    return {
      ...base,
      columns: null,
      layout: stamp.layout,
      evidence: [],
      failure: whyNoPrices(usual[0]!.cells),
    };
  const used = [...stamp.used, ...Object.values(prices.columns)];
  const rest = otherColumns(table, used, prices.named, Math.max(...Object.values(prices.columns)));
  return {
    ...base,
    columns: { ...stamp.columns, ...prices.columns, ...rest },
    layout: stamp.layout,
    failure: null,
    evidence: [
      { field: 'headerRows', reason: headerReason(headerRows, sample), sure: wantedHeaderRows === undefined },
      { field: 'columns', reason: prices.reason, sure: prices.sure },
    ],
  };
}

interface Table {
  readonly width: number;
  readonly rows: number;
  readonly text: (column: number) => readonly string[];
  readonly numbers: (column: number) => Float64Array;
  readonly isNumeric: (column: number, share?: number) => boolean;
  readonly named: (names: readonly string[]) => readonly number[];
}

function createTable(
  rows: readonly SampleRow[],
  width: number,
  headers: readonly (readonly string[])[],
): Table {
  const columns = Math.min(width, MOST_COLUMNS);
  const text = Array.from({ length: columns }, (_, column) => rows.map((row) => row.cells[column] ?? ''));
  const numbers = text.map((cells) => Float64Array.from(cells, numberFromText));
  const numeric = numbers.map(
    (values) => values.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : 1), 0) / rows.length,
  );
  const names = headers.map((line) => line.map(plainName));
  return {
    width: columns,
    rows: rows.length,
    text: (column) => text[column]!,
    numbers: (column) => numbers[column]!,
    isNumeric: (column, share = NUMERIC_SHARE) => numeric[column]! >= share,
    // In the order of the wanted names, so that `volume` is preferred to `qty`.
    named: (wanted) =>
      wanted.flatMap((name) =>
        Array.from({ length: columns }, (_, column) => column).filter((column) =>
          names.some((line) => line[column] === name),
        ),
      ),
  };
}

function plainName(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function firstDataRow(sample: FileSample, wanted?: number): number | null {
  if (sample.names) return 0;
  if (wanted !== undefined) {
    const index = sample.rows.findIndex((row) => row.line > wanted);
    return index < 0 ? null : index;
  }
  const limit = Math.min(MOST_HEADER_ROWS + 1, sample.rows.length);
  for (let i = 0; i < limit; i++) {
    if (looksLikeData(sample.rows[i]!.cells)) return i;
  }
  return null;
}

function looksLikeData(cells: readonly string[]): boolean {
  const numeric = cells.filter((cell) => !Number.isNaN(numberFromText(cell))).length;
  return numeric >= 4 && cells.some((cell) => looksLikeStamp(cell));
}

function whyNoData(sample: FileSample): string {
  const first = sample.rows[0]!;
  return `none of the first ${Math.min(MOST_HEADER_ROWS + 1, sample.rows.length)} lines holds a time stamp and four prices; line ${first.line} reads "${first.cells.join(sample.delimiter).slice(0, 120)}"`;
}

function usualCount(rows: readonly SampleRow[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.cells.length, (counts.get(row.cells.length) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}

/** One name per column: of several header rows the last that is filled, as yfinance's three rows need. */
function headerNames(lines: readonly (readonly string[])[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const filled = lines.map((line) => line[column] ?? '').filter((name) => name !== '');
    return filled[0] ?? '';
  });
}

function headerReason(headerRows: number, sample: FileSample): string {
  if (sample.format === 'parquet') return 'Parquet names its columns';
  if (headerRows === 0) return 'the first line already holds a time stamp and prices';
  return `line ${headerRows + 1} is the first with a time stamp and four prices`;
}

interface StampFinding {
  readonly columns: Pick<ColumnMap, 'timestamp' | 'date' | 'time'>;
  readonly used: readonly number[];
  readonly layout: LayoutFinding;
}

function findStamp(table: Table): StampFinding | null {
  const all = Array.from({ length: table.width }, (_, column) => column);
  const isTime = (column: number) => table.text(column).slice(0, 20).every(isTimeOnly);
  // A date beside a clock column comes first: the date alone would also pass as a stamp.
  const dates = [...table.named(DATE_NAMES), ...all];
  for (const date of new Set(dates)) {
    const whole = layoutOfStamps(table.text(date));
    if (!whole || /HH|hh|iso|epoch/.test(whole.layout)) continue;
    const times = [...table.named(TIME_NAMES), ...all].filter((column) => column !== date && isTime(column));
    // Four or six bare digits may be a price; such a clock must stand right beside its date.
    const time = times.find(
      (column) => table.text(column)[0]!.includes(':') || Math.abs(column - date) === 1,
    );
    if (time === undefined) continue;
    const layout = layoutOfPair(table.text(date), table.text(time));
    if (layout) return { columns: { date, time }, used: [date, time], layout };
  }
  for (const column of new Set([...table.named(STAMP_NAMES), ...table.named(DATE_NAMES), ...all])) {
    const layout = layoutOfStamps(table.text(column));
    if (layout) return { columns: { timestamp: column }, used: [column], layout };
  }
  return null;
}

interface PriceFinding {
  readonly columns: Pick<ColumnMap, 'open' | 'high' | 'low' | 'close'>;
  readonly named: boolean;
  readonly sure: boolean;
  readonly reason: string;
}

function pricesByName(table: Table): PriceFinding | null {
  const pick = (name: 'open' | 'high' | 'low' | 'close') =>
    table.named(NAMES[name]).find((column) => table.isNumeric(column, NAMED_NUMERIC_SHARE));
  const columns = { open: pick('open'), high: pick('high'), low: pick('low'), close: pick('close') };
  const { open, high, low, close } = columns;
  if (open === undefined || high === undefined || low === undefined || close === undefined) return null;
  const share = orderedShare(table, [open, high, low, close], high, low);
  const percent = `${(share * 100).toFixed(share > 0.999 ? 0 : 1)} %`;
  return {
    columns: { open, high, low, close },
    named: true,
    sure: share >= ORDERED_SHARE,
    reason:
      share >= ORDERED_SHARE
        ? `by the header names; high and low enclose open and close in ${percent} of the first rows`
        : `by the header names, but high and low enclose open and close in only ${percent} of the first rows`,
  };
}

function pricesByContent(table: Table, stamp: StampFinding): PriceFinding | null {
  const numeric = Array.from({ length: table.width }, (_, column) => column).filter(
    (column) => table.isNumeric(column) && !stamp.used.includes(column),
  );
  const backwards = runsBackwards(table, stamp);
  for (let i = 0; i + 4 <= numeric.length; i++) {
    const four = numeric.slice(i, i + 4);
    const high = four.find((column) => extremeShare(table, four, column, 1) >= ORDERED_SHARE);
    const low = four.find(
      (column) => column !== high && extremeShare(table, four, column, -1) >= ORDERED_SHARE,
    );
    if (high === undefined || low === undefined) continue;
    const [first, second] = four.filter((column) => column !== high && column !== low) as [number, number];
    // A bar opens near the close before it: the right pairing has the smaller steps.
    const [open, close] =
      stepSize(table, second, first, backwards) <= stepSize(table, first, second, backwards)
        ? [first, second]
        : [second, first];
    return {
      columns: { open, high, low, close },
      named: false,
      sure: true,
      reason: `by content: column ${high + 1} is highest and column ${low + 1} lowest of four in ${(orderedShare(table, four, high, low) * 100).toFixed(1)} % of the first rows, and column ${open + 1} continues column ${close + 1} of the row before`,
    };
  }
  return null;
}

function orderedShare(table: Table, four: readonly number[], high: number, low: number): number {
  return Math.min(extremeShare(table, four, high, 1), extremeShare(table, four, low, -1));
}

function extremeShare(table: Table, four: readonly number[], column: number, sign: 1 | -1): number {
  const columns = four.map((index) => table.numbers(index));
  const own = table.numbers(column);
  let held = 0;
  for (let row = 0; row < table.rows; row++) {
    if (columns.every((values) => sign * own[row]! >= sign * values[row]!)) held++;
  }
  return held / table.rows;
}

/** Sum of the distances from `close` of one bar to `open` of the next. */
function stepSize(table: Table, close: number, open: number, backwards: boolean): number {
  const closes = table.numbers(close);
  const opens = table.numbers(open);
  let sum = 0;
  for (let row = 1; row < table.rows; row++) {
    const [before, after] = backwards ? [row, row - 1] : [row - 1, row];
    sum += Math.abs(opens[after]! - closes[before]!) || 0;
  }
  return sum;
}

/** Newest-first files continue upwards. */
function runsBackwards(table: Table, { used, layout }: StampFinding): boolean {
  const reader = createStampReader(layout.layout, createZoneClock('UTC'));
  const stampAt = (row: number) => reader.readText(used.map((column) => table.text(column)[row]!).join(' '));
  return stampAt(0) > stampAt(table.rows - 1);
}

function otherColumns(
  table: Table,
  used: readonly number[],
  named: boolean,
  lastPrice: number,
): Pick<ColumnMap, 'volume' | 'openInterest' | 'symbol'> {
  const free = (column: number) => !used.includes(column);
  const byName = (name: 'volume' | 'openInterest') =>
    table.named(NAMES[name]).find((column) => free(column) && table.isNumeric(column, NAMED_NUMERIC_SHARE));
  let volume = byName('volume');
  let openInterest = byName('openInterest');
  if (!named) {
    const units = (column: number) =>
      column < table.width &&
      free(column) &&
      table.isNumeric(column) &&
      table.numbers(column).every((value) => !(value < 0));
    if (volume === undefined && units(lastPrice + 1)) volume = lastPrice + 1;
    if (openInterest === undefined && volume !== undefined && units(volume + 1)) openInterest = volume + 1;
  }
  const isSymbol = (column: number) =>
    free(column) &&
    table
      .text(column)
      .slice(0, 50)
      .every((cell) => /[A-Za-z]/.test(cell) && cell.length <= 60);
  const constant = (column: number) => table.text(column).every((cell) => cell === table.text(column)[0]);
  const symbol =
    table.named(NAMES.symbol).find(isSymbol) ??
    (named
      ? undefined
      : Array.from({ length: table.width }, (_, i) => i).find((i) => isSymbol(i) && constant(i)));
  return {
    ...(volume === undefined ? {} : { volume }),
    ...(openInterest === undefined ? {} : { openInterest }),
    ...(symbol === undefined ? {} : { symbol }),
  };
}

function whyNoPrices(cells: readonly string[]): string {
  const failure = 'no four columns hold open, high, low and close';
  const commas = cells.filter((cell) => /^\d+,\d+$/.test(cell.trim())).length;
  return commas < 4
    ? failure
    : `${failure}: the numbers are written with a decimal comma. Save the file with decimal points`;
}
