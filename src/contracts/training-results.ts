// What training found: each candidate's scores per segment and pooled, its money after charges through the backtest engine, what it
// looked at, and what its numbers are worth after counting every trial. Read by screens, reports, the command line and bundles.

import type { DecisionPolicy } from '../../engines/learn/policy/decide.ts';
import type { GridCell } from '../../engines/learn/policy/gate-grid.ts';
import type { ThresholdPoint } from '../../engines/validation/scores/threshold.ts';
import type { ParityCertificate } from './bundles.ts';

export interface Interval90 {
  readonly low: number;
  readonly high: number;
}

/** Scores over a set of test rows. NaN where they say nothing (one class only). */
export interface Scores {
  readonly rows: number;
  /** Of `directionTarget`: right side against wrong one. */
  readonly auc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
  readonly accuracy: number;
  readonly macroF1: number;
  readonly weightedF1: number;
  readonly macroPrecision: number;
  readonly macroRecall: number;
  /** Share of each class among the rows. */
  readonly balance: readonly number[];
}

/** Trades of the test rows acted on at the threshold, through the backtest engine with dated charges and pessimistic fills. */
export interface MoneyScores {
  readonly trades: number;
  readonly netPnl: number;
  readonly grossPnl: number;
  readonly charges: number;
  readonly hitRate: number;
  readonly sharpe: number;
  readonly maxDrawdown: number;
  /** Traded value over capital. */
  readonly turnover: number;
  /** Stored backtest run with the trades, where there is one. */
  readonly runId: string | null;
  /** How it was traded, in words. */
  readonly basis: string;
}

/** What lists and grids show of a segment; the candidate's report has the rest. */
export interface SegmentScores {
  readonly segment: number;
  readonly scores: Pick<Scores, 'rows' | 'auc' | 'logLoss' | 'ece' | 'macroF1'>;
  readonly threshold: number | null;
  readonly acted: number;
  readonly hitRate: number;
  readonly net: number;
}

export interface SegmentResult extends SegmentScores {
  readonly segment: number;
  readonly trainFrom: number;
  readonly trainTo: number;
  readonly testFrom: number;
  readonly testTo: number;
  readonly trainRows: number;
  readonly testRows: number;
  readonly scores: Scores;
  /** Inside the training part, by which its parameters were chosen. */
  readonly searchScore: number | null;
  readonly parameters: Readonly<Record<string, number | boolean | string>>;
  readonly rounds: number | null;
  /** Null: no threshold earned more than staying out, in the training part; nothing is traded then. */
  readonly threshold: number | null;
  readonly calibration: { readonly method: string; readonly accepted: boolean; readonly words: string };
  readonly acted: number;
  readonly hitRate: number;
  /** Sum over acted rows of the label's worth less charges, in fractions of the entry. */
  readonly net: number;
  readonly curve: readonly { readonly round: number; readonly train: number; readonly validation: number }[];
}

export interface ReliabilityView {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly meanProbability: number;
  readonly observed: number;
}

/** Scores of a slice of the test rows: by regime, hour, instrument or side. */
export interface SliceScores {
  readonly key: string;
  readonly rows: number;
  readonly auc: number;
  readonly hitRate: number;
  readonly acted: number;
  readonly net: number;
}
export const SLICES = ['hour', 'instrument', 'side', 'regime'] as const;
export type SliceKind = (typeof SLICES)[number];

/** What the trial ledger of the dataset makes of the candidate's Sharpe ratio. */
export interface DeflationView {
  /** Of the pooled daily equity, per year. */
  readonly sharpe: number;
  readonly trials: number;
  readonly entries: number;
  /** Chance that the true ratio is above zero, after the best of so many trials. */
  readonly deflated: number;
  readonly expectedBest: number;
  /** Chance that the best in one half is below the median in the other; null with too few candidates or segments. */
  readonly overfitting: number | null;
  /** It acted on nothing: the figures are of the rows it was surest of, and say nothing of money. Absent in older reports. */
  readonly idle?: boolean;
  readonly words: string;
}

export interface CandidateSummary {
  readonly id: string;
  readonly runId: string;
  /** Estimator id, `soft-vote` or `stack`. */
  readonly family: string;
  readonly title: string;
  readonly synthetic: boolean;
  readonly rank: number;
  readonly segments: number;
  readonly meanAuc: number;
  readonly deviationAuc: number;
  readonly worstAuc: number;
  /** Optimistic: shown, never ranked by. */
  readonly bestAuc: number;
  readonly perSegment: readonly SegmentScores[];
  readonly pooled: Scores;
  /** Mean of the segments' AUC weighted by their rows; the gate asks the lower of it and the pooled one. Absent in older reports. */
  readonly withinAuc?: number;
  /** Band of the AUC under permuted labels: inside it, the model found nothing. */
  readonly permutation: Interval90 | null;
  readonly money: MoneyScores | null;
  readonly deflated: number | null;
  /** Nothing was traded on the test rows: its money is zero for that reason. */
  readonly idle: boolean;
  readonly passed: boolean;
  readonly faults: readonly string[];
  readonly holdOut: HoldOutResult | null;
  readonly bundle: BundleView | null;
  readonly createdAt: number;
}

