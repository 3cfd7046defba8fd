// Segments: what each part of the walk-forward scored, with which parameters, threshold and calibration, and how it learned.

import { useMemo } from 'react';
import type { CandidateReport, SegmentResult } from '../../../../contracts/training-results.ts';
import { LearningChart } from '../../../charts/learning/learning-chart.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDateRange, istDateOf } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { useParameters } from '../use-training.ts';
import styles from './candidate.module.css';
import { candidateRoute } from './routes.tsx';
import { segmentColumns } from './segment-columns.tsx';
import { SegmentFacts } from './segment-facts.tsx';
import { hasWindows } from './segment-windows.ts';

/** `26 Aug – 8 Sep 2025`, of instants. */
const range = (from: number, to: number) => formatDateRange(istDateOf(from), istDateOf(to));

export function SegmentsTab({ report }: { readonly report: CandidateReport }) {
  const { segment } = candidateRoute.useSearch();
  const navigate = candidateRoute.useNavigate();
  const declared = useParameters(report.family);
  const columns = useMemo(
    () => segmentColumns(report.classes.length, report.perSegment.some(hasWindows)),
    [report.classes.length, report.perSegment],
  );
  const chosen = report.perSegment.find((one) => one.segment === segment) ?? report.perSegment[0];
  const hasCurves = report.perSegment.some(({ curve }) => curve.length > 0);
  if (!chosen)
    return (
      <EmptyState title="No segment was scored">
        Every segment of the split was skipped; the notes of the training run say why.
      </EmptyState>
    );
  return (
    <>
      <Panel title="Segments" hint="a row shows its learning curve and parameters; dates in IST">
        <div className={styles.table}>
          <DataTable<SegmentResult>
            label="Segments"
            name="candidate-segments"
            columns={columns}
            rows={report.perSegment}
            rowId={(one) => String(one.segment)}
            openId={String(chosen.segment)}
            onOpen={(one) =>
              void navigate({ search: { tab: 'segments', segment: one.segment }, replace: true })
            }
            maxHeight={420}
          />
        </div>
      </Panel>
      <div className={`${detail.pair} ${detail.ruled}`}>
        {hasCurves ? (
          <LearningChart
            name={`learning-${report.id.slice(0, 8)}`}
            curves={report.perSegment}
            chosen={chosen.segment}
          />
        ) : (
          <Panel title="Learning curve" padded>
            <p className="ad-muted">
              {report.family === 'soft-vote'
                ? 'A mean of other models learns nothing itself.'
                : 'This family is fitted in one go, without rounds or epochs.'}
            </p>
          </Panel>
        )}
        <Panel
          title={`Segment ${chosen.segment + 1}`}
          hint={`tested ${range(chosen.testFrom, chosen.testTo)}`}
          padded
        >
          <SegmentFacts segment={chosen} declared={declared} range={range} />
        </Panel>
      </div>
    </>
  );
}
