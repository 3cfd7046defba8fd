// Training runs: what is asked, what it would cost, how it goes step by step. Results of candidates are in training-results.ts, bundles
// in bundles.ts, the weekend in training-schedule.ts. Shared by the wizard, the command line, the orchestrator and its store.
import { z } from 'zod';
import type { WindowGroup } from '../../engines/features/window-groups.ts';
import type { EstimatorParameter } from '../../engines/learn/contract.ts';
import type { SearchPreset } from '../../engines/learn/search/presets.ts';
import type { SplitMethod } from '../../engines/validation/splits/split.ts';
import { parameterValuesSchema } from './backtests.ts';
import type { Job } from './jobs.ts';
import type { CandidateReport, CandidateSummary, HoldOutResult } from './training-results.ts';
import type { ScheduleService } from './training-schedule.ts';
import type { StepPage, StepPlace, StepsAsked } from './training-steps.ts';

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time like 09:30');
const wholeSchema = (least: number, most: number) => z.int().min(least).max(most);

export const splitMethodSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('walk-forward'),
    trainSessions: wholeSchema(2, 5_000),
    testSessions: wholeSchema(1, 1_000),
    expanding: z.boolean(),
    embargoMs: z.number().min(0),
  }),
  z.object({
    kind: z.literal('window-step'),
    windowDays: wholeSchema(2, 5_000),
    stepDays: wholeSchema(1, 1_000),
    embargoMs: z.number().min(0),
  }),
  z.object({
    kind: z.literal('gap-k-fold'),
    folds: wholeSchema(2, 50),
    horizonSessions: wholeSchema(0, 500),
    embargoSessions: wholeSchema(0, 500),
    embargoMs: z.number().min(0),
  }),
  z.object({
    kind: z.literal('combinatorial'),
    groups: wholeSchema(3, 20),
    testGroups: wholeSchema(1, 10),
    embargoMs: z.number().min(0),
  }),
  z.object({
    kind: z.literal('tail'),
    share: z.number().gt(0).lt(1),
    embargoMs: z.number().min(0),
  }),
]) satisfies z.ZodType<SplitMethod>;

export const SPLIT_PRESET_IDS = [
  'walk-forward-60-10',
  'expanding-60-10',
  'window-45-15',
  'gap-5-fold',
  'combinatorial-6-2',
] as const;

/** `stored`: by the name it was saved under; a split belongs to one dataset and is refused for another. */
export const splitChoiceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('preset'), preset: z.enum(SPLIT_PRESET_IDS) }),
  z.object({ kind: z.literal('own'), method: splitMethodSchema }),
  z.object({ kind: z.literal('stored'), name: z.string().min(1).max(120) }),
]);
export type SplitChoice = z.infer<typeof splitChoiceSchema>;

export const SEARCH_OBJECTIVES = ['log-loss', 'auc', 'macro-f1', 'net-expectancy'] as const;
export type SearchObjective = (typeof SEARCH_OBJECTIVES)[number];
export const SAMPLERS = ['tpe', 'random', 'grid'] as const;
export const PRUNERS = ['none', 'median', 'successive-halving', 'hyperband'] as const;
/** Begins the names of parameters that choose the column of a group of windows: `window.rsi`. */
export const WINDOW_PARAMETER = 'window.';
export const CALIBRATIONS = ['none', 'platt', 'isotonic', 'beta'] as const;

/** `threshold`: acts where the confidence reaches the threshold its training part chose. The others are gates in a row. */
export const POLICY_IDS = [
  'threshold',
  'standard',
  'spine',
  'offline',
  'win',
  'win-sloped',
  'return',
] as const;
export type PolicyId = (typeof POLICY_IDS)[number];

export const policyChoiceSchema = z.object({
  id: z.enum(POLICY_IDS).default('threshold'),
  /** By gate, then by parameter: what differs from the policy as published. Checked against the gates when a run is planned. */
  settings: z.record(z.string(), parameterValuesSchema).default({}),
});
export type PolicyChoice = z.infer<typeof policyChoiceSchema>;
export const THRESHOLD_CHOICE: PolicyChoice = { id: 'threshold', settings: {} };

