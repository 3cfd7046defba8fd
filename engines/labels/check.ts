// From flat values (a form, the CLI, JSON) to a checked label and back, and the text a label is hashed by.
// Called wherever a label enters the program. Unknown names and values out of range are refused: a typo must never run silently.

import { problemOf } from '../parameters/parameters.ts';
import { type LabelParameter, labelParameters } from './parameters.ts';
import { LABEL_KINDS, type LabelKind, type LabelSpec } from './spec.ts';

export type LabelValue = number | string;
/** Parameter values by name, with dots: `target.by`, `horizon.length`. */
export type LabelValues = Readonly<Record<string, LabelValue>>;

export interface LabelProblem {
  readonly name: string;
  readonly message: string;
}

/** A label that cannot be computed as asked: each problem by parameter name, for the form that shows it. */
export class LabelSpecError extends Error {
  readonly problems: readonly LabelProblem[];

  constructor(problems: readonly LabelProblem[]) {
    super(
      `The label cannot be used: ${problems.map(({ name, message }) => `${name} ${message}`).join('; ')}.`,
    );
    this.name = 'LabelSpecError';
    this.problems = problems;
  }
}

export function isLabelKind(kind: unknown): kind is LabelKind {
  return (LABEL_KINDS as readonly unknown[]).includes(kind);
}

/** The parameters that apply under these values: a fixed distance has no ATR period. */
export function activeParameters(kind: LabelKind, values: LabelValues): readonly LabelParameter[] {
  const all = labelParameters(kind);
  const chosen = (name: string) => values[name] ?? all.find((parameter) => parameter.name === name)?.default;
  return all.filter(({ when }) => when === undefined || when.is.includes(String(chosen(when.name))));
}

/**
 * Builds a label from flat values; missing ones take their defaults. Values of parameters that do not apply are left out when
 * `lenient` (a form keeps what was typed under another choice) and refused otherwise. Throws `LabelSpecError`.
 */
export function labelFrom(kind: LabelKind, values: LabelValues, lenient = false): LabelSpec {
  const active = activeParameters(kind, values);
  const problems: LabelProblem[] = [];
  for (const name of Object.keys(values)) {
    if (active.some((parameter) => parameter.name === name)) continue;
    const known = labelParameters(kind).find((parameter) => parameter.name === name);
    if (known === undefined) problems.push({ name, message: `is no parameter of ${kind}` });
    else if (!lenient)
      problems.push({
        name,
        message: `applies only where ${known.when!.name} is ${known.when!.is.join(' or ')}`,
      });
  }
  const spec: Record<string, unknown> = { kind };
  for (const parameter of active) {
    const value = values[parameter.name] ?? parameter.default;
    const message = problemOf(parameter, value);
    if (message !== undefined) problems.push({ name: parameter.name, message });
    const [head = '', tail] = parameter.name.split('.');
    if (tail === undefined) spec[head] = value;
    else spec[head] = { ...(spec[head] as object | undefined), [tail]: value };
  }
  if (problems.length > 0) throw new LabelSpecError(problems);
  // Built from the schema of its kind, value by value.
  return spec as unknown as LabelSpec;
}

export function defaultLabel(kind: LabelKind): LabelSpec {
  return labelFrom(kind, {});
}

/** Flat values of a label: what a form starts from. `labelFrom(spec.kind, labelValues(spec))` is the label again. */
export function labelValues(spec: LabelSpec): LabelValues {
  return flatten(spec);
}

/** Checks a label read from outside (JSON, a request): same shape, defaults filled in. Throws `LabelSpecError`. */
export function checkLabel(given: unknown): LabelSpec {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new LabelSpecError([{ name: 'label', message: 'must be an object with a kind' }]);
  const { kind } = given as { kind?: unknown };
  if (!isLabelKind(kind))
    throw new LabelSpecError([
      { name: 'kind', message: `must be one of ${LABEL_KINDS.join(', ')}, got ${JSON.stringify(kind)}` },
    ]);
  return labelFrom(kind, flatten(given));
}

/** One text per meaning: names in the order of the schema, defaults written out. What a label's hash is taken over. */
export function canonicalLabel(spec: LabelSpec): string {
  return JSON.stringify(checkLabel(spec));
}

function flatten(given: object): Record<string, LabelValue> {
  const values: Record<string, LabelValue> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name === 'kind' || value === undefined) continue;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      for (const [part, inner] of Object.entries(value)) values[`${name}.${part}`] = inner as LabelValue;
    else values[name] = value as LabelValue;
  }
  return values;
}
