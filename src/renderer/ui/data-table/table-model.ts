// The headless model behind DataTable: sorting and column visibility of TanStack Table over our columns.
// Filtering happens before (table-filter.ts), because one filter line spans columns.

import {
  type ColumnDef,
  columnVisibilityFeature,
  createSortedRowModel,
  rowSortingFeature,
  type SortFn,
  tableFeatures,
} from '@tanstack/react-table';
import type { CellValue, TableColumn } from './table-column.ts';

export const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  sortedRowModel: createSortedRowModel(),
});
export type Features = typeof features;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

/** Undefined makes TanStack sort it last in both directions. */
function sortable(value: CellValue): CellValue {
  return value === null || (typeof value === 'number' && Number.isNaN(value)) ? undefined : value;
}

export function columnDefinitions<Row extends object>(
  columns: readonly TableColumn<Row>[],
): ColumnDef<Features, Row>[] {
  const sortFn: SortFn<Features, Row> = (a, b, id) =>
    compareValues(a.getValue<CellValue>(id), b.getValue<CellValue>(id));
  return columns.map((column) => ({
    id: column.id,
    header: column.header,
    accessorFn: (row: Row) => sortable(column.value(row)),
    sortFn,
    sortUndefined: 'last' as const,
    sortDescFirst: column.align === 'right',
  }));
}
