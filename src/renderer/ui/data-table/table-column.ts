// What a page declares about one column of a DataTable. The value sorts, filters and exports; the cell only draws.

import type { ReactNode } from 'react';

export type CellValue = string | number | boolean | null | undefined;

export interface TableColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Raw value: sorted, filtered, copied and exported. Numbers stay numbers; NaN and null sort last either way. */
  readonly value: (row: Row) => CellValue;
  /** How it is drawn; the value's text by default. */
  readonly cell?: (row: Row) => ReactNode;
  /** Text the filter also looks at, where the drawn words differ from the value. */
  readonly filterText?: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Pixels; 112 by default. */
  readonly width?: number;
  /** Explanation on hover of the header. */
  readonly help?: string;
  /** Not shown until chosen in the column menu. */
  readonly hidden?: boolean;
  readonly total?: (rows: readonly Row[]) => ReactNode;
}

export function valueText(value: CellValue): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return String(value);
}
