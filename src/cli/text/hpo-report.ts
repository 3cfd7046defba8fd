// The status report of a search in the layout of the published one: how many trials came to an end, how good the best, worst, average, median
// were, how many reach which AUC. Trials are scored inside training parts: their best is a search result, not a promise. Pure.

import type { TrainingRun, TrialView } from '../../contracts/training.ts';
import { count } from './format.ts';
import { pairs, table } from './table.ts';
import { score } from './training-text.ts';

const THRESHOLDS = [0.5, 0.52, 0.55, 0.58, 0.6, 0.65, 0.7];
const TOP = 10;

export type HpoReport = ReturnType<typeof hpoReport>;

/** `score` is the objective's: an AUC where that was searched for, named by `objective` otherwise. */
export function hpoReport(
  run: Pick<TrainingRun, 'id' | 'name' | 'objective'>,
  trials: readonly TrialView[],
  at: number,
) {
  const lowerBetter = run.objective === 'log-loss';
  const scored = trials
    .filter(
      (trial): trial is TrialView & { readonly score: number } =>
        trial.state === 'complete' && trial.score !== null && Number.isFinite(trial.score),
    )
    .sort((a, b) => (lowerBetter ? a.score - b.score : b.score - a.score));
  const scores = scored.map((trial) => trial.score);
  const reached = (least: number) => scores.filter((value) => value >= least).length;
  return {
    job_name: run.name,
    run_id: run.id,
    analysis_date: new Date(at).toISOString(),
    objective: run.objective,
    summary: {
      total_jobs: trials.length,
      completed_jobs: scored.length,
      pruned_jobs: trials.filter(({ state }) => state === 'pruned').length,
      failed_jobs: trials.filter(({ state }) => state === 'failed').length,
      success_rate: trials.length === 0 ? null : scored.length / trials.length,
    },
    performance: performanceOf(scores, run.objective === 'auc' ? 'auc' : 'score'),
    threshold_analysis: Object.fromEntries(
      run.objective === 'auc'
        ? THRESHOLDS.map((least) => [
            `auc_ge_${least}`,
            {
              count: reached(least),
              total: scores.length,
              percentage: scores.length === 0 ? null : (100 * reached(least)) / scores.length,
            },
          ])
        : [],
    ),
    top_models: scored.slice(0, TOP).map((trial) => ({
      family: trial.family,
      segment: trial.segment,
      trial: trial.index,
      score: trial.score,
      hyperparameters: trial.values,
    })),
    note: 'Scores of trials are measured inside training parts, best of many: judge by the candidates, which were tested on later days.',
  };
}

/** Best first; sample standard deviation; null where there is nothing to measure. Keys are the published ones where AUCs were searched. */
function performanceOf(
  scores: readonly number[],
  unit: 'auc' | 'score',
): Readonly<Record<string, number | null>> {
  const { length } = scores;
  const average = length === 0 ? null : scores.reduce((sum, value) => sum + value, 0) / length;
  const sorted = [...scores].sort((a, b) => a - b);
  const middle = Math.floor(length / 2);
  return {
    [`best_${unit}`]: scores[0] ?? null,
    [`worst_${unit}`]: scores.at(-1) ?? null,
    [`average_${unit}`]: average,
    [`median_${unit}`]:
      length === 0 ? null : length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2,
    [`std_${unit}`]:
      length < 2 || average === null
        ? null
        : Math.sqrt(scores.reduce((sum, value) => sum + (value - average) ** 2, 0) / (length - 1)),
  };
}

export function hpoLines({
  summary,
  performance,
  threshold_analysis,
  top_models,
  objective,
  note,
}: HpoReport): string[] {
  const performanceValue = (name: string) =>
    performance[`${name}_${objective === 'auc' ? 'auc' : 'score'}`] ?? null;
  return [
    ...pairs([
      [
        'trials',
        `${count(summary.total_jobs)}: ${count(summary.completed_jobs)} complete, ${count(summary.pruned_jobs)} ended early, ${count(summary.failed_jobs)} failed`,
      ],
      ['ranked by', objective],
      ['best', score(performanceValue('best'))],
      ['worst', score(performanceValue('worst'))],
      ['average', `${score(performanceValue('average'))} ± ${score(performanceValue('std'))}`],
      ['median', score(performanceValue('median'))],
      ...Object.entries(threshold_analysis).map(
        ([name, one]) =>
          [
            name.replace('auc_ge_', 'AUC ≥ '),
            `${count(one.count)} of ${count(one.total)}${one.percentage === null ? '' : ` (${one.percentage.toFixed(0)} %)`}`,
          ] as const,
      ),
    ]),
    ...table(
      [
        { title: 'model' },
        { title: 'segment' },
        { title: 'trial', align: 'right' },
        { title: 'score', align: 'right' },
        { title: 'parameters' },
      ],
      top_models.map((one) => [
        one.family,
        one.segment < 0 ? 'newest' : String(one.segment + 1),
        String(one.trial),
        score(one.score),
        Object.entries(one.hyperparameters)
          .map(
            ([name, value]) => `${name}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`,
          )
          .join(' '),
      ]),
    ),
    `! ${note}`,
  ];
}
