// The first view of a candidate: whether it passed, whether it knows more than chance, what the search took off, what still flatters it.

import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { useTRPC } from '../../../app/api.ts';
import { AucBandChart } from '../../../charts/scores/auc-band-chart.tsx';
import { SegmentAucChart } from '../../../charts/scores/segment-auc-chart.tsx';
import detail from '../../../ui/detail-page.module.css';
import { formatNumber } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { BundlePanel } from './bundle-panel.tsx';
import styles from './candidate.module.css';
import { bandVerdict, segmentsWords, verdictOf } from './candidate-model.ts';
import { DeflationPanel } from './deflation-panel.tsx';
import { HeadlineTiles } from './headline-tiles.tsx';
import { HoldOutPanel } from './hold-out-panel.tsx';
import { candidateRoute } from './routes.tsx';

function Verdict({ report }: { readonly report: CandidateReport }) {
  const run = useQuery(useTRPC().training.get.queryOptions({ runId: report.runId }));
  const verdict = verdictOf(report);
  return (
    <div className={styles.verdict} data-verdict={verdict.passed ? 'passed' : 'not-passed'}>
      {verdict.passed ? (
        <IconCircleCheck size={22} className={detail.good} aria-hidden />
      ) : (
        <IconCircleX size={22} className={detail.bad} aria-hidden />
      )}
      <div>
        <h2>{verdict.words}</h2>
        {report.faults.length > 0 ? (
          <ul className={styles.faults} aria-label="Faults">
            {[...new Set(report.faults)].map((fault) => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        ) : null}
        <p className="ad-muted">
          Trained on{' '}
          <Link to="/research/datasets/$datasetId" params={{ datasetId: report.datasetId }}>
            {run.data?.datasetName ?? 'its dataset'}
          </Link>
          {report.synthetic ? ', a market made by a generator: it says nothing about real prices' : ''}.{' '}
          {segmentsWords(report, run.data?.splitWords ?? null)}.
        </p>
        {run.data?.request.justification ? (
          <p className="ad-muted">Asked because: {run.data.request.justification}</p>
        ) : null}
      </div>
    </div>
  );
}

export function OverviewTab({ report }: { readonly report: CandidateReport }) {
  const navigate = candidateRoute.useNavigate();
  const segments = useMemo(
    () =>
      report.perSegment.map(({ segment, testFrom, testTo, testRows, scores }) => ({
        segment,
        testFrom,
        testTo,
        rows: testRows,
        auc: scores.auc,
      })),
    [report],
  );
  const name = report.id.slice(0, 8);
  return (
    <>
      <Verdict report={report} />
      <HeadlineTiles report={report} />
      <div className={detail.pair}>
        {Number.isFinite(report.pooled.auc) ? (
          <AucBandChart
            name={`auc-band-${name}`}
            title={<Term name="permutationBand">Against permuted labels</Term>}
            auc={report.pooled.auc}
            interval={report.intervals.auc}
            band={report.permutation}
          >
            <p className={styles.under}>{bandVerdict(report)}</p>
          </AucBandChart>
        ) : (
          <Panel title={<Term name="permutationBand">Against permuted labels</Term>} padded>
            <p className="ad-muted">{bandVerdict(report)}</p>
          </Panel>
        )}
        {segments.length === 0 ? (
          <Panel title="AUC by segment" padded>
            <p className="ad-muted">
              No segment was scored: every one of the split was skipped. The notes of the training run say
              why.
            </p>
          </Panel>
        ) : (
          <SegmentAucChart
            name={`auc-segments-${name}`}
            segments={segments}
            mean={report.meanAuc}
            worst={report.worstAuc}
            best={report.bestAuc}
            onPick={(segment) => void navigate({ search: { tab: 'segments', segment } })}
          >
            <p className={styles.under}>
              Ranked by mean and worst. The best, {formatNumber(report.bestAuc, 3)}, is optimistic and never
              ranked by.
            </p>
          </SegmentAucChart>
        )}
        <DeflationPanel report={report} />
        <Panel title="What still flatters these numbers" hint="every assumption that is left, named" padded>
          {report.cautions.length === 0 ? (
            <p className="ad-muted">No flattering assumption is known to be left.</p>
          ) : (
            <ul className={styles.cautions} aria-label="Cautions">
              {[...new Set(report.cautions)].map((caution) => (
                <li key={caution}>{caution}</li>
              ))}
            </ul>
          )}
        </Panel>
        <HoldOutPanel report={report} />
        <BundlePanel report={report} />
      </div>
    </>
  );
}
