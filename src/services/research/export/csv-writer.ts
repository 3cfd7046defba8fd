// Writes parts as CSV, a slice of rows at a time. Called by the export body; knows nothing of names or folders. Quoting is
// csv-stringify's; it is asked once per different word, since a million numbers and stamps need none.

import type { FileHandle } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';
import { cellsOf, type ExportedColumn, type ExportedPart } from './export-columns.ts';
import type { PartWriter } from './part-writer.ts';

/** Rows whose text lies in memory together. */
const SLICE = 2_000;
/** Stamps consist of digits and `T:.+-`; no reader takes them for anything else. */
const PLAIN = /^[0-9T:.+-]+$/;

export async function createCsvWriter(
  file: FileHandle,
  columns: readonly ExportedColumn[],
): Promise<PartWriter> {
  const words = new Map<string, string>();
  const quoted = (text: string): string => {
    if (PLAIN.test(text)) return text;
    let found = words.get(text);
    if (found === undefined) {
      found = stringify([[text]]).trimEnd();
      words.set(text, found);
    }
    return found;
  };
  const textOf = (part: ExportedPart, from: number, to: number): string => {
    let text = '';
    for (let row = from; row < to; row++) {
      let separator = '';
      for (const cell of cellsOf(part, row)) {
        text += separator + (typeof cell === 'string' ? quoted(cell) : cell === null ? '' : String(cell));
        separator = ',';
      }
      text += '\n';
    }
    return text;
  };

  await file.appendFile(stringify([columns.map((column) => column.name)]));
  return {
    async write(part, breath) {
      for (let from = 0; from < part.columns.rows; from += SLICE) {
        await breath();
        await file.appendFile(textOf(part, from, Math.min(part.columns.rows, from + SLICE)));
      }
    },
    finish: async () => {},
  };
}
