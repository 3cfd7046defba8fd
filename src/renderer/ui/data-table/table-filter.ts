// The filter line of a table: words that any column may contain, and comparisons `column>value`. Pure.
// `tcs net>1000 side:long` keeps rows that satisfy all three; quotes keep spaces together.

import type { TableColumn } from './table-column.ts';
import { valueText } from './table-column.ts';

type Operator = ':' | '=' | '>' | '<' | '>=' | '<=';

export interface FilterTerm<Row> {
  readonly matches: (row: Row) => boolean;
}

const squash = (text: string): string => text.toLowerCase().replace(/[\s_.-]+/g, '');

function columnNamed<Row>(columns: readonly TableColumn<Row>[], name: string): TableColumn<Row> | undefined {
  const wanted = squash(name);
  return (
    columns.find((column) => squash(column.id) === wanted || squash(column.header) === wanted) ??
    columns.find((column) => wanted !== '' && squash(column.header).startsWith(wanted))
  );
}

function searchText<Row>(column: TableColumn<Row>, row: Row): string {
  const own = valueText(column.value(row));
  return (column.filterText ? `${own} ${column.filterText(row)}` : own).toLowerCase();
}

/** Numbers as people type them: `1,204`, `−3.5`, `12%` stays 12. */
function numberOf(text: string): number {
  const plain = text.replace(/[,₹%\s]/g, '').replace('−', '-');
  return plain === '' ? Number.NaN : Number(plain);
}

function compare<Row>(column: TableColumn<Row>, operator: Operator, wanted: string): (row: Row) => boolean {
  if (operator === ':') return (row) => searchText(column, row).includes(wanted.toLowerCase());
  const wantedNumber = numberOf(wanted);
  return (row) => {
    const value = column.value(row);
    if (typeof value === 'number' && Number.isFinite(wantedNumber)) {
      if (operator === '=') return value === wantedNumber;
      if (operator === '>') return value > wantedNumber;
      if (operator === '<') return value < wantedNumber;
      return operator === '>=' ? value >= wantedNumber : value <= wantedNumber;
    }
    if (value === null || value === undefined || typeof value === 'number') return false;
    // Dates are `yyyy-mm-dd`, so text order is time order.
    const text = String(value).toLowerCase();
    const other = wanted.toLowerCase();
    if (operator === '=') return text === other;
    if (operator === '>') return text > other;
    if (operator === '<') return text < other;
    return operator === '>=' ? text >= other : text <= other;
  };
}

/** Words and quoted phrases of the line; a comparison keeps its quoted value: `setup:"A MOD"`. */
function splitLine(line: string): string[] {
  return (line.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []).map((part) => part.replaceAll('"', ''));
}

export function parseFilter<Row>(line: string, columns: readonly TableColumn<Row>[]): FilterTerm<Row>[] {
  return splitLine(line)
    .filter((part) => part !== '')
    .map((part) => {
      const match = /^([^:=<>]+)(>=|<=|[:=<>])(.+)$/.exec(part);
      const column = match ? columnNamed(columns, match[1] as string) : undefined;
      if (match && column) return { matches: compare(column, match[2] as Operator, match[3] as string) };
      // `NSE:TCS` is an instrument, not a comparison with a column called NSE.
      const word = part.toLowerCase();
      return { matches: (row: Row) => columns.some((each) => searchText(each, row).includes(word)) };
    });
}

export function filterRows<Row>(
  rows: readonly Row[],
  line: string,
  columns: readonly TableColumn<Row>[],
): readonly Row[] {
  const terms = parseFilter(line, columns);
  return terms.length === 0 ? rows : rows.filter((row) => terms.every((term) => term.matches(row)));
}
