// Every stored instrument and interval as a table: the text alternative of the heat map, with figures.

import type { InstrumentSummary } from '../../../contracts/market.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../ui/data-table/table-column.ts';
import { formatNumber, formatSessionDate } from '../../ui/format.ts';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import styles from './data.module.css';
import { type InstrumentRow, instrumentRows } from './instrument-rows.ts';

function sum(rows: readonly InstrumentRow[], value: (row: InstrumentRow) => number): string {
  return formatNumber(rows.reduce((total, row) => total + value(row), 0));
}

const COLUMNS: readonly TableColumn<InstrumentRow>[] = [
  {
    id: 'instrument',
    header: 'Instrument',
    width: 230,
    value: (row) => row.instrument.id,
    filterText: (row) => (row.instrument.synthetic ? 'synthetic' : ''),
    cell: (row) => (
      <span className={styles.name}>
        {row.instrument.id}
        {row.instrument.synthetic ? <SyntheticBadge /> : null}
      </span>
    ),
  },
  { id: 'kind', header: 'Kind', width: 80, value: (row) => row.instrument.kind },
  { id: 'interval', header: 'Interval', width: 80, value: (row) => row.interval },
  {
    id: 'bars',
    header: 'Bars',
    align: 'right',
    width: 100,
    value: (row) => row.bars,
    cell: (row) => formatNumber(row.bars),
    total: (rows) => sum(rows, (row) => row.bars),
  },
  {
    id: 'sessions',
    header: 'Sessions',
    align: 'right',
    width: 90,
    value: (row) => row.sessions,
    cell: (row) => formatNumber(row.sessions),
    total: (rows) => sum(rows, (row) => row.sessions),
  },
  {
    id: 'flagged',
    header: 'Flagged',
    help: 'Sessions with at least one quality flag',
    align: 'right',
    width: 84,
    value: (row) => row.flaggedSessions,
    cell: (row) => formatNumber(row.flaggedSessions),
    total: (rows) => sum(rows, (row) => row.flaggedSessions),
  },
  {
    id: 'first',
    header: 'First session',
    width: 130,
    value: (row) => row.firstDate,
    cell: (row) => formatSessionDate(row.firstDate),
  },
  {
    id: 'last',
    header: 'Last session',
    width: 130,
    value: (row) => row.lastDate,
    cell: (row) => formatSessionDate(row.lastDate),
  },
  { id: 'lot', header: 'Lot', align: 'right', width: 60, value: (row) => row.instrument.lotSize },
  {
    id: 'tick',
    header: 'Tick',
    align: 'right',
    width: 64,
    value: (row) => row.instrument.tickSize,
    hidden: true,
  },
  {
    id: 'auction',
    header: 'Closing auction',
    help: 'In the closing auction since 3 Aug 2026: continuous trading ends at 15:15',
    width: 120,
    value: (row) => (row.instrument.closingAuction ? 'yes' : 'no'),
    hidden: true,
  },
];

export interface InstrumentsViewProps {
  readonly instruments: readonly InstrumentSummary[];
  readonly openId: string | null;
  readonly onOpen: (instrumentId: string) => void;
}

export function InstrumentsView({ instruments, openId, onOpen }: InstrumentsViewProps) {
  const rows = instrumentRows(instruments);
  return (
    <DataTable
      label="Series"
      name="instruments"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      openId={rows.find((row) => row.instrument.id === openId)?.id ?? null}
      onOpen={(row) => onOpen(row.instrument.id)}
    />
  );
}
