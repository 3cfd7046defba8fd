// Candles of one instrument with volume, lines, lower panes and trades. Feeds the controller, shows the readout and the trade under the
// pointer. What is shown is decided by the page.

import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { Trade } from '../../../../engines/backtest/contract.ts';
import { intervalMs } from '../../../../engines/market/interval.ts';
import type { ChartBars } from '../../../contracts/market.ts';
import { formatMoney, formatNumber, formatSessionDate, plural } from '../../ui/format.ts';
import type { ChartPicture } from '../chart-menu.tsx';
import { svgToPng } from '../svg-to-png.ts';
import { useChartTokens } from '../tokens.ts';
import { type CandleController, createCandleController } from './candle-controller.ts';
import type { BarReadout } from './candle-engine.ts';
import { CandleReadout, LineValues } from './candle-readout.tsx';
import styles from './candles.module.css';
import type { LineRequest } from './compute-lines.ts';
import { DECISION_PANE, type DecisionScene } from './decisions.ts';
import type { OverlayRequest } from './overlay-lines.ts';
import type { ChartLayout } from './painter/layout.ts';
import { timeRanks } from './time-ticks.ts';
import { TradeCard } from './trade-card.tsx';
import { placeTrades, type TradeMark } from './trade-marks.ts';
import { useCandleEngine } from './use-candle-engine.ts';
import { useChartGestures } from './use-chart-gestures.ts';
import type { BarWindow } from './window.ts';

export interface CandleHandle extends ChartPicture {
  setWindow(window: BarWindow): void;
  window(): BarWindow;
}

export interface CandleChartProps {
  readonly chart: ChartBars;
  readonly lines: LineRequest;
  readonly overlay: OverlayRequest | null;
  readonly trades: readonly Trade[];
  readonly chosenTrade: number | null;
  readonly onChooseTrade: (sequence: number | null) => void;
  /** Labelled decisions to draw, each at its bar. */
  readonly decisions?: DecisionScene | null;
  readonly onChooseDecision?: (bar: number | null) => void;
  readonly picking: boolean;
  readonly onPickBar: (bar: number) => void;
  readonly hollow: boolean;
  /** Shown whenever it changes. */
  readonly initial: BarWindow;
  /** Shown after a double click. */
  readonly home: BarWindow;
  readonly onWindow: (window: BarWindow) => void;
  readonly ref?: Ref<CandleHandle>;
}

interface Hover {
  readonly mark: TradeMark;
  readonly x: number;
  readonly y: number;
}

const NO_STARTS: readonly number[] = [];
const CARD_WIDTH = 264;
const CARD_HEIGHT = 190;

