// Proposes how a file is to be read, one reason per field, and applies the user's corrections. Called by the preview and
// before every import. Never stores; where something cannot be found it says so as a problem instead of guessing silently.
import type { Exchange } from '../../../engines/market/instrument.ts';
import { intervalMs, MINUTE_MS } from '../../../engines/market/interval.ts';
import type { ImportPlan, ImportProblem, PlanEvidence, PlanOverrides } from '../../contracts/imports.ts';
import { numberFromText } from './cells.ts';
import { type ClockFinding, detectClock } from './detect-clock.ts';
import { type ColumnFinding, detectColumns } from './detect-columns.ts';
import { asTraded, type NameFinding, nameFromFile, nameFromSymbol } from './detect-instrument.ts';
import { detectInterval, detectOrder } from './detect-interval.ts';
import { hasOffset, type LayoutFinding, layoutOfPair, layoutOfStamps } from './detect-layout.ts';
import { stampText } from './parse-quoted.ts';
import { severalSymbols } from './parse-text.ts';
import { problem } from './problems.ts';
import type { FileSample } from './sample.ts';
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock, EXCHANGE_ZONES } from './zone-clock.ts';

export interface DetectedPlan {
  readonly kind: 'candles' | 'legacy-trades';
  readonly plan: ImportPlan;
  readonly evidence: readonly PlanEvidence[];
  readonly headers: readonly string[];
  /** Cells of an ordinary line, for the parser to check against. */
  readonly expectedCells: number | undefined;
  /** Errors here mean the file cannot be imported before they are answered. */
  readonly problems: readonly ImportProblem[];
}

const LEGACY_TRADE_COLUMNS = ['ticker', 'side', 'entry_price', 'exit_price', 'outcome'];

export function detectPlan(
  fileName: string,
  sample: FileSample,
  overrides: PlanOverrides = {},
): DetectedPlan {
  const found = detectColumns(sample, overrides.headerRows);
  const columns = overrides.columns ?? found.columns;
  const evidence: PlanEvidence[] = [
    formatEvidence(sample),
    ...found.evidence.filter(({ field }) => field !== 'columns' || !overrides.columns),
    ...(overrides.columns ? [{ field: 'columns' as const, reason: SET_BY_USER, sure: true }] : []),
  ];
  const problems: ImportProblem[] = [];
  const kind = isLegacy(sample) ? 'legacy-trades' : 'candles';
  if (!columns || kind === 'legacy-trades') {
    const why = kind === 'legacy-trades' ? LEGACY_ADVICE : found.failure!;
    problems.push(problem(found.headerRows + 1, why, 'error'));
    const name = nameFromFile(fileName);
    return {
      kind,
      plan: { ...fallbackPlan(sample, found, name), ...overrides },
      evidence,
      headers: found.headers,
      expectedCells: undefined,
      problems,
    };
  }
  if (columns.timestamp === undefined && columns.date === undefined)
    problems.push(problem(0, 'the plan names no column with the time stamp: choose it', 'error'));
  const second = otherSymbol(found, columns.symbol);
  if (second) problems.push(severalSymbols(second.line, second.first, second.other).problems[0]!);

  const layout = overrides.columns ? layoutOfColumns(overrides.columns, found) : found.layout;
  const timeFormat = overrides.timeFormat ?? layout?.layout ?? 'iso';
  evidence.push({
    field: 'timeFormat',
    reason: overrides.timeFormat ? SET_BY_USER : (layout?.reason ?? 'no known layout fits'),
    sure: overrides.timeFormat !== undefined || layout?.sure === true,
  });
  const texts = found.data.map((row) => stampText(row.cells, columns));
  const absolute = timeFormat.startsWith('epoch') || texts.slice(0, 50).some(hasOffset);
  const reader = createStampReader(timeFormat, createZoneClock('UTC'));
  const stamps = Float64Array.from(
    texts.map((text) => reader.readText(text)).filter((stamp) => !Number.isNaN(stamp)),
  );
  if (stamps.length === 0)
    problems.push(
      problem(
        found.headerRows + 1,
        `no stamp can be read as ${timeFormat}; the first is "${texts[0] ?? ''}"`,
        'error',
      ),
    );

  const name = nameOf(fileName, sample, found, columns.symbol);
  const interval = chooseInterval(stamps, name, overrides, evidence, problems);
  const named = overrides.exchange ?? exchangeOfId(overrides.instrumentId) ?? name.exchange;
  const traded = tradesUnits(found, columns);
  const future = named === null && name.symbol !== null ? asTraded(name.symbol, traded) : null;
  const clock = detectClock({
    stamps,
    absolute,
    intervalMinutes: intervalMs(interval) / MINUTE_MS,
    daily: interval === '1d',
    exchange: named ?? future?.exchange ?? null,
    timeZone: overrides.timeZone,
    stamp: overrides.stamp,
  });
  const order = detectOrder(stamps);
  const instrument = chooseInstrument({ named, name, future, clock, overrides, evidence, problems });
  evidence.push(...clockEvidence(clock, overrides), orderEvidence(order, found, overrides));
  if (clock.inside < 0.5 && interval !== '1d')
    problems.push(
      problem(
        0,
        `only ${(clock.inside * 100).toFixed(0)} % of the bars lie inside the trading hours of ${instrument.exchange}: check time zone, exchange and stamp convention`,
        'warning',
      ),
    );
  const plan: ImportPlan = {
    format: sample.format,
    delimiter: sample.delimiter,
    headerRows: found.headerRows,
    columns,
    timeFormat,
    timeZone: absolute ? (overrides.timeZone ?? EXCHANGE_ZONES[instrument.exchange]) : clock.timeZone,
    stamp: clock.stamp,
    interval,
    order: overrides.order ?? order.order,
    ...instrument,
    outsideSession: overrides.outsideSession ?? 'keep',
  };
  return { kind, plan, evidence, headers: found.headers, expectedCells: found.expectedCells, problems };
}

