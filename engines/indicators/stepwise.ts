// Builds a definition from one step per bar, so that batch and stream are the same code by construction.
// Family files call it; what must run at memory speed writes its own batch instead (see `sma.ts`).

import type { Bar } from '../market/bars.ts';
import type {
  IndicatorContext,
  IndicatorDefinition,
  IndicatorInput,
  IndicatorInputName,
  IndicatorParameters,
} from './definition.ts';

/** Writes the outputs after this bar has closed into `out`, which holds NaN everywhere when called. */
export type IndicatorStep = (bar: Bar, session: number, out: Float64Array) => void;

export interface StepwiseIndicator extends Omit<IndicatorDefinition, 'batch' | 'stream'> {
  /** A step with an empty memory. It sees complete bars only, and never one outside every session if it reads sessions. */
  create(parameters: IndicatorParameters, context: IndicatorContext): IndicatorStep;
}

/** One sum is missing where any of its terms is: cheaper per bar than asking each column. */
function completeness(reads: (name: IndicatorInputName) => boolean): (bar: Bar) => boolean {
  const [open, high, low, close, volume] = [
    reads('open'),
    reads('high'),
    reads('low'),
    reads('close'),
    reads('volume'),
  ];
  return (bar) =>
    Number.isFinite(
      (open ? bar.open : 0) +
        (high ? bar.high : 0) +
        (low ? bar.low : 0) +
        (close ? bar.close : 0) +
        (volume ? bar.volume : 0),
    );
}

/** Applies the declared missing-value policy and session resets around `create`'s steps. */
function createDriver(
  indicator: StepwiseIndicator,
  parameters: IndicatorParameters,
  context: IndicatorContext,
): IndicatorStep {
  const reads = (name: IndicatorInputName) => indicator.inputs.includes(name);
  const readsSession = reads('session');
  const isComplete = completeness(reads);
  let step = indicator.create(parameters, context);
  let empty = true;
  let current = -1;

  const forget = () => {
    if (!empty) step = indicator.create(parameters, context);
    empty = true;
  };

  return (bar, session, out) => {
    out.fill(Number.NaN);
    if (readsSession && session < 0) return;
    if (indicator.resetsEachSession && session !== current) {
      forget();
      current = session;
    }
    if (isComplete(bar)) {
      empty = false;
      step(bar, session, out);
    } else if (indicator.missing === 'restart') {
      forget();
    }
  };
}

function batch(
  indicator: StepwiseIndicator,
  input: IndicatorInput,
  parameters: IndicatorParameters,
): Float64Array[] {
  const { bars, session } = input;
  const columns = indicator.outputs.map(() => new Float64Array(bars.length));
  const out = new Float64Array(columns.length);
  const step = createDriver(indicator, parameters, input);
  // One object for all bars: a million short-lived ones would cost more than the arithmetic.
  const bar = { openTime: 0, open: 0, high: 0, low: 0, close: 0, volume: 0 };
  for (let i = 0; i < bars.length; i++) {
    bar.openTime = bars.openTime[i]!;
    bar.open = bars.open[i]!;
    bar.high = bars.high[i]!;
    bar.low = bars.low[i]!;
    bar.close = bars.close[i]!;
    bar.volume = bars.volume[i]!;
    step(bar, session[i]!, out);
    for (let k = 0; k < columns.length; k++) columns[k]![i] = out[k]!;
  }
  return columns;
}

export function stepwise(indicator: StepwiseIndicator): IndicatorDefinition {
  const { create: _create, ...declaration } = indicator;
  return {
    ...declaration,
    batch: (input, parameters) => batch(indicator, input, parameters),
    stream: (parameters, context) => {
      const out = new Float64Array(indicator.outputs.length);
      const step = createDriver(indicator, parameters, context);
      return {
        next(bar, session) {
          step(bar, session, out);
          return Array.from(out);
        },
      };
    },
  };
}
