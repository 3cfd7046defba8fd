// What the dry run of a build says: what it would read, make and cost. Draws a plan; asks for nothing itself.

import { IconAlertTriangle } from '@tabler/icons-react';
import type { DatasetPlan } from '../../../../contracts/datasets.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import dryRun from '../../../ui/dry-run/dry-run.module.css';
import { formatBytes, formatDuration, formatNumber, plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import styles from './builder.module.css';

type PlanRow = DatasetPlan['instruments'][number];

const COLUMNS: readonly TableColumn<PlanRow>[] = [
  { id: 'instrument', header: 'Instrument', width: 178, value: (row) => row.instrumentId },
  {
    id: 'rows',
    header: 'Rows',
    width: 72,
    align: 'right',
    value: (row) => row.rows,
    cell: (row) =>
      row.problem === null ? (
        formatNumber(row.rows)
      ) : (
        <span title={row.problem} style={{ color: 'var(--ad-amber)' }}>
          <IconAlertTriangle size={12} aria-label="Gives no rows" /> none
        </span>
      ),
  },
  {
    id: 'sessions',
    header: 'Sessions',
    width: 72,
    align: 'right',
    value: (row) => row.sessions,
    cell: (row) => formatNumber(row.sessions),
  },
  {
    id: 'base',
    header: 'From',
    width: 56,
    value: (row) => row.baseInterval,
    help: 'The stored candles it would be built from',
  },
  {
    id: 'problem',
    header: 'Problem',
    width: 260,
    value: (row) => row.problem,
    cell: (row) => <span title={row.problem ?? undefined}>{row.problem ?? '–'}</span>,
  },
];

const NOTES_SHOWN = 4;

export function DatasetPlanView({ plan }: { readonly plan: DatasetPlan }) {
  const general = plan.problems.filter((problem) => !plan.instruments.some((one) => one.problem === problem));
  const empty = plan.instruments.filter((one) => one.problem !== null).length;
  return (
    <>
      {plan.existing ? (
        <div className={styles.existing}>
          <span>This dataset exists already. Building it again would give the same bytes.</span>
          <LinkButton to="/research/datasets/$datasetId" params={{ datasetId: plan.existing }}>
            Open the dataset
          </LinkButton>
        </div>
      ) : null}
      <dl className={dryRun.figures}>
        <dt>Rows, before labels drop some</dt>
        <dd className={dryRun.main}>{formatNumber(plan.rows)}</dd>
        <dt>Features</dt>
        <dd>{formatNumber(plan.features)}</dd>
        <dt>Instruments with rows</dt>
        <dd>
          {formatNumber(plan.instruments.length - empty)} of {formatNumber(plan.instruments.length)}
        </dd>
        <dt>On disk</dt>
        <dd>{formatBytes(plan.bytes)}</dd>
        <dt>Memory while building</dt>
        <dd>{formatBytes(plan.memoryBytes)}</dd>
        <dt>Time</dt>
        <dd>about {formatDuration(Math.max(1000, plan.estimatedMs))}</dd>
      </dl>
      <p className={dryRun.basis}>
        {plan.estimateBasis === 'measured here'
          ? 'Time from what builds took on this machine; the proof is included.'
          : 'Time from the reference machine: nothing was built on this one yet.'}
      </p>
      {general.length > 0 || empty > 0 ? (
        <ul className={dryRun.notes}>
          {empty > 0 ? <li>{plural(empty, 'instrument')} will give no rows; see the table.</li> : null}
          {general.slice(0, NOTES_SHOWN).map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
          {general.length > NOTES_SHOWN ? <li>{general.length - NOTES_SHOWN} more of this kind.</li> : null}
        </ul>
      ) : null}
      <div className={dryRun.table}>
        <DataTable<PlanRow>
          label="Instruments of the dry run"
          name="dataset-plan"
          columns={empty > 0 ? COLUMNS : COLUMNS.filter((column) => column.id !== 'problem')}
          rows={plan.instruments}
          rowId={(row) => row.instrumentId}
          initialSort={{ id: 'rows', descending: false }}
          plain
          maxHeight={420}
        />
      </div>
    </>
  );
}
