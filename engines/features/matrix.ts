// Computes a feature set over a whole series: one Float32 column per entry, one row per decision time. Called by dataset builds
// and by the leak checks. The live twin is stream.ts; both give the same bytes.

import { createPlaces, type FeatureData, freshFrom, lastComplete, type Places } from './data.ts';
import type { Candidate } from './definition.ts';
import type { FeatureNode, ResolvedSet } from './resolve.ts';

export interface FeatureMatrix {
  readonly rows: number;
  readonly names: readonly string[];
  /** Epoch milliseconds, ascending. */
  readonly time: Float64Array;
  /** One per name, `rows` long; NaN where missing. */
  readonly columns: readonly Float32Array[];
  /** One bit per row and name, least significant first (Arrow's layout): 1 where the value is known. */
  readonly validity: readonly Uint8Array[];
}

export interface MatrixRows {
  /** Ascending decision times; default: the close of every decision bar of `self`. */
  readonly time?: Float64Array;
  /** One per row, for sets that describe a proposed trade. */
  readonly candidates?: readonly Candidate[];
}

export function buildMatrix(resolved: ResolvedSet, data: FeatureData, rows: MatrixRows = {}): FeatureMatrix {
  const self = data.series.self;
  if (self === undefined) throw new RangeError('a feature matrix needs the bars of its own instrument');
  const places = createPlaces(data);
  const time = rows.time ?? places.at('self', 'decision')!.closeTime;
  if (rows.candidates !== undefined && rows.candidates.length !== time.length)
    throw new RangeError(`${rows.candidates.length} candidates for ${time.length} decision times`);
  const fresh = freshFrom(time, self.sessions);
  const values: Float64Array[] = [];
  const aligned = new Map<string, Int32Array>();
  const context = { places, time, fresh, candidates: rows.candidates, aligned };
  for (const node of resolved.nodes) values.push(nodeColumn(node, values, context));
  const columns = resolved.outputs.map((output) => storedColumn(values[output]!));
  return { rows: time.length, names: resolved.names, time, columns, validity: columns.map(validityOf) };
}

interface NodeContext {
  readonly places: Places;
  readonly time: Float64Array;
  readonly fresh: Float64Array;
  readonly candidates: readonly Candidate[] | undefined;
  /** Row to bar per place, shared by all features of the place. */
  readonly aligned: Map<string, Int32Array>;
}

function nodeColumn(node: FeatureNode, values: readonly Float64Array[], context: NodeContext): Float64Array {
  const { time, fresh, places, aligned, candidates } = context;
  const result = new Float64Array(time.length).fill(Number.NaN);
  if (node.kind === 'series') {
    const place = places.at(node.source, node.timeframe);
    if (place === undefined) return result;
    const { input, closeTime } = place;
    const key = `${node.source} ${node.timeframe}`;
    let last = aligned.get(key);
    if (last === undefined) {
      last = lastComplete(time, closeTime, input.bars.openTime, fresh);
      aligned.set(key, last);
    }
    // Few rows of a long series: traces, trades and the leak checks ask for them.
    if (node.template.at !== undefined && last.length < input.bars.length)
      return node.template.at(input, node.parameters, last);
    const column = node.template.batch(input, node.parameters);
    for (let i = 0; i < result.length; i++) if (last[i]! >= 0) result[i] = column[last[i]!]!;
  } else if (node.kind === 'candidate') {
    if (candidates !== undefined)
      for (let i = 0; i < result.length; i++)
        result[i] = node.template.value(candidates[i]!, node.parameters);
  } else {
    const parts = node.parts.map((part) => values[part]!);
    const scratch = new Float64Array(parts.length);
    for (let i = 0; i < result.length; i++) {
      for (let p = 0; p < parts.length; p++) scratch[p] = parts[p]![i]!;
      result[i] = node.template.combine(scratch, node.parameters);
    }
  }
  return result;
}

function storedColumn(values: Float64Array): Float32Array {
  const column = new Float32Array(values.length);
  for (let i = 0; i < column.length; i++) column[i] = storedValue(values[i]!);
  return column;
}

/** What a row holds: 32 bits, and NaN for everything that is not a finite number. */
export function storedValue(value: number): number {
  const rounded = Math.fround(value);
  return Number.isFinite(rounded) ? rounded : Number.NaN;
}

export function validityOf(column: Float32Array): Uint8Array {
  const bits = new Uint8Array((column.length + 7) >>> 3);
  for (let i = 0; i < column.length; i++)
    if (!Number.isNaN(column[i]!)) bits[i >>> 3] = bits[i >>> 3]! | (1 << (i & 7));
  return bits;
}
