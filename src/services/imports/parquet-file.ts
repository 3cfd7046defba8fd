// Parquet files through hyparquet: the column names and kinds, a sample as text for detection, and the raw rows.
// Called by sampling and by file parsing. Reads only the columns a plan names; stores and repairs nothing.
import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { type AsyncBuffer, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { ImportPlan } from '../../contracts/imports.ts';
import { explainCells, isPlausible, numberFromText } from './cells.ts';
import { stampText } from './parse-quoted.ts';
import type { ParsedRows } from './parse-text.ts';
import { severalSymbols } from './parse-text.ts';
import { createBadLines, refuse } from './problems.ts';
import { createRowSink } from './raw-rows.ts';
import { createStampReader, EARLIEST_STAMP, LATEST_STAMP } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

/** How a column's values come out of the file. */
export type ParquetKind = 'instant' | 'wall-clock' | 'date' | 'number' | 'text' | 'other';

export interface ParquetColumn {
  readonly name: string;
  readonly kind: ParquetKind;
}

export interface ParquetSource {
  readonly columns: readonly ParquetColumn[];
  readonly rows: number;
  /** Values of the named columns, one array per column, in the order asked. */
  read(columns: readonly number[], rowEnd?: number): Promise<readonly ArrayLike<unknown>[]>;
  close(): Promise<void>;
}

/** Time stamps arrive as epoch (or wall-clock) milliseconds: no Date objects for a million rows. */
const PARSERS = {
  timestampFromMilliseconds: (value: bigint) => Number(value),
  timestampFromMicroseconds: (value: bigint) => Number(value / 1000n),
  timestampFromNanoseconds: (value: bigint) => Number(value / 1_000_000n),
  dateFromDays: (days: number) => days * 86_400_000,
};

export async function openParquet(path: string): Promise<ParquetSource> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  const file: AsyncBuffer = {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(end - start);
      let done = 0;
      while (done < bytes.length) {
        const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
        if (bytesRead === 0) throw new Error('the file ends too early');
        done += bytesRead;
      }
      return bytes.buffer;
    },
  };
  try {
    const metadata = await parquetMetadataAsync(file);
    const children = parquetSchema(metadata).children;
    const columns = children.map(
      ({ element }): ParquetColumn => ({ name: element.name, kind: kindOf(element) }),
    );
    return {
      columns,
      rows: Number(metadata.num_rows),
      async read(wanted, rowEnd) {
        const names = wanted.map((index) => columns[index]?.name);
        if (names.some((name) => name === undefined))
          throw refuse(0, `the file has ${columns.length} columns; the plan names one that is not there`);
        const chunks = new Map<string, { rowStart: number; data: ArrayLike<unknown> }[]>();
        await parquetRead({
          file,
          metadata,
          compressors,
          parsers: PARSERS,
          columns: [...new Set(names as string[])],
          ...(rowEnd === undefined ? {} : { rowEnd }),
          onChunk: ({ columnName, columnData, rowStart }) => {
            const list = chunks.get(columnName) ?? [];
            list.push({ rowStart, data: columnData });
            chunks.set(columnName, list);
          },
        });
        const length = Math.min(Number(metadata.num_rows), rowEnd ?? Number.POSITIVE_INFINITY);
        return (names as string[]).map((name) => joined(chunks.get(name) ?? [], length));
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw broken(error);
  }
}

function joined(
  chunks: readonly { rowStart: number; data: ArrayLike<unknown> }[],
  length: number,
): ArrayLike<unknown> {
  const all = new Array<unknown>(length);
  for (const { rowStart, data } of chunks) {
    for (let i = 0; i < data.length && rowStart + i < length; i++) all[rowStart + i] = data[i];
  }
  return all;
}

function kindOf(element: {
  readonly type?: string;
  readonly converted_type?: string;
  readonly logical_type?: { readonly type?: string; readonly isAdjustedToUTC?: boolean };
}): ParquetKind {
  const logical = element.logical_type;
  if (logical?.type === 'TIMESTAMP') return logical.isAdjustedToUTC === false ? 'wall-clock' : 'instant';
  if (element.converted_type?.startsWith('TIMESTAMP')) return 'instant';
  if (element.type === 'INT96') return 'wall-clock';
  if (element.converted_type === 'DATE' || logical?.type === 'DATE') return 'date';
  if (element.type === 'BYTE_ARRAY' || element.type === 'FIXED_LEN_BYTE_ARRAY')
    return element.converted_type === 'DECIMAL' ? 'number' : 'text';
  return element.type && element.type !== 'BOOLEAN' ? 'number' : 'other';
}

/** A value as the text that a CSV would hold: detection works on text for both formats. */
export function cellText(value: unknown, kind: ParquetKind): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' && (kind === 'instant' || kind === 'wall-clock' || kind === 'date')) {
    if (!(value >= EARLIEST_STAMP && value < LATEST_STAMP)) return String(value);
    const iso = new Date(value).toISOString();
    return kind === 'instant' ? iso : kind === 'date' ? iso.slice(0, 10) : iso.slice(0, -1);
  }
  return String(value);
}