export function CandleChart(props: CandleChartProps) {
  const { chart, lines, overlay, trades, chosenTrade, decisions = null, hollow, initial, home } = props;
  const { bars } = chart;
  const hasDecisions = decisions !== null;
  const daily = chart.interval === '1d';
  const engine = useCandleEngine();
  const tokens = useChartTokens();
  const box = useRef<HTMLElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const top = useRef<HTMLCanvasElement>(null);
  const controller = useRef<CandleController | null>(null);
  const [readout, setReadout] = useState<BarReadout | null>(null);
  const [hover, setHover] = useState<Hover | null>(null);
  const [shape, setShape] = useState<{ layout: ChartLayout; bucket: number } | null>(null);
  const latest = useRef(props);
  latest.current = props;

  const sessionStarts = chart.sessionStarts ?? NO_STARTS;
  const ranks = useMemo(() => timeRanks(bars.openTime), [bars]);
  const marks = useMemo(
    () => placeTrades(trades, bars.openTime, intervalMs(chart.interval)),
    [trades, bars, chart.interval],
  );
  const lowerPanes = useMemo(
    () => [
      ...lines.panes,
      ...(overlay?.plots.some((plot) => plot.pane === 'lower') ? ['strategy'] : []),
      ...(hasDecisions ? [DECISION_PANE] : []),
    ],
    [lines.panes, overlay, hasDecisions],
  );

  useEffect(() => {
    if (!engine || !base.current || !top.current || !box.current) return;
    const made = createCandleController(base.current, top.current, engine, {
      onReadout: setReadout,
      onHover: (mark, at) => setHover(mark ? { mark, ...at } : null),
      onWindow: (window) => latest.current.onWindow(window),
      onLayout: (layout, bucket) => setShape({ layout, bucket }),
    });
    controller.current = made;
    const element = box.current;
    const observer = new ResizeObserver(() => made.resize(element.clientWidth, element.clientHeight));
    observer.observe(element);
    made.resize(element.clientWidth, element.clientHeight);
    return () => {
      observer.disconnect();
      controller.current = null;
      made.dispose();
    };
  }, [engine]);

  useEffect(() => {
    controller.current?.update({
      openTime: bars.openTime,
      timeRanks: ranks,
      sessionStarts,
      daily,
      lowerPanes,
      marks,
      chosenTrade,
      anchorBar: lines.anchors.includes('bar') && lines.anchorBar >= 0 ? lines.anchorBar : null,
      hollow,
      tokens,
      decisions,
    });
  });

  // Messages to the worker keep their order, so whatever is asked after these sees their effect.
  useEffect(() => {
    void engine?.load(bars, sessionStarts);
    controller.current?.refresh();
  }, [engine, bars, sessionStarts]);
  useEffect(() => {
    void engine?.show(lines);
    controller.current?.refresh();
  }, [engine, lines]);
  useEffect(() => {
    void engine?.overlay(overlay);
    controller.current?.refresh();
  }, [engine, overlay]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the engine's arrival makes the controller
  useEffect(() => controller.current?.setWindow(initial, true), [engine, initial]);

  const gestures = useChartGestures({
    controller,
    box,
    picking: props.picking,
    onPickBar: props.onPickBar,
    onChoose: (mark, bar) => {
      if (props.onChooseDecision) props.onChooseDecision(bar);
      else props.onChooseTrade(mark?.trade.sequence ?? null);
    },
    onReset: () => controller.current?.setWindow(home),
  });

  useImperativeHandle(props.ref, () => {
    const svg = () => controller.current?.svg() ?? '';
    return {
      svg,
      png: () => svgToPng(svg(), box.current?.clientWidth ?? 1, box.current?.clientHeight ?? 1),
      setWindow: (window) => controller.current?.setWindow(window),
      window: () => controller.current?.window() ?? home,
    };
  });

  const last = bars.length - 1;
  const label =
    `${chart.instrumentId}, ${chart.interval} candles: ${plural(bars.length, 'bar')}, last close ` +
    `${formatNumber(bars.close[last] ?? Number.NaN, 2)} on ${formatSessionDate(chart.sessionDates.at(-1) ?? '')}` +
    (marks.length > 0
      ? `; ${plural(marks.length, 'trade')}, net ${formatMoney(
          marks.reduce((sum, mark) => sum + mark.trade.netPnl, 0),
          0,
          'always',
        )}`
      : '') +
    (decisions ? `; ${decisions.layer.words}` : '');
  return (
    <section
      ref={box}
      className={styles.chart}
      data-picking={props.picking || undefined}
      data-candle-chart
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the chart is panned and read by keyboard
      tabIndex={0}
      aria-label={`${label}. Arrow keys pan, Shift and arrow keys read bar by bar, plus and minus zoom, 0 resets.`}
      {...gestures}
    >
      <canvas ref={base} aria-hidden />
      <canvas ref={top} aria-hidden />
      {readout && shape ? (
        <>
          <div className={styles.readout} style={{ top: 6 }} data-readout>
            <CandleReadout readout={readout} daily={daily} tokens={tokens} bucket={shape.bucket} />
          </div>
          {shape.layout.lower.map((pane) => (
            <div key={pane.id} className={styles.readout} style={{ top: pane.top + 4, maxHeight: 16 }}>
              <LineValues readout={readout} pane={pane.id} tokens={tokens} />
            </div>
          ))}
        </>
      ) : null}
      {hover && shape ? (
        <div
          className={styles.hover}
          role="tooltip"
          style={{
            left:
              hover.x + 18 + CARD_WIDTH > shape.layout.plotRight
                ? Math.max(4, hover.x - CARD_WIDTH - 18)
                : hover.x + 18,
            top: Math.max(4, Math.min(hover.y - 40, shape.layout.height - CARD_HEIGHT)),
          }}
        >
          <TradeCard trade={hover.mark.trade} />
        </div>
      ) : null}
    </section>
  );
}