const SET_BY_USER = 'set by you';
const LEGACY_ADVICE =
  'this is a list of trades, not of candles: import it under Backtests as a run "as published"';

function isLegacy(sample: FileSample): boolean {
  const headers = (sample.names ?? sample.rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  return LEGACY_TRADE_COLUMNS.every((column) => headers.includes(column));
}

function formatEvidence(sample: FileSample): PlanEvidence {
  const words = { ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' } as const;
  return sample.format === 'parquet'
    ? { field: 'format', reason: 'the file begins with the Parquet mark', sure: true }
    : { field: 'delimiter', reason: `${words[sample.delimiter]} divide the lines evenly`, sure: true };
}

/** The strongest naming in the file: a symbol column, a ticker row, then the file's own name. */
function nameOf(
  fileName: string,
  sample: FileSample,
  found: ColumnFinding,
  symbolColumn: number | undefined,
): NameFinding {
  const fromFile = nameFromFile(fileName);
  const cell = symbolColumn === undefined ? undefined : found.data[0]?.cells[symbolColumn];
  const ticker = sample.names ? undefined : tickerRow(sample);
  const text = cell ?? ticker;
  if (text === undefined || text === '') return fromFile;
  const inside = nameFromSymbol(
    text,
    cell === undefined ? `from the ticker row "${text}"` : `from the symbol column "${text}"`,
  );
  // A file name that spells the exchange out is more precise than a bare symbol cell.
  return {
    ...inside,
    exchange: inside.exchange ?? fromFile.exchange,
    interval: inside.interval ?? fromFile.interval,
  };
}

/** The user chose the columns: the layout is that of the chosen ones. */
function layoutOfColumns(columns: ImportPlan['columns'], found: ColumnFinding): LayoutFinding | null {
  const cells = (column: number) => found.data.map((row) => row.cells[column] ?? '');
  if (columns.timestamp !== undefined) return layoutOfStamps(cells(columns.timestamp));
  if (columns.date === undefined) return null;
  return columns.time === undefined
    ? layoutOfStamps(cells(columns.date))
    : layoutOfPair(cells(columns.date), cells(columns.time));
}

/** The first row whose symbol differs from the first row's. */
function otherSymbol(found: ColumnFinding, column: number | undefined) {
  if (column === undefined) return undefined;
  const first = found.data[0]?.cells[column] ?? '';
  const row = found.data.find(({ cells }) => cells[column] !== undefined && cells[column] !== first);
  return row && { line: row.line, first, other: row.cells[column]! };
}

function tickerRow(sample: FileSample): string | undefined {
  const row = sample.rows.slice(0, 3).find(({ cells }) => cells[0]?.toLowerCase() === 'ticker');
  const names = new Set(row?.cells.slice(1).filter((cell) => cell !== ''));
  return names.size === 1 ? [...names][0] : undefined;
}

function chooseInterval(
  stamps: Float64Array,
  name: NameFinding,
  overrides: PlanOverrides,
  evidence: PlanEvidence[],
  problems: ImportProblem[],
): ImportPlan['interval'] {
  if (overrides.interval) {
    evidence.push({ field: 'interval', reason: SET_BY_USER, sure: true });
    return overrides.interval;
  }
  const found = detectInterval(stamps);
  if (found.interval) {
    const agrees = name.interval === null || name.interval === found.interval;
    evidence.push({
      field: 'interval',
      reason: agrees ? found.reason : `${found.reason}, although the file name says ${name.interval}`,
      sure: agrees,
    });
    return found.interval;
  }
  if (name.interval && stamps.length <= 2) {
    evidence.push({ field: 'interval', reason: `${found.reason}; ${name.reason}`, sure: false });
    return name.interval;
  }
  evidence.push({ field: 'interval', reason: found.reason, sure: false });
  problems.push(problem(0, `the interval is not clear: ${found.reason}. Choose the interval.`, 'error'));
  return name.interval ?? '1m';
}

interface InstrumentChoice {
  readonly named: Exchange | null;
  readonly name: NameFinding;
  readonly future: { readonly symbol: string; readonly exchange: Exchange } | null;
  readonly clock: ClockFinding;
  readonly overrides: PlanOverrides;
  readonly evidence: PlanEvidence[];
  readonly problems: ImportProblem[];
}

function chooseInstrument({ named, name, future, clock, overrides, evidence, problems }: InstrumentChoice) {
  const exchange: Exchange = named ?? future?.exchange ?? (clock.family === 'US' ? 'US' : 'NSE');
  const symbol =
    overrides.symbol ?? symbolOfId(overrides.instrumentId) ?? future?.symbol ?? name.symbol ?? '';
  const byUser = overrides.symbol !== undefined || overrides.instrumentId !== undefined;
  evidence.push({
    field: 'exchange',
    reason:
      overrides.exchange || overrides.instrumentId
        ? SET_BY_USER
        : named
          ? name.reason
          : future
            ? 'an index with volume and open interest is its near-month future'
            : `assumed from the trading hours (${clock.family === 'US' ? 'New York' : 'India'})`,
    sure: named !== null,
  });
  evidence.push({
    field: 'symbol',
    reason: byUser ? SET_BY_USER : future ? `${name.reason}, as its near-month future` : name.reason,
    sure: byUser || (name.sure && symbol !== '' && future === null),
  });
  if (symbol === '')
    problems.push(
      problem(
        0,
        'neither the file nor its name says which instrument this is: choose exchange and symbol',
        'error',
      ),
    );
  const shown = symbol === '' ? 'UNKNOWN' : symbol;
  return { exchange, symbol: shown, instrumentId: overrides.instrumentId ?? `${exchange}:${shown}` };
}

function exchangeOfId(id: string | undefined): Exchange | null {
  return id === undefined ? null : (id.slice(0, id.indexOf(':')) as Exchange);
}

function symbolOfId(id: string | undefined): string | undefined {
  return id?.slice(id.indexOf(':') + 1);
}

/** Does the sample show open interest with volume, as only derivatives have? */
function tradesUnits(found: ColumnFinding, columns: ImportPlan['columns']): boolean {
  if (columns.volume === undefined || columns.openInterest === undefined) return false;
  const some = (column: number) => found.data.some((row) => numberFromText(row.cells[column] ?? '') > 0);
  return some(columns.volume) && some(columns.openInterest);
}

function clockEvidence(clock: ClockFinding, overrides: PlanOverrides): PlanEvidence[] {
  return [
    {
      field: 'timeZone',
      reason: overrides.timeZone ? SET_BY_USER : clock.zoneReason,
      sure: overrides.timeZone !== undefined || clock.zoneSure,
    },
    {
      field: 'stamp',
      reason: overrides.stamp ? SET_BY_USER : clock.stampReason,
      sure: overrides.stamp !== undefined || clock.stampSure,
    },
  ];
}

function orderEvidence(
  order: ReturnType<typeof detectOrder>,
  found: ColumnFinding,
  overrides: PlanOverrides,
): PlanEvidence {
  if (overrides.order) return { field: 'order', reason: SET_BY_USER, sure: true };
  const line = order.firstBreak < 0 ? 0 : (found.data[order.firstBreak]?.line ?? 0);
  const reason =
    order.order === 'mixed'
      ? `${order.backwards} rows break the order, the first on line ${line}; they are sorted and flagged`
      : order.order === 'descending'
        ? 'the first rows run from newest to oldest'
        : 'the first rows run from oldest to newest';
  return { field: 'order', reason, sure: true };
}

/** Something to correct in the wizard where no columns were found; never used for an import. */
function fallbackPlan(sample: FileSample, found: ColumnFinding, name: NameFinding): ImportPlan {
  const exchange = name.exchange ?? 'NSE';
  const symbol = name.symbol ?? 'UNKNOWN';
  return {
    format: sample.format,
    delimiter: sample.delimiter,
    headerRows: found.headerRows,
    columns: { timestamp: 0, open: 1, high: 2, low: 3, close: 4 },
    timeFormat: found.layout?.layout ?? 'iso',
    timeZone: EXCHANGE_ZONES[exchange],
    stamp: 'start',
    interval: name.interval ?? '1m',
    order: 'ascending',
    exchange,
    symbol,
    instrumentId: `${exchange}:${symbol}`,
    outsideSession: 'keep',
  };
}
