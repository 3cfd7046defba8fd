// The gates of a policy in order, with their settings and how many rows each of them decided.

import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import styles from './candidate.module.css';
import type { GateRow } from './decisions-model.ts';

const right = { align: 'right' as const };
const COLUMNS: readonly TableColumn<GateRow>[] = [
  {
    id: 'place',
    header: '#',
    width: 40,
    ...right,
    value: (row) => (row.place === 0 ? Number.MAX_SAFE_INTEGER : row.place),
    cell: (row) => (row.place === 0 ? '' : row.place),
  },
  {
    id: 'gate',
    header: 'Gate',
    width: 230,
    value: (row) => row.title,
    cell: (row) => <span title={row.help}>{row.title}</span>,
  },
  {
    id: 'settings',
    header: 'Settings',
    width: 360,
    value: (row) => row.settings,
    cell: (row) => <span title={row.settings}>{row.settings}</span>,
  },
  {
    id: 'acted',
    header: 'Gave the side',
    width: 104,
    ...right,
    help: 'Rows acted on whose side this gate chose last',
    value: (row) => row.acted,
    cell: (row) => formatNumber(row.acted),
  },
  {
    id: 'flat',
    header: 'Ended FLAT',
    width: 92,
    ...right,
    help: 'Rows this gate kept out, after those before it had let them pass',
    value: (row) => row.flat,
    cell: (row) => formatNumber(row.flat),
  },
  {
    id: 'share',
    header: 'Of all rows',
    width: 92,
    ...right,
    value: (row) => row.flatShare,
    cell: (row) => formatPercent(row.flatShare, 1),
  },
];

export function GateTable({ rows, title }: { readonly rows: readonly GateRow[]; readonly title: string }) {
  return (
    <Panel title={title} hint="asked in this order; the first FLAT ends a row">
      <div className={styles.table}>
        <DataTable<GateRow>
          label="Gates"
          name="candidate-gates"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => `${row.place} ${row.id}`}
          maxHeight={420}
          plain
        />
      </div>
    </Panel>
  );
}
