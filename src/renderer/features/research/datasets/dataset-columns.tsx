// Columns of the datasets table.

import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatBytes, formatDateRange, formatDuration, formatNumber } from '../../../ui/format.ts';
import { jobFigures, STATE_WORDS } from '../../../ui/job-words.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { Instant } from '../../../ui/time.tsx';
import { DatasetBadges } from '../dataset-badges.tsx';
import { balanceWords, PROOF_WORDS, shortHash } from '../dataset-words.ts';

const stateOf = (dataset: DatasetSummary) => (dataset.state === 'building' ? 'running' : dataset.state);

function StateCell({ dataset, job }: { readonly dataset: DatasetSummary; readonly job: Job | undefined }) {
  if (dataset.state !== 'building') return <StateMark state={stateOf(dataset)} />;
  if (job?.state !== 'running') return <StateMark state={job?.state === 'queued' ? 'queued' : 'running'} />;
  return (
    <span className="ad-number" title={job.progress.stage}>
      Building, {jobFigures(job, Date.now()).percent} %
    </span>
  );
}

export function datasetColumns(
  jobOf: (dataset: DatasetSummary) => Job | undefined,
): readonly TableColumn<DatasetSummary>[] {
  return [
    {
      id: 'name',
      header: 'Dataset',
      width: 260,
      value: (dataset) => dataset.name,
      cell: (dataset) => <span title={dataset.justification || dataset.name}>{dataset.name}</span>,
    },
    {
      id: 'marks',
      header: 'Marks',
      width: 250,
      value: (dataset) =>
        [PROOF_WORDS[dataset.proof].short, dataset.synthetic ? 'synthetic' : '', dataset.origin].join(' '),
      cell: (dataset) => (
        <span style={{ display: 'inline-flex', gap: 4 }}>
          <DatasetBadges dataset={dataset} />
        </span>
      ),
    },
    {
      id: 'state',
      header: 'State',
      width: 116,
      value: (dataset) => STATE_WORDS[stateOf(dataset)],
      cell: (dataset) => <StateCell dataset={dataset} job={jobOf(dataset)} />,
    },
    {
      id: 'rows',
      header: 'Rows',
      width: 88,
      align: 'right',
      value: (dataset) => (dataset.state === 'done' ? dataset.rows : null),
      cell: (dataset) => (dataset.state === 'done' ? formatNumber(dataset.rows) : '–'),
    },
    {
      id: 'features',
      header: 'Feature set',
      width: 150,
      value: (dataset) =>
        dataset.featureSet === null ? '' : `${dataset.featureSet.id} v${dataset.featureSet.version}`,
    },
    {
      id: 'label',
      header: 'Label',
      width: 260,
      value: (dataset) => dataset.labelWords,
      cell: (dataset) => <span title={dataset.labelWords}>{dataset.labelWords}</span>,
    },
    {
      id: 'balance',
      header: 'Balance',
      width: 230,
      value: balanceWords,
      cell: (dataset) => <span title={balanceWords(dataset)}>{balanceWords(dataset)}</span>,
    },
    {
      id: 'instruments',
      header: 'Instruments',
      width: 96,
      align: 'right',
      value: (dataset) => dataset.instruments || null,
    },
    {
      id: 'range',
      header: 'Sessions',
      width: 178,
      value: (dataset) => `${dataset.from} – ${dataset.to}`,
      cell: (dataset) => formatDateRange(dataset.from, dataset.to),
    },
    { id: 'interval', header: 'Interval', width: 72, value: (dataset) => dataset.interval },
    {
      id: 'dropped',
      header: 'Dropped',
      width: 80,
      align: 'right',
      hidden: true,
      value: (dataset) => dataset.droppedRows,
      cell: (dataset) => formatNumber(dataset.droppedRows),
      help: 'Decisions without a label: the window crossed the session, a bar was missing, or volatility was not known',
    },
    {
      id: 'gaps',
      header: 'Missing sessions',
      width: 112,
      align: 'right',
      hidden: true,
      value: (dataset) => dataset.gaps,
      cell: (dataset) => formatNumber(dataset.gaps),
    },
    {
      id: 'size',
      header: 'Size',
      width: 80,
      align: 'right',
      value: (dataset) => dataset.bytes || null,
      cell: (dataset) => (dataset.bytes > 0 ? formatBytes(dataset.bytes) : '–'),
    },
    {
      id: 'hash',
      header: 'Identity',
      width: 120,
      value: (dataset) => shortHash(dataset.id),
      cell: (dataset) => <span className="ad-mono">{shortHash(dataset.id)}</span>,
      filterText: (dataset) => dataset.id,
    },
    {
      id: 'created',
      header: 'Made (IST)',
      width: 170,
      value: (dataset) => new Date(dataset.createdAt).toISOString(),
      cell: (dataset) => <Instant time={dataset.createdAt} />,
    },
    {
      id: 'took',
      header: 'Took',
      width: 72,
      align: 'right',
      value: (dataset) => dataset.elapsedMs,
      cell: (dataset) => formatDuration(dataset.elapsedMs ?? Number.NaN),
    },
  ];
}
