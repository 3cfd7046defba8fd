// The bars behind a feature matrix: one base series per source, from which every timeframe is built. Called by the matrix
// builder, the leak checks and tests. See [Note: decision time] in definition.ts.

import type { IndicatorDefinition, IndicatorParameters } from '../indicators/definition.ts';
import { sessionNumbers } from '../indicators/session-numbers.ts';
import type { Bars } from '../market/bars.ts';
import { closeTimes } from '../market/close-times.ts';
import { barsOnGrid } from '../market/grid.ts';
import { type Interval, intervalMs } from '../market/interval.ts';
import { canResample, resample } from '../market/resample.ts';
import type { Session } from '../market/session.ts';
import { sliceSessions } from '../market/slices.ts';
import type { FeatureInput, FeatureSource, FeatureTimeframe } from './definition.ts';

/**
 * Base bars of one source. `sessions`: its whole calendar over the span, also days without bars. Bars outside sessions or off
 * the calendar's grid are left out: see [Note: bars off the grid] in market/grid.ts.
 */
export interface SourceSeries {
  readonly interval: Interval;
  readonly bars: Bars;
  readonly sessions: readonly Session[];
}

export interface FeatureData {
  readonly decisionInterval: Interval;
  readonly series: Readonly<Partial<Record<FeatureSource, SourceSeries>>>;
}

/** Bars of one place, ready for templates, with the moment each was complete. */
export interface PlaceData {
  readonly input: FeatureInput;
  readonly closeTime: Float64Array;
}

export function timeframeOf(timeframe: FeatureTimeframe, decisionInterval: Interval): Interval {
  return timeframe === 'decision' ? decisionInterval : timeframe;
}

export interface Places {
  /** Undefined where the source has no series. Throws RangeError where its base bars cannot make the timeframe. */
  at(source: FeatureSource, timeframe: FeatureTimeframe): PlaceData | undefined;
}

/** Builds each place once, on first use. */
export function createPlaces(data: FeatureData): Places {
  const built = new Map<string, PlaceData>();
  const scheduled = new Map<FeatureSource, Bars>();
  return {
    at(source, timeframe) {
      const series = data.series[source];
      if (series === undefined) return undefined;
      const interval = timeframeOf(timeframe, data.decisionInterval);
      const key = `${source} ${interval}`;
      let place = built.get(key);
      if (place === undefined) {
        let bars = scheduled.get(source);
        if (bars === undefined) {
          bars = barsOnGrid(series.bars, series.sessions, series.interval);
          scheduled.set(source, bars);
        }
        place = placeOf({ ...series, bars }, interval, source);
        built.set(key, place);
      }
      return place;
    },
  };
}

function placeOf(series: SourceSeries, interval: Interval, source: FeatureSource): PlaceData {
  if (!canResample(series.interval, interval))
    throw new RangeError(
      `${interval} bars of ${source === 'self' ? 'the instrument' : source} cannot be built from ${series.interval} bars`,
    );
  const bars = resample(series.bars, series.sessions, series.interval, interval);
  const session = sessionNumbers(sliceSessions(bars, series.sessions), bars.length);
  const columns = new Map<string, readonly Float64Array[]>();
  const input: FeatureInput = {
    bars,
    session,
    sessions: series.sessions,
    intervalMs: intervalMs(interval),
    indicator(definition: IndicatorDefinition, parameters: IndicatorParameters) {
      const key = `${definition.id} ${JSON.stringify(parameters)}`;
      let known = columns.get(key);
      if (known === undefined) {
        known = definition.batch(input, parameters);
        columns.set(key, known);
      }
      return known;
    },
  };
  return { input, closeTime: closeTimes(bars, series.sessions, interval) };
}

/** Decision times of a place's bars: when each was complete. */
export function decisionTimes(data: FeatureData): Float64Array {
  return createPlaces(data).at('self', 'decision')!.closeTime;
}

/**
 * The oldest bar that still counts at each decision time: the open of the session before the decision's own, so that a series
 * that stopped is missing rather than frozen. The first session of the calendar has none before it.
 */
export function freshFrom(times: Float64Array, sessions: readonly Session[]): Float64Array {
  const result = new Float64Array(times.length);
  let k = 0;
  for (let i = 0; i < times.length; i++) {
    while (k + 1 < sessions.length && sessions[k + 1]!.open < times[i]!) k++;
    result[i] = sessions[Math.max(0, k - 1)]?.open ?? Number.NEGATIVE_INFINITY;
  }
  return result;
}

/** For each ascending time the last bar complete by then and opened no earlier than `fresh`; −1 where there is none. */
export function lastComplete(
  times: Float64Array,
  closeTime: Float64Array,
  openTime: Float64Array,
  fresh: Float64Array,
): Int32Array {
  const result = new Int32Array(times.length);
  let last = -1;
  for (let i = 0; i < times.length; i++) {
    while (last + 1 < closeTime.length && closeTime[last + 1]! <= times[i]!) last++;
    result[i] = last >= 0 && openTime[last]! >= fresh[i]! ? last : -1;
  }
  return result;
}
