// Research, fourth part: how often each chart pattern was followed by what it promises, counted on stored bars. The address says what is
// measured and which pattern is open.

import { Button } from '@mantine/core';
import { IconChartCandle, IconPlayerPlay, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useMemo } from 'react';
import type { PatternReport, PatternResult } from '../../../../contracts/patterns.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobCommands } from '../../../app/jobs.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { formatDateTime, formatNumber, plural } from '../../../ui/format.ts';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { isActive } from '../../../ui/job-words.ts';
import { NoCandles } from '../../../ui/market/no-candles.tsx';
import { Page, Spacer } from '../../../ui/page.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import { ResearchTabs } from '../research-tabs.tsx';
import { patternsRoute } from '../routes.tsx';
import {
  choicesOf,
  commandOf,
  type PatternChoices,
  requestOf,
  requestProblem,
  searchOf,
  studyRequestOf,
} from './pattern-choices.ts';
import { patternColumns } from './pattern-columns.tsx';
import { PatternFields } from './pattern-fields.tsx';
import { PatternPanel } from './pattern-panel.tsx';
import { leftOutWords, scopeWords, winWords } from './pattern-words.ts';
import styles from './patterns.module.css';
import { type ReportState, usePatternReport, useStartStudy } from './use-pattern-report.ts';

function NothingStored() {
  return (
    <NoCandles icon={<IconChartCandle size={32} stroke={1.4} />}>
      Here stands every chart pattern with the win rate it had on your own candles, once some intraday candles
      are stored.
    </NoCandles>
  );
}

export function PatternsPage() {
  const search = patternsRoute.useSearch();
  const navigate = patternsRoute.useNavigate();
  const instruments = useQuery(useTRPC().market.instruments.queryOptions());
  const stored = useMemo(
    () => (instruments.data ?? []).filter((each) => each.intervals.length > 0),
    [instruments.data],
  );
  const choices = useMemo(() => choicesOf(search, stored), [search, stored]);
  // Fields answer at once; what they ask for may follow a moment later.
  const settled = useDeferredValue(choices);
  const problem = settled ? requestProblem(settled) : null;
  const state = usePatternReport(settled && problem === null ? requestOf(settled) : null, search.study);
  const { report, job } = state;
  const asked = search.study === undefined ? null : studyRequestOf(job);
  const shown = asked ? (choicesOf(searchOf(asked), stored) ?? choices) : choices;
  const start = useStartStudy((started) => void navigate({ search: { ...search, study: started.id } }));

  const change = (part: Partial<PatternChoices>) => {
    if (!shown) return;
    const next = searchOf(requestOf({ ...shown, ...part }));
    void navigate({ search: { ...search, ...next, study: undefined }, replace: true });
  };
  const open = (pattern: string | undefined) => void navigate({ search: { ...search, pattern } });
  const pattern = report?.patterns.find(({ id }) => id === search.pattern);

  const content = () => {
    if (instruments.isPending) return <TableSkeleton text="Reading the instruments…" />;
    if (instruments.error)
      return (
        <ErrorState
          error={instruments.error}
          title="The instruments could not be read"
          onRetry={() => void instruments.refetch()}
        />
      );
    if (!shown) return <NothingStored />;
    return (
      <>
        <PatternFields stored={stored} choices={shown} onChange={change} />
        {start.error ? <ErrorNote error={start.error} title="The study was not started" /> : null}
        {problem !== null && search.study === undefined ? (
          <EmptyState title="Nothing to measure">{problem}</EmptyState>
        ) : report ? (
          <Rates
            report={report}
            state={state}
            openId={search.pattern ?? null}
            onOpen={open}
            onAgain={() => start.mutate(report.request)}
          />
        ) : (
          <Waiting
            state={state}
            starting={start.isPending}
            onStart={() => start.mutate(asked ?? requestOf(shown))}
          />
        )}
      </>
    );
  };
  return (
    <Page
      title="Research"
      toolbar={
        <>
          <ResearchTabs current="/research/patterns" />
          {report?.synthetic ? <SyntheticBadge /> : null}
          <Spacer />
          {shown ? (
            <CopyButton text={() => commandOf(asked ?? requestOf(shown))} label="Copy as command" />
          ) : null}
        </>
      }
      side={
        report && pattern ? (
          <PatternPanel key={pattern.id} report={report} pattern={pattern} onClose={() => open(undefined)} />
        ) : null
      }
    >
      {content()}
    </Page>
  );
}

function Rates({
  report,
  state,
  openId,
  onOpen,
  onAgain,
}: {
  readonly report: PatternReport;
  readonly state: ReportState;
  readonly openId: string | null;
  readonly onOpen: (pattern: string) => void;
  /** Counts the same from what is stored now. */
  readonly onAgain: () => void;
}) {
  const columns = useMemo(() => patternColumns(report), [report]);
  const leftOut = leftOutWords(report);
  const measuredAt = state.job?.endedAt ?? null;
  return (
    <>
      <div className={styles.note}>
        <strong>{winWords(report.request)}</strong>
        <span>
          {scopeWords(report)}
          {leftOut ? ` ${leftOut}` : ''}
          {measuredAt === null ? '' : ` Counted ${formatDateTime(measuredAt)} IST.`}
        </span>
      </div>
      <div className={styles.table} aria-busy={state.outdated} data-outdated={state.outdated || undefined}>
        <DataTable<PatternResult>
          label="Patterns"
          name="patterns"
          columns={columns}
          rows={report.patterns}
          rowId={({ id }) => id}
          openId={openId}
          onOpen={({ id }) => onOpen(id)}
          actions={
            state.job ? (
              <Button variant="default" leftSection={<IconRefresh size={14} />} onClick={onAgain}>
                Measure again
              </Button>
            ) : null
          }
        />
      </div>
    </>
  );
}

function Waiting({
  state,
  starting,
  onStart,
}: {
  readonly state: ReportState;
  readonly starting: boolean;
  readonly onStart: () => void;
}) {
  const { cancel } = useJobCommands();
  const { job, plan } = state;
  if (state.error)
    return (
      <ErrorState error={state.error} title="The patterns could not be measured" onRetry={state.retry} />
    );
  if (job && (isActive(job) || job.state !== 'done'))
    return (
      <div className={styles.job}>
        <JobProgress job={job} onCancel={() => cancel(job)} onRerun={onStart} />
      </div>
    );
  if (state.pending || plan === null) return <TableSkeleton text="Counting patterns…" />;
  return (
    <EmptyState
      icon={<IconChartCandle size={32} stroke={1.4} />}
      title={`About ${formatNumber(plan.bars)} bars to count`}
      actions={
        <Button leftSection={<IconPlayerPlay size={14} />} loading={starting} onClick={onStart}>
          Measure {plural(plan.instruments, 'instrument')}
        </Button>
      }
    >
      Too many to count while you wait. A job counts them in the background; its result stays under this
      address.
    </EmptyState>
  );
}
