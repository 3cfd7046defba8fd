// How far the barriers of labelled rows lie from their entries, and at what price: what the break-even is computed from. Called by
// builds and previews. Pure.

import type { BarLabels } from '../../../engines/labels/definition.ts';
import type { BarLabelSpec } from '../../../engines/labels/spec.ts';
import { median } from '../../../engines/numeric/statistics.ts';

export interface Distances {
  /** Fractions of the entry. */
  readonly target: number;
  readonly stop: number;
}

/** Null where nothing is known. */
export function medianPrice(close: Float64Array): number | null {
  const price = median(close);
  return price > 0 ? price : null;
}

/** The label's own distances where they are fixed, their medians over rows where they are scaled; null without such a pair. */
export function medianDistances(
  spec: BarLabelSpec,
  { entryPrice, targetPrice, stopPrice }: Pick<BarLabels, 'entryPrice' | 'targetPrice' | 'stopPrice'>,
): Distances | null {
  if (spec.kind === 'tp-sl-window') return { target: spec.target, stop: spec.stop };
  if (spec.kind !== 'triple-barrier' && spec.kind !== 'volatility-direction') return null;
  if (spec.kind === 'triple-barrier') {
    if (spec.side === 'direction') return null;
    if (spec.target.by === 'fixed' && spec.stop.by === 'fixed')
      return { target: spec.target.fraction, stop: spec.stop.fraction };
  }
  const distance = (levels: Float64Array) =>
    median(
      levels.map((level, i) => Math.abs(level / entryPrice[i]! - 1)).filter((one) => !Number.isNaN(one)),
    );
  const target = distance(targetPrice);
  const stop = distance(stopPrice);
  return Number.isNaN(target + stop) ? null : { target, stop };
}
