// View-model of the label form: the fields that apply under the choices made, the label they make, and what holds it back.
// Pure. The text of a field is kept as typed, per kind, so that looking at another kind loses nothing.

import {
  activeParameters,
  checkLabel,
  isLabelKind,
  type LabelValue,
  type LabelValues,
  labelFrom,
  labelValues,
} from '../../../../../engines/labels/check.ts';
import { labelParameters } from '../../../../../engines/labels/parameters.ts';
import type { LabelKind, LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { LabelKindInfo } from '../../../../contracts/labels.ts';
import {
  type Drafts,
  draftsFrom,
  type FieldGroup,
  fieldGroups,
  problemsOf,
  readText,
} from '../../../ui/parameter-form/parameter-model.ts';

export interface LabelFormModel {
  readonly groups: readonly FieldGroup[];
  /** The label as it would be used, or null while a field is out of range. */
  readonly spec: LabelSpec | null;
  readonly problems: readonly string[];
  readonly changed: number;
}

/** What was typed, as values by name; fields that do not apply keep theirs. */
function valuesOf(kind: LabelKind, drafts: Drafts): LabelValues {
  const values: Record<string, LabelValue> = {};
  for (const parameter of labelParameters(kind)) {
    const text = drafts[parameter.name];
    if (text === undefined || text.trim() === '') continue;
    const value = readText(parameter, text);
    if (typeof value !== 'boolean') values[parameter.name] = value;
  }
  return values;
}

export function labelFormModel(kind: LabelKind, drafts: Drafts): LabelFormModel {
  const values = valuesOf(kind, drafts);
  const schema = activeParameters(kind, values);
  const groups = fieldGroups(schema, drafts);
  const problems = problemsOf(schema, drafts).map(({ name, message }) => {
    const label = schema.find((parameter) => parameter.name === name)?.label ?? name;
    return `${label}: ${message}`;
  });
  return {
    groups,
    spec: problems.length > 0 ? null : labelFrom(kind, values, true),
    problems,
    changed: groups.reduce((sum, group) => sum + group.changed, 0),
  };
}

/** Text of the fields that show a label. */
export function draftsOf(spec: LabelSpec): Drafts {
  return draftsFrom(labelParameters(spec.kind), labelValues(spec));
}

export function sameLabel(a: LabelSpec | null, b: LabelSpec | null): boolean {
  return a !== null && b !== null && JSON.stringify(checkLabel(a)) === JSON.stringify(checkLabel(b));
}

/** The label of an address or of a stored request, or null where the text is none. */
export function labelFromText(text: string | undefined): LabelSpec | null {
  if (text === undefined) return null;
  try {
    return checkLabel(JSON.parse(text));
  } catch {
    return null;
  }
}

/** A label out of a stored request, whose shape only the engine knows; null where it is none any more. */
export function labelFromRequest(given: unknown): LabelSpec | null {
  try {
    return checkLabel(given);
  } catch {
    return null;
  }
}

/** A label's address: `?label=…` of the builder and the designer. */
export function labelText(spec: LabelSpec): string {
  return JSON.stringify(spec);
}

/** `--label triple-barrier --label-set side=short …`: only what differs from the defaults. */
export function labelArguments(spec: LabelSpec): readonly string[] {
  const values = labelValues(spec);
  const changed = labelParameters(spec.kind).filter(
    ({ name, default: standard }) => values[name] !== undefined && values[name] !== standard,
  );
  return [
    '--label',
    spec.kind,
    ...changed.flatMap(({ name }) => ['--label-set', `${name}=${String(values[name])}`]),
  ];
}

/** The first of the offered kinds, for a form that starts empty. */
export function firstKind(kinds: readonly LabelKindInfo[]): LabelKind {
  const [first] = kinds;
  return first && isLabelKind(first.kind) ? first.kind : 'triple-barrier';
}
