// The bars behind one row: each distinct bar once, numbered, and which features read which. Pure view-model of the trace panel.

import type { DatasetTrace } from '../../../../contracts/datasets.ts';

export type TraceFeature = DatasetTrace['features'][number];
export type TraceBar = TraceFeature['bars'][number];

export interface NumberedBar extends TraceBar {
  readonly number: number;
}

export function barKey({ source, instrumentId, interval, bar }: TraceBar): string {
  return `${source} ${instrumentId} ${interval} ${bar.openTime}`;
}

/** Own bars before side series, then by when they closed, newest first. */
export function distinctBars(trace: DatasetTrace): readonly NumberedBar[] {
  const found = new Map<string, TraceBar>();
  for (const { bars } of trace.features) for (const bar of bars) found.set(barKey(bar), bar);
  const rank = (bar: TraceBar) => (bar.source === 'self' ? 0 : 1);
  return [...found.values()]
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        a.source.localeCompare(b.source) ||
        b.closeTime - a.closeTime ||
        b.bar.openTime - a.bar.openTime,
    )
    .map((bar, k) => ({ ...bar, number: k + 1 }));
}

/** Places of a feature's bars in `distinctBars`. */
export function barNumbers(feature: TraceFeature, bars: readonly NumberedBar[]): readonly number[] {
  const keys = new Set(feature.bars.map(barKey));
  return bars.filter((bar) => keys.has(barKey(bar))).map((bar) => bar.number);
}

export interface TraceVerdict {
  readonly same: boolean;
  /** No bar had closed after the decision. */
  readonly inTime: boolean;
  readonly words: string;
}

export function traceVerdict(trace: DatasetTrace, bars: readonly NumberedBar[]): TraceVerdict {
  const differing = trace.features.filter((feature) => !feature.same).length;
  const late = bars.filter((bar) => bar.closeTime > trace.time).length;
  const all = trace.features.length;
  return {
    same: differing === 0,
    inTime: late === 0,
    words: `${differing === 0 ? `All ${all} numbers computed again are byte for byte the stored ones` : `${differing} of ${all} numbers differ when computed again`}; ${late === 0 ? 'every bar behind them had closed by the decision' : `${late} of the bars behind them had not closed at the decision`}.`,
  };
}
