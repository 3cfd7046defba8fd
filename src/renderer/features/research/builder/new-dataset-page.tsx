// New dataset: reads what is stored, the feature sets, the labels and the runs, then hands over to the form.

import { IconTableColumn } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../app/api.ts';
import { NoCandles } from '../../../ui/market/no-candles.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { labelFromRequest, labelFromText } from '../label-form/label-form-model.ts';
import { newDatasetRoute } from '../routes.tsx';
import { NewDatasetForm } from './new-dataset-form.tsx';

const CRUMBS = [{ label: 'Research', to: '/research' }];

export function NewDatasetPage() {
  const search = newDatasetRoute.useSearch();
  const trpc = useTRPC();
  const instruments = useQuery(trpc.market.instruments.queryOptions());
  const sets = useQuery(trpc.features.sets.queryOptions());
  const kinds = useQuery(trpc.labels.catalogue.queryOptions());
  const runs = useQuery(trpc.backtests.list.queryOptions());
  const source = useQuery({
    ...trpc.datasets.get.queryOptions({ datasetId: search.from ?? '--------' }),
    enabled: search.from !== undefined,
  });
  const queries = [instruments, sets, kinds, runs, source];
  const title = source.data ? `New dataset from “${source.data.name}”` : 'New dataset';
  const stored = (instruments.data ?? []).filter((one) => one.intervals.length > 0);

  const here =
    instruments.data && sets.data && kinds.data && runs.data && (search.from === undefined || source.data)
      ? { sets: sets.data, kinds: kinds.data, runs: runs.data }
      : null;
  if (queries.some((query) => query.error) || !here || stored.length === 0)
    return (
      <Page title={title} crumbs={CRUMBS}>
        <ReadView
          queries={queries}
          data={here}
          reading="Reading feature sets, labels and stored candles…"
          failed="The form could not be filled"
        >
          {() => (
            <NoCandles icon={<IconTableColumn size={32} stroke={1.4} />} title="A dataset needs candles">
              Import your own, or make the sample market in a few seconds. Then this form turns them into
              features and labels.
            </NoCandles>
          )}
        </ReadView>
      </Page>
    );
  const request = source.data?.request ?? null;
  return (
    <NewDatasetForm
      key={`${search.from ?? ''} ${search.set ?? ''} ${search.label ?? ''}`}
      title={title}
      stored={stored}
      sets={here.sets}
      kinds={here.kinds}
      runs={here.runs}
      request={request}
      label={labelFromText(search.label) ?? (request ? labelFromRequest(request.label) : null)}
      wantedSet={search.set}
    />
  );
}
