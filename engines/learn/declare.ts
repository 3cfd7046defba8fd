// Declares parameters of estimators in one line each: numbers with default, least and most, and choices whose first is the default. Called
// by whoever declares an estimator.

import type { ChoiceParameter, NumberParameter } from '../parameters/parameters.ts';

type Range = readonly [fallback: number, min: number, max: number];

export const LOGARITHMIC = { logarithmic: true } as const;

export const number = (
  group: string,
  name: string,
  label: string,
  help: string,
  [fallback, min, max]: Range,
  more: Partial<NumberParameter> = {},
): NumberParameter => ({ name, label, group, help, type: 'number', default: fallback, min, max, ...more });

export const whole = (
  ...[group, name, label, help, range, more]: Parameters<typeof number>
): NumberParameter => number(group, name, label, help, range, { type: 'integer', ...more });

/** By value, their labels, in the order a form shows them. `Name`: kept as it is written where lists are searched by name. */
export const choice = <Name extends string>(
  group: string,
  name: Name,
  label: string,
  help: string,
  labels: Readonly<Record<string, string>>,
): ChoiceParameter & { readonly name: Name } => {
  const choices = Object.entries(labels).map(([value, own]) => ({ value, label: own }));
  return { name, label, group, help, type: 'choice', default: choices[0]!.value, choices };
};