export const familyChoiceSchema = z.object({
  /** An estimator of the catalogue. */
  estimator: z.string().min(1),
  /** Search space: a preset of the catalogue. Empty: the estimator's own parameters over its declared ranges. */
  preset: z.string().optional(),
  /** Set and not searched. */
  parameters: parameterValuesSchema.default({}),
});
export type FamilyChoice = z.infer<typeof familyChoiceSchema>;

export const budgetSchema = z.object({
  /** Threads that train; 0: all of the machine. */
  cores: wholeSchema(0, 64).default(0),
  memoryMb: wholeSchema(256, 65_536).default(1_536),
  /** Minutes of training after which no new trial starts; what is there is finished and reported. Null: no limit. */
  wallMinutes: wholeSchema(1, 20_000).nullable().default(null),
  /** Exchange time on trading days during which nothing trains; from after to: over midnight. */
  quietHours: z.object({ from: clockSchema, to: clockSchema }).nullable().default(null),
  onBattery: z.enum(['run', 'wait']).default('wait'),
});
export type TrainingBudget = z.infer<typeof budgetSchema>;

export const trainingRequestSchema = z.object({
  name: z.string().max(120).optional(),
  /** Why this search is made: kept with it and with every candidate. */
  justification: z.string().max(2_000).default(''),
  datasetId: z.string().min(8),
  split: splitChoiceSchema.default({ kind: 'preset', preset: 'window-45-15' }),
  /**
   * Last sessions of the dataset that no step of any run may touch. The first run that asks reserves them for the dataset; later
   * runs keep them, and one that asks for another number is refused.
   */
  holdOutSessions: wholeSchema(0, 1_000).default(20),
  families: z.array(familyChoiceSchema).min(1).max(12),
  /** Per family and segment, the defaults included. 1: the defaults alone (a baseline). */
  trials: wholeSchema(1, 500).default(10),
  sampler: z.enum(SAMPLERS).default('tpe'),
  pruner: z.enum(PRUNERS).default('median'),
  objective: z.enum(SEARCH_OBJECTIVES).default('log-loss'),
  /** Taken off `net-expectancy` per unit of turnover, fraction of the entry. */
  turnoverPenalty: z.number().min(0).max(1).default(0),
  /** Part at the end of each training part on which trials are scored; then early stopping, calibration and threshold. */
  innerShare: z.number().min(0.05).max(0.5).default(0.2),
  /** `median`: only features whose gain importance in the training part is at least the median. */
  selection: z.enum(['all', 'median']).default('all'),
  /** `searched`: of each group of windows (see WindowGroup) the model sees one column, chosen with its parameters. */
  windows: z.enum(['all', 'searched']).default('all'),
  /** States of a hidden Markov model over `observed` features, fitted in each training part, forward-filtered, appended as features. */
  regimes: z
    .object({
      states: wholeSchema(2, 8).default(4),
      covariance: z.enum(['diagonal', 'full']).default('full'),
      observed: z.array(z.string().min(1)).min(1).max(8),
    })
    .nullable()
    .default(null),
  calibration: z.enum(CALIBRATIONS).default('isotonic'),
  /** What turns probabilities into BUY, SELL or FLAT. */
  policy: policyChoiceSchema.prefault({}),
  /** Beside the families: their mean, and a meta-learner over their out-of-fold predictions of earlier segments. */
  softVote: z.boolean().default(false),
  stack: z.enum(['none', 'logistic', 'mlp', 'leafwise']).default('none'),
  gates: z
    .object({ auc: z.number().min(0).max(1).default(0.6), sharpe: z.number().min(-10).max(10).default(0) })
    .prefault({}),
  seed: wholeSchema(0, 2 ** 31).default(42),
  budget: budgetSchema.prefault({}),
});
export type TrainingRequest = z.infer<typeof trainingRequestSchema>;

