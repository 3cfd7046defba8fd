// The first view of a run: headline, equity, the waterfall, months and the spread of trades.

import { Button } from '@mantine/core';
import { IconScale } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Metrics } from '../../../../../engines/backtest/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { BreakdownBars } from '../../../charts/distribution/breakdown-bars.tsx';
import { HistogramChart } from '../../../charts/distribution/histogram-chart.tsx';
import { EquityChart } from '../../../charts/equity/equity-chart.tsx';
import { MonthHeatMap } from '../../../charts/months/month-heat-map.tsx';
import detail from '../../../ui/detail-page.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import type { Counterpart } from '../story/use-counterpart.ts';
import { WaterfallSection } from '../story/waterfall-section.tsx';
import { Headline } from './headline.tsx';

const asIs = (key: string): string => key;

export interface OverviewProps {
  readonly run: Run;
  readonly metrics: Metrics;
  readonly counterpart: Counterpart;
  readonly counterpartWords: string;
}

export function Overview({ run, metrics, counterpart, counterpartWords }: OverviewProps) {
  const trades = useQuery(useTRPC().backtests.trades.queryOptions({ runId: run.id }));
  const curves = useMemo(
    () => [
      {
        id: run.id,
        name: run.name,
        initialCapital: run.initialCapital,
        points: run.equity,
        netPnl: metrics.intervals.netPnl,
      },
    ],
    [run, metrics],
  );
  const values = useMemo(() => (trades.data ?? []).map((trade) => trade.netPnl), [trades.data]);
  return (
    <>
      <Headline run={run} metrics={metrics} />
      <EquityChart name={`equity-${run.id.slice(0, 8)}`} curves={curves} />
      <WaterfallSection
        run={run}
        actions={
          <Button
            variant="default"
            leftSection={<IconScale size={14} />}
            loading={counterpart.busy}
            onClick={counterpart.begin}
          >
            {counterpartWords}
          </Button>
        }
      />
      <MonthHeatMap name={`months-${run.id.slice(0, 8)}`} results={metrics.monthlyPnl} />
      <div className={`${detail.pair} ${detail.ruled}`}>
        {trades.error ? (
          <ErrorNote error={trades.error} title="The trades could not be read" />
        ) : trades.data ? (
          <HistogramChart name={`distribution-${run.id.slice(0, 8)}`} values={values} />
        ) : (
          <ChartSkeleton text="Reading the trades…" />
        )}
        <BreakdownBars
          name={`hours-${run.id.slice(0, 8)}`}
          title="By hour of entry (IST)"
          rows={metrics.breakdowns.hour}
          words={asIs}
          height={220}
        />
      </div>
    </>
  );
}
