// The same feature set computed as bars arrive: what paper and live decisions use. Byte for byte the rows of matrix.ts (parity
// test over every feature of every set). Holds indicator state and the newest values, never a whole series.

import { type BarBuilder, type ClosedBar, createBarBuilder } from '../market/bar-builder.ts';
import type { Bar } from '../market/bars.ts';
import { createGrid } from '../market/grid.ts';
import { type Interval, intervalMs } from '../market/interval.ts';
import { canResample } from '../market/resample.ts';
import type { Session } from '../market/session.ts';
import { timeframeOf } from './data.ts';
import type { Candidate, FeatureSource, FeatureValueStream } from './definition.ts';
import { storedValue } from './matrix.ts';
import type { ResolvedSet } from './resolve.ts';

export interface StreamSource {
  /** Interval of the bars that will be pushed. */
  readonly interval: Interval;
  readonly sessions: readonly Session[];
}

export interface StreamOptions {
  readonly decisionInterval: Interval;
  readonly sources: Readonly<Partial<Record<FeatureSource, StreamSource>>>;
}

export interface FeatureRow {
  /** Decision time, epoch milliseconds. */
  readonly time: number;
  /** In the order of the set's names; NaN where missing. */
  readonly values: Float32Array;
}

export interface FeatureStream {
  /**
   * One closed base bar of a source, ascending per source. One that no session schedules is left out, as by the matrix. Throws
   * RangeError on a repeated bar and on one that comes after a longer bar was completed without it: start a new stream then.
   */
  push(source: FeatureSource, bar: Bar): void;
  /**
   * The clock has reached `time`: everything complete by then is taken. Gives the row of the decision bar that became complete
   * at or before `time`, if one did. Call it at every close of a decision bar after pushing what closed by then.
   */
  advance(time: number): FeatureRow | undefined;
  /** The newest row again, for a proposed trade; ask before pushing later bars. Only here are candidate features known. */
  rowFor(candidate: Candidate): FeatureRow | undefined;
}

interface Place {
  readonly interval: Interval;
  readonly builder: BarBuilder;
  readonly streams: { readonly node: number; readonly stream: FeatureValueStream }[];
}

const sourcesOf = ({ sources }: StreamOptions) => Object.entries(sources) as [FeatureSource, StreamSource][];

export function createFeatureStream(resolved: ResolvedSet, options: StreamOptions): FeatureStream {
  const self = options.sources.self;
  if (self === undefined) throw new RangeError('a feature stream needs the bars of its own instrument');
  const { nodes, outputs } = resolved;
  const values = new Float64Array(nodes.length).fill(Number.NaN);
  const opened = new Float64Array(nodes.length).fill(Number.NEGATIVE_INFINITY);
  const placesBySource = new Map<FeatureSource, Place[]>();
  const grids = new Map(
    sourcesOf(options).map(([name, { sessions, interval }]) => [name, createGrid(sessions, interval)]),
  );
  const decision = createBarBuilder(self.sessions, options.decisionInterval);
  let newest: { readonly time: number; readonly fresh: number } | undefined;

  nodes.forEach((node, index) => {
    if (node.kind !== 'series') return;
    const source = options.sources[node.source];
    if (source === undefined) return;
    const interval = timeframeOf(node.timeframe, options.decisionInterval);
    const place = placeAt(node.source, source, interval);
    const context = { sessions: source.sessions, intervalMs: intervalMs(interval) };
    place.streams.push({ node: index, stream: node.template.stream(node.parameters, context) });
  });

  function placeAt(name: FeatureSource, source: StreamSource, interval: Interval): Place {
    if (!canResample(source.interval, interval))
      throw new RangeError(`${interval} bars of ${name} cannot be built from ${source.interval} bars`);
    const places = placesBySource.get(name) ?? [];
    placesBySource.set(name, places);
    const known = places.find((place) => place.interval === interval);
    if (known !== undefined) return known;
    const place: Place = { interval, builder: createBarBuilder(source.sessions, interval), streams: [] };
    places.push(place);
    return place;
  }

  function settle(time: number): void {
    for (const places of placesBySource.values())
      for (const place of places) {
        const closed = place.builder.take(time);
        if (closed !== undefined) feed(place, closed);
      }
  }

  function feed(place: Place, { bar, session }: ClosedBar): void {
    for (const { node, stream } of place.streams) {
      values[node] = stream.next(bar, session);
      opened[node] = bar.openTime;
    }
  }

  function rowAt({ time, fresh }: { time: number; fresh: number }, candidate?: Candidate): FeatureRow {
    const known = new Float64Array(nodes.length);
    nodes.forEach((node, index) => {
      if (node.kind === 'series') known[index] = opened[index]! >= fresh ? values[index]! : Number.NaN;
      else if (node.kind === 'candidate')
        known[index] = candidate === undefined ? Number.NaN : node.template.value(candidate, node.parameters);
      else {
        const parts = Float64Array.from(node.parts, (part) => known[part]!);
        known[index] = node.template.combine(parts, node.parameters);
      }
    });
    return { time, values: Float32Array.from(outputs, (output) => storedValue(known[output]!)) };
  }

  return {
    push(source, bar) {
      if (!grids.get(source)?.holds(bar.openTime)) return;
      const places = placesBySource.get(source) ?? [];
      for (const place of places) {
        // A longer bar that ended before this one began is complete, whether or not the clock was told.
        const closed = place.builder.take(bar.openTime);
        if (closed !== undefined) feed(place, closed);
        place.builder.push(bar);
      }
      if (source !== 'self') return;
      decision.take(bar.openTime);
      decision.push(bar);
    },
    advance(time) {
      settle(time);
      const closed = decision.take(time);
      if (closed === undefined) return undefined;
      newest = {
        time: closed.closeTime,
        fresh: self.sessions[Math.max(0, closed.session - 1)]!.open,
      };
      return rowAt(newest);
    },
    rowFor: (candidate) => (newest === undefined ? undefined : rowAt(newest, candidate)),
  };
}
