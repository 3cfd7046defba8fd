// One feature set: reads the version the address names and the catalogue, then shows it or opens its editor.

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../app/api.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { featureSetRoute } from '../routes.tsx';
import { SetEditor } from './edit/set-editor.tsx';
import { CRUMBS } from './set-crumbs.ts';
import { SetView } from './set-view.tsx';

export function FeatureSetPage() {
  const { setId } = featureSetRoute.useParams();
  const search = featureSetRoute.useSearch();
  const trpc = useTRPC();
  const set = useQuery(
    trpc.features.set.queryOptions({
      id: setId,
      ...(search.version === undefined ? {} : { version: search.version }),
    }),
  );
  const catalogue = useQuery({ ...trpc.features.catalogue.queryOptions(), enabled: search.edit === true });

  if (set.error || (search.edit && catalogue.error))
    return (
      <Page title={setId} crumbs={CRUMBS}>
        <ErrorState
          error={set.error ?? catalogue.error}
          title={`The feature set ${setId} could not be shown`}
          onRetry={() => void (set.error ? set.refetch() : catalogue.refetch())}
          actions={
            <LinkButton to="/research/features" variant="default">
              All feature sets
            </LinkButton>
          }
        />
      </Page>
    );
  if (!set.data || (search.edit && !catalogue.data))
    return (
      <Page title={setId} crumbs={CRUMBS}>
        <TableSkeleton text={`Reading ${setId}…`} />
      </Page>
    );
  if (search.edit && catalogue.data)
    return <SetEditor key={`${set.data.id} ${set.data.version}`} set={set.data} catalogue={catalogue.data} />;
  return <SetView set={set.data} />;
}
