// Takes the first rows of a file as text cells, for detection and for the preview's table. Called before any plan exists:
// decides the format and the delimiter, nothing else. Reads at most the first half megabyte of text.
import { CsvError, parse } from 'csv-parse/sync';
import type { ImportPlan } from '../../contracts/imports.ts';
import { cellText, openParquet, type ParquetKind } from './parquet-file.ts';
import { QUOTED_OPTIONS } from './parse-quoted.ts';
import { brokenAt } from './parse-text.ts';
import { refuse, shorten } from './problems.ts';
import { BrokenArchive, type SourceFile, streamBytes } from './source-file.ts';

const SAMPLE_BYTES = 512 * 1024;
const SAMPLE_ROWS = 8000;
const DELIMITERS = [',', ';', '\t', '|'] as const;
const FEWEST_COLUMNS = 5;

export interface SampleRow {
  /** 1-based line of the file (row for Parquet). */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface FileSample {
  readonly format: ImportPlan['format'];
  readonly delimiter: ImportPlan['delimiter'];
  /** All lines from the first on, headers included; blank lines left out. */
  readonly rows: readonly SampleRow[];
  /** Column names of a Parquet file; text files have their headers among the rows. */
  readonly names: readonly string[] | null;
  /** Kinds of a Parquet file's columns. */
  readonly kinds: readonly ParquetKind[] | null;
  /** True where the sample is the whole file. */
  readonly complete: boolean;
}

export async function takeSample(
  source: SourceFile,
  delimiter?: ImportPlan['delimiter'],
): Promise<FileSample> {
  return source.packing === 'parquet' ? sampleParquet(source) : sampleText(source, delimiter);
}

async function sampleParquet(source: SourceFile): Promise<FileSample> {
  const file = await openParquet(source.path);
  try {
    const flat = file.columns.map((_, i) => i);
    const rowCount = Math.min(SAMPLE_ROWS, file.rows);
    if (rowCount === 0) throw refuse(0, 'the file has no rows: there is nothing to import');
    const values = await file.read(flat, rowCount);
    const rows = Array.from({ length: rowCount }, (_, row) => ({
      line: row + 1,
      cells: values.map((column, i) => cellText(column[row], file.columns[i]!.kind)),
    }));
    return {
      format: 'parquet',
      delimiter: ',',
      rows,
      names: file.columns.map((column) => column.name),
      kinds: file.columns.map((column) => column.kind),
      complete: rowCount === file.rows,
    };
  } finally {
    await file.close();
  }
}

async function sampleText(source: SourceFile, wanted?: ImportPlan['delimiter']): Promise<FileSample> {
  const { text, complete } = await headOf(source);
  const lines = text.split(/\r?\n/);
  // The last line of a partial sample is cut off in the middle.
  if (!complete && lines.length > 1) lines.pop();
  const filled = lines
    .map((line, i) => ({ line: i + 1, text: line }))
    .filter((row) => row.text.trim() !== '')
    .slice(0, SAMPLE_ROWS);
  if (filled.length === 0) throw refuse(0, 'the file holds only blank lines: there is nothing to import');
  const delimiter = wanted ?? delimiterOf(filled.map((row) => row.text));
  if (delimiter === null)
    throw refuse(
      filled[0]!.line,
      'no comma, semicolon, tab or bar divides the lines into a stamp and four prices: this is not a candle file',
      filled[0]!.text,
    );
  const rows = text.includes('"')
    ? quotedRows(text, delimiter)
    : filled.map(({ line, text: content }) => ({
        line,
        cells: content.split(delimiter).map((cell) => cell.trim()),
      }));
  return { format: 'csv', delimiter, rows, names: null, kinds: null, complete };
}

function quotedRows(text: string, delimiter: string): SampleRow[] {
  return parseRecords(text, delimiter)
    .filter(({ record }) => record.some((cell) => cell !== ''))
    .map(({ record, info }) => ({ line: info.lines, cells: record }));
}

function parseRecords(text: string, delimiter: string) {
  try {
    return parse(text, { ...QUOTED_OPTIONS, delimiter, info: true, to: SAMPLE_ROWS }) as unknown as {
      readonly record: string[];
      readonly info: { readonly lines: number };
    }[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw refuse(
      Number((error as CsvError & { lines?: number }).lines ?? 0),
      `the quotes of this file do not match: ${error.message}`,
      undefined,
      error,
    );
  }
}

async function headOf(source: SourceFile): Promise<{ text: string; complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let complete = true;
  try {
    for await (const chunk of streamBytes(source)) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= SAMPLE_BYTES) {
        complete = false;
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    const lines = Buffer.concat(chunks).toString('utf8').split('\n').length - 1;
    // Enough came out to show a preview: the parser will name the break.
    if (lines < 2) throw brokenAt(error, lines);
    complete = false;
  }
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (text.includes('\0'))
    throw refuse(0, `the file is binary, not text: it begins with "${shorten(text.slice(0, 40))}"`);
  return { text, complete };
}

/** The delimiter that gives most lines the same number (at least five) of cells; null where none does. */
function delimiterOf(lines: readonly string[]): ImportPlan['delimiter'] | null {
  const probe = lines.slice(0, 200);
  let best: { delimiter: ImportPlan['delimiter']; share: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of probe) {
      const cells = line.split(delimiter).length;
      if (cells >= FEWEST_COLUMNS) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const share = Math.max(0, ...counts.values()) / probe.length;
    if (share > (best?.share ?? 0)) best = { delimiter, share };
  }
  return best?.delimiter ?? null;
}
