// The Charts screen: candles of one instrument with volume, anchored VWAP, lower panes and the trades of a run. The address says all.

import { Button } from '@mantine/core';
import { IconChartCandle } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useKeys } from '../../app/keys/keys.ts';
import { useSettings } from '../../app/preferences.ts';
import { CandleChart, type CandleHandle } from '../../charts/candles/candle-chart.tsx';
import { visibleTable } from '../../charts/candles/candle-table.ts';
import type { AnchorKind } from '../../charts/candles/lines.ts';
import { barAtTime } from '../../charts/candles/trade-marks.ts';
import { rangeWindow, windowDates } from '../../charts/candles/window.ts';
import { ChartMenu } from '../../charts/chart-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, ErrorState } from '../../ui/error-state.tsx';
import { NoCandles } from '../../ui/market/no-candles.tsx';
import { Page, Spacer } from '../../ui/page.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ChartSkeleton } from '../../ui/skeletons.tsx';
import { homeWindow, startWindow } from './chart-choices.ts';
import { ChartToolbar } from './chart-toolbar.tsx';
import styles from './charts.module.css';
import { type ChartSearch, chartRoute } from './routes.tsx';
import { TradesPanel } from './trades-panel.tsx';
import { useChartData } from './use-chart-data.ts';

const DEFAULT_ANCHORS: readonly AnchorKind[] = ['session-open'];
const NOTHING: readonly never[] = [];

function focusInstrument(): void {
  document.getElementById('chart-instrument')?.focus();
}

function NothingStored() {
  return (
    <NoCandles icon={<IconChartCandle size={32} stroke={1.4} />}>
      Here stand candles with volume, anchored VWAP, indicators and the trades of your runs, once some candles
      are stored.
    </NoCandles>
  );
}

function useSearch() {
  const search = chartRoute.useSearch();
  const navigate = chartRoute.useNavigate();
  /** `replace` for what follows the pointer: the Back button should not replay a pan. */
  const change = (part: Partial<ChartSearch>, replace = false) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace });
  return { search, change };
}