export interface BundleView {
  readonly id: string;
  /** Folder under the data folder. */
  readonly path: string;
  readonly bytes: number;
  readonly parity: ParityCertificate;
  /** SHA-256 of its files by name, as its manifest says; absent where the manifest was not read. */
  readonly files?: Readonly<Record<string, string>>;
  /** Why it can only be looked at, if so. */
  readonly refused: string | null;
}

export interface HoldOutResult {
  readonly candidateId: string;
  readonly reason: string;
  readonly openedAt: number;
  readonly from: number;
  readonly to: number;
  readonly scores: Scores;
  readonly money: MoneyScores | null;
  readonly passed: boolean;
  readonly faults: readonly string[];
  readonly perInstrument: readonly {
    readonly instrumentId: string;
    readonly rows: number;
    readonly auc: number;
  }[];
}

export interface FeatureImportance {
  readonly name: string;
  readonly gain: number;
  readonly split: number;
  /** Fall of the AUC on test rows where the feature's values are shuffled; NaN where not measured. */
  readonly permutation: number;
  /** Mean absolute contribution (SHAP) on test rows. */
  readonly contribution: number;
}

/** A sample of rows for the SHAP summary: per feature its values (as quantiles 0..1) and contributions. */
export interface ContributionSample {
  readonly rows: number;
  readonly features: readonly {
    readonly name: string;
    readonly quantile: Float32Array;
    readonly contribution: Float32Array;
  }[];
}

/** Probabilities of each state over the bars of one instrument: forward-filtered, what was known then. */
export interface RegimeTimeline {
  readonly instrumentId: string;
  readonly states: readonly { readonly words: string; readonly share: number }[];
  readonly time: Float64Array;
  readonly close: Float32Array;
  /** One per state. */
  readonly probabilities: readonly Float32Array[];
}

/** What a decision policy made of the pooled test rows. */
export interface DecisionsView {
  readonly policy: DecisionPolicy;
  readonly rows: number;
  readonly buys: number;
  readonly sells: number;
  /** Of the rows acted on, fractions of the entry after charges, one position each whatever its size. */
  readonly net: number;
  readonly hitRate: number;
  /** Mean size over the rows acted on; NaN where none was. */
  readonly meanMultiplier: number;
  /** In the order of the policy; `end` last: no gate chose a side. */
  readonly gates: readonly GateCount[];
  /** Margin × quality over the pooled test rows, for looking; null where no quality of calls is known. */
  readonly grid: readonly GridCell[] | null;
  /** What each segment learned for its gates, or could not. */
  readonly learned: readonly { readonly segment: number; readonly words: readonly string[] }[];
}

export interface GateCount {
  readonly gate: string;
  /** Rows it ended FLAT, and rows whose side it gave last. */
  readonly flat: number;
  readonly acted: number;
}

export interface CandidateReport extends CandidateSummary {
  readonly datasetId: string;
  readonly runName: string;
  readonly classes: readonly string[];
  readonly perSegment: readonly SegmentResult[];
  readonly intervals: { readonly auc: Interval90; readonly net: Interval90 };
  readonly reliability: readonly ReliabilityView[];
  readonly rawReliability: readonly ReliabilityView[];
  readonly confusion: readonly (readonly number[])[];
  /** Over the pooled test rows: for looking; the threshold in use was chosen inside the training parts. */
  readonly thresholds: readonly ThresholdPoint[];
  readonly threshold: number | null;
  /** Absent where the threshold decides. */
  readonly decisions?: DecisionsView;
  readonly slices: Readonly<Record<SliceKind, readonly SliceScores[]>>;
  readonly deflation: DeflationView | null;
  readonly importance: readonly FeatureImportance[];
  readonly contributions: ContributionSample | null;
  readonly regimes: readonly RegimeTimeline[];
  /** Every flattering assumption still in these numbers, named. */
  readonly cautions: readonly string[];
  readonly files: readonly { readonly name: string; readonly words: string; readonly path: string }[];
}

/**
 * The AUC that verdicts ask, the gate's and the band's: the lower of the pooled one and the mean inside the segments. Pooling alone counts
 * telling segments apart as skill. Candidates judged before there was a mean inside have the pooled one.
 */
export function judgedAuc({ pooled, withinAuc }: Pick<CandidateSummary, 'pooled' | 'withinAuc'>): number {
  return withinAuc !== undefined && withinAuc < pooled.auc ? withinAuc : pooled.auc;
}
