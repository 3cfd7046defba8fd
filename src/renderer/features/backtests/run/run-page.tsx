// One run: while it runs its progress, then its figures, trades, breakdowns and settings.

import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Run } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJob, useJobCommands } from '../../../app/jobs.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { formatDateRange, plural } from '../../../ui/format.ts';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { type View, ViewSwitch, viewKeys } from '../../../ui/view-switch.tsx';
import { type RunView, runRoute } from '../routes.tsx';
import { RunBadges } from '../run-badges.tsx';
import { useCounterpart } from '../story/use-counterpart.ts';
import { BreakdownsView } from './breakdowns-view.tsx';
import { Overview } from './overview.tsx';
import { RunMenu } from './run-menu.tsx';
import { RunNotes } from './run-notes.tsx';
import { SettingsView } from './settings-view.tsx';
import { TradesView } from './trades-view.tsx';

const CRUMBS = [{ label: 'Backtests', to: '/backtests' }];
const VIEWS: readonly View<RunView>[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'trades', label: 'Trades' },
  { value: 'breakdowns', label: 'Breakdowns' },
  { value: 'settings', label: 'Settings' },
];

/** A run that is still going, or that ended without a result. */
function Unfinished({ run }: { readonly run: Run }) {
  const job = useJob(run.jobId);
  const commands = useJobCommands();
  const again = run.request ? (
    <LinkButton to="/backtests/new" search={{ from: run.id }}>
      Open it in the form
    </LinkButton>
  ) : null;
  if (run.state === 'running')
    return (
      <div className={detail.progress}>
        {job ? (
          <JobProgress job={job} onCancel={() => commands.cancel(job)} />
        ) : (
          <p>Waiting for the queue…</p>
        )}
        <p className="ad-muted">You can leave this page; the run goes on and says when it is done.</p>
      </div>
    );
  if (run.state === 'cancelled')
    return (
      <EmptyState title="This run was cancelled" actions={again}>
        Nothing of it was stored but its settings.
      </EmptyState>
    );
  return (
    <ErrorState
      error={
        job?.error ??
        new Error(run.error ?? 'AnchorDesk ended while this run was going. Nothing of its result was stored.')
      }
      title={run.state === 'interrupted' ? 'This run was interrupted' : 'This run failed'}
      kept="Its settings, and every other run."
      actions={again}
    />
  );
}

function FinishedRun({ run }: { readonly run: Run }) {
  const { view = 'overview', flag } = runRoute.useSearch();
  const navigate = runRoute.useNavigate();
  const counterpart = useCounterpart(run);
  const words = run.fillPolicy === 'as-published' ? 'Compare with honest' : 'Compare with as published';
  const show = (next: RunView, flagId?: string) => void navigate({ search: { view: next, flag: flagId } });
  useKeys('Run', [...viewKeys(VIEWS, show), { keys: 'c', label: words, run: counterpart.begin }]);
  const metrics = run.metrics;
  return (
    <Page
      title={run.name}
      crumbs={CRUMBS}
      toolbar={
        <>
          <ViewSwitch views={VIEWS} value={view} onChange={show} />
          <span className={detail.badges}>
            <RunBadges run={run} />
          </span>
          <span className={detail.facts}>
            {plural(run.instruments.length, 'instrument')} · {run.interval} ·{' '}
            {formatDateRange(run.from, run.to)}
          </span>
          {run.request ? (
            <Button
              leftSection={<IconScale size={14} />}
              loading={counterpart.busy}
              onClick={counterpart.begin}
            >
              {words}
            </Button>
          ) : null}
          <RunMenu run={run} />
        </>
      }
    >
      {counterpart.error ? (
        <ErrorNote error={counterpart.error} title="The other run was not started" />
      ) : null}
      {counterpart.job ? (
        <div className={detail.progress}>
          <JobProgress job={counterpart.job} />
          <p className="ad-muted">The comparison opens when it is done.</p>
        </div>
      ) : null}
      {view === 'overview' ? (
        <div className={detail.scroll}>
          <RunNotes run={run} onTrades={(id) => show('trades', id)} onAssumptions={() => show('settings')} />
          {metrics && metrics.trades > 0 ? (
            <Overview run={run} metrics={metrics} counterpart={counterpart} counterpartWords={words} />
          ) : (
            <EmptyState
              title="The strategy took no trade"
              actions={<Button onClick={() => show('settings')}>See what was refused</Button>}
            >
              {plural(run.signals, 'signal')} in {plural(run.instruments.length, 'instrument')}. Widen the
              range, or loosen the parameters that filter signals.
            </EmptyState>
          )}
        </div>
      ) : null}
      {view === 'trades' ? <TradesView run={run} flagId={flag} onClearFlag={() => show('trades')} /> : null}
      {view === 'breakdowns' && metrics ? (
        <div className={detail.scroll}>
          <BreakdownsView metrics={metrics} />
        </div>
      ) : null}
      {view === 'settings' ? (
        <div className={detail.scroll}>
          <SettingsView run={run} />
        </div>
      ) : null}
    </Page>
  );
}

export function RunPage() {
  const { runId } = runRoute.useParams();
  const run = useQuery({
    ...useTRPC().backtests.get.queryOptions({ runId }),
    // The job feed refreshes a finished run; this covers an end missed while the link was down.
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 4000 : false),
  });
  if (run.data?.state === 'done') return <FinishedRun key={run.data.id} run={run.data} />;
  return (
    <Page title={run.data?.name ?? 'Run'} crumbs={CRUMBS}>
      {run.error ? (
        <ErrorState
          error={run.error}
          title="The run could not be read"
          onRetry={() => void run.refetch()}
          actions={
            <LinkButton to="/backtests" variant="default">
              All runs
            </LinkButton>
          }
        />
      ) : run.data ? (
        <Unfinished run={run.data} />
      ) : (
        <ChartSkeleton height="50vh" text="Reading the run…" />
      )}
    </Page>
  );
}
