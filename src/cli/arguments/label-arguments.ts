// Reads a label from `--label kind-or-JSON` and `--label-set name=value`, by the label's own declarations: a typo is refused before
// anything runs. Called by `labels preview` and `dataset build`.

import type { Command } from 'commander';
import { isLabelKind, LabelSpecError, labelFrom, labelValues } from '../../../engines/labels/check.ts';
import { labelParameters } from '../../../engines/labels/parameters.ts';
import { LABEL_KINDS, type LabelKind, type LabelSpec } from '../../../engines/labels/spec.ts';
import { AppError } from '../../contracts/errors.ts';
import { badUsage } from '../failures.ts';
import { splitAssignment } from './parameters.ts';

export interface LabelOptions {
  readonly label: string;
  readonly labelSet?: readonly string[];
}

export function addLabelOptions(command: Command): Command {
  return command
    .requiredOption('--label <kind>', `${LABEL_KINDS.join(', ')}; or the whole label as JSON`)
    .option('--label-set <name=value...>', 'parameters of the label; `labels list` lists them');
}

/** Throws BAD_REQUEST or BAD_PARAMETER with every problem; nothing runs. */
export function labelOf({ label, labelSet = [] }: LabelOptions): LabelSpec {
  const { kind, values } = label.trim().startsWith('{')
    ? fromJson(label)
    : { kind: knownKind(label), values: {} };
  const given: Record<string, number | string> = { ...values };
  const named = new Set<string>();
  for (const text of labelSet) {
    const [name, value] = splitAssignment('--label-set', text);
    if (named.has(name)) throw badUsage(`--label-set names ${name} twice. Nothing was run; leave one out.`);
    named.add(name);
    given[name] = readValue(kind, name, value);
  }
  try {
    return labelFrom(kind, given);
  } catch (error) {
    if (!(error instanceof LabelSpecError)) throw error;
    throw new AppError(
      'BAD_PARAMETER',
      `${error.message} Nothing was run.`,
      { problems: error.problems },
      error,
    );
  }
}

function knownKind(text: unknown): LabelKind {
  if (isLabelKind(text)) return text;
  throw badUsage(
    `--label takes ${LABEL_KINDS.join(', ')}, or JSON with such a kind, not "${String(text)}". Nothing was run.`,
  );
}

function fromJson(text: string): {
  readonly kind: LabelKind;
  readonly values: Readonly<Record<string, number | string>>;
} {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw badUsage('--label is neither the kind of a label nor JSON. Nothing was run.');
  }
  const spec = given as LabelSpec;
  return { kind: knownKind(spec.kind), values: labelValues(spec) };
}

function readValue(kind: LabelKind, name: string, text: string): number | string {
  const parameter = labelParameters(kind).find((one) => one.name === name);
  // Unknown names pass: the label's check names them together with every other problem.
  if (parameter === undefined || parameter.type === 'choice') return text;
  const value = text === '' ? Number.NaN : Number(text);
  if (Number.isNaN(value)) throw badUsage(`${name} takes a number, not "${text}". Nothing was run.`);
  return value;
}
