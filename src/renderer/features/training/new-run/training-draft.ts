// What the New run form holds, and the request it makes of it. The contract's schema says which numbers are allowed; here only its
// complaints become words. Pure.

import {
  type EstimatorInfo,
  type SplitChoice,
  type TrainingCatalogue,
  type TrainingRequest,
  trainingRequestSchema,
} from '../../../../contracts/training.ts';
import {
  changedValues,
  type Drafts,
  draftsFrom,
  problemsOf,
} from '../../../ui/parameter-form/parameter-model.ts';

import { type PolicyDraft, policyDraftOf, policyResult } from './policy-draft.ts';

/** A number field as typed: empty or unreadable text stays text. */
export type Typed = number | string;

export interface FamilyDraft {
  readonly estimator: string;
  /** Null: the estimator's own ranges. */
  readonly preset: string | null;
  /** Own parameters, set and not searched. */
  readonly texts: Drafts;
}

export type MethodDraft = Readonly<Record<string, Typed | boolean>> & {
  readonly kind: 'walk-forward' | 'window-step' | 'gap-k-fold' | 'combinatorial' | 'tail';
};
export type SplitDraft =
  | Exclude<SplitChoice, { kind: 'own' }>
  /** Embargo in minutes here, in milliseconds in the request; the share in percent. */
  | { readonly kind: 'own'; readonly method: MethodDraft };

export interface TrainingDraft {
  readonly name: string;
  readonly justification: string;
  readonly datasetId: string | null;
  readonly split: SplitDraft;
  readonly holdOutSessions: Typed;
  readonly families: readonly FamilyDraft[];
  readonly trials: Typed;
  readonly sampler: TrainingRequest['sampler'];
  readonly pruner: TrainingRequest['pruner'];
  readonly objective: TrainingRequest['objective'];
  readonly turnoverPenalty: Typed;
  readonly innerPercent: Typed;
  readonly selection: TrainingRequest['selection'];
  readonly windows: TrainingRequest['windows'];
  readonly regimes: {
    readonly states: Typed;
    readonly covariance: 'diagonal' | 'full';
    readonly observed: readonly string[];
  } | null;
  readonly calibration: TrainingRequest['calibration'];
  readonly policy: PolicyDraft;
  readonly softVote: boolean;
  readonly stack: TrainingRequest['stack'];
  readonly gateAuc: Typed;
  readonly gateSharpe: Typed;
  readonly seed: Typed;
  readonly cores: Typed;
  readonly memoryMb: Typed;
  /** Empty: no limit. */
  readonly wallMinutes: Typed;
  readonly quiet: boolean;
  readonly quietFrom: string;
  readonly quietTo: string;
  readonly onBattery: 'run' | 'wait';
}

const MINUTE_MS = 60_000;
/** Binary dust of ×100 and ÷100. */
const tidy = (value: number): number => Number(value.toPrecision(12));

function splitDraft(split: SplitChoice): SplitDraft {
  if (split.kind !== 'own') return split;
  const { embargoMs, ...rest } = split.method;
  return {
    kind: 'own',
    method: {
      ...rest,
      ...(rest.kind === 'tail' ? { share: tidy(rest.share * 100) } : {}),
      embargoMinutes: embargoMs / MINUTE_MS,
    },
  };
}

function splitRequest(split: SplitDraft): unknown {
  if (split.kind !== 'own') return split;
  const { embargoMinutes, ...rest } = split.method;
  const share = rest.share;
  return {
    kind: 'own',
    method: {
      ...rest,
      ...(typeof share === 'number' ? { share: tidy(share / 100) } : {}),
      embargoMs: typeof embargoMinutes === 'number' ? embargoMinutes * MINUTE_MS : embargoMinutes,
    },
  };
}

/** The form of a request: an older run's, a preset's, or the defaults. */
export function draftOf(
  request: TrainingRequest,
  catalogue: Pick<TrainingCatalogue, 'estimators'>,
): TrainingDraft {
  const { budget, gates } = request;
  return {
    name: request.name ?? '',
    justification: request.justification,
    datasetId: request.datasetId,
    split: splitDraft(request.split),
    holdOutSessions: request.holdOutSessions,
    families: request.families.map(({ estimator, preset, parameters }) => ({
      estimator,
      preset: preset ?? null,
      texts: draftsFrom(schemaOf(catalogue.estimators, estimator), parameters),
    })),
    trials: request.trials,
    sampler: request.sampler,
    pruner: request.pruner,
    objective: request.objective,
    turnoverPenalty: request.turnoverPenalty,
    innerPercent: tidy(request.innerShare * 100),
    selection: request.selection,
    windows: request.windows,
    regimes: request.regimes,
    calibration: request.calibration,
    policy: policyDraftOf(request.policy),
    softVote: request.softVote,
    stack: request.stack,
    gateAuc: gates.auc,
    gateSharpe: gates.sharpe,
    seed: request.seed,
    cores: budget.cores,
    memoryMb: budget.memoryMb,
    wallMinutes: budget.wallMinutes ?? '',
    quiet: budget.quietHours !== null,
    quietFrom: budget.quietHours?.from ?? '09:00',
    quietTo: budget.quietHours?.to ?? '15:45',
    onBattery: budget.onBattery,
  };
}

