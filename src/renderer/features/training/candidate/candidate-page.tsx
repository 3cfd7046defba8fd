// One candidate of a training: what it is worth after everything was counted, and every view of how it came by its numbers.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { Badge } from '../../../ui/badge.tsx';
import { CopyButton } from '../../../ui/copy-button.tsx';
import detail from '../../../ui/detail-page.module.css';
import { ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import { type View, ViewSwitch, viewKeys } from '../../../ui/view-switch.tsx';
import { BundleTab } from './bundle-tab.tsx';
import { verdictOf } from './candidate-model.ts';
import { DecisionsTab } from './decisions-tab.tsx';
import { ImportanceTab } from './importance-tab.tsx';
import { MoneyTab } from './money-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { RegimesTab } from './regimes-tab.tsx';
import { ReliabilityTab } from './reliability-tab.tsx';
import { type CandidateTab, candidateRoute } from './routes.tsx';
import { SegmentsTab } from './segments-tab.tsx';
import { SlicesTab } from './slices-tab.tsx';
import { ThresholdTab } from './threshold-tab.tsx';

const TRAINING = { label: 'Training', to: '/training' };
const CRUMBS = [TRAINING];
const TABS: readonly View<CandidateTab>[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'segments', label: 'Segments' },
  { value: 'reliability', label: 'Reliability' },
  { value: 'threshold', label: 'Threshold' },
  { value: 'decisions', label: 'Decisions' },
  { value: 'money', label: 'Money' },
  { value: 'importance', label: 'Importance' },
  { value: 'regimes', label: 'Regimes' },
  { value: 'slices', label: 'Slices' },
  { value: 'bundle', label: 'Bundle' },
];

function Content({ report, tab }: { readonly report: CandidateReport; readonly tab: CandidateTab }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab report={report} />;
    case 'segments':
      return <SegmentsTab report={report} />;
    case 'reliability':
      return <ReliabilityTab report={report} />;
    case 'threshold':
      return <ThresholdTab report={report} />;
    case 'decisions':
      return <DecisionsTab report={report} />;
    case 'money':
      return <MoneyTab report={report} />;
    case 'importance':
      return <ImportanceTab report={report} />;
    case 'regimes':
      return <RegimesTab report={report} />;
    case 'slices':
      return <SlicesTab report={report} />;
    case 'bundle':
      return <BundleTab report={report} />;
  }
}

function Candidate({ report }: { readonly report: CandidateReport }) {
  const { tab = 'overview' } = candidateRoute.useSearch();
  const navigate = candidateRoute.useNavigate();
  const verdict = verdictOf(report);
  const crumbs = useMemo(
    () => [TRAINING, { label: report.runName, to: `/training/runs/${report.runId}` }],
    [report.runName, report.runId],
  );
  const show = (next: CandidateTab) => void navigate({ search: { tab: next } });
  useKeys('Candidate', viewKeys(TABS, show));
  return (
    <Page
      title={report.title}
      crumbs={crumbs}
      toolbar={
        <>
          <ViewSwitch views={TABS} value={tab} onChange={show} />
          <span className={detail.badges}>
            {report.synthetic ? <SyntheticBadge /> : null}
            <Badge tone={verdict.passed ? 'accent' : 'amber'} title={verdict.words}>
              {verdict.passed ? 'Passed' : 'Not passed'}
            </Badge>
          </span>
          <span className={detail.facts} title={`Rank ${report.rank} of its run, by mean and worst segment`}>
            #{report.rank}
          </span>
          <CopyButton text={report.id} label="Copy id" />
        </>
      }
    >
      <div className={detail.scroll}>
        <Content report={report} tab={tab} />
      </div>
    </Page>
  );
}

export function CandidatePage() {
  const { candidateId } = candidateRoute.useParams();
  const report = useQuery(useTRPC().training.candidate.queryOptions({ candidateId }));
  if (report.data) return <Candidate key={report.data.id} report={report.data} />;
  return (
    <Page title="Candidate" crumbs={CRUMBS}>
      {report.error ? (
        <ErrorState
          error={report.error}
          title="The candidate could not be read"
          onRetry={() => void report.refetch()}
          actions={
            <LinkButton to="/training" variant="default">
              All training runs
            </LinkButton>
          }
        />
      ) : (
        <ChartSkeleton height="50vh" text="Reading the candidate…" />
      )}
    </Page>
  );
}
