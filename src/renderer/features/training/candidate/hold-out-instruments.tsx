// The AUC of each instrument on the hold-out, folded: with few rows each, they are for looking.

import type { HoldOutResult } from '../../../../contracts/training-results.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import styles from './candidate.module.css';
import { known, MISSING, three } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';

type InstrumentRow = HoldOutResult['perInstrument'][number];

const COLUMNS: readonly TableColumn<InstrumentRow>[] = [
  { id: 'instrument', header: 'Instrument', width: 200, value: (row) => row.instrumentId },
  {
    id: 'rows',
    header: 'Rows',
    width: 80,
    align: 'right',
    value: (row) => row.rows,
    cell: (row) => formatNumber(row.rows),
  },
  {
    id: 'auc',
    header: 'AUC',
    width: 80,
    align: 'right',
    value: (row) => row.auc,
    cell: (row) => <KnownValue known={known(row.auc, three, MISSING.auc)} />,
  },
];

export function HoldOutInstruments({ result }: { readonly result: HoldOutResult }) {
  if (result.perInstrument.length === 0) return null;
  return (
    <details className={styles.folded}>
      <summary>{plural(result.perInstrument.length, 'instrument')} alone</summary>
      <DataTable<InstrumentRow>
        label="Instruments of the hold-out"
        name="hold-out-instruments"
        columns={COLUMNS}
        rows={result.perInstrument}
        rowId={(row) => row.instrumentId}
        maxHeight={260}
        plain
      />
    </details>
  );
}
