// Opens a foreign file and says what kind of text it is: rows of cells, JSON lines, one JSON document, or plain text. Called by the
// preview and the import. Knows no layout. The whole file is held in memory, so its size is bounded.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import { AppError } from '../../../contracts/errors.ts';
import {
  BrokenArchive,
  cellText,
  openParquet,
  openSource,
  QUOTED_OPTIONS,
  type SourceFile,
  streamBytes,
} from '../../imports/index.ts';

export type ForeignContent =
  /** Lines of cells as they stand, a header among them if there is one. */
  | { readonly kind: 'cells'; readonly rows: readonly (readonly string[])[] }
  | {
      readonly kind: 'columns';
      readonly names: readonly string[];
      readonly columns: readonly (readonly string[])[];
    }
  /** One object per line; lines that are none are counted. */
  | {
      readonly kind: 'lines';
      readonly records: readonly Readonly<Record<string, unknown>>[];
      readonly broken: number;
    }
  | { readonly kind: 'document'; readonly value: unknown }
  | { readonly kind: 'text'; readonly lines: number }
  /** Begins like JSON and is none. */
  | { readonly kind: 'broken-json'; readonly lines: number };

export interface ForeignFile {
  readonly path: string;
  readonly fileName: string;
  /** Of the file as it lies on disk. */
  readonly sha256: string;
  readonly content: ForeignContent;
}

/** Unpacked. A larger file is a market data archive, not a dataset somebody labelled. */
const MOST_BYTES = 64 * 2 ** 20;
const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_LINES = 200;

/** Throws NOT_FOUND, BAD_REQUEST, or BAD_DATA where the bytes are no text of ours. */
export async function readForeign(path: string): Promise<ForeignFile> {
  const source = await openSource(path);
  const fileName = basename(path);
  if (source.bytes > MOST_BYTES) throw tooLarge(fileName);
  if (source.packing === 'parquet') return { path, fileName, ...(await parquetOf(path)) };
  const { text, sha256 } = await textOf(source, fileName);
  return { path, fileName, sha256, content: contentOf(text, fileName) };
}

async function parquetOf(path: string): Promise<Pick<ForeignFile, 'sha256' | 'content'>> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  const file = await openParquet(path);
  try {
    const values = await file.read(file.columns.map((_, k) => k));
    return {
      sha256,
      content: {
        kind: 'columns',
        names: file.columns.map((column) => column.name),
        columns: values.map((column, k) =>
          Array.from({ length: file.rows }, (_, row) => cellText(column[row], file.columns[k]!.kind)),
        ),
      },
    };
  } finally {
    await file.close();
  }
}

async function textOf(
  source: SourceFile,
  fileName: string,
): Promise<{ readonly text: string; readonly sha256: string }> {
  const stream = streamBytes(source);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_BYTES) throw tooLarge(fileName);
    }
  } catch (error) {
    if (!(error instanceof BrokenArchive)) throw error;
    throw new AppError(
      'BAD_DATA',
      `${fileName}: ${error.reason}. Nothing was imported; fetch the file again.`,
    );
  }
  return {
    text: Buffer.concat(chunks)
      .toString('utf8')
      .replace(/^\uFEFF/, ''),
    sha256: stream.sha256(),
  };
}

function tooLarge(fileName: string): AppError {
  return new AppError(
    'REFUSED',
    `${fileName} is larger than ${MOST_BYTES / 2 ** 20} MB. Nothing was imported; split it by period or instrument.`,
  );
}

function contentOf(text: string, fileName: string): ForeignContent {
  const trimmed = text.trim();
  if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
    const value = jsonOf(trimmed);
    if (value !== undefined && !isRecordList(value)) return singleRecord(trimmed, value);
    if (value !== undefined) return { kind: 'lines', records: value as Record<string, unknown>[], broken: 0 };
    const lines = linesOf(trimmed);
    if (lines) return lines;
    return { kind: 'broken-json', lines: trimmed.split('\n').length };
  }
  const delimiter = delimiterOf(trimmed);
  if (delimiter === null) return { kind: 'text', lines: trimmed.split('\n').length };
  try {
    const rows = (parse(text, { ...QUOTED_OPTIONS, delimiter, skip_empty_lines: true }) as string[][]).filter(
      (row) => row.some((cell) => cell !== ''),
    );
    return { kind: 'cells', rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError(
      'BAD_DATA',
      `${fileName} cannot be read: ${error.message}. Nothing was imported.`,
      undefined,
      error,
    );
  }
}

/** A file of one JSON line is a log with one entry, where it is not spread over lines. */
function singleRecord(text: string, value: unknown): ForeignContent {
  const log = !text.includes('\n') && isRecord(value) && 'pred_for' in value;
  return log ? { kind: 'lines', records: [value], broken: 0 } : { kind: 'document', value };
}

function linesOf(text: string): ForeignContent | null {
  const records: Record<string, unknown>[] = [];
  let broken = 0;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const value = jsonOf(line);
    if (isRecord(value)) records.push(value);
    else broken++;
  }
  return records.length > broken ? { kind: 'lines', records, broken } : null;
}

function jsonOf(text: string): unknown {
  try {
    // Files written by Python hold NaN, which JSON does not know.
    return JSON.parse(text.replaceAll(/(?<=[:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g, 'null'));
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isRecordList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

/** The delimiter under which the first lines divide most evenly into two cells or more; null for plain text. */
function delimiterOf(text: string): string | null {
  const lines = text.split(/\r?\n/, SAMPLE_LINES).filter((line) => line.trim() !== '');
  let best: { readonly delimiter: string; readonly score: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const widths = lines.map((line) => unquoted(line).split(delimiter).length);
    const divided = widths.filter((width) => width > 1).length;
    if (divided < 0.8 * lines.length) continue;
    const score = widths.reduce((sum, width) => sum + width, 0);
    if (best === null || score > best.score) best = { delimiter, score };
  }
  return best?.delimiter ?? null;
}

function unquoted(line: string): string {
  return line.replaceAll(/"(?:[^"]|"")*"/g, '""');
}
