// The general path: text with quoted cells, read by csv-parse. Slower than parse-text.ts and with the same rules; used only
// where a quote character occurs. Line numbers are those of the file, also where a quoted cell spans lines.
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { ImportPlan } from '../../contracts/imports.ts';
import { explainCells, isPlausible, lastColumn, numberFromText } from './cells.ts';
import {
  brokenAt,
  createBlankLines,
  type ParsedRows,
  type ParseOptions,
  severalSymbols,
} from './parse-text.ts';
import { createBadLines, refuse } from './problems.ts';
import { createRowSink } from './raw-rows.ts';
import { BrokenArchive, type ByteStream } from './source-file.ts';
import { createStampReader } from './stamp-reader.ts';
import { createZoneClock } from './zone-clock.ts';

interface RecordWithInfo {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** How csv-parse is set up wherever this importer uses it. */
export const QUOTED_OPTIONS = {
  bom: true,
  trim: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
} as const;

export async function parseQuoted(
  stream: ByteStream,
  plan: ImportPlan,
  options: ParseOptions = {},
): Promise<ParsedRows> {
  const { columns } = plan;
  const { expectedCells } = options;
  const stamps = createStampReader(plan.timeFormat, createZoneClock(plan.timeZone));
  const sink = createRowSink(columns.openInterest !== undefined);
  const bad = createBadLines();
  const blanks = createBlankLines();
  const needed = lastColumn(columns) + 1;
  let line = 0;
  let symbol: string | undefined;

  const readRow = (cells: readonly string[]): boolean => {
    if (cells.length < needed || (expectedCells !== undefined && cells.length !== expectedCells))
      return false;
    const number = (column: number | undefined) =>
      column === undefined ? 0 : numberFromText(cells[column]!);
    const stamp = stamps.readText(stampText(cells, columns));
    const open = number(columns.open);
    const high = number(columns.high);
    const low = number(columns.low);
    const close = number(columns.close);
    const volume = number(columns.volume);
    const openInterest = number(columns.openInterest);
    if (Number.isNaN(stamp + open + high + low + close + volume + openInterest)) return false;
    if (!isPlausible(open, high, low, close, volume, openInterest)) return false;
    sink.push(line, stamp, open, high, low, close, volume, openInterest);
    return true;
  };

  const records = Readable.from(stream).pipe(
    parse({ ...QUOTED_OPTIONS, delimiter: plan.delimiter, info: true }),
  ) as AsyncIterable<RecordWithInfo>;
  try {
    for await (const { record, info } of records) {
      line = info.lines;
      if (line <= plan.headerRows) continue;
      if (record.every((cell) => cell === '')) {
        blanks.add(line);
        continue;
      }
      blanks.data();
      const found = columns.symbol === undefined ? undefined : record[columns.symbol];
      if (found !== undefined) {
        symbol ??= found;
        if (found !== symbol) throw severalSymbols(line, symbol, found);
      }
      if (!readRow(record))
        bad.add(
          line,
          explainCells(record, columns, expectedCells, plan.timeFormat),
          record.join(plan.delimiter),
          sink.length,
        );
    }
  } catch (error) {
    if (error instanceof BrokenArchive) throw brokenAt(error, line);
    if (error instanceof CsvError)
      throw refuse(line + 1, `${error.message}. Nothing of this file was stored.`, undefined, error);
    throw error;
  }
  const problems = [...bad.finish(sink.length), ...blanks.problems()];
  if (sink.length === 0)
    throw refuse(line, 'the file has no data rows below its header: there is nothing to import');
  return { rows: sink.finish(), problems };
}

export function stampText(cells: readonly string[], columns: ImportPlan['columns']): string {
  if (columns.timestamp !== undefined) return cells[columns.timestamp] ?? '';
  const date = cells[columns.date ?? 0] ?? '';
  return columns.time === undefined ? date : `${date} ${cells[columns.time] ?? ''}`;
}
