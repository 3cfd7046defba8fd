// Computes the chart's indicator lines with the engines' own functions: the same figures a strategy sees. Pure; runs in the worker.

import { adx } from '../../../../engines/indicators/adx.ts';
import { anchoredVwap } from '../../../../engines/indicators/avwap.ts';
import { rsi } from '../../../../engines/indicators/rsi.ts';
import { stochastic } from '../../../../engines/indicators/stochastic.ts';
import { atr } from '../../../../engines/indicators/true-range.ts';
import type { VwapAnchor } from '../../../../engines/indicators/vwap-anchors.ts';
import type { Bars } from '../../../../engines/market/bars.ts';
import {
  ANCHOR_WORDS,
  type AnchorKind,
  type BandSpec,
  type ComputedLine,
  type ComputedLines,
  type LineColour,
  type PaneKind,
} from './lines.ts';

export interface LineRequest {
  readonly anchors: readonly AnchorKind[];
  /** Anchor of the kind `bar`: index in the series, −1 for none. */
  readonly anchorBar: number;
  readonly panes: readonly PaneKind[];
}

/** Bars on either side that a swing must exceed; the figure the anchors of the engines default to. */
const PIVOT_STRENGTH = 3;
const PERIOD = 14;

const ANCHOR_COLOURS: Readonly<Record<AnchorKind, LineColour>> = {
  'session-open': 'amber',
  'previous-high': 'run-4',
  'previous-low': 'run-5',
  'pivot-high': 'run-3',
  'pivot-low': 'run-7',
  bar: 'accent',
};

function anchorOf(kind: AnchorKind, anchorBar: number): VwapAnchor {
  switch (kind) {
    case 'bar':
      return { kind, index: anchorBar };
    case 'pivot-high':
    case 'pivot-low':
      return { kind, strength: PIVOT_STRENGTH };
    default:
      return { kind };
  }
}

/** Session number of every bar, from the index of each session's first bar. */
export function sessionOfBars(sessionStarts: readonly number[], length: number): Int32Array {
  const session = new Int32Array(length).fill(-1);
  sessionStarts.forEach((start, k) => {
    session.fill(k, start, sessionStarts[k + 1] ?? length);
  });
  return session;
}

function avwapLines(bars: Bars, session: Int32Array, kind: AnchorKind, anchorBar: number, first: boolean) {
  const columns = anchoredVwap(bars, session, anchorOf(kind, anchorBar));
  const colour = ANCHOR_COLOURS[kind];
  const perSession = kind === 'session-open' || kind === 'previous-high' || kind === 'previous-low';
  const line = (part: keyof typeof columns, title: string, hidden: boolean): ComputedLine => ({
    spec: {
      id: `${kind}.${part}`,
      title,
      pane: 'price',
      colour,
      width: part === 'vwap' ? 1.6 : 1,
      perSession,
      ...(hidden ? { hidden } : {}),
      ...(part === 'vwap' ? {} : { quiet: true }),
    },
    values: columns[part],
  });
  const lines = [line('vwap', `AVWAP · ${ANCHOR_WORDS[kind].toLowerCase()}`, false)];
  // Bands of several anchors over each other cannot be read: only the first has them.
  if (!first) return { lines, bands: [] };
  const band = (n: 1 | 2, opacity: number): BandSpec => ({
    upper: `${kind}.upper${n}`,
    lower: `${kind}.lower${n}`,
    colour,
    opacity,
  });
  return {
    lines: [
      ...lines,
      line('upper1', '+1σ', false),
      line('lower1', '−1σ', false),
      line('upper2', '+2σ', false),
      line('lower2', '−2σ', false),
    ],
    bands: [band(2, 0.05), band(1, 0.08)],
  };
}

function paneLines(bars: Bars, pane: PaneKind): readonly ComputedLine[] {
  const line = (
    id: string,
    title: string,
    colour: LineColour,
    values: Float64Array,
    dash?: readonly number[],
  ) => ({
    spec: { id: `${pane}.${id}`, title, pane, colour, width: 1.3, ...(dash ? { dash } : {}) },
    values,
  });
  switch (pane) {
    case 'rsi':
      return [line('rsi', 'RSI', 'violet', rsi(bars.close, PERIOD))];
    case 'adx': {
      const columns = adx(bars, PERIOD);
      return [
        line('adx', 'ADX', 'accent', columns.adx),
        line('plus', '+DI', 'run-4', columns.plusDi, [4, 2]),
        line('minus', '−DI', 'run-2', columns.minusDi, [2, 2]),
      ];
    }
    case 'stochastic': {
      const { k, d } = stochastic(bars, { range: PERIOD, smoothing: 3, signal: 3 });
      return [line('k', '%K', 'accent', k), line('d', '%D', 'amber', d, [4, 2])];
    }
    case 'atr':
      return [line('atr', 'ATR', 'violet', atr(bars, PERIOD))];
  }
}

export function computeLines(
  bars: Bars,
  sessionStarts: readonly number[],
  request: LineRequest,
): ComputedLines {
  const session = sessionOfBars(sessionStarts, bars.length);
  const anchors = request.anchors.filter((kind) => kind !== 'bar' || request.anchorBar >= 0);
  const vwaps = anchors.map((kind, k) => avwapLines(bars, session, kind, request.anchorBar, k === 0));
  return {
    lines: [
      ...vwaps.flatMap((part) => part.lines),
      ...request.panes.flatMap((pane) => paneLines(bars, pane)),
    ],
    bands: vwaps.flatMap((part) => part.bands),
  };
}
