// A regime timeline as spans of the likeliest state, and as few bars as a screen can show. Pure.

export interface RegimeSeries {
  readonly time: ArrayLike<number>;
  readonly close: ArrayLike<number>;
  /** One per state, each as long as `time`; NaN before the model knew enough. */
  readonly probabilities: readonly ArrayLike<number>[];
}

export interface RegimeSpan {
  /** Bars, both included. */
  readonly from: number;
  readonly to: number;
  /** Likeliest state; −1 where no probability is known. */
  readonly state: number;
}

export function likeliest(series: RegimeSeries, bar: number): number {
  let state = -1;
  let most = Number.NEGATIVE_INFINITY;
  series.probabilities.forEach((of, k) => {
    const probability = of[bar] ?? Number.NaN;
    if (probability > most) {
      most = probability;
      state = k;
    }
  });
  return state;
}

export function regimeSpans(series: RegimeSeries): readonly RegimeSpan[] {
  const spans: RegimeSpan[] = [];
  let from = 0;
  let state = -1;
  for (let bar = 0; bar < series.time.length; bar++) {
    const own = likeliest(series, bar);
    if (bar === 0) state = own;
    if (own === state) continue;
    spans.push({ from, to: bar - 1, state });
    from = bar;
    state = own;
  }
  if (series.time.length > 0) spans.push({ from, to: series.time.length - 1, state });
  return spans;
}

/** Switches of the likeliest state per hundred bars: many mean that the states are noise. */
export function switchesPerHundred(series: RegimeSeries): number {
  const bars = series.time.length;
  return bars === 0 ? Number.NaN : ((regimeSpans(series).length - 1) / bars) * 100;
}

export const MOST_BARS = 6_000;

/** Every `step`-th bar, the last one always: prices and probabilities as they were at that bar. */
export function thinned(
  series: RegimeSeries,
  most = MOST_BARS,
): { readonly series: RegimeSeries; readonly step: number } {
  const bars = series.time.length;
  const step = Math.max(1, Math.ceil(bars / most));
  if (step === 1) return { series, step };
  const places: number[] = [];
  for (let bar = (bars - 1) % step; bar < bars; bar += step) places.push(bar);
  const pick = (values: ArrayLike<number>) => Float64Array.from(places, (bar) => values[bar] ?? Number.NaN);
  return {
    series: {
      time: pick(series.time),
      close: pick(series.close),
      probabilities: series.probabilities.map(pick),
    },
    step,
  };
}

/** For each state the probability of it and of all before it, bar by bar: the upper edges of stacked areas. Null before any is known. */
export function cumulated({ probabilities, time }: RegimeSeries): readonly (readonly (number | null)[])[] {
  const sums = new Float64Array(time.length);
  return probabilities.map((of) =>
    Array.from({ length: time.length }, (_, bar) => {
      const sum = (sums[bar] ?? 0) + (of[bar] ?? Number.NaN);
      sums[bar] = sum;
      return Number.isFinite(sum) ? sum : null;
    }),
  );
}
