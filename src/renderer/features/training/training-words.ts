// Words of training shared by its screens: states, objectives, what a step does, what can be done with a run now. Pure.

import type { Job } from '../../../contracts/jobs.ts';
import {
  type SearchObjective,
  type TrainingRunSummary,
  WINDOW_PARAMETER,
} from '../../../contracts/training.ts';
import type { StepKind, StepState, TrainingStep } from '../../../contracts/training-steps.ts';
import { formatDateRange, istDateOf } from '../../ui/format.ts';

/** `Window of rsi` for a parameter that chooses a window; null for the others. */
export function windowLabel(parameter: string): string | null {
  return parameter.startsWith(WINDOW_PARAMETER)
    ? `Window of ${parameter.slice(WINDOW_PARAMETER.length)}`
    : null;
}

export const STEP_STATE_WORDS: Readonly<Record<StepState, string>> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  failed: 'Failed',
  skipped: 'Skipped',
  cancelled: 'Cancelled',
};

export const STEP_KIND_WORDS: Readonly<Record<StepKind, string>> = {
  split: 'Split',
  trial: 'Trial',
  fit: 'Fit',
  blend: 'Blend',
  evaluate: 'Evaluation',
  bundle: 'Bundle',
  report: 'Report',
};

export const OBJECTIVE_WORDS: Readonly<
  Record<SearchObjective, { readonly short: string; readonly lowerIsBetter: boolean; readonly help: string }>
> = {
  'log-loss': {
    short: 'Log-loss',
    lowerIsBetter: true,
    help: 'Of the probabilities on the inner part: rewards being right and knowing how sure one is.',
  },
  auc: { short: 'AUC', lowerIsBetter: false, help: 'Order of the rows only; blind to calibration.' },
  'macro-f1': {
    short: 'Macro F1',
    lowerIsBetter: false,
    help: 'Mean over the classes of the harmonic mean of precision and recall.',
  },
  'net-expectancy': {
    short: 'Net expectancy',
    lowerIsBetter: false,
    help: 'Worth of the acted rows after dated charges, at the threshold chosen on the inner part.',
  },
};

const BLENDS: Readonly<Record<string, string>> = {
  'soft-vote': 'Mean of the families',
  stack: 'Stacked families',
};

/** What a candidate of this family is called: the run's own blends, then the catalogue's titles; its id where neither knows it. */
export function familyTitle(family: string, titles: ReadonlyMap<string, string>): string {
  return BLENDS[family] ?? titles.get(family) ?? family;
}

/** `Segment 3`, `Newest window`; segments are counted from 1 on screen. */
export function segmentWords(segment: number): string {
  return segment < 0 ? 'Newest window' : `Segment ${segment + 1}`;
}

/** `Segment 3 · leaf by leaf · trial 5`, from the step itself. */
export function stepWords(
  step: Pick<TrainingStep, 'kind' | 'segment' | 'family' | 'trial'>,
  titles: ReadonlyMap<string, string>,
): string {
  if (step.family === '') return STEP_KIND_WORDS[step.kind];
  const family = familyTitle(step.family, titles);
  const place = step.kind === 'evaluate' || step.kind === 'bundle' ? null : segmentWords(step.segment);
  const what =
    step.kind === 'trial' && step.trial !== null
      ? `trial ${step.trial + 1}`
      : STEP_KIND_WORDS[step.kind].toLowerCase();
  return [place, family, what].filter((part) => part !== null).join(' · ');
}

/** A step's words from its key alone, as the live view of threads names it. */
export function keyWords(key: string, titles: ReadonlyMap<string, string>): string {
  const trial = /^(s(\d+)|final)\/([^/]+)\/(?:t(\d+)|(fit|blend))$/.exec(key);
  if (trial) {
    const segment = trial[2] === undefined ? -1 : Number(trial[2]);
    const family = familyTitle(trial[3] ?? '', titles);
    const what = trial[4] === undefined ? (trial[5] ?? '') : `trial ${Number(trial[4]) + 1}`;
    return `${segmentWords(segment)} · ${family} · ${what}`;
  }
  const [kind, family] = key.split('/');
  const named = STEP_KIND_WORDS[kind as StepKind];
  if (!named) return key;
  return family === undefined ? named : `${familyTitle(family, titles)} · ${named.toLowerCase()}`;
}

export function isActiveRun(run: Pick<TrainingRunSummary, 'state'>): boolean {
  return run.state === 'queued' || run.state === 'running';
}

export interface RunAbilities {
  readonly pause: boolean;
  readonly resume: boolean;
  readonly cancel: boolean;
}

/** What the state allows. A finished run goes on where a step was forgotten and waits to be computed again. */
export function abilitiesOf({ state, steps }: Pick<TrainingRunSummary, 'state' | 'steps'>): RunAbilities {
  const open = steps.done + steps.failed < steps.total;
  return {
    pause: state === 'running',
    resume:
      state === 'paused' ||
      state === 'failed' ||
      state === 'interrupted' ||
      state === 'cancelled' ||
      (state === 'done' && open),
    cancel: state === 'queued' || state === 'running' || state === 'paused',
  };
}

/**
 * Whole percent. While it works its job says how far it is, here as in the status bar; otherwise the share of the steps that are over.
 * Only a finished run reads as complete.
 */
export function runPercent(
  run: Pick<TrainingRunSummary, 'state' | 'steps'>,
  job: Pick<Job, 'state' | 'progress'> | undefined,
): number {
  const { done, failed, total } = run.steps;
  const fraction =
    run.state === 'running' && job?.state === 'running'
      ? job.progress.fraction
      : total === 0
        ? 0
        : (done + failed) / total;
  const percent = Math.floor(fraction * 100);
  return run.state === 'done' ? percent : Math.min(99, percent);
}

/** `15 Dec – 2 Jan`: where the year would only take room; say it in a title. */
export function shortDays(from: number, to: number): string {
  return formatDateRange(istDateOf(from), istDateOf(to)).replace(/ \d{4}/g, '');
}
