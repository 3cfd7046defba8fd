// The columns of a dataset as a person wants to see them: distribution, missing values, stability over months, near twins. The same
// table, panel and map as the feature-set browser, over the rows of this dataset; a foreign file has no definitions, only figures.

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import type { FeatureProfile, FeatureSetDetail, FeatureStudy } from '../../../../contracts/features.ts';
import { useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { CorrelationsView } from '../features/correlation-view.tsx';
import { entryColumns } from '../features/entry-columns.tsx';
import { type EntryRow, entryRows } from '../features/entry-row.ts';
import { FeaturePanel, Studied } from '../features/feature-panel.tsx';
import { datasetRoute } from '../routes.tsx';
import styles from './dataset.module.css';
import { profileColumns } from './profile-columns.tsx';

/** Set and study of a dataset; shared by the view and its side panel through the query cache. */
function useDatasetFeatures(dataset: Dataset) {
  const trpc = useTRPC();
  const { featureSet } = dataset;
  const set = useQuery({
    ...trpc.features.set.queryOptions({
      id: featureSet?.id ?? '-',
      version: featureSet?.version ?? 1,
    }),
    enabled: featureSet !== null,
  });
  const study = useQuery(trpc.datasets.profile.queryOptions({ datasetId: dataset.id }));
  return { set, study };
}

function useFeatureChoice() {
  const { feature } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  return {
    feature: feature ?? null,
    open: (name: string) => void navigate({ search: { view: 'features', feature: name }, replace: true }),
    close: () => void navigate({ search: { view: 'features' }, replace: true }),
  };
}

interface FeatureTableProps {
  readonly study: FeatureStudy;
  readonly actions: ReactNode;
}

function SetTable({ set, study, actions }: FeatureTableProps & { readonly set: FeatureSetDetail }) {
  const { feature, open } = useFeatureChoice();
  const rows = useMemo(() => entryRows(set, study), [set, study]);
  const columns = useMemo(() => entryColumns(true), []);
  return (
    <DataTable<EntryRow>
      label="Features"
      name="set-features-studied"
      columns={columns}
      rows={rows}
      rowId={(row) => row.entry.name}
      openId={feature}
      onOpen={(row) => open(row.entry.name)}
      actions={actions}
    />
  );
}

function FileTable({ study, actions }: FeatureTableProps) {
  const { feature, open } = useFeatureChoice();
  const columns = useMemo(() => profileColumns(study), [study]);
  return (
    <DataTable<FeatureProfile>
      label="Features"
      name="file-features"
      columns={columns}
      rows={study.features}
      rowId={(profile) => profile.name}
      openId={feature}
      onOpen={(profile) => open(profile.name)}
      actions={actions}
    />
  );
}

export function FeaturesView({ dataset }: { readonly dataset: Dataset }) {
  const { set, study } = useDatasetFeatures(dataset);
  const { open } = useFeatureChoice();
  const [shown, setShown] = useState<'table' | 'map'>('table');
  const error = study.error ?? set.error;
  if (error)
    return (
      <ErrorState
        error={error}
        title="The features could not be read"
        onRetry={() => {
          for (const query of [set, study]) if (query.error) void query.refetch();
        }}
      />
    );
  if (study.isPending || (dataset.featureSet !== null && set.isPending))
    return <TableSkeleton text="Reading the features…" />;
  if (!study.data)
    return (
      <EmptyState title={dataset.featureNames.length === 0 ? 'No features' : 'No study of these columns'}>
        {dataset.featureNames.length === 0
          ? 'The file brought predictions only: there is nothing to learn from.'
          : 'Its study is not in its folder any more. Build the dataset again to get it back.'}
      </EmptyState>
    );
  const choice = (
    <SegmentedControl
      aria-label="Show features as"
      data={[
        { value: 'table', label: 'Table' },
        { value: 'map', label: 'Correlations' },
      ]}
      value={shown}
      onChange={(next) => setShown(next as 'table' | 'map')}
    />
  );
  if (shown === 'map')
    return (
      <>
        <div className={styles.strip}>{choice}</div>
        <CorrelationsView setId={dataset.featureSet?.id ?? 'file'} study={study.data} onOpen={open} />
      </>
    );
  return set.data ? (
    <SetTable set={set.data} study={study.data} actions={choice} />
  ) : (
    <FileTable study={study.data} actions={choice} />
  );
}

export interface DatasetFeaturePanelProps {
  readonly dataset: Dataset;
  readonly feature: string;
}

/** One feature beside the table, or nothing while it is not known. */
export function DatasetFeaturePanel({ dataset, feature }: DatasetFeaturePanelProps) {
  const { open, close } = useFeatureChoice();
  const { set, study } = useDatasetFeatures(dataset);
  const entry = set.data?.entries.find((one) => one.name === feature);
  const profile = study.data?.features.find((one) => one.name === feature);
  if (!study.data || !profile) return null;
  return (
    <SidePanel name="feature" title={feature} defaultWidth={420} onClose={close}>
      {entry ? (
        <FeaturePanel entry={entry} study={study.data} onOpen={open} />
      ) : (
        <Studied profile={profile} study={study.data} onOpen={open} />
      )}
    </SidePanel>
  );
}
