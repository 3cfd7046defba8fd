// Text of a parameter field as a number, and what is wrong with a number. Pure; the service checks again.

import type { IndicatorParameter } from '../../../../../../engines/indicators/definition.ts';
import { plainNumber } from '../feature-words.ts';

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;

/** Blank is the default, unreadable text NaN. */
export function parameterValue(parameter: IndicatorParameter, text: string): number {
  const plain = text.trim().replace('−', '-').replaceAll(',', '');
  if (plain === '') return parameter.default;
  return DECIMAL.test(plain) ? Number(plain) : Number.NaN;
}

export function parameterProblem(parameter: IndicatorParameter, value: number): string | null {
  const range = `${plainNumber(parameter.min)} to ${plainNumber(parameter.max)}`;
  if (Number.isNaN(value)) return `Enter a number, ${range}.`;
  return value < parameter.min || value > parameter.max ? `Allowed: ${range}.` : null;
}
