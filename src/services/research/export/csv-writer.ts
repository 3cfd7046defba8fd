// Writes parts as CSV, a slice of rows at a time, through csv-stringify. Called by the export body; knows nothing of names or folders.

import type { FileHandle } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { cellsOf, type ExportedColumn, type ExportedPart } from './export-columns.ts';
import type { PartWriter } from './part-writer.ts';

/** Rows whose text lies in memory together. */
const SLICE = 2_000;

export async function createCsvWriter(
  file: FileHandle,
  columns: readonly ExportedColumn[],
): Promise<PartWriter> {
  await file.write(stringify([columns.map((column) => column.name)]));
  return {
    async write(part, breath) {
      for (let from = 0; from < part.columns.rows; from += SLICE) {
        await breath();
        await file.write(textOf(part, from, Math.min(part.columns.rows, from + SLICE)));
      }
    },
    finish: async () => {},
  };
}

function textOf(part: ExportedPart, from: number, to: number): string {
  const rows: (readonly (string | number | null)[])[] = [];
  for (let row = from; row < to; row++) rows.push(cellsOf(part, row));
  return stringify(rows);
}
