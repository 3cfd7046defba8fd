// What a gate is: a named step of a decision, with declared parameters, that lets it pass, ends it FLAT, or gives it a side. A form, the
// command line and reports list gates from this. Types, and small helpers for the gates.

import type { BooleanParameter, NumberParameter, ParameterValues } from '../../parameters/parameters.ts';
import type { DecisionInputs, NumberInput, Side, SideOrNone } from './inputs.ts';

/** `stricter`: which way turns trades into FLAT and never FLAT into a trade; null where it only steers. For switches, higher is on. */
export type GateParameter = (NumberParameter | BooleanParameter) & {
  readonly stricter: 'higher' | 'lower' | null;
};

export type GateAnswer =
  /** `multiplier` scales the size, and with it the capital used. `threshold`: what the margin or confidence was held against. */
  | { readonly kind: 'allow'; readonly multiplier?: number; readonly threshold?: number }
  | { readonly kind: 'flat'; readonly words: string; readonly threshold?: number }
  | {
      readonly kind: 'side';
      readonly side: Side;
      readonly words: string;
      readonly multiplier?: number;
      readonly threshold?: number;
    };

export interface Gate {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** `steers`: it may give a side; `vetoes`: it only allows or ends FLAT, so that adding it is always stricter. */
  readonly role: 'steers' | 'vetoes';
  readonly parameters: readonly GateParameter[];
  /** Inputs without which it answers FLAT, under these values. */
  needs(values: ParameterValues): readonly NumberInput[];
  /** Inputs it counts where they are known, under these values, and does without. */
  reads?(values: ParameterValues): readonly NumberInput[];
  /** `side`: what gates before it came to. Called only with everything needed known. */
  judge(inputs: DecisionInputs, values: ParameterValues, side: SideOrNone): GateAnswer;
}

export const ALLOW: GateAnswer = { kind: 'allow' };
export const flat = (words: string): GateAnswer => ({ kind: 'flat', words });

type Range = readonly [fallback: number, min: number, max: number];

export function numberOf(
  name: string,
  label: string,
  help: string,
  [fallback, min, max]: Range,
  stricter: GateParameter['stricter'],
): GateParameter {
  return { name, label, group: 'Decision', help, type: 'number', default: fallback, min, max, stricter };
}

export function switchOf(
  name: string,
  label: string,
  help: string,
  fallback: boolean,
  stricter: GateParameter['stricter'],
): GateParameter {
  return { name, label, group: 'Decision', help, type: 'boolean', default: fallback, stricter };
}

export const nameOf = (side: SideOrNone): string => (side > 0 ? 'BUY' : side < 0 ? 'SELL' : 'FLAT');
/** Two places, as thresholds are given. */
export const two = (value: number): string => value.toFixed(2);

/** ≥ for sums and differences of probabilities: 0.72 − 0.5 misses 0.22, and 0.56 − 0.44 misses 0.12, by a rounding error. */
export const reaches = (value: number, limit: number): boolean => value >= limit - 1e-12;
