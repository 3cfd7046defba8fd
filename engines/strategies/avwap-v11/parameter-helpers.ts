// Shorthand for declaring AVWAP v11's parameters: numbers of a group, and one parameter per side.
// Used by the three parameter files beside it.

import type { Parameter } from '../../parameters/parameters.ts';

type SideName = 'short' | 'long';
export const SIDE_NAMES: readonly SideName[] = ['short', 'long'];

interface NumberText {
  readonly name: string;
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  readonly unit?: string;
  readonly help: string;
}

export const number =
  (group: string) =>
  (text: NumberText): Parameter => ({ type: 'number', group, ...text });
export const integer =
  (group: string) =>
  (text: NumberText): Parameter => ({ type: 'integer', group, ...text });

/** One parameter per side, `short_` and `long_` before the name. */
export function perSide(
  group: string,
  text: Omit<NumberText, 'default'>,
  defaults: Readonly<Record<SideName, number>>,
): readonly Parameter[] {
  return SIDE_NAMES.map((side) =>
    number(group)({
      ...text,
      name: `${side}_${text.name}`,
      label: `${text.label}, ${side}`,
      default: defaults[side],
    }),
  );
}
