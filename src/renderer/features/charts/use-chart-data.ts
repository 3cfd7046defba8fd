// Everything the Charts page reads: instruments, bars of the chosen one, runs over it, and the trades and series of the chosen run.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type Interval, intervalMs } from '../../../../engines/market/interval.ts';
import { useTRPC } from '../../app/api.ts';
import type { OverlayRequest } from '../../charts/candles/overlay-lines.ts';
import { chooseInterval, runsOf } from './chart-choices.ts';
import type { ChartSearch } from './routes.tsx';

const NO_ID = 'NSE:-';
/** Bars of a chart nobody looks at are megabytes: forgotten after two minutes. */
const BARS_KEPT_MS = 120_000;

export function useChartData(search: ChartSearch) {
  const trpc = useTRPC();
  const instruments = useQuery(trpc.market.instruments.queryOptions());
  const runs = useQuery(trpc.backtests.list.queryOptions());
  const stored = useMemo(
    () => (instruments.data ?? []).filter((each) => each.intervals.length > 0),
    [instruments.data],
  );
  const instrument =
    search.instrument === undefined ? stored[0] : stored.find((each) => each.id === search.instrument);
  const runSummary = runs.data?.find((run) => run.id === search.run);
  const interval: Interval | null = instrument
    ? chooseInterval(instrument, search.interval ?? runSummary?.interval)
    : null;
  const bars = useQuery({
    ...trpc.market.chartBars.queryOptions({
      instrumentId: instrument?.id ?? NO_ID,
      interval: interval ?? '5m',
    }),
    enabled: instrument !== undefined && interval !== null,
    gcTime: BARS_KEPT_MS,
  });
  const runOfInstrument = runSummary !== undefined && instrument !== undefined;
  const trades = useQuery({
    ...trpc.backtests.trades.queryOptions({
      runId: search.run ?? '-',
      instrumentId: instrument?.id ?? NO_ID,
    }),
    enabled: runOfInstrument,
  });
  const plots = useQuery({
    ...trpc.backtests.plots.queryOptions({ runId: search.run ?? '-', instrumentId: instrument?.id ?? NO_ID }),
    enabled: runOfInstrument && runSummary.origin === 'backtest' && search.plots !== false,
    gcTime: BARS_KEPT_MS,
  });
  const overlay = useMemo<OverlayRequest | null>(
    () =>
      plots.data && runSummary && search.plots !== false && plots.data.plots.length > 0
        ? {
            plots: plots.data.plots,
            openTime: plots.data.openTime,
            intervalMs: intervalMs(runSummary.interval),
          }
        : null,
    [plots.data, runSummary, search.plots],
  );
  return {
    instruments,
    stored,
    instrument,
    interval,
    bars,
    runs: useMemo(() => (instrument ? runsOf(runs.data ?? [], instrument.id) : []), [runs.data, instrument]),
    runSummary,
    trades,
    plots,
    overlay,
  };
}
