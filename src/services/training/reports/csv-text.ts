// Rows as CSV text. Called by every report of this folder. Quoting is csv-stringify's, asked once per different word; cells that begin like
// a formula are guarded, since names come from files.

import { stringify } from 'csv-stringify/sync';

/** A number that is not finite is an empty cell. */
export type Cell = string | number | null;

const NUMERIC = /^[0-9T:.+-]+$/;

export function csvText(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const words = new Map<string, string>();
  const quoted = (text: string): string => {
    let found = words.get(text);
    if (found === undefined) {
      found = stringify([[text]], { escape_formulas: true }).trimEnd();
      words.set(text, found);
    }
    return found;
  };
  const cellText = (cell: Cell): string => {
    if (cell === null) return '';
    if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
    // Stamps and figures kept as text: no reader takes them for a formula.
    return cell !== '' && /^[0-9]/.test(cell) && NUMERIC.test(cell) ? cell : quoted(cell);
  };
  const lines = [header.map(quoted).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\n')}\n`;
}
