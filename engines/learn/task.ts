// What a label asks a model for, and what acting on its answer means: which class is a reason to buy or to sell. Called by
// training, scores, thresholds and signals, so that all of them read a probability the same way. Pure.

import type { LabelSpec } from '../labels/spec.ts';

export type LearningTask =
  /** One class is the success of a position whose side the label fixed (`0`: each row brings its own, as trades do). */
  | {
      readonly kind: 'one-sided';
      readonly classes: readonly string[];
      readonly positive: number;
      readonly side: 1 | -1 | 0;
    }
  /** A class to sell and one to buy; with a third between them nothing is done. */
  | {
      readonly kind: 'two-sided';
      readonly classes: readonly string[];
      readonly short: number;
      readonly long: number;
      /** What the labels' `value` tells of: the long side whatever the class, or (absent) the side the class names. */
      readonly worthOf?: 'long';
    }
  /** A number: its sign is the side, its size the conviction. */
  | { readonly kind: 'number'; readonly classes: readonly [] };

const SHORT_NAMES: readonly string[] = ['down', 'sell', 'short', '-1'];
const LONG_NAMES: readonly string[] = ['up', 'buy', 'long', '1'];
const WIN_NAMES: readonly string[] = ['win', 'true', 'yes', '1'];

/** `label` is null for datasets from elsewhere: then the names of the classes decide. Throws RangeError where they say nothing. */
export function taskOf(label: LabelSpec | null, classes: readonly string[]): LearningTask {
  if (classes.length === 0) return { kind: 'number', classes: [] };
  const named = (names: readonly string[]) => classes.findIndex((name) => names.includes(name.toLowerCase()));
  const [short, long] = [named(SHORT_NAMES), named(LONG_NAMES)];
  // One walk between two barriers tells the price move, which is the long side's worth in every class.
  const told = label?.kind === 'triple-barrier' ? { worthOf: 'long' as const } : {};
  if (short >= 0 && long >= 0) return { kind: 'two-sided', classes, short, long, ...told };
  const positive = named(WIN_NAMES) >= 0 ? named(WIN_NAMES) : classes.length === 2 ? 1 : -1;
  if (positive < 0)
    throw new RangeError(
      `the classes ${classes.join(', ')} name neither a side nor a success; give them names like down/up or lose/win`,
    );
  return { kind: 'one-sided', classes, positive, side: sideOf(label) };
}

function sideOf(label: LabelSpec | null): 1 | -1 | 0 {
  if (label === null) return 0;
  if (label.kind === 'triple-barrier') return label.side === 'short' ? -1 : 1;
  return label.kind === 'strategy-exits' || label.kind === 'meta-barrier' ? 0 : 1;
}

export interface Acting {
  /** How sure the model is of acting: a probability, or the size of a predicted number. NaN: it says nothing. */
  readonly confidence: Float64Array;
  /** Side it would act on, +1 or −1. */
  readonly side: Int8Array;
}

/**
 * [Note: acting] Two-sided tasks act on the likelier of the two sides, with the chance of that side itself as confidence: three
 * classes at a third each are no reason to trade. `rowSide`: each row's own side, needed where the task's is 0.
 * `predictions`: row-major as estimators give them.
 */
export function actingOn(
  task: LearningTask,
  predictions: Float64Array,
  rows: number,
  rowSide?: Int8Array,
): Acting {
  const confidence = new Float64Array(rows);
  const side = new Int8Array(rows);
  const width = Math.max(1, task.classes.length);
  if (predictions.length !== rows * width)
    throw new RangeError(`${predictions.length} predictions for ${rows} rows of ${width}; they must match`);
  for (let i = 0; i < rows; i++) {
    const at = i * width;
    switch (task.kind) {
      case 'one-sided':
        confidence[i] = predictions[at + task.positive]!;
        side[i] = task.side === 0 ? (rowSide?.[i] ?? 1) : task.side;
        break;
      case 'two-sided': {
        const [down, up] = [predictions[at + task.short]!, predictions[at + task.long]!];
        confidence[i] = Number.isNaN(down) || Number.isNaN(up) ? Number.NaN : Math.max(down, up);
        side[i] = up >= down ? 1 : -1;
        break;
      }
      case 'number':
        confidence[i] = Math.abs(predictions[at]!);
        side[i] = predictions[at]! >= 0 ? 1 : -1;
    }
  }
  return { confidence, side };
}

/**
 * What acting on a side was worth before charges, from the `value` column of labels. That column tells of one side, which the task names
 * (`worthOf`); the other side is taken as its mirror, which is exact where stop and target lie equally far and named as an approximation elsewhere.
 */
export function worthOfSide(
  task: LearningTask,
  label: Int16Array,
  value: Float64Array,
  side: Int8Array,
): Float64Array {
  if (task.kind === 'one-sided') return value.slice();
  return value.map((worth, i) => {
    const told = task.kind === 'two-sided' && task.worthOf !== 'long' && label[i] === task.short ? -1 : 1;
    return side[i] === told ? worth : -worth;
  });
}

/** +1 where acting would have been right, −1 where it was not, 0 where the row tells nothing of it: for AUC and hit rates. */
export function directionTarget(task: LearningTask, label: Int16Array, value: Float64Array): Int8Array {
  return Int8Array.from(label, (own, i) => {
    if (task.kind === 'number') return Math.sign(value[i]!) || 0;
    if (own < 0) return 0;
    if (task.kind === 'one-sided') return own === task.positive ? 1 : -1;
    return own === task.long ? 1 : own === task.short ? -1 : 0;
  });
}

/** Score that ranks rows by `directionTarget`: the chance of success, of up among up and down, or the number itself. */
export function directionScore(task: LearningTask, predictions: Float64Array, rows: number): Float64Array {
  const width = Math.max(1, task.classes.length);
  return Float64Array.from({ length: rows }, (_, i) => {
    const at = i * width;
    if (task.kind === 'number') return predictions[at]!;
    if (task.kind === 'one-sided') return predictions[at + task.positive]!;
    const [down, up] = [predictions[at + task.short]!, predictions[at + task.long]!];
    return down + up > 0 ? up / (down + up) : 0.5;
  });
}
