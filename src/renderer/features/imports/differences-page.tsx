// Days whose stored bars a newer file contradicts: both versions side by side, replace or keep, one by one or all.

import { Button } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DayDifference } from '../../../contracts/imports.ts';
import { useClient, useTRPC } from '../../app/api.ts';
import { ConfirmPanel } from '../../ui/confirm-panel.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../ui/error-state.tsx';
import { formatNumber, formatSessionDate, plural } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { Page, Spacer } from '../../ui/page.tsx';
import { TableSkeleton } from '../../ui/skeletons.tsx';
import { Term } from '../../ui/term.tsx';
import { DifferenceRows } from './difference-rows.tsx';
import styles from './imports.module.css';

const CRUMBS = [{ label: 'Data', to: '/data' }] as const;
type Decision = 'replace' | 'keep';

/** Decides days one after the other; what was decided stays decided when a later one fails. */
function useDecide() {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({
      ids,
      decision,
    }: {
      readonly ids: readonly string[];
      readonly decision: Decision;
    }) => {
      for (const id of ids) await client.imports.resolveDifference.mutate({ id, decision });
    },
    onSettled: async () => {
      await cache.invalidateQueries(trpc.imports.pathFilter());
      await cache.invalidateQueries(trpc.market.pathFilter());
    },
  });
}

function Difference(props: {
  readonly difference: DayDifference;
  readonly busy: boolean;
  readonly onDecide: (decision: Decision) => void;
}) {
  const { difference, busy, onDecide } = props;
  const more = difference.differingBars - difference.rows.length;
  return (
    <section className={styles.difference}>
      <div className={styles.detailHead}>
        <h2>
          {difference.instrumentId} · {difference.interval} · {formatSessionDate(difference.sessionDate)}
        </h2>
        <span className={styles.spacer} />
        <Button variant="default" disabled={busy} onClick={() => onDecide('keep')}>
          Keep stored
        </Button>
        <Button disabled={busy} onClick={() => onDecide('replace')}>
          Replace with new
        </Button>
      </div>
      <p className="ad-muted">
        {plural(difference.differingBars, 'bar')} differ. Stored: {formatNumber(difference.storedBars)} bars
        from {difference.storedSource}. New: {formatNumber(difference.newBars)} bars from{' '}
        {difference.newSource}.
      </p>
      <DifferenceRows rows={difference.rows} />
      {more > 0 ? <p className="ad-muted">and {plural(more, 'more bar')}</p> : null}
    </section>
  );
}

export function DifferencesPage() {
  const differences = useQuery(useTRPC().imports.differences.queryOptions());
  const decide = useDecide();
  const [reviewing, setReviewing] = useState(false);
  if (differences.isPending)
    return (
      <Page title="Differing days" crumbs={CRUMBS}>
        <TableSkeleton text="Reading the differences…" />
      </Page>
    );
  if (differences.error)
    return (
      <Page title="Differing days" crumbs={CRUMBS}>
        <ErrorState
          error={differences.error}
          title="The differences could not be read"
          kept="Every stored bar, and every difference."
          onRetry={() => void differences.refetch()}
        />
      </Page>
    );
  const days = differences.data;
  if (days.length === 0)
    return (
      <Page title="Differing days" crumbs={CRUMBS}>
        <EmptyState
          icon={<IconGitCompare size={32} stroke={1.4} />}
          title="No day waits for a decision"
          actions={<LinkButton to="/data">Back to the data</LinkButton>}
        >
          When a file holds other bars for a day that is already stored, both versions appear here before
          anything is replaced.
        </EmptyState>
      </Page>
    );
  const ids = days.map((day) => day.id);
  return (
    <Page
      title="Differing days"
      crumbs={CRUMBS}
      toolbar={
        <>
          <span>
            {plural(days.length, 'day')} with a <Term name="provisional">pending difference</Term>
          </span>
          <Spacer />
          {days.length > 1 ? (
            <>
              <Button
                variant="default"
                disabled={decide.isPending}
                onClick={() => decide.mutate({ ids, decision: 'keep' })}
              >
                Keep all stored
              </Button>
              <Button variant="default" disabled={decide.isPending} onClick={() => setReviewing(true)}>
                Replace all
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {decide.error ? <ErrorNote error={decide.error} title="Not every day was decided" /> : null}
      {days.map((difference) => (
        <Difference
          key={difference.id}
          difference={difference}
          busy={decide.isPending}
          onDecide={(decision) => decide.mutate({ ids: [difference.id], decision })}
        />
      ))}
      <ConfirmPanel
        opened={reviewing}
        title="Replace all differing days"
        consequences={[
          `The stored bars of ${plural(days.length, 'day')} are replaced by the newer files.`,
          'Runs that used the old bars keep their results and the hash of what they read; running them again may give others.',
        ]}
        action={`Replace ${plural(days.length, 'day')}`}
        busy={decide.isPending}
        error={decide.error}
        onConfirm={() =>
          decide.mutate({ ids, decision: 'replace' }, { onSuccess: () => setReviewing(false) })
        }
        onCancel={() => setReviewing(false)}
      />
    </Page>
  );
}
