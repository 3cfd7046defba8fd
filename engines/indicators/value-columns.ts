// Runs a one-number stream over a column: the batch form of every indicator whose loop has nothing to gain from being written
// twice, and so equal to its stream by construction.

import { outputFor } from '../numeric/arrays.ts';
import type {
  IndicatorDefinition,
  IndicatorParameter,
  IndicatorParameters,
  ValueStream,
} from './definition.ts';

/** One value per entry of `source`, in order. `out` may be `source` itself. */
export function runStream(stream: ValueStream, source: Float64Array, out?: Float64Array): Float64Array {
  const result = outputFor(source.length, out);
  for (let i = 0; i < source.length; i++) result[i] = stream.next(source[i]!);
  return result;
}

export interface CloseIndicator {
  readonly id: string;
  readonly title: string;
  readonly parameters: readonly IndicatorParameter[];
  readonly warmup: (parameters: IndicatorParameters) => number;
  readonly missing: IndicatorDefinition['missing'];
  readonly source: string;
  readonly batch: (close: Float64Array, parameters: IndicatorParameters) => Float64Array;
  readonly stream: (parameters: IndicatorParameters) => ValueStream;
}

/** Definition of an indicator with one output, named as its id, from the close alone. */
export function defineOnClose(indicator: CloseIndicator): IndicatorDefinition {
  const { id, title, parameters, warmup, missing, source, batch, stream } = indicator;
  return {
    id,
    title,
    inputs: ['close'],
    parameters,
    outputs: [id.replaceAll('-', '_')],
    warmup,
    missing,
    resetsEachSession: false,
    source,
    batch: ({ bars }, values) => [batch(bars.close, values)],
    stream: (values) => {
      const created = stream(values);
      return { next: (bar) => [created.next(bar.close)] };
    },
  };
}
