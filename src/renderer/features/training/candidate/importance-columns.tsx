// Columns of the features: the name and each measure that exists for this family.

import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { known, MISSING } from './candidate-model.ts';
import { type ImportanceRow, type MeasureWords, measured } from './importance-model.ts';
import { KnownValue } from './known-value.tsx';

export function importanceColumns(measures: readonly MeasureWords[]): readonly TableColumn<ImportanceRow>[] {
  return [
    {
      id: 'feature',
      header: 'Feature',
      width: 210,
      value: (row) => row.name,
      cell: (row) => <span title={row.name}>{row.name}</span>,
    },
    ...measures.map(
      ({ id, title, help, text }): TableColumn<ImportanceRow> => ({
        id,
        header: title,
        width: 106,
        align: 'right',
        help,
        value: (row) => measured(row, id),
        cell: (row) => <KnownValue known={known(measured(row, id), text, MISSING.permutation)} />,
      }),
    ),
  ];
}
