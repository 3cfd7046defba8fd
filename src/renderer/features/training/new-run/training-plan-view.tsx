// What the dry run of a training says: what would be trained, what it would cost, what stands in its way. Draws a plan; asks for nothing.

import type { SegmentView, TrainingPlan } from '../../../../contracts/training.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import styles from '../../../ui/dry-run/dry-run.module.css';
import {
  formatBytes,
  formatDateRange,
  formatDuration,
  formatNumber,
  istDateOf,
  plural,
} from '../../../ui/format.ts';
import { shortDays } from '../training-words.ts';

/** What each segment says is in the table; here only how many are left out, and why the first. */
function joinedWarnings(plan: TrainingPlan): readonly string[] {
  const left = plan.folds.filter((fold) => fold.skipped !== null);
  const [first] = left;
  if (left.length < 2 || !first) return plan.warnings;
  const own = plan.warnings.filter((warning) => !/^Segment \d+ does not count/.test(warning));
  return [
    `${left.length} of ${plan.folds.length} segments do not count. Segment ${first.segment + 1}: ${first.skipped}.`,
    ...own,
  ];
}

export interface TrainingPlanViewProps {
  readonly plan: TrainingPlan;
  /** The form is not right at the moment: what stood in the plan's way is not what stands in the form's. */
  readonly held: boolean;
}

const COLUMNS: readonly TableColumn<SegmentView>[] = [
  {
    id: 'segment',
    header: 'No.',
    width: 46,
    value: (row) => row.segment + 1,
    cell: (row) => <span title={row.skipped ?? undefined}>{row.segment + 1}</span>,
  },
  {
    id: 'test',
    header: 'Test',
    width: 128,
    value: (row) => istDateOf(row.testFrom),
    cell: (row) => (
      <span
        title={
          row.skipped ??
          `${formatDateRange(istDateOf(row.testFrom), istDateOf(row.testTo))}, trained on ${formatDateRange(istDateOf(row.trainFrom), istDateOf(row.trainTo))}`
        }
      >
        {shortDays(row.testFrom, row.testTo)}
      </span>
    ),
  },
  {
    id: 'train-rows',
    header: 'Train',
    width: 72,
    align: 'right',
    value: (row) => row.trainRows,
    cell: (row) => formatNumber(row.trainRows),
    help: 'Training rows, after purging',
  },
  {
    id: 'test-rows',
    header: 'Test rows',
    width: 78,
    align: 'right',
    value: (row) => row.testRows,
    cell: (row) =>
      row.skipped === null ? (
        formatNumber(row.testRows)
      ) : (
        <span title={row.skipped} style={{ color: 'var(--ad-amber)' }}>
          left out
        </span>
      ),
  },
  {
    id: 'purged',
    header: 'Purged',
    width: 76,
    align: 'right',
    value: (row) => row.purged + row.embargoed,
    cell: (row) => (
      <span title={`${formatNumber(row.purged)} purged, ${formatNumber(row.embargoed)} by the embargo`}>
        {formatNumber(row.purged + row.embargoed)}
      </span>
    ),
    help: 'Training rows left out because their label touches the test, or its embargo',
  },
];

export function TrainingPlanView({ plan, held }: TrainingPlanViewProps) {
  return (
    <>
      {plan.problems.length > 0 && !held ? (
        <ul className={styles.notes} aria-label="What stands in its way">
          {plan.problems.map((problem) => (
            <li key={problem}>
              <strong>Cannot start. </strong>
              {problem}
            </li>
          ))}
        </ul>
      ) : null}
      <dl className={styles.figures}>
        <dt>Time</dt>
        <dd className={styles.main}>
          {plan.problems.length > 0 ? '–' : `about ${formatDuration(Math.max(1000, plan.estimatedMs))}`}
        </dd>
        <dt>Segments that count</dt>
        <dd>
          {formatNumber(plan.folds.filter((fold) => fold.skipped === null).length)} of{' '}
          {formatNumber(plan.folds.length)}
        </dd>
        <dt>Trials</dt>
        <dd>{formatNumber(plan.trials)}</dd>
        <dt>Steps</dt>
        <dd>{formatNumber(plan.steps)}</dd>
        <dt>Computed before and reused</dt>
        <dd>{formatNumber(plan.reusable)}</dd>
        <dt>Rows × features</dt>
        <dd>
          {formatNumber(plan.rows)} × {formatNumber(plan.features)}
        </dd>
        {plan.windowGroups.length > 0 ? (
          <>
            <dt>Features at several windows</dt>
            <dd>{plural(plan.windowGroups.length, 'group')}</dd>
          </>
        ) : null}
        <dt>Threads</dt>
        <dd>{formatNumber(plan.cores)}</dd>
        <dt>Memory</dt>
        <dd>{formatBytes(plan.memoryBytes)}</dd>
      </dl>
      <p className={styles.basis}>
        {plan.estimateBasis === 'measured here'
          ? 'Time from what steps took on this machine.'
          : 'Time from the reference machine: not every family here was trained on this one yet.'}{' '}
        Split: {plan.splitWords}.
      </p>
      {joinedWarnings(plan).length > 0 ? (
        <ul className={styles.notes} aria-label="To know before starting">
          {joinedWarnings(plan).map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ul>
      ) : null}
      <h3>{plural(plan.folds.length, 'segment')}</h3>
      <div className={styles.table}>
        <DataTable<SegmentView>
          label="Segments of the dry run"
          name="training-plan"
          columns={COLUMNS}
          rows={plan.folds}
          rowId={(row) => String(row.segment)}
          plain
          maxHeight={420}
        />
      </div>
    </>
  );
}