export const RUN_STATES = [
  'queued',
  'running',
  'paused',
  'done',
  'failed',
  'cancelled',
  'interrupted',
] as const;
export type TrainingState = (typeof RUN_STATES)[number];

/** One trial as its plots read it. */
export interface TrialView {
  readonly segment: number;
  readonly family: string;
  readonly index: number;
  readonly values: Readonly<Record<string, number | boolean | string>>;
  readonly state: 'running' | 'complete' | 'pruned' | 'failed';
  /** Score of the objective, in its own unit: a loss is lower-better. */
  readonly score: number | null;
  /** Intermediate values by boosting round or epoch. */
  readonly steps: readonly { readonly step: number; readonly value: number }[];
  readonly elapsedMs: number | null;
  readonly reason: string | null;
}

export interface TrainingRunSummary {
  readonly id: string;
  readonly name: string;
  readonly state: TrainingState;
  readonly jobId: string | null;
  readonly datasetId: string;
  readonly datasetName: string;
  readonly synthetic: boolean;
  readonly families: readonly string[];
  readonly segments: number;
  readonly trials: number;
  readonly steps: {
    readonly total: number;
    /** With those that had nothing to do and were skipped. */
    readonly done: number;
    readonly failed: number;
    readonly reused: number;
  };
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Time it worked, over all its starts. */
  readonly activeMs: number;
  /** Estimated epoch milliseconds of the end, while it runs. */
  readonly eta: number | null;
  /** Why it stands still: quiet hours, battery, a sleep of the machine; null while it works. */
  readonly waitingFor: string | null;
  readonly best: {
    readonly candidateId: string;
    readonly title: string;
    /** Mean of its segments. */
    readonly auc: number;
    readonly passed: boolean;
  } | null;
  readonly warnings: number;
  readonly error: string | null;
}

export interface TrainingRun extends TrainingRunSummary {
  readonly request: TrainingRequest;
  readonly datasetHash: string;
  readonly splitHash: string | null;
  readonly splitWords: string;
  readonly folds: readonly SegmentView[];
  readonly holdOut: { readonly sessions: number; readonly from: number; readonly to: number } | null;
  /** Families left out, folds too thin, budgets used up: nothing is skipped in silence. */
  readonly notes: readonly string[];
  readonly objective: SearchObjective;
  readonly candidates: readonly CandidateSummary[];
  /** Sleeps of the machine it lived through: detected where wall and monotonic clock disagree. */
  readonly sleeps: readonly { readonly at: number; readonly ms: number }[];
  readonly rerunOf: string | null;
}

export interface SegmentView {
  readonly segment: number;
  readonly trainFrom: number;
  readonly trainTo: number;
  readonly testFrom: number;
  readonly testTo: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly purged: number;
  readonly embargoed: number;
  /** Why it does not count; null where it does. */
  readonly skipped: string | null;
}

/** The dry run. */
export interface TrainingPlan {
  readonly datasetName: string;
  readonly rows: number;
  readonly features: number;
  readonly splitWords: string;
  readonly folds: readonly SegmentView[];
  readonly steps: number;
  readonly trials: number;
  /** Steps whose result is stored already. */
  readonly reusable: number;
  readonly cores: number;
  readonly estimatedMs: number;
  readonly estimateBasis: 'measured here' | 'reference';
  readonly memoryBytes: number;
  /** Features of the dataset at several windows; a search of windows chooses one of each. */
  readonly windowGroups: readonly WindowGroup[];
  /** What will be left out and what to know before starting. */
  readonly warnings: readonly string[];
  /** Reasons it cannot start; empty where it can. */
  readonly problems: readonly string[];
}

export interface EstimatorInfo {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly tasks: readonly ('binary' | 'multiclass' | 'regression')[];
  readonly parameters: readonly EstimatorParameter[];
  /** Null where it can run here; else why not (a missing package). */
  readonly unavailable: string | null;
}

