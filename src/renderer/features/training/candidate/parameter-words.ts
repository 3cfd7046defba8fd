// A parameter a search chose, as the form calls it: the declared titles of the parameter and of its choice. Pure.

import type { Parameter, ParameterValue } from '../../../../../engines/parameters/parameters.ts';
import { formatNumber } from '../../../ui/format.ts';

const MOST_DECIMALS = 6;

/** `declared` is missing where the family no longer has the parameter: then its name and value stand as they were stored. */
export function parameterWords(
  name: string,
  value: ParameterValue,
  declared: Parameter | undefined,
): { readonly label: string; readonly words: string } {
  const label = declared?.label ?? name;
  if (typeof value === 'boolean') return { label, words: value ? 'yes' : 'no' };
  if (typeof value === 'string') {
    const choice =
      declared?.type === 'choice' ? declared.choices.find((one) => one.value === value) : undefined;
    return { label, words: choice?.label ?? value };
  }
  const unit = declared && 'unit' in declared ? declared.unit : undefined;
  const isFraction = unit === 'fraction';
  // Twelve digits are what a percentage of a stored fraction still has exactly.
  const shown = isFraction ? Number((value * 100).toPrecision(12)) : value;
  const decimals = Math.min(MOST_DECIMALS, String(shown).split('.')[1]?.length ?? 0);
  const shownUnit = isFraction ? ' %' : unit === undefined ? '' : ` ${unit}`;
  return { label, words: `${formatNumber(shown, decimals)}${shownUnit}` };
}
