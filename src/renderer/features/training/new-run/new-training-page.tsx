// New run of training: reads what can be trained and on what, then hands over to the form.

import { IconSchool } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TrainingRequest } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { newTrainingRoute } from '../routes.tsx';
import { NewTrainingForm } from './new-training-form.tsx';
import { fitPreset, requestOfPreset, TRAINING_PRESETS, taskOf } from './training-presets.ts';

const ROWS_WORTH_PROPOSING = 1_000;
const CRUMBS = [{ label: 'Training', to: '/training' }];

export function NewTrainingPage() {
  const search = newTrainingRoute.useSearch();
  const navigate = newTrainingRoute.useNavigate();
  const trpc = useTRPC();
  const catalogue = useQuery(trpc.training.catalogue.queryOptions());
  const datasets = useQuery(trpc.datasets.list.queryOptions());
  const splits = useQuery(trpc.training.splits.queryOptions());
  const source = useQuery({
    ...trpc.training.get.queryOptions({ runId: search.from ?? '--------' }),
    enabled: search.from !== undefined,
    // What was cloned does not change under the form.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const queries = [catalogue, datasets, splits, source];
  const title = source.data ? `New run from “${source.data.name}”` : 'New training';
  const usable = (datasets.data ?? []).filter((one) => one.state === 'done');
  const here =
    catalogue.data && datasets.data && splits.data && (search.from === undefined || source.data)
      ? { catalogue: catalogue.data, splits: splits.data }
      : null;
  if (queries.some((query) => query.error) || !here || usable.length === 0)
    return (
      <Page title={title} crumbs={CRUMBS}>
        <ReadView
          queries={queries}
          data={here}
          reading="Reading families, datasets and splits…"
          failed="The form could not be filled"
        >
          {() => (
            <EmptyState
              icon={<IconSchool size={32} stroke={1.4} />}
              title="Training needs a dataset"
              actions={
                <>
                  <LinkButton to="/research/datasets/new">Build a dataset</LinkButton>
                  <LinkButton to="/welcome" variant="default">
                    Make the sample market
                  </LinkButton>
                </>
              }
            >
              A dataset holds features, labels and the proof that no feature looks ahead. Build one from
              stored candles; without candles, the sample market makes some in a few seconds.
            </EmptyState>
          )}
        </ReadView>
      </Page>
    );
  // Newest first; one too small for any usual split is only proposed where there is no other.
  const dataset =
    usable.find((one) => one.id === search.dataset) ??
    usable.find((one) => one.id === source.data?.datasetId) ??
    usable.find((one) => one.rows >= ROWS_WORTH_PROPOSING) ??
    usable[0];
  const preset =
    TRAINING_PRESETS.find((one) => one.id === search.preset) ??
    TRAINING_PRESETS.find((one) => one.id === 'walk-forward');
  const begin = (): TrainingRequest => {
    if (source.data) {
      const { name: _, ...request } = source.data.request;
      return { ...request, datasetId: dataset?.id ?? request.datasetId };
    }
    const part = preset ? fitPreset(preset, here.catalogue.estimators, taskOf(dataset?.classes ?? [])) : null;
    return requestOfPreset(part ?? { families: [] }, dataset?.id ?? null);
  };
  return (
    <NewTrainingForm
      key={search.from ?? ''}
      title={title}
      catalogue={here.catalogue}
      datasets={usable}
      splits={here.splits}
      request={begin()}
      onPreset={(id) => {
        // A cloned run's address leads to the clone, whatever was changed since.
        if (search.from === undefined)
          void navigate({ search: (now) => ({ ...now, preset: id }), replace: true });
      }}
      onDataset={(id) => void navigate({ search: (now) => ({ ...now, dataset: id }), replace: true })}
    />
  );
}
