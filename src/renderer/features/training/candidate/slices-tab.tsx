// Slices: the same test rows by hour, instrument, side and regime. Slices are for understanding; choosing by one is one more trial.

import { type CandidateReport, SLICES } from '../../../../contracts/training-results.ts';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { SlicePanel } from './slice-panel.tsx';

export function SlicesTab({ report }: { readonly report: CandidateReport }) {
  const kinds = SLICES.filter((kind) => report.slices[kind].length > 0);
  if (kinds.length === 0)
    return (
      <EmptyState title="No slices were scored">
        The report of this candidate holds no scores by hour, instrument, side or regime.
      </EmptyState>
    );
  return (
    <>
      <NoticeLine id="slices">
        Among many slices some look good by luck. Trading only the best of them is a new choice, made with
        hindsight.
      </NoticeLine>
      <div className={detail.pair}>
        {kinds.map((kind) => (
          <SlicePanel key={kind} kind={kind} report={report} />
        ))}
      </div>
    </>
  );
}
