// The address without a page: decides once whether this desk is new.

import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { useTRPC } from '../../app/api.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { WaitingWords } from '../../ui/skeletons.tsx';

export function Home() {
  const info = useQuery(useTRPC().system.info.queryOptions());
  if (info.data) return <Navigate to={info.data.empty ? '/welcome' : '/data'} replace />;
  return (
    <Page title="AnchorDesk">
      {info.error ? (
        <ErrorState
          error={info.error}
          title="The desk could not be read"
          onRetry={() => void info.refetch()}
        />
      ) : (
        <WaitingWords text="Waiting for AnchorDesk to answer…" />
      )}
    </Page>
  );
}
