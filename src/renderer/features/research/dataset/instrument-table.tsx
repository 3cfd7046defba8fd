// What each instrument gave: sessions, gaps, rows, drops and hashes. A row opens its rows.

import { useNavigate } from '@tanstack/react-router';
import type { Dataset, DatasetInstrument } from '../../../../contracts/datasets.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { shortHash } from '../dataset-words.ts';
import styles from './dataset.module.css';

const droppedOf = (one: DatasetInstrument) =>
  Object.values(one.dropped).reduce((sum, count) => sum + count, 0);
const total = (count: (one: DatasetInstrument) => number) => (rows: readonly DatasetInstrument[]) =>
  formatNumber(rows.reduce((sum, row) => sum + count(row), 0));

const COLUMNS: readonly TableColumn<DatasetInstrument>[] = [
  { id: 'instrument', header: 'Instrument', width: 190, value: (one) => one.instrumentId },
  { id: 'base', header: 'Candles', width: 72, value: (one) => one.baseInterval },
  {
    id: 'sessions',
    header: 'Sessions',
    width: 88,
    align: 'right',
    value: (one) => one.sessions,
    cell: (one) => formatNumber(one.sessions),
  },
  {
    id: 'missing',
    header: 'Missing',
    width: 80,
    align: 'right',
    help: 'Sessions the calendar has and the store has not',
    value: (one) => one.missingSessions,
    cell: (one) => formatNumber(one.missingSessions),
    total: total((one) => one.missingSessions),
  },
  {
    id: 'rows',
    header: 'Rows',
    width: 96,
    align: 'right',
    value: (one) => one.rows,
    cell: (one) => formatNumber(one.rows),
    total: total((one) => one.rows),
  },
  {
    id: 'dropped',
    header: 'Dropped',
    width: 88,
    align: 'right',
    value: droppedOf,
    cell: (one) => formatNumber(droppedOf(one)),
    total: total(droppedOf),
  },
  {
    id: 'candles',
    header: 'Candle hash',
    width: 120,
    help: 'Over the hashes of every candle day it read',
    value: (one) => one.candleHash,
    cell: (one) => (
      <span className="ad-mono" title={one.candleHash}>
        {shortHash(one.candleHash)}
      </span>
    ),
  },
  {
    id: 'content',
    header: 'Row hash',
    width: 120,
    help: 'Over the stored columns',
    value: (one) => one.contentHash,
    cell: (one) => (
      <span className="ad-mono" title={one.contentHash}>
        {shortHash(one.contentHash)}
      </span>
    ),
  },
];

export function InstrumentTable({ dataset }: { readonly dataset: Dataset }) {
  const navigate = useNavigate();
  return (
    <Panel title="Instruments">
      <div className={styles.table}>
        <DataTable<DatasetInstrument>
          label="Instruments of the dataset"
          name="dataset-instruments"
          columns={COLUMNS}
          rows={dataset.perInstrument}
          rowId={(one) => one.instrumentId}
          onOpen={(one) =>
            void navigate({
              to: '/research/datasets/$datasetId',
              params: { datasetId: dataset.id },
              search: { view: 'rows', instrument: one.instrumentId },
            })
          }
          maxHeight={460}
          plain={dataset.perInstrument.length < 12}
        />
      </div>
    </Panel>
  );
}
