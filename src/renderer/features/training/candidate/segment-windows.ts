// The windows a segment's search chose, apart from the parameters of its estimator. Pure.

import { WINDOW_PARAMETER } from '../../../../contracts/training.ts';
import type { SegmentResult } from '../../../../contracts/training-results.ts';

type Parameters = Pick<SegmentResult, 'parameters'>;

const isWindow = (name: string): boolean => name.startsWith(WINDOW_PARAMETER);

export function ownParameters({ parameters }: Parameters): readonly [string, number | boolean | string][] {
  return Object.entries(parameters).filter(([name]) => !isWindow(name));
}

/** Group and chosen column, in the order of the groups. */
export function windowsOf({
  parameters,
}: Parameters): readonly { readonly group: string; readonly column: string }[] {
  return Object.entries(parameters).flatMap(([name, value]) =>
    isWindow(name) ? [{ group: name.slice(WINDOW_PARAMETER.length), column: String(value) }] : [],
  );
}

export const hasWindows = (segment: Parameters): boolean => windowsOf(segment).length > 0;

/** `rsi_w14, macd_w6_13_5`; empty where no windows were searched. */
export const windowWords = (segment: Parameters): string =>
  windowsOf(segment)
    .map(({ column }) => column)
    .join(', ');