export interface TrainingCatalogue {
  readonly estimators: readonly EstimatorInfo[];
  readonly presets: readonly Pick<
    SearchPreset,
    'id' | 'title' | 'family' | 'space' | 'fixed' | 'first' | 'trials' | 'omitted'
  >[];
  readonly splits: readonly {
    readonly id: (typeof SPLIT_PRESET_IDS)[number];
    readonly title: string;
    readonly method: SplitMethod;
  }[];
  readonly cores: number;
}

export interface StoredSplit {
  readonly name: string;
  readonly datasetHash: string;
  readonly hash: string;
  readonly words: string;
  readonly folds: number;
  readonly createdAt: number;
}

/** Progress of the threads of a running run: which step each works on. */
export interface TrainingLive {
  readonly threads: readonly { readonly step: string; readonly fraction: number; readonly words: string }[];
  readonly residentBytes: number;
  readonly trialsPerHour: number;
  readonly waitingFor: string | null;
}

export const runIdSchema = z.object({ runId: z.string().min(8) });
export const candidateIdSchema = z.object({ candidateId: z.string().min(8) });
export const holdOutRequestSchema = z.object({
  candidateId: z.string().min(8),
  reason: z.string().trim().min(1).max(2_000),
});
export const predictRequestSchema = z.object({
  /** A candidate or a bundle of `models/`. */
  model: z.string().min(1),
  from: z.string(),
  to: z.string(),
  /** Empty: those of the dataset it was trained on. */
  instruments: z.array(z.string().min(1)).optional(),
});
export type PredictRequest = z.infer<typeof predictRequestSchema>;

export interface TrainingService {
  catalogue(): Promise<TrainingCatalogue>;
  plan(request: TrainingRequest): Promise<TrainingPlan>;
  start(request: TrainingRequest): Promise<{ readonly runId: string; readonly job: Job }>;
  list(): Promise<readonly TrainingRunSummary[]>;
  get(runId: string): Promise<TrainingRun>;
  /** The first page of all steps where nothing else is asked. */
  steps(runId: string, asked?: Partial<StepsAsked>): Promise<StepPage>;
  /** How far each family is in each segment. */
  places(runId: string): Promise<readonly StepPlace[]>;
  trials(runId: string): Promise<readonly TrialView[]>;
  live(runId: string): Promise<TrainingLive | null>;
  /** Stops after the next checkpoint; everything done stays. */
  pause(runId: string): Promise<TrainingRunSummary>;
  /** Goes on where it stopped: paused, interrupted, failed or cancelled runs. The final models are those of an uninterrupted run. */
  resume(runId: string): Promise<{ readonly runId: string; readonly job: Job }>;
  cancel(runId: string): Promise<TrainingRunSummary>;
  /** Forgets the stored result of one step and of those that read it; they are computed again at the next resume. */
  forgetStep(runId: string, key: string): Promise<void>;
  rename(runId: string, name: string): Promise<void>;
  remove(runId: string): Promise<void>;
  candidate(candidateId: string): Promise<CandidateReport>;
  candidates(): Promise<readonly CandidateSummary[]>;
  /** Opens the hold-out for a candidate, once, with a reason; throws CONFLICT the second time. `gates`: in place of its run's. */
  openHoldOut(candidateId: string, reason: string, gates?: TrainingRequest['gates']): Promise<HoldOutResult>;
  /** Copies the bundle's folder into `exports/` of the data folder; gives its path. */
  exportBundle(candidateId: string): Promise<{ readonly path: string; readonly files: readonly string[] }>;
  /** Probabilities for any range of dates, as a job whose result is a file. */
  predict(request: PredictRequest): Promise<Job>;
  splits(): Promise<readonly StoredSplit[]>;
  /** Stores the split of a run under a name, to be used again for the same dataset. */
  saveSplit(runId: string, name: string): Promise<StoredSplit>;
  readonly schedule: ScheduleService;
}