function schemaOf(estimators: readonly EstimatorInfo[], id: string): EstimatorInfo['parameters'] {
  return estimators.find((one) => one.id === id)?.parameters ?? [];
}

export interface DraftProblem {
  /** Field of the draft. */
  readonly field: string;
  readonly message: string;
}

export interface DraftResult {
  readonly request: TrainingRequest | null;
  readonly problems: readonly DraftProblem[];
}

/** Paths of the contract → fields of the form. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'gates.auc': 'gateAuc',
  'gates.sharpe': 'gateSharpe',
  innerShare: 'innerPercent',
  'budget.cores': 'cores',
  'budget.memoryMb': 'memoryMb',
  'budget.wallMinutes': 'wallMinutes',
  'budget.quietHours.from': 'quietFrom',
  'budget.quietHours.to': 'quietTo',
  'regimes.states': 'regimes.states',
  'regimes.observed': 'regimes.observed',
};

const FIELD_WORDS: Readonly<Record<string, string>> = {
  datasetId: 'Dataset',
  holdOutSessions: 'Hold-out',
  trials: 'Trials',
  turnoverPenalty: 'Turnover penalty',
  innerPercent: 'Inner part',
  gateAuc: 'AUC gate',
  gateSharpe: 'Sharpe gate',
  seed: 'Seed',
  cores: 'Threads',
  memoryMb: 'Memory',
  wallMinutes: 'Time',
  quietFrom: 'Quiet from',
  quietTo: 'Quiet to',
  'regimes.states': 'States',
  'regimes.observed': 'Observed features',
};

export function resultOf(
  draft: TrainingDraft,
  catalogue: Pick<TrainingCatalogue, 'estimators'>,
): DraftResult {
  const problems: DraftProblem[] = [];
  if (draft.datasetId === null) problems.push({ field: 'datasetId', message: 'Choose a dataset.' });
  if (draft.families.length === 0)
    problems.push({ field: 'families', message: 'Choose at least one family.' });
  if (draft.regimes && draft.regimes.observed.length === 0)
    problems.push({
      field: 'regimes.observed',
      message: 'Choose the features the regimes are read from, or turn regimes off.',
    });
  if (draft.stack !== 'none' && draft.families.length < 2)
    problems.push({ field: 'stack', message: 'Stacking needs at least two families.' });
  if (draft.softVote && draft.families.length < 2)
    problems.push({ field: 'softVote', message: 'A mean needs at least two families.' });
  const families = draft.families.map(({ estimator, preset, texts }) => {
    const schema = schemaOf(catalogue.estimators, estimator);
    const wrong = problemsOf(schema, texts);
    if (wrong.length > 0)
      problems.push({
        field: `families.${estimator}`,
        message: `${estimator}: ${wrong.length === 1 ? 'one parameter is' : `${wrong.length} parameters are`} out of range.`,
      });
    return { estimator, ...(preset === null ? {} : { preset }), parameters: changedValues(schema, texts) };
  });
  const policy = policyResult(draft.policy);
  if (policy.problems.length > 0) problems.push({ field: 'policy', message: policy.problems.join(' ') });
  const name = draft.name.trim();
  const parsed = trainingRequestSchema.safeParse({
    ...(name === '' ? {} : { name }),
    justification: draft.justification.trim(),
    datasetId: draft.datasetId ?? '--------',
    split: splitRequest(draft.split),
    holdOutSessions: draft.holdOutSessions,
    families,
    trials: draft.trials,
    sampler: draft.sampler,
    pruner: draft.pruner,
    objective: draft.objective,
    turnoverPenalty: draft.turnoverPenalty,
    innerShare: typeof draft.innerPercent === 'number' ? tidy(draft.innerPercent / 100) : draft.innerPercent,
    selection: draft.selection,
    windows: draft.windows,
    regimes: draft.regimes,
    calibration: draft.calibration,
    policy: policy.choice,
    softVote: draft.softVote,
    stack: draft.stack,
    gates: { auc: draft.gateAuc, sharpe: draft.gateSharpe },
    seed: draft.seed,
    budget: {
      cores: draft.cores,
      memoryMb: draft.memoryMb,
      wallMinutes: draft.wallMinutes === '' ? null : draft.wallMinutes,
      quietHours: draft.quiet ? { from: draft.quietFrom, to: draft.quietTo } : null,
      onBattery: draft.onBattery,
    },
  });
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const path = issue.path.map(String).join('.');
      const field = FIELD_OF[path] ?? path;
      if (problems.some((problem) => problem.field === field)) continue;
      problems.push({ field, message: issueWords(field, issue) });
    }
  return { request: problems.length === 0 && parsed.success ? parsed.data : null, problems };
}

interface Issue {
  readonly code: string;
  readonly message: string;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
}

function issueWords(field: string, issue: Issue): string {
  const name = FIELD_WORDS[field] ?? (field.startsWith('split') ? 'Split' : field);
  const scale = field === 'innerPercent' || field === 'split.method.share' ? 100 : 1;
  if (issue.code === 'too_small') return `${name}: at least ${Number(issue.minimum) * scale}.`;
  if (issue.code === 'too_big') return `${name}: at most ${Number(issue.maximum) * scale}.`;
  if (issue.code === 'invalid_type') return `${name}: enter a number.`;
  return `${name}: ${issue.message}.`;
}
