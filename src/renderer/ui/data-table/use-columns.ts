// Which columns a table shows, remembered per table name on this machine.

import { useState } from 'react';
import { readLocal, writeLocal } from '../local-store.ts';
import type { TableColumn } from './table-column.ts';

export type ColumnVisibility = Record<string, boolean>;

/** Remembered choices win over the columns' own defaults; columns unknown to the memory keep theirs. */
export function visibilityOf<Row>(
  columns: readonly TableColumn<Row>[],
  remembered: string | null,
): ColumnVisibility {
  const visibility: ColumnVisibility = {};
  for (const column of columns) if (column.hidden) visibility[column.id] = false;
  if (!remembered) return visibility;
  try {
    const stored: unknown = JSON.parse(remembered);
    if (typeof stored !== 'object' || stored === null) return visibility;
    for (const [id, shown] of Object.entries(stored))
      if (typeof shown === 'boolean' && columns.some((column) => column.id === id)) visibility[id] = shown;
  } catch {
    // A damaged memory is forgotten.
  }
  return visibility;
}

export function useColumnVisibility<Row>(name: string, columns: readonly TableColumn<Row>[]) {
  const key = `columns-${name}`;
  const [visibility, setVisibility] = useState(() => visibilityOf(columns, readLocal(key)));
  const change = (next: ColumnVisibility) => {
    setVisibility(next);
    writeLocal(key, JSON.stringify(next));
  };
  return [visibility, change] as const;
}
