// Columns of the table of training runs.

import { Progress } from '@mantine/core';
import type { Job } from '../../../../contracts/jobs.ts';
import type { TrainingRunSummary } from '../../../../contracts/training.ts';
import { Badge } from '../../../ui/badge.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatClock, formatDuration, formatNumber, formatRatio } from '../../../ui/format.ts';
import { STATE_WORDS } from '../../../ui/job-words.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import { Instant } from '../../../ui/time.tsx';
import { familyTitle, isActiveRun, runPercent } from '../training-words.ts';
import styles from './runs.module.css';

function ProgressCell({ run, job }: { readonly run: TrainingRunSummary; readonly job: Job | undefined }) {
  const percent = runPercent(run, job);
  const counts = `${formatNumber(run.steps.done)} of ${formatNumber(run.steps.total)} steps, ${formatNumber(run.steps.reused)} reused, ${formatNumber(run.steps.failed)} failed`;
  if (run.state === 'done' && percent === 100)
    return <span title={counts}>{formatNumber(run.steps.total)} steps</span>;
  return (
    <span className={styles.progress} title={counts}>
      <span className={styles.progressBar}>
        <Progress value={percent} size={4} aria-label={`${percent} percent`} />
      </span>
      <span className="ad-number">{percent} %</span>
    </span>
  );
}

function BestCell({ run }: { readonly run: TrainingRunSummary }) {
  if (!run.best) return <span className="ad-muted">–</span>;
  return (
    <span title={`${run.best.title}: mean AUC of its segments`}>
      <span className="ad-number">{formatRatio(run.best.auc, 3)}</span>{' '}
      {run.best.passed ? <Badge tone="accent">Gates passed</Badge> : <Badge>Below gates</Badge>}
    </span>
  );
}

export function runColumns(
  titles: ReadonlyMap<string, string>,
  jobOf: (run: TrainingRunSummary) => Job | undefined,
): readonly TableColumn<TrainingRunSummary>[] {
  const etaOf = (run: TrainingRunSummary) => (isActiveRun(run) ? jobOf(run)?.progress.eta : undefined);
  const families = (run: TrainingRunSummary): string =>
    run.families.map((family) => familyTitle(family, titles)).join(', ');
  return [
    {
      id: 'name',
      header: 'Run',
      width: 270,
      value: (run) => run.name,
      cell: (run) => <span title={run.name}>{run.name}</span>,
    },
    {
      id: 'state',
      header: 'State',
      width: 108,
      value: (run) => STATE_WORDS[run.state],
      cell: (run) => <StateMark state={run.state} waitingFor={run.waitingFor} />,
      filterText: (run) => `${STATE_WORDS[run.state]} ${run.waitingFor ?? ''} ${run.error ?? ''}`,
    },
    {
      id: 'progress',
      header: 'Progress',
      width: 122,
      value: (run) => runPercent(run, jobOf(run)),
      cell: (run) => <ProgressCell run={run} job={jobOf(run)} />,
    },
    {
      id: 'eta',
      header: 'Ends (IST)',
      width: 100,
      value: etaOf,
      cell: (run) => {
        const eta = etaOf(run);
        return eta === undefined ? '–' : `about ${formatClock(eta)}`;
      },
    },
    {
      id: 'best',
      header: 'Best mean AUC',
      width: 160,
      value: (run) => run.best?.auc,
      cell: (run) => <BestCell run={run} />,
      help: 'Mean over the segments of the first-ranked candidate; ranked by mean and worst segment together',
    },
    {
      id: 'dataset',
      header: 'Dataset',
      width: 220,
      value: (run) => run.datasetName,
      cell: (run) => (
        <span title={run.datasetName}>
          {run.synthetic ? <SyntheticBadge /> : null} {run.datasetName}
        </span>
      ),
      filterText: (run) => (run.synthetic ? 'synthetic' : ''),
    },
    {
      id: 'families',
      header: 'Families',
      width: 240,
      value: families,
      cell: (run) => <span title={families(run)}>{families(run)}</span>,
    },
    {
      id: 'segments',
      header: 'Segments',
      width: 78,
      align: 'right',
      value: (run) => run.segments,
      cell: (run) => formatNumber(run.segments),
    },
    {
      id: 'trials',
      header: 'Trials',
      width: 64,
      align: 'right',
      value: (run) => run.trials,
      cell: (run) => formatNumber(run.trials),
      help: 'In all: over families and segments, the newest window included',
    },
    {
      id: 'worked',
      header: 'Worked',
      width: 84,
      align: 'right',
      value: (run) => run.activeMs,
      cell: (run) => formatDuration(run.activeMs),
      help: 'Time it trained, over all its starts; pauses and sleep of the machine left out',
    },
    {
      id: 'warnings',
      header: 'Notes',
      width: 64,
      align: 'right',
      value: (run) => run.warnings,
      cell: (run) => (run.warnings > 0 ? formatNumber(run.warnings) : '–'),
    },
    {
      id: 'created',
      header: 'Queued (IST)',
      width: 170,
      value: (run) => new Date(run.createdAt).toISOString(),
      cell: (run) => <Instant time={run.createdAt} />,
    },
  ];
}
