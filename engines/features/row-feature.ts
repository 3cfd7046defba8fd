// A series template from one function of the newest bars and indicator values. Most features and every pattern are made here, so
// that batch and stream cannot drift apart: both call the same function on the same numbers, one through columns, one through
// ring buffers.

import type {
  IndicatorContext,
  IndicatorDefinition,
  IndicatorParameters,
  IndicatorStream,
} from '../indicators/definition.ts';
import { defaultIndicatorParameters } from '../indicators/registry.ts';
import type { Bar, Bars } from '../market/bars.ts';
import type { FeatureInput, SeriesTemplate } from './definition.ts';

/** The newest bar (lag 0) and those before it; NaN (−1 for sessions) beyond the first bar. Never anything later. */
export interface Row {
  openTime(lag: number): number;
  open(lag: number): number;
  high(lag: number): number;
  low(lag: number): number;
  close(lag: number): number;
  volume(lag: number): number;
  session(lag: number): number;
  /** Output `output` of indicator `k` (position in `indicators`) `lag` bars ago. */
  value(k: number, output: number, lag: number): number;
  readonly context: IndicatorContext;
}

export interface UsedIndicator {
  readonly definition: IndicatorDefinition;
  /** Missing ones take the indicator's default. */
  readonly parameters?: IndicatorParameters;
}

export interface RowFeature extends Omit<SeriesTemplate, 'kind' | 'level' | 'warmup' | 'batch' | 'stream'> {
  readonly level?: boolean;
  readonly indicators?: (parameters: IndicatorParameters) => readonly UsedIndicator[];
  /** Largest lag that `compute` reads. */
  readonly lookback: number | ((parameters: IndicatorParameters) => number);
  /** Only where the indicators' own warm-up plus the lookback is not the answer. */
  readonly warmup?: (parameters: IndicatorParameters) => number;
  readonly compute: (row: Row, parameters: IndicatorParameters) => number;
}

export function rowFeature(feature: RowFeature): SeriesTemplate {
  const { indicators = () => [], lookback, level = false, compute, warmup, ...facts } = feature;
  const lookbackOf = (parameters: IndicatorParameters) =>
    typeof lookback === 'number' ? lookback : lookback(parameters);
  const used = (parameters: IndicatorParameters) =>
    indicators(parameters).map(({ definition, parameters: own }) => ({
      definition,
      parameters: { ...defaultIndicatorParameters(definition), ...own },
    }));
  const rowOf = (input: FeatureInput, parameters: IndicatorParameters) =>
    createColumnRow(
      input,
      used(parameters).map((one) => input.indicator(one.definition, one.parameters)),
    );
  return {
    ...facts,
    kind: 'series',
    level,
    warmup:
      warmup ??
      ((parameters) =>
        lookbackOf(parameters) +
        Math.max(0, ...used(parameters).map((one) => one.definition.warmup(one.parameters)))),
    batch(input, parameters) {
      const row = rowOf(input, parameters);
      const result = new Float64Array(input.bars.length);
      for (let i = 0; i < result.length; i++) {
        row.at = i;
        result[i] = compute(row, parameters);
      }
      return result;
    },
    at(input, parameters, bars) {
      const row = rowOf(input, parameters);
      const result = new Float64Array(bars.length).fill(Number.NaN);
      for (let i = 0; i < result.length; i++) {
        row.at = bars[i]!;
        if (row.at >= 0) result[i] = compute(row, parameters);
      }
      return result;
    },
    stream(parameters, context) {
      const streams = used(parameters).map((one) => ({
        stream: one.definition.stream(one.parameters, context),
        outputs: one.definition.outputs.length,
      }));
      const row = createRingRow(context, streams, lookbackOf(parameters) + 1);
      return {
        next(bar, session) {
          row.push(bar, session);
          return compute(row, parameters);
        },
      };
    },
  };
}

interface ColumnRow extends Row {
  at: number;
}

function createColumnRow(input: FeatureInput, columns: readonly (readonly Float64Array[])[]): ColumnRow {
  const { bars, session } = input;
  const column = (values: Float64Array) => (lag: number) =>
    lag > row.at ? Number.NaN : values[row.at - lag]!;
  const row: ColumnRow = {
    at: 0,
    context: input,
    openTime: column(bars.openTime),
    open: column(bars.open),
    high: column(bars.high),
    low: column(bars.low),
    close: column(bars.close),
    volume: column(bars.volume),
    session: (lag) => (lag > row.at ? -1 : session[row.at - lag]!),
    value: (k, output, lag) => (lag > row.at ? Number.NaN : columns[k]![output]![row.at - lag]!),
  };
  return row;
}

interface RingRow extends Row {
  push(bar: Bar, session: number): void;
}

type PriceColumn = Exclude<keyof Bars & keyof Bar, 'length'>;

function createRingRow(
  context: IndicatorContext,
  streams: readonly { readonly stream: IndicatorStream; readonly outputs: number }[],
  size: number,
): RingRow {
  const ring = () => new Float64Array(size).fill(Number.NaN);
  const prices: Record<PriceColumn, Float64Array> = {
    openTime: ring(),
    open: ring(),
    high: ring(),
    low: ring(),
    close: ring(),
    volume: ring(),
  };
  const sessions = new Int32Array(size).fill(-1);
  const values = streams.map(({ outputs }) => Array.from({ length: outputs }, ring));
  let newest = size - 1;
  const slot = (lag: number) => {
    if (lag >= size) throw new RangeError(`the feature reads ${lag} bars back but declares ${size - 1}`);
    return newest >= lag ? newest - lag : newest - lag + size;
  };
  const price = (column: PriceColumn) => (lag: number) => prices[column][slot(lag)]!;
  return {
    context,
    openTime: price('openTime'),
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close: price('close'),
    volume: price('volume'),
    session: (lag) => sessions[slot(lag)]!,
    value: (k, output, lag) => values[k]![output]![slot(lag)]!,
    push(bar, session) {
      newest = newest + 1 === size ? 0 : newest + 1;
      prices.openTime[newest] = bar.openTime;
      prices.open[newest] = bar.open;
      prices.high[newest] = bar.high;
      prices.low[newest] = bar.low;
      prices.close[newest] = bar.close;
      prices.volume[newest] = bar.volume;
      sessions[newest] = session;
      streams.forEach(({ stream }, k) => {
        const outputs = stream.next(bar, session);
        for (let output = 0; output < outputs.length; output++)
          values[k]![output]![newest] = outputs[output]!;
      });
    },
  };
}
