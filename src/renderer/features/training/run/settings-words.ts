// A run's request and its budget in words. Pure.

import { POLICIES } from '../../../../../engines/learn/policy/policies.ts';
import type { TrainingRequest, TrainingRun } from '../../../../contracts/training.ts';
import { formatDuration, formatNumber, formatPercent, formatRatio, plural } from '../../../ui/format.ts';
import { familyTitle, OBJECTIVE_WORDS } from '../training-words.ts';

const PRUNER_WORDS: Readonly<Record<TrainingRequest['pruner'], string>> = {
  none: 'no pruner',
  median: 'median pruner',
  'successive-halving': 'successive halving',
  hyperband: 'hyperband',
};
type Fact = readonly [string, string];
const MINUTE_MS = 60_000;

export function requestFacts(request: TrainingRequest, titles: ReadonlyMap<string, string>): readonly Fact[] {
  const families = request.families
    .map(({ estimator, preset, parameters }) => {
      const own = Object.entries(parameters).map(([name, value]) => `${name} ${value}`);
      const inside = [...(preset === undefined ? [] : [preset]), ...own].join(', ');
      return `${familyTitle(estimator, titles)}${inside === '' ? '' : ` (${inside})`}`;
    })
    .join('; ');
  const search =
    request.trials === 1
      ? 'the defaults alone'
      : `${request.trials} trials per family and segment, ${request.sampler === 'tpe' ? 'TPE' : request.sampler} sampler, ${PRUNER_WORDS[request.pruner]}`;
  return [
    ['Families', families],
    ['Search', search],
    ['Objective', OBJECTIVE_WORDS[request.objective].short],
    ['Inner part', formatPercent(request.innerShare, 0)],
    ['Features', request.selection === 'median' ? 'the better half by importance' : 'all of the dataset'],
    [
      'Windows',
      request.windows === 'searched' ? 'one of each group, searched in each segment' : 'all of them',
    ],
    [
      'Regimes',
      request.regimes
        ? `${request.regimes.states} states over ${request.regimes.observed.join(', ')}, ${request.regimes.covariance} covariance`
        : 'none',
    ],
    ['Calibration', request.calibration],
    ['Acts by', policyWords(request.policy)],
    [
      'Blends',
      [
        ...(request.softVote ? ['mean of the families'] : []),
        ...(request.stack === 'none' ? [] : [`stacked by ${request.stack}`]),
      ].join(', ') || 'none',
    ],
    [
      'Gates',
      `AUC ${formatRatio(request.gates.auc)}, Sharpe ${formatRatio(request.gates.sharpe)} after charges`,
    ],
    ['Seed', formatNumber(request.seed)],
  ];
}

export function budgetFacts(run: Pick<TrainingRun, 'request' | 'activeMs' | 'steps'>): readonly Fact[] {
  const { budget } = run.request;
  const allowed = budget.wallMinutes === null ? null : budget.wallMinutes * MINUTE_MS;
  return [
    [
      'Time used',
      allowed === null
        ? `${formatDuration(run.activeMs)}, no limit`
        : `${formatDuration(run.activeMs)} of ${formatDuration(allowed)} (${formatPercent(run.activeMs / allowed, 0)})`,
    ],
    [
      'Steps',
      `${formatNumber(run.steps.done)} of ${formatNumber(run.steps.total)} done, ${formatNumber(run.steps.reused)} reused, ${formatNumber(run.steps.failed)} failed`,
    ],
    ['Threads', budget.cores === 0 ? 'all of the machine' : plural(budget.cores, 'thread')],
    ['Memory', `${formatNumber(budget.memoryMb)} MB`],
    [
      'Quiet hours',
      budget.quietHours ? `${budget.quietHours.from} – ${budget.quietHours.to} IST on trading days` : 'none',
    ],
    ['On battery', budget.onBattery === 'wait' ? 'waits for the charger' : 'goes on'],
  ];
}

/** `Margin, neutrality and quality; margin: base 0.15`. */
export function policyWords({ id, settings }: TrainingRequest['policy']): string {
  const title = POLICIES.find((policy) => policy.id === id)?.title ?? 'the threshold of each training part';
  const changed = Object.entries(settings).map(
    ([gate, values]) =>
      `${gate}: ${Object.entries(values)
        .map(([name, value]) => `${name} ${value}`)
        .join(', ')}`,
  );
  return [title, ...changed].join('; ');
}