export function ChartsPage() {
  const { search, change } = useSearch();
  const data = useChartData(search);
  const { hollowCandles } = useSettings();
  const handle = useRef<CandleHandle>(null);
  const { instrument, interval, overlay } = data;
  const chart = data.bars.data;

  // A run shows its own AVWAP: a second one over it would only blur the picture.
  const anchors = search.anchors ?? (overlay ? NOTHING : DEFAULT_ANCHORS);
  const panes = search.panes ?? NOTHING;
  const anchorBar = chart && search.anchor !== undefined ? barAtTime(chart.bars.openTime, search.anchor) : -1;
  const anchorKey = anchors.join();
  const paneKey = panes.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the keys stand for the lists
  const lines = useMemo(() => ({ anchors, panes, anchorBar }), [anchorKey, paneKey, anchorBar]);
  const picking = anchors.includes('bar') && anchorBar < 0;

  const trades = data.trades.data ?? NOTHING;
  const chosen = trades.find((trade) => trade.sequence === search.trade);
  const home = useMemo(() => (chart ? homeWindow(chart) : null), [chart]);
  // The link's window counts when the bars or the trade change, not whenever a pan writes it back.
  const wish = useRef(search);
  wish.current = search;
  const initial = useMemo(
    () =>
      chart
        ? startWindow(chart, {
            trade: chosen,
            date: wish.current.date,
            from: wish.current.from,
            to: wish.current.to,
          })
        : null,
    [chart, chosen],
  );

  const stepTrade = (by: number) => {
    if (trades.length === 0) return;
    const at = trades.findIndex((trade) => trade.sequence === search.trade);
    const next = trades[Math.min(trades.length - 1, Math.max(0, at + by))];
    if (next) change({ trade: next.sequence });
  };
  useKeys('Charts', [
    { keys: 'i', label: 'Choose an instrument', run: focusInstrument },
    { keys: ']', label: 'Next trade of the run', run: () => stepTrade(1) },
    { keys: '[', label: 'Previous trade of the run', run: () => stepTrade(-1) },
  ]);

  if (data.instruments.isPending)
    return (
      <Page title="Charts">
        <ChartSkeleton height="70vh" text="Reading the instruments…" />
      </Page>
    );
  if (data.instruments.error)
    return (
      <Page title="Charts">
        <ErrorState
          error={data.instruments.error}
          title="The instruments could not be read"
          onRetry={() => void data.instruments.refetch()}
        />
      </Page>
    );
  if (data.stored.length === 0)
    return (
      <Page title="Charts">
        <NothingStored />
      </Page>
    );
  if (!instrument || interval === null)
    return (
      <Page title="Charts">
        <EmptyState
          icon={<IconChartCandle size={32} stroke={1.4} />}
          title={`No candles of ${search.instrument ?? 'this instrument'} are stored`}
          actions={
            <Button onClick={() => change({ instrument: data.stored[0]?.id })}>
              Show {data.stored[0]?.id}
            </Button>
          }
        >
          The link names an instrument this desk does not hold. Import its candles, or choose another one.
        </EmptyState>
      </Page>
    );

  const toolbar = (
    <>
      <ChartToolbar
        instruments={data.stored}
        instrument={instrument}
        interval={interval}
        anchors={anchors}
        panes={panes}
        runs={data.runs}
        run={search.run}
        plots={search.plots !== false}
        onInstrument={(id) => change({ instrument: id, trade: undefined, anchor: undefined })}
        onInterval={(next) => change({ interval: next })}
        onRange={(range) => {
          if (chart)
            handle.current?.setWindow(
              rangeWindow(range, chart.sessionDates, chart.sessionStarts, chart.bars.length),
            );
        }}
        onAnchors={(next) =>
          change({ anchors: [...next], ...(next.includes('bar') ? {} : { anchor: undefined }) })
        }
        onPanes={(next) => change({ panes: [...next] })}
        onRun={(run) => change({ run, trade: undefined })}
        onPlots={(plots) => change({ plots })}
      />
      <Spacer />
      <ChartMenu
        name={`${instrument.symbol}-${interval}`}
        label="Candle chart"
        picture={() => handle.current}
        table={() =>
          chart
            ? visibleTable(chart, handle.current?.window() ?? { start: 0, end: 0 })
            : { columns: [], rows: [] }
        }
      />
    </>
  );
  return (
    <Page
      title={`${instrument.id} · ${interval}`}
      toolbar={toolbar}
      side={
        search.run && data.runSummary ? (
          <SidePanel
            name="chart-trades"
            title={data.runSummary.name}
            defaultWidth={320}
            onClose={() => change({ run: undefined, trade: undefined })}
          >
            <TradesPanel
              runId={search.run}
              trades={trades}
              chosen={search.trade ?? null}
              onChoose={(sequence) => change({ trade: sequence ?? undefined })}
            />
          </SidePanel>
        ) : undefined
      }
    >
      <div className={styles.body}>
        {picking ? (
          <div className={styles.note} role="status">
            Click the bar the AVWAP should start from; drag its flag to move it later.
          </div>
        ) : null}
        {data.trades.error ? (
          <ErrorNote error={data.trades.error} title="The trades of the run could not be read" />
        ) : null}
        {data.plots.error ? (
          <ErrorNote error={data.plots.error} title="The run’s indicator series could not be read" />
        ) : null}
        {data.bars.error ? (
          <ErrorState
            error={data.bars.error}
            title="The candles could not be shown"
            onRetry={() => void data.bars.refetch()}
          />
        ) : chart && initial && home ? (
          <CandleChart
            ref={handle}
            chart={chart}
            lines={lines}
            overlay={overlay}
            trades={trades}
            chosenTrade={search.trade ?? null}
            onChooseTrade={(sequence) => {
              if (search.run) change({ trade: sequence ?? undefined });
            }}
            picking={picking}
            onPickBar={(bar) => change({ anchor: chart.bars.openTime[bar] }, true)}
            hollow={hollowCandles}
            initial={initial}
            home={home}
            onWindow={(window) => {
              const dates = windowDates(window, chart.sessionDates, chart.sessionStarts);
              if (dates) change({ ...dates, date: undefined }, true);
            }}
          />
        ) : (
          <ChartSkeleton height="60vh" text={`Reading ${instrument.id}…`} />
        )}
      </div>
    </Page>
  );
}
