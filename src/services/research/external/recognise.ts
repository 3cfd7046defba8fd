// From the content of a foreign file to its layout: a table with names, or what it is instead. Called by the inspection. Decides by
// content, never by the file's name.

import { numberFromText } from '../../imports/index.ts';
import { isKeyValueRow, readFeatureLog } from './feature-log.ts';
import { columnsOf, isMissing, notATable, type Recognised, tableOf } from './foreign-table.ts';
import { headerLayout } from './header-layouts.ts';
import { readJsonDocument } from './json-documents.ts';
import { readJsonLines } from './json-lines.ts';
import type { ForeignContent } from './read-foreign.ts';

export function recognise(content: ForeignContent): Recognised {
  switch (content.kind) {
    case 'document':
      return readJsonDocument(content.value);
    case 'lines':
      return readJsonLines(content.records, content.broken);
    case 'text':
      return notATable(
        'plain text',
        'It is text without columns: a list, a setting or the log of a program. There are no rows with a time and numbers in it.',
        content.lines,
      );
    case 'broken-json':
      return notATable(
        'broken JSON',
        'It begins like JSON and is not: it was cut off or edited. Fetch or write the file again.',
        content.lines,
      );
    case 'columns':
      return named(content.names, content.columns, []);
    case 'cells':
      return fromCells(content.rows);
  }
}

const SAMPLE = 50;
const CANDLE_ADVICE =
  'It holds candles. Candles are no dataset: import them with Data → Import (or `import <file>`), then build a dataset from them.';

function fromCells(rows: readonly (readonly string[])[]): Recognised {
  const [header, ...data] = rows;
  if (header === undefined) return notATable('empty file', 'It holds no rows.');
  if (rows.some(isKeyValueRow)) return readFeatureLog(rows);
  if (!isHeader(header)) {
    if (looksLikeCandles(rows)) return notATable('candles without a header', CANDLE_ADVICE, rows.length);
    if (looksLikeProgramLog(rows))
      return notATable(
        'log of a program',
        'It is what a program wrote while it ran, not rows with numbers. There is nothing to learn from.',
        rows.length,
      );
    return readFeatureLog(rows);
  }
  const width = header.length;
  const ragged = data.filter((row) => row.length !== width).length;
  if (ragged > data.length / 2)
    return notATable(
      'plain text',
      'Its lines have no columns in common: it is text, not a table.',
      data.length,
    );
  const whole = data.filter((row) => row.length === width);
  return named(
    header,
    columnsOf(whole, width),
    ragged > 0 ? [`${ragged} lines with another number of columns than the header were left out.`] : [],
  );
}

function named(
  given: readonly string[],
  columns: readonly (readonly string[])[],
  notes: readonly string[],
): Recognised {
  const names = uniqueNames(given);
  const rows = columns[0]?.length ?? 0;
  const layout = headerLayout(names, rows);
  if (layout.refusal !== null)
    return notATable(layout.layout, layout.refusal, rows, layout.findings?.(names, columns) ?? []);
  if (isCandleHeader(names)) return notATable('candles', CANDLE_ADVICE, rows);
  return tableOf({ layout: layout.layout, names, columns, notes });
}

/** A name that occurs twice gets its place behind it, so that every column can be spoken of. */
function uniqueNames(given: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return given.map((raw, k) => {
    const name = raw.trim() === '' ? `column ${k + 1}` : raw.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

const STAMP = /^\d{4}-\d{2}-\d{2}|^\d{2}[-/]\d{2}[-/]\d{4}|^\d{8}[ T]/;

/** No cell of a header is a number or a stamp. */
function isHeader(cells: readonly string[]): boolean {
  return (
    cells.some((cell) => cell !== '') &&
    cells.every((cell) => Number.isNaN(numberFromText(cell)) && !STAMP.test(cell))
  );
}

/** A stamp, then four prices of which the second is the highest and the third the lowest, in nearly every row. */
function looksLikeCandles(rows: readonly (readonly string[])[]): boolean {
  const sample = rows.slice(0, SAMPLE);
  const fitting = sample.filter((row) => {
    const [open, high, low, close] = row.slice(1, 5).map(numberFromText);
    return (
      row.length >= 5 &&
      STAMP.test(row[0]!) &&
      high! >= Math.max(open!, close!, low!) &&
      low! <= Math.min(open!, close!)
    );
  });
  return fitting.length >= 0.9 * sample.length;
}

function looksLikeProgramLog(rows: readonly (readonly string[])[]): boolean {
  const sample = rows.slice(0, SAMPLE);
  return (
    sample.filter((row) => row.some((cell) => /^(INFO|WARN|WARNING|ERROR|DEBUG)$/.test(cell.trim())))
      .length >=
    0.5 * sample.length
  );
}

const CANDLE_NAMES = new Set([
  'timestamp',
  'date',
  'time',
  'datetime',
  'symbol',
  'ticker',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'oi',
  'openinterest',
  'open_interest',
  'vwap',
  'tick_count',
  'cvd',
  'session_vwap',
]);

function isCandleHeader(names: readonly string[]): boolean {
  const lower = names.map((name) => name.toLowerCase());
  return (
    ['open', 'high', 'low', 'close'].every((name) => lower.includes(name)) &&
    lower.every((name) => CANDLE_NAMES.has(name) || isMissing(name))
  );
}
