// The columns of a dataset as a person wants to see them: distribution, missing values, stability over months, near twins. The same
// table, panel and map as the feature-set browser, over the rows of this dataset.

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import type { FeatureSetDetail, FeatureStudy } from '../../../../contracts/features.ts';
import { useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { CorrelationsView } from '../features/correlation-view.tsx';
import { entryColumns } from '../features/entry-columns.tsx';
import { type EntryRow, entryRows } from '../features/entry-row.ts';
import { FeaturePanel } from '../features/feature-panel.tsx';
import { datasetRoute } from '../routes.tsx';

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

function Features({ set, study }: { readonly set: FeatureSetDetail; readonly study: FeatureStudy }) {
  const { feature } = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const [shown, setShown] = useState<'table' | 'map'>('table');
  const rows = useMemo(() => entryRows(set, study), [set, study]);
  const columns = useMemo(() => entryColumns(true), []);
  const open = (name: string) =>
    void navigate({ search: { view: 'features', feature: name }, replace: true });
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
        <div style={{ padding: '6px 16px', display: 'flex', justifyContent: 'flex-end' }}>{choice}</div>
        <CorrelationsView setId={set.id} study={study} onOpen={open} />
      </>
    );
  return (
    <DataTable<EntryRow>
      label="Features"
      name="set-features-studied"
      columns={columns}
      rows={rows}
      rowId={(row) => row.entry.name}
      openId={feature ?? null}
      onOpen={(row) => open(row.entry.name)}
      actions={choice}
    />
  );
}

export function FeaturesView({ dataset }: { readonly dataset: Dataset }) {
  const { set, study } = useDatasetFeatures(dataset);
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
  if (!study.data || !set.data)
    return (
      <EmptyState title="No study of these columns">
        {dataset.origin === 'imported'
          ? 'Columns of a file are not studied. Datasets built here carry distributions, stability and correlations of their features.'
          : 'Its study is not in its folder any more. Build the dataset again to get it back.'}
      </EmptyState>
    );
  return <Features set={set.data} study={study.data} />;
}

export interface DatasetFeaturePanelProps {
  readonly dataset: Dataset;
  readonly feature: string;
}

/** One feature beside the table, or nothing while it is not known. */
export function DatasetFeaturePanel({ dataset, feature }: DatasetFeaturePanelProps) {
  const navigate = datasetRoute.useNavigate();
  const { set, study } = useDatasetFeatures(dataset);
  const entry = set.data?.entries.find((one) => one.name === feature);
  if (!entry || !study.data) return null;
  return (
    <SidePanel
      name="feature"
      title={entry.name}
      defaultWidth={420}
      onClose={() => void navigate({ search: { view: 'features' } })}
    >
      <FeaturePanel
        entry={entry}
        study={study.data}
        onOpen={(name) => void navigate({ search: { view: 'features', feature: name }, replace: true })}
      />
    </SidePanel>
  );
}
