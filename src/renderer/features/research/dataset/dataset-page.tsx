// One dataset: while it is built its progress, then what it holds, its proof, its features and its rows.

import { IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import detail from '../../../ui/detail-page.module.css';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatDateRange, plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { type View, ViewSwitch, viewKeys } from '../../../ui/view-switch.tsx';
import { DatasetBadges } from '../dataset-badges.tsx';
import { shortHash } from '../dataset-words.ts';
import { type DatasetView, datasetRoute } from '../routes.tsx';
import { DatasetMenu } from './dataset-menu.tsx';
import { DatasetFeaturePanel, FeaturesView } from './features-view.tsx';
import { Overview } from './overview.tsx';
import { ProofView } from './proof-view.tsx';
import { RowsView } from './rows-view.tsx';
import { TracePanel } from './trace-panel.tsx';
import { UnfinishedDataset } from './unfinished-dataset.tsx';

const CRUMBS = [{ label: 'Research', to: '/research' }];
const VIEWS: readonly View<DatasetView>[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'proof', label: 'Proof' },
  { value: 'features', label: 'Features' },
  { value: 'rows', label: 'Rows' },
];

function FinishedDataset({ dataset }: { readonly dataset: Dataset }) {
  const { view = 'overview', instrument, row, feature } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const [editing, setEditing] = useState(false);
  const toTraining = useNavigate();
  const train = () => void toTraining({ to: '/training/new', search: { dataset: dataset.id } });
  const show = (next: DatasetView) => void navigate({ search: { view: next } });
  useKeys('Dataset', [
    ...viewKeys(VIEWS, show),
    { keys: 't', label: 'Train on this dataset', run: train },
    { keys: 'e', label: 'Edit name and reason', run: () => setEditing(true) },
  ]);
  const traced =
    view === 'rows' && dataset.origin === 'built' && instrument !== undefined && row !== undefined;
  return (
    <Page
      title={dataset.name}
      crumbs={CRUMBS}
      toolbar={
        <>
          <ViewSwitch views={VIEWS} value={view} onChange={show} />
          <span className={detail.badges}>
            <DatasetBadges dataset={dataset} />
          </span>
          <span className={detail.facts}>
            {plural(dataset.instruments, 'instrument')}
            {dataset.interval ? ` · ${dataset.interval}` : ''} · {formatDateRange(dataset.from, dataset.to)}
          </span>
          <LinkButton
            to="/training/new"
            search={{ dataset: dataset.id }}
            leftSection={<IconSchool size={14} />}
          >
            Train on this dataset
          </LinkButton>
          <CopyButton text={dataset.id} label={shortHash(dataset.id)} classNames={{ label: 'ad-mono' }} />
          <DatasetMenu dataset={dataset} editing={editing} onEdit={setEditing} />
        </>
      }
      side={
        traced ? (
          <TracePanel
            key={`${instrument} ${row}`}
            dataset={dataset}
            instrumentId={instrument}
            time={row}
            onClose={() => void navigate({ search: { view, instrument } })}
          />
        ) : view === 'features' && feature !== undefined ? (
          <DatasetFeaturePanel dataset={dataset} feature={feature} />
        ) : undefined
      }
    >
      {view === 'overview' ? (
        <div className={detail.scroll}>
          <Overview dataset={dataset} onEdit={() => setEditing(true)} onProof={() => show('proof')} />
        </div>
      ) : null}
      {view === 'proof' ? (
        <div className={detail.scroll}>
          <ProofView dataset={dataset} />
        </div>
      ) : null}
      {view === 'features' ? <FeaturesView dataset={dataset} /> : null}
      {view === 'rows' ? <RowsView dataset={dataset} /> : null}
    </Page>
  );
}

export function DatasetPage() {
  const { datasetId } = datasetRoute.useParams();
  const dataset = useQuery({
    ...useTRPC().datasets.get.queryOptions({ datasetId }),
    // The job feed refreshes a finished dataset; this covers an end missed while the link was down.
    refetchInterval: ({ state }) => (state.data?.state === 'building' ? 4000 : false),
  });
  if (dataset.data?.state === 'done') return <FinishedDataset key={dataset.data.id} dataset={dataset.data} />;
  return (
    <Page title={dataset.data?.name ?? 'Dataset'} crumbs={CRUMBS}>
      {dataset.error ? (
        <ErrorState
          error={dataset.error}
          title="The dataset could not be read"
          onRetry={() => void dataset.refetch()}
          actions={
            <LinkButton to="/research" variant="default">
              All datasets
            </LinkButton>
          }
        />
      ) : dataset.data ? (
        <UnfinishedDataset dataset={dataset.data} />
      ) : (
        <ChartSkeleton height="50vh" text="Reading the dataset…" />
      )}
    </Page>
  );
}
