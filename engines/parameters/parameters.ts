// Typed, documented parameter schemas: strategies, the simulation, labels and estimators declare them once; the form, the CLI's
// `--set`, validation, presets, searches and the run record are all generated from the same declaration.

interface ParameterBase {
  readonly name: string;
  readonly label: string;
  /** Heading the form puts it under. */
  readonly group: string;
  /** One or two sentences: what it does, and the source of the default. */
  readonly help: string;
  /** Asked for only while the named choice has one of these values. */
  readonly when?: { readonly name: string; readonly is: readonly string[] };
}

export interface NumberParameter extends ParameterBase {
  readonly type: 'number' | 'integer';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** Shown inside the field: `%`, `₹`, `bars`, `× ATR`. A fraction displayed as percent says `fraction`. */
  readonly unit?: string;
  /** A search draws it on a logarithmic scale. */
  readonly logarithmic?: boolean;
}

export interface BooleanParameter extends ParameterBase {
  readonly type: 'boolean';
  readonly default: boolean;
}

export interface ChoiceParameter extends ParameterBase {
  readonly type: 'choice';
  readonly default: string;
  readonly choices: readonly { readonly value: string; readonly label: string; readonly help?: string }[];
}

/** Exchange-local time of day `HH:MM`. */
export interface TimeParameter extends ParameterBase {
  readonly type: 'time';
  readonly default: string;
}

export type Parameter = NumberParameter | BooleanParameter | ChoiceParameter | TimeParameter;
export type ParameterValue = number | boolean | string;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

export interface ParameterProblem {
  readonly name: string;
  readonly message: string;
}

export function defaultsOf(schema: readonly Parameter[]): Record<string, ParameterValue> {
  return Object.fromEntries(schema.map((parameter) => [parameter.name, parameter.default]));
}

/** What is wrong with one value, in words; undefined where nothing is. */
export function problemOf(parameter: Parameter, value: ParameterValue): string | undefined {
  switch (parameter.type) {
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'must be a number';
      if (parameter.type === 'integer' && !Number.isInteger(value)) return 'must be a whole number';
      if (value < parameter.min || value > parameter.max)
        return `must lie between ${parameter.min} and ${parameter.max}${parameter.unit ? ` ${parameter.unit}` : ''}, got ${value}`;
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'choice':
      return parameter.choices.some((choice) => choice.value === value)
        ? undefined
        : `must be one of ${parameter.choices.map((choice) => choice.value).join(', ')}`;
    case 'time':
      return typeof value === 'string' && /^([01]\d|2[0-3]):[0-5]\d$/.test(value)
        ? undefined
        : 'must be a time of day like 14:30';
  }
}

/** Fills defaults and checks ranges. Unknown names are problems too: a typo must never run silently. */
export function resolveParameters(
  schema: readonly Parameter[],
  given: ParameterValues,
): { readonly values: Record<string, ParameterValue>; readonly problems: readonly ParameterProblem[] } {
  const values = defaultsOf(schema);
  const problems: ParameterProblem[] = [];
  for (const [name, value] of Object.entries(given)) {
    const parameter = schema.find((candidate) => candidate.name === name);
    if (!parameter) {
      problems.push({ name, message: 'is not a parameter here' });
      continue;
    }
    const message = problemOf(parameter, value);
    if (message) problems.push({ name, message });
    else values[name] = value;
  }
  return { values, problems };
}

/** Plain decimals: `0x10`, `1_000` and `Infinity` are slips, not numbers. */
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Reads the text of a `--set name=value` or a form field by the parameter's own type. */
export function parseParameterText(parameter: Parameter, text: string): ParameterValue {
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return DECIMAL.test(text.trim()) ? Number(text) : Number.NaN;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    default:
      return text;
  }
}
