// Rows as text: tab-separated for the clipboard, comma-separated for a file. Raw values, so that a spreadsheet can compute.

import type { TableColumn } from './table-column.ts';
import { valueText } from './table-column.ts';

function tsvCell(text: string): string {
  return text.replace(/[\t\r\n]+/g, ' ');
}

/** RFC 4180 quoting; a text that a spreadsheet would run as a formula is kept from it by a leading apostrophe. */
function csvCell(text: string, isText: boolean): string {
  const safe = isText && /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toTsv<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const lines = rows.map((row) => columns.map((column) => tsvCell(valueText(column.value(row)))).join('\t'));
  return [columns.map((column) => tsvCell(column.header)).join('\t'), ...lines].join('\n');
}

export function toCsv<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[]): string {
  const lines = rows.map((row) =>
    columns
      .map((column) => {
        const value = column.value(row);
        return csvCell(valueText(value), typeof value === 'string');
      })
      .join(','),
  );
  return `${[columns.map((column) => csvCell(column.header, true)).join(','), ...lines].join('\r\n')}\r\n`;
}
