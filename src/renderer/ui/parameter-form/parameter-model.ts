// View-model of a form generated from a parameter schema: what each field shows, whether it differs from its default, what is
// wrong with it, and the values a request needs. Pure; the text of a field is kept as typed, so `1.` can become `1.5`.

import {
  type Parameter,
  type ParameterProblem,
  type ParameterValue,
  type ParameterValues,
  parseParameterText,
  resolveParameters,
} from '../../../../engines/parameters/parameters.ts';
import { formatNumber } from '../format.ts';
import { shellWord } from '../shell-word.ts';

/** Text per touched parameter, as typed. A missing or blank entry means the default. */
export type Drafts = Readonly<Record<string, string>>;

export interface FieldView {
  readonly parameter: Parameter;
  /** Text in the field; empty while the default applies. */
  readonly text: string;
  readonly placeholder: string;
  readonly unit: string | null;
  readonly range: string | null;
  readonly value: ParameterValue;
  readonly changed: boolean;
  readonly problem: string | null;
}

export interface FieldGroup {
  readonly title: string;
  readonly fields: readonly FieldView[];
  readonly changed: number;
  readonly problems: number;
}

/** Fractions are typed and shown as percent; rounding hides the binary dust of ×100. */
const isFraction = (parameter: Parameter): boolean => 'unit' in parameter && parameter.unit === 'fraction';
const tidy = (value: number): number => Number(value.toPrecision(12));

/** A stored value as the field writes it. */
export function textOf(parameter: Parameter, value: ParameterValue): string {
  if (typeof value !== 'number') return String(value);
  return String(isFraction(parameter) ? tidy(value * 100) : value);
}

/** The field's text as a value; blank is the default, unreadable text is NaN (a problem, not a value). */
export function readText(parameter: Parameter, text: string): ParameterValue {
  if (text.trim() === '') return parameter.default;
  const plain =
    parameter.type === 'number' || parameter.type === 'integer'
      ? text.trim().replace('−', '-').replaceAll(',', '')
      : text.trim();
  const value = parseParameterText(parameter, plain);
  return typeof value === 'number' && isFraction(parameter) ? tidy(value / 100) : value;
}

function shownNumber(parameter: Parameter, value: number): string {
  const shown = isFraction(parameter) ? tidy(value * 100) : value;
  const decimals = String(shown).split('.')[1]?.length ?? 0;
  return formatNumber(shown, Math.min(6, decimals));
}

export function unitOf(parameter: Parameter): string | null {
  if (!('unit' in parameter) || parameter.unit === undefined) return null;
  return parameter.unit === 'fraction' ? '%' : parameter.unit;
}

/** `0.1 – 5 %`: what the field accepts. */
export function rangeOf(parameter: Parameter): string | null {
  if (parameter.type !== 'number' && parameter.type !== 'integer') return null;
  const unit = unitOf(parameter);
  const range = `${shownNumber(parameter, parameter.min)} – ${shownNumber(parameter, parameter.max)}`;
  return unit ? `${range} ${unit}` : range;
}

export function defaultWords(parameter: Parameter): string {
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return shownNumber(parameter, parameter.default);
    case 'boolean':
      return parameter.default ? 'on' : 'off';
    case 'choice':
      return (
        parameter.choices.find((choice) => choice.value === parameter.default)?.label ?? parameter.default
      );
    case 'time':
      return parameter.default;
  }
}

function problemWords(parameter: Parameter, value: ParameterValue): string | null {
  const { problems } = resolveParameters([parameter], { [parameter.name]: value });
  const problem = problems[0];
  if (!problem) return null;
  const range = rangeOf(parameter);
  if (range === null) return `It ${problem.message}.`;
  if (typeof value === 'number' && Number.isNaN(value)) return `Enter a number, ${range}.`;
  if (parameter.type === 'integer' && !Number.isInteger(value)) return `Enter a whole number, ${range}.`;
  return `Allowed: ${range}.`;
}

export function fieldView(parameter: Parameter, draft: string | undefined): FieldView {
  const text = draft ?? '';
  const value = readText(parameter, text);
  return {
    parameter,
    text,
    placeholder: defaultWords(parameter),
    unit: unitOf(parameter),
    range: rangeOf(parameter),
    value,
    changed: text.trim() !== '' && value !== parameter.default,
    problem: problemWords(parameter, value),
  };
}

/** Groups in the order the schema names them first. */
export function fieldGroups(schema: readonly Parameter[], drafts: Drafts): readonly FieldGroup[] {
  const groups = new Map<string, FieldView[]>();
  for (const parameter of schema) {
    const fields = groups.get(parameter.group) ?? [];
    fields.push(fieldView(parameter, drafts[parameter.name]));
    groups.set(parameter.group, fields);
  }
  return [...groups].map(([title, fields]) => ({
    title,
    fields,
    changed: fields.filter((field) => field.changed).length,
    problems: fields.filter((field) => field.problem !== null).length,
  }));
}

/** Values that differ from their defaults and are valid: what a request, a preset and the CLI line carry. */
export function changedValues(schema: readonly Parameter[], drafts: Drafts): Record<string, ParameterValue> {
  const values: Record<string, ParameterValue> = {};
  for (const parameter of schema) {
    const field = fieldView(parameter, drafts[parameter.name]);
    if (field.changed && field.problem === null) values[parameter.name] = field.value;
  }
  return values;
}

export function problemsOf(schema: readonly Parameter[], drafts: Drafts): readonly ParameterProblem[] {
  return schema.flatMap((parameter) => {
    const { problem } = fieldView(parameter, drafts[parameter.name]);
    return problem === null ? [] : [{ name: parameter.name, message: problem }];
  });
}

/** Drafts that show the given values; values equal to their default stay blank, unknown names are dropped. */
export function draftsFrom(schema: readonly Parameter[], values: ParameterValues): Drafts {
  const drafts: Record<string, string> = {};
  for (const parameter of schema) {
    const value = values[parameter.name];
    if (value !== undefined && value !== parameter.default) drafts[parameter.name] = textOf(parameter, value);
  }
  return drafts;
}

/** ` --set name=value` for every changed parameter, quoted for a POSIX shell. */
export function setArguments(schema: readonly Parameter[], drafts: Drafts): string {
  return Object.entries(changedValues(schema, drafts))
    .map(([name, value]) => ` --set ${name}=${shellWord(String(value))}`)
    .join('');
}
