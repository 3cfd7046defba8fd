// The text alternative of a chart: its figures as rows. The same rows are the CSV export. Pure.

import type { TableColumn } from '../ui/data-table/table-column.ts';
import { toCsv } from '../ui/data-table/table-text.ts';

export type ChartCell = string | number | null;

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ChartCell[])[];
}

export interface IndexedRow {
  readonly index: number;
  readonly cells: readonly ChartCell[];
}

export function indexedRows(table: ChartTable): readonly IndexedRow[] {
  return table.rows.map((cells, index) => ({ index, cells }));
}

export function tableColumns(table: ChartTable): readonly TableColumn<IndexedRow>[] {
  return table.columns.map((header, place) => ({
    id: `column-${place}`,
    header,
    width: place === 0 ? 200 : 132,
    ...(table.rows.some((row) => typeof row[place] === 'number') ? { align: 'right' as const } : {}),
    value: (row: IndexedRow) => row.cells[place] ?? null,
  }));
}

export function chartCsv(table: ChartTable): string {
  return toCsv(indexedRows(table), tableColumns(table));
}
