// One kind of slice as a table with bars: AUC around one half, net around zero.

import { useMemo } from 'react';
import type { CandidateReport, SliceKind } from '../../../../contracts/training-results.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import styles from './candidate.module.css';
import { known, MISSING, three } from './candidate-model.ts';
import { CentreBar } from './centre-bar.tsx';
import { KnownValue } from './known-value.tsx';
import { RowsNet } from './rows-net.tsx';
import { FEW_ROWS, SLICE_COLUMN, SLICE_TITLES, type SliceRow, sliceRows } from './slice-model.ts';
import { netWords } from './threshold-model.ts';

function columnsOf(kind: SliceKind): readonly TableColumn<SliceRow>[] {
  return [
    {
      id: 'key',
      header: SLICE_COLUMN[kind],
      width: 192,
      value: (row) => row.words,
      cell: (row) => <span title={row.words}>{row.words}</span>,
    },
    {
      id: 'rows',
      header: 'Rows',
      width: 70,
      align: 'right',
      value: (row) => row.rows,
      cell: (row) =>
        row.few ? (
          <span className="ad-muted" title={`Fewer than ${FEW_ROWS} rows: the AUC moves by chance`}>
            {formatNumber(row.rows)}
          </span>
        ) : (
          formatNumber(row.rows)
        ),
    },
    {
      id: 'auc',
      header: 'AUC',
      width: 118,
      align: 'right',
      help: 'The bar starts at one half',
      value: (row) => row.auc,
      cell: (row) => (
        <CentreBar share={row.aucBar} tone="plain" faint={row.few}>
          <KnownValue known={known(row.auc, three, MISSING.auc)} />
        </CentreBar>
      ),
    },
    {
      id: 'acted',
      header: 'Acted on',
      width: 78,
      align: 'right',
      value: (row) => row.acted,
      cell: (row) => formatNumber(row.acted),
    },
    {
      id: 'hit-rate',
      header: 'Hit rate',
      width: 76,
      align: 'right',
      help: 'Of the acted rows, those that earned more than their charges',
      value: (row) => row.hitRate,
      cell: (row) => <KnownValue known={known(row.hitRate, formatPercent, MISSING.hitRate)} />,
    },
    {
      id: 'net',
      header: 'Net',
      width: 132,
      align: 'right',
      help: 'Sum over acted rows after charges, in % of one position; the bar starts at zero',
      value: (row) => row.net,
      cell: (row) => (
        <CentreBar share={row.netBar} tone="money">
          {row.acted === 0 ? (
            <KnownValue known={known(Number.NaN, netWords, MISSING.hitRate)} />
          ) : (
            <RowsNet net={row.net} />
          )}
        </CentreBar>
      ),
    },
  ];
}

export function SlicePanel({ kind, report }: { readonly kind: SliceKind; readonly report: CandidateReport }) {
  const rows = useMemo(() => sliceRows(kind, report), [kind, report]);
  const columns = useMemo(() => columnsOf(kind), [kind]);
  if (rows.length === 0) return null;
  return (
    <Panel title={SLICE_TITLES[kind]} hint={kind === 'hour' ? 'IST' : undefined}>
      <div className={styles.table}>
        <DataTable<SliceRow>
          label={`Slices ${SLICE_TITLES[kind].toLowerCase()}`}
          name={`candidate-slices-${kind}`}
          columns={columns}
          rows={rows}
          rowId={(row) => row.key}
          maxHeight={360}
          plain={rows.length < 12}
        />
      </div>
    </Panel>
  );
}
