// What the chart's Web Worker knows and answers: the bars of one chart, its lines, and view-sized pieces of both. Pure state, no
// DOM; `candle-worker.ts` only exposes it. Tests call it directly.

import type { Bar, Bars } from '../../../../engines/market/bars.ts';
import { barAt } from '../../../../engines/market/bars.ts';
import { computeLines, type LineRequest } from './compute-lines.ts';
import type { BandSpec, ComputedLine, ComputedLines, LineSpec } from './lines.ts';
import { type OverlayRequest, overlayLines } from './overlay-lines.ts';
import { bucketBars, bucketSize, type CandleColumns, type LinePoints, thinLine } from './view-data.ts';

export interface ViewRequest {
  readonly start: number;
  readonly end: number;
  /** Width of the plot the visible part of the window has, and that part's bars: they decide the bucket. */
  readonly pixels: number;
  readonly visibleBars: number;
}

export interface CandleView {
  readonly candles: CandleColumns;
  readonly lines: readonly { readonly spec: LineSpec; readonly points: LinePoints }[];
  readonly bands: readonly BandSpec[];
}

export interface BarReadout {
  readonly bar: Bar;
  /** Close of the bar before, NaN for the first. */
  readonly before: number;
  readonly lines: readonly { readonly spec: LineSpec; readonly value: number }[];
}

export interface CandleEngine {
  load(bars: Bars, sessionStarts: readonly number[]): void;
  show(request: LineRequest): void;
  overlay(request: OverlayRequest | null): void;
  view(request: ViewRequest): CandleView;
  readout(index: number): BarReadout | null;
}

const NO_BARS: Bars = {
  length: 0,
  openTime: new Float64Array(0),
  open: new Float64Array(0),
  high: new Float64Array(0),
  low: new Float64Array(0),
  close: new Float64Array(0),
  volume: new Float64Array(0),
};

const NO_LINES: ComputedLines = { lines: [], bands: [] };

export function createCandleEngine(): CandleEngine {
  let bars = NO_BARS;
  let sessionStarts: readonly number[] = [];
  let wanted: LineRequest = { anchors: [], anchorBar: -1, panes: [] };
  let plots: OverlayRequest | null = null;
  let own: readonly ComputedLine[] = [];
  let bands: readonly BandSpec[] = [];
  let foreign: ComputedLines = NO_LINES;

  function compute(): void {
    const computed = computeLines(bars, sessionStarts, wanted);
    own = computed.lines;
    bands = computed.bands;
  }
  function align(): void {
    foreign = plots === null ? NO_LINES : overlayLines(plots, bars.openTime);
  }

  return {
    load(nextBars, starts) {
      bars = nextBars;
      sessionStarts = starts;
      compute();
      align();
    },
    show(request) {
      wanted = request;
      compute();
    },
    overlay(request) {
      plots = request;
      align();
    },
    view({ start, end, pixels, visibleBars }) {
      const bucket = bucketSize(visibleBars, pixels);
      const from = Math.max(0, Math.floor(start));
      const to = Math.min(bars.length, Math.ceil(end));
      return {
        candles: bucketBars(bars, from, to, bucket),
        lines: [...own, ...foreign.lines].map(({ spec, values }) => ({
          spec,
          points: thinLine(values, from, to, bucket),
        })),
        bands: [...bands, ...foreign.bands],
      };
    },
    readout(index) {
      if (index < 0 || index >= bars.length) return null;
      return {
        bar: barAt(bars, index),
        before: index > 0 ? (bars.close[index - 1] ?? Number.NaN) : Number.NaN,
        lines: [...own, ...foreign.lines]
          .filter(({ spec }) => spec.quiet !== true)
          .map(({ spec, values }) => ({ spec, value: values[index] ?? Number.NaN })),
      };
    },
  };
}
