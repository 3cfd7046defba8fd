// Whether a trial that reported a step is worth going on with. Called by studies after each report; looks at the history only.
// Median rule: Golovin et al. 2017 (Vizier), §3.2. Successive halving and hyperband: Li et al. 2018, run asynchronously as Li et
// al. 2020 (ASHA), so that a study never waits for other trials.

import { median } from '../../numeric/statistics.ts';

export type Pruner =
  | { readonly kind: 'none' }
  /** Stops a trial whose best step so far is below the median of the finished trials at that step. */
  | {
      readonly kind: 'median';
      /** Finished trials needed before any is stopped. */
      readonly startupTrials: number;
      /** Steps below this are never judged. */
      readonly warmUpSteps: number;
    }
  /** Steps are resources from 1 on (rounds, folds). At least · factor^k only the best 1 / factor of those that came so far go on. */
  | { readonly kind: 'successive-halving'; readonly least: number; readonly factor: number }
  /** Several halvings, from the strictest to one that never stops, each with its share of the trials. */
  | { readonly kind: 'hyperband'; readonly least: number; readonly most: number; readonly factor: number };

export const MEDIAN_PRUNER: Pruner = { kind: 'median', startupTrials: 5, warmUpSteps: 0 };

export interface StepValue {
  readonly step: number;
  readonly value: number;
}

export interface PrunedHistory {
  readonly index: number;
  readonly finished: boolean;
  /** Ascending by step. */
  readonly steps: readonly StepValue[];
}

/** Throws RangeError for a rule that cannot be followed. */
export function checkPruner(pruner: Pruner): void {
  const whole = (name: string, value: number, least: number): void => {
    if (!(Number.isInteger(value) && value >= least))
      throw new RangeError(
        `${name} of the ${pruner.kind} pruner must be whole and at least ${least}, got ${value}`,
      );
  };
  if (pruner.kind === 'none') return;
  if (pruner.kind === 'median') {
    whole('startupTrials', pruner.startupTrials, 1);
    whole('warmUpSteps', pruner.warmUpSteps, 0);
    return;
  }
  whole('least', pruner.least, 1);
  whole('factor', pruner.factor, 2);
  if (pruner.kind === 'hyperband') whole('most', pruner.most, pruner.least);
}

/** `others`: every other trial; higher values are better. `own` ends with the step just reported. */
export function shouldPrune(pruner: Pruner, own: PrunedHistory, others: readonly PrunedHistory[]): boolean {
  switch (pruner.kind) {
    case 'none':
      return false;
    case 'median':
      return belowMedian(pruner, own, others);
    case 'successive-halving':
      return halved(pruner.least, pruner.factor, own, others);
    case 'hyperband': {
      const bracket = bracketOf(pruner, own.index);
      const least = pruner.least * pruner.factor ** bracket;
      // A bracket that starts at the whole resource never stops a trial.
      if (least >= pruner.most) return false;
      return halved(
        least,
        pruner.factor,
        own,
        others.filter((other) => bracketOf(pruner, other.index) === bracket),
      );
    }
  }
}

function belowMedian(
  rule: { readonly startupTrials: number; readonly warmUpSteps: number },
  own: PrunedHistory,
  others: readonly PrunedHistory[],
): boolean {
  const last = own.steps[own.steps.length - 1];
  if (last === undefined || last.step < rule.warmUpSteps) return false;
  const finished = others.filter((other) => other.finished);
  if (finished.length < rule.startupTrials) return false;
  const there = finished.flatMap(({ steps }) => steps.find(({ step }) => step === last.step)?.value ?? []);
  if (there.length === 0) return false;
  return Math.max(...own.steps.map(({ value }) => value)) < median(there);
}

/** A trial is judged at the step that first reaches a rung, against what every other trial had when it reached that rung. */
function halved(
  least: number,
  factor: number,
  own: PrunedHistory,
  others: readonly PrunedHistory[],
): boolean {
  const last = own.steps[own.steps.length - 1];
  if (last === undefined) return false;
  const before = own.steps[own.steps.length - 2]?.step ?? 0;
  for (let rung = least; rung <= last.step; rung *= factor) {
    if (before >= rung) continue;
    const there = others.flatMap(({ steps }) => steps.find(({ step }) => step >= rung)?.value ?? []);
    const better = there.filter((value) => value > last.value).length;
    // The best so far always goes on, however few have come.
    if (better >= Math.max(1, Math.floor((there.length + 1) / factor))) return true;
  }
  return false;
}

/** Bracket b starts judging at least · factor^b. Trials are dealt out by the budgets of Li et al. 2018, algorithm 1. */
export function bracketOf(
  rule: { readonly least: number; readonly most: number; readonly factor: number },
  index: number,
): number {
  let brackets = 1;
  while (rule.least * rule.factor ** brackets <= rule.most) brackets++;
  const budget = Array.from({ length: brackets }, (_, bracket) => {
    const halvings = brackets - 1 - bracket;
    return Math.ceil((brackets * rule.factor ** halvings) / (halvings + 1));
  });
  const total = budget.reduce((sum, own) => sum + own, 0);
  const dealt = new Array<number>(brackets).fill(0);
  let chosen = 0;
  for (let k = 0; k <= index % total; k++) {
    chosen = 0;
    for (let bracket = 1; bracket < brackets; bracket++)
      if ((dealt[bracket]! + 1) / budget[bracket]! < (dealt[chosen]! + 1) / budget[chosen]!) chosen = bracket;
    dealt[chosen] = dealt[chosen]! + 1;
  }
  return chosen;
}
