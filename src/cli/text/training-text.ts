// Training runs as text: lists, one run with its candidates, plans, steps. And the documents scripts read of them. Called by the training
// commands.

import type {
  TrainingLive,
  TrainingPlan,
  TrainingRun,
  TrainingRunSummary,
} from '../../contracts/training.ts';
import type { CandidateSummary } from '../../contracts/training-results.ts';
import type { TrainingStep } from '../../contracts/training-steps.ts';
import { count, counted, moment, percent, ratio, rupees, shortId } from './format.ts';
import { pairs, table } from './table.ts';

export const score = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? '–' : value.toFixed(3);

/** `45 s`, `12 min`, `3 h 05 min`. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (ms < 60_000) return `${Math.round(ms / 1_000)} s`;
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

export function runTable(runs: readonly TrainingRunSummary[]): string[] {
  return table(
    [
      { title: 'run' },
      { title: 'created (IST)' },
      { title: 'state' },
      { title: 'steps', align: 'right' },
      { title: 'trained', align: 'right' },
      { title: 'best AUC', align: 'right' },
      { title: 'gates' },
      { title: 'name' },
    ],
    runs.map((run) => [
      shortId(run.id),
      moment(run.createdAt),
      run.waitingFor === null ? run.state : 'waiting',
      `${count(run.steps.done)}/${count(run.steps.total)}`,
      run.activeMs > 0 ? duration(run.activeMs) : '',
      run.best === null ? '' : score(run.best.auc),
      run.best === null ? '' : run.best.passed ? 'passed' : 'below',
      `${run.name}${run.synthetic ? ' [synthetic]' : ''}`,
    ]),
  );
}

export function runLines(run: TrainingRun, live: TrainingLive | null = null): string[] {
  const { steps } = run;
  return [
    ...pairs([
      ['run', `${run.id}${run.synthetic ? '  [synthetic data]' : ''}`],
      ['name', run.name],
      ...(run.request.justification ? [['why', run.request.justification] as const] : []),
      ['state', run.error === null ? run.state : `${run.state}: ${run.error}`],
      ...(run.waitingFor === null ? [] : [['waits for', run.waitingFor] as const]),
      ['dataset', run.datasetName],
      [
        'split',
        `${run.splitWords || 'not made yet'}${run.segments > 0 ? `, ${counted(run.segments, 'segment')}` : ''}`,
      ],
      [
        'steps',
        `${count(steps.done)} of ${count(steps.total)} done, ${count(steps.reused)} reused, ${count(steps.failed)} failed`,
      ],
      ['trained', duration(run.activeMs)],
      ...(run.eta === null ? [] : [['ends about', `${moment(run.eta)} IST`] as const]),
      ...(live === null
        ? []
        : [
            [
              'works on',
              live.threads.map(({ step, words }) => `${step} (${words})`).join(', ') || 'nothing',
            ] as const,
          ]),
    ]),
    ...(run.candidates.length > 0 ? ['', ...candidateTable(run.candidates)] : []),
    ...run.notes.map((note) => `! ${note}`),
  ];
}

export function candidateTable(candidates: readonly CandidateSummary[]): string[] {
  return table(
    [
      { title: 'candidate' },
      { title: 'rank', align: 'right' },
      { title: 'model' },
      { title: 'AUC', align: 'right' },
      { title: 'mean ± sd' },
      { title: 'worst', align: 'right' },
      { title: 'luck up to', align: 'right' },
      { title: 'net P&L', align: 'right' },
      { title: 'Sharpe', align: 'right' },
      { title: 'deflated', align: 'right' },
      { title: 'gates' },
    ],
    candidates.map((one) => [
      shortId(one.id),
      count(one.rank),
      `${one.title}${one.synthetic ? ' [synthetic]' : ''}${one.idle ? ' [no trades]' : ''}`,
      score(one.pooled.auc),
      `${score(one.meanAuc)} ± ${score(one.deviationAuc)}`,
      score(one.worstAuc),
      one.permutation === null ? '' : score(one.permutation.high),
      one.money === null ? '' : rupees(one.money.netPnl, true),
      one.money === null ? '' : ratio(one.money.sharpe),
      one.deflated === null ? '' : percent(one.deflated),
      one.passed ? 'passed' : 'below',
    ]),
  );
}

export function stepLines(steps: readonly TrainingStep[]): string[] {
  return table(
    [{ title: 'step' }, { title: 'state' }, { title: 'time', align: 'right' }, { title: 'what it says' }],
    steps.map((step) => [
      step.key,
      step.reused ? `${step.state}, reused` : step.state,
      step.elapsedMs === null ? '' : duration(step.elapsedMs),
      shortened(step.error ?? step.words),
    ]),
  );
}

const LONGEST_WORDS = 100;
const shortened = (words: string): string =>
  words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1)}…` : words;

const MEGABYTE = 2 ** 20;

export function planLines(plan: TrainingPlan): string[] {
  return [
    ...pairs([
      [
        'dataset',
        `${plan.datasetName}, ${counted(plan.rows, 'row')} of ${counted(plan.features, 'feature')}`,
      ],
      ...(plan.windowGroups.length > 0
        ? [['windows', `${counted(plan.windowGroups.length, 'group')} to choose of`] as const]
        : []),
      ['split', `${plan.splitWords}, ${counted(plan.folds.length, 'segment')}`],
      ['steps', `${count(plan.steps)}, ${count(plan.reusable)} of them computed before`],
      ['trials', count(plan.trials)],
      [
        'needs',
        `about ${duration(plan.estimatedMs)} on ${counted(plan.cores, 'core')} (${plan.estimateBasis}), ${Math.ceil(plan.memoryBytes / MEGABYTE)} MB of memory`,
      ],
    ]),
    ...plan.folds.flatMap(({ segment, skipped }) =>
      skipped === null ? [] : [`! Segment ${segment + 1} does not count: ${skipped}`],
    ),
    ...plan.warnings.map((warning) => `! ${warning}`),
    ...plan.problems.map((problem) => `It cannot start: ${problem}`),
    'Dry run: nothing was started and nothing reserved.',
  ];
}

/** What scripts get of a run that was made or resumed. */
export function runDocument(run: TrainingRun) {
  const { request, candidates, ...rest } = run;
  return {
    runId: run.id,
    ...{
      name: run.name,
      state: run.state,
      error: run.error,
      datasetId: run.datasetId,
      synthetic: run.synthetic,
    },
    ...{ segments: run.segments, trials: run.trials, steps: run.steps, activeMs: run.activeMs },
    ...{ notes: rest.notes, best: run.best, candidates, request },
    resume: run.state === 'done' ? null : `train resume ${shortId(run.id)}`,
    dryRun: false,
  };
}

/** Below a run that ended: where to look, or how to go on. */
export function nextLines(run: TrainingRun): string[] {
  if (run.state === 'done')
    return run.best === null
      ? [`No candidate came out; its steps say why: train status ${shortId(run.id)}`]
      : [`Next: evaluate --candidate ${shortId(run.best.candidateId)}`];
  return [
    `Run ${shortId(run.id)} is ${run.state}; every finished step is kept. Go on: train resume ${shortId(run.id)}`,
  ];
}
