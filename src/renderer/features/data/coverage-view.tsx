// Coverage of one interval: totals in words, the heat map under them.

import { IconCalendarOff } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { Interval } from '../../../../engines/market/interval.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { formatNumber, formatShare, plural } from '../../ui/format.ts';
import { ChartSkeleton } from '../../ui/skeletons.tsx';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import { Term } from '../../ui/term.tsx';
import { CoverageHeatMap, type CoverageHeatMapProps } from './coverage-heat-map.tsx';
import styles from './data.module.css';
import { coverageTotals } from './data-model.ts';
import { useCoverage } from './data-queries.ts';

export interface CoverageViewProps extends Pick<CoverageHeatMapProps, 'open' | 'onOpen'> {
  readonly interval: Interval;
  readonly from: string | undefined;
}

export function CoverageView({ interval, from, open, onOpen }: CoverageViewProps) {
  const coverage = useCoverage(interval, from);
  const totals = useMemo(() => (coverage.data ? coverageTotals(coverage.data) : null), [coverage.data]);
  if (coverage.isPending) return <ChartSkeleton height={420} text="Counting the stored days…" />;
  if (coverage.error)
    return (
      <ErrorState
        error={coverage.error}
        title="The coverage could not be read"
        kept="Every stored bar."
        onRetry={() => void coverage.refetch()}
      />
    );
  if (!totals || totals.instruments === 0)
    return (
      <EmptyState
        icon={<IconCalendarOff size={32} stroke={1.4} />}
        title={`No ${interval} bars in this range`}
      >
        Choose All, or another interval.
      </EmptyState>
    );
  return (
    <>
      <div className={styles.totals}>
        <span>
          <b>{formatNumber(totals.instruments)}</b> instruments
        </span>
        <span>
          <b>{formatNumber(totals.sessions)}</b> sessions
        </span>
        <span>
          <b>{formatNumber(totals.bars)}</b> bars
        </span>
        <span>
          <b>{formatShare(totals.fraction, 2)}</b> <Term name="coverage">covered</Term>
        </span>
        <span>
          <b>{formatNumber(totals.flaggedDays)}</b>{' '}
          {totals.flaggedDays === 1 ? 'flagged day' : 'flagged days'}
        </span>
        {totals.synthetic > 0 ? (
          <span>
            <SyntheticBadge />{' '}
            {totals.synthetic === totals.instruments ? 'all of them' : plural(totals.synthetic, 'instrument')}
          </span>
        ) : null}
      </div>
      <CoverageHeatMap coverage={coverage.data} open={open} onOpen={onOpen} />
    </>
  );
}