export async function parseParquet(
  path: string,
  plan: ImportPlan,
  signal?: AbortSignal,
): Promise<ParsedRows> {
  const source = await openParquet(path);
  try {
    const { columns } = plan;
    const names = Object.keys(columns) as (keyof typeof columns)[];
    const used = names.filter((name) => columns[name] !== undefined);
    const values = await source.read(used.map((name) => columns[name]!));
    signal?.throwIfAborted();
    const at = new Map(used.map((name, i) => [name, values[i]!]));
    return rowsOf(at, source, plan);
  } catch (error) {
    throw signal?.aborted ? error : broken(error);
  } finally {
    await source.close();
  }
}

function rowsOf(
  at: ReadonlyMap<keyof ImportPlan['columns'], ArrayLike<unknown>>,
  source: ParquetSource,
  plan: ImportPlan,
): ParsedRows {
  const { columns } = plan;
  const clock = createZoneClock(plan.timeZone);
  const stamps = createStampReader(plan.timeFormat, clock);
  const sink = createRowSink(columns.openInterest !== undefined);
  const bad = createBadLines('row');
  const stampColumn = columns.timestamp ?? columns.date ?? 0;
  const stampKind = source.columns[stampColumn]!.kind;
  const stampValues = at.get(columns.timestamp === undefined ? 'date' : 'timestamp')!;

  const textAt = (row: number): string[] => {
    const cells: string[] = [];
    for (const [name, list] of at) {
      const column = columns[name]!;
      cells[column] = cellText(list[row], source.columns[column]!.kind);
    }
    return Array.from(cells, (cell) => cell ?? '');
  };

  const stampOf = (row: number): number => {
    const value = stampValues[row];
    if (typeof value === 'number' && columns.time === undefined) {
      const inRange = value >= EARLIEST_STAMP && value < LATEST_STAMP;
      if (stampKind === 'instant') return inRange ? value : Number.NaN;
      if (stampKind === 'wall-clock' || stampKind === 'date')
        return inRange ? clock.toEpoch(value) : Number.NaN;
    }
    return stamps.readText(stampText(textAt(row), columns));
  };

  const number = (name: keyof ImportPlan['columns'], row: number): number => {
    const list = at.get(name);
    if (list === undefined) return 0;
    const value = list[row];
    if (typeof value === 'number') return Number.isFinite(value) ? value : Number.NaN;
    if (typeof value === 'bigint') return Number(value);
    return typeof value === 'string' ? numberFromText(value) : Number.NaN;
  };

  const symbols = at.get('symbol');
  for (let row = 0; row < source.rows; row++) {
    if (symbols && symbols[row] !== symbols[0])
      throw severalSymbols(row + 1, String(symbols[0]), String(symbols[row]));
    const stamp = stampOf(row);
    const open = number('open', row);
    const high = number('high', row);
    const low = number('low', row);
    const close = number('close', row);
    const volume = number('volume', row);
    const openInterest = number('openInterest', row);
    const readable = !Number.isNaN(stamp + open + high + low + close + volume + openInterest);
    if (readable && isPlausible(open, high, low, close, volume, openInterest))
      sink.push(row + 1, stamp, open, high, low, close, volume, openInterest);
    else {
      const cells = textAt(row);
      bad.add(
        row + 1,
        explainCells(cells, columns, undefined, plan.timeFormat),
        cells.join(','),
        sink.length,
      );
    }
  }
  const problems = bad.finish(sink.length);
  if (sink.length === 0) throw refuse(0, 'the file has no rows: there is nothing to import');
  return { rows: sink.finish(), problems };
}

export async function hashFile(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

/** hyparquet's own words are kept, with what they mean for the file. */
function broken(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'FileRefused') return error;
  return refuse(
    0,
    `the Parquet file cannot be read (${error.message}). Nothing of this file was stored. Fetch or export it again.`,
    undefined,
    error,
  );
}
