// What a training of trees can be told, in the engine's own words; the families (families/) offer parts of it under the names of
// the field. Checked once before a training; the kernels trust it.

export type Objective = 'logistic' | 'softmax' | 'squared' | 'quantile' | 'mean';
export type GrowthPolicy = 'leafwise' | 'depthwise' | 'symmetric';

export interface TreeParameters {
  /** `mean`: every tree fits the target itself and the model is their average (forests); the others add trees up (boosting). */
  readonly objective: Objective;
  /** Which leaf is split next: the one that gains most; level by level; a whole level by one cut (oblivious trees). */
  readonly policy: GrowthPolicy;
  /** Rounds in all, those of a continued model included. A round grows one tree, or one per class. */
  readonly rounds: number;
  readonly learningRate: number;
  readonly maxLeaves: number;
  /** 0: no limit. */
  readonly maxDepth: number;
  /** Least sum of hessians of a child. */
  readonly minChildWeight: number;
  /** Least rows of a child, counted by their share of the leaf's hessian, as LightGBM does: a third array is not kept. */
  readonly minChildSamples: number;
  /** A cut must reduce the loss by more than this. */
  readonly minGain: number;
  readonly l1: number;
  readonly l2: number;
  /** Share of the rows each round grows on. */
  readonly rowFraction: number;
  /** Bootstrap: as many draws, with replacement. Only for `mean`. */
  readonly withReplacement: boolean;
  /** Share of the features each tree may use, and each leaf of it. */
  readonly columnFraction: number;
  readonly nodeColumnFraction: number;
  /** One random cut a feature instead of the best one (extremely randomised trees; Geurts, Ernst & Wehenkel 2006). */
  readonly randomCuts: boolean;
  /** Rounds without a better validation loss before training stops; 0: never. */
  readonly earlyStoppingRounds: number;
  /** The quantile to predict, for `quantile`. */
  readonly quantile: number;
  readonly seed: number;
  /** Per feature: 1 the prediction may not fall as it grows, −1 may not rise, 0 free. Null: all free. */
  readonly monotone: Int8Array | null;
}

export const MAX_LEAVES = 4_096;
export const MAX_SYMMETRIC_DEPTH = 10;

/** Throws RangeError, naming the parameter and what it may be. */
export function checkTreeParameters(p: TreeParameters): void {
  whole('rounds', p.rounds, 0, 1_000_000);
  within('learningRate', p.learningRate, 1e-6, 1);
  whole('maxLeaves', p.maxLeaves, 2, MAX_LEAVES);
  whole('maxDepth', p.maxDepth, 0, 64);
  within('minChildWeight', p.minChildWeight, 0, Number.MAX_VALUE);
  within('minChildSamples', p.minChildSamples, 0, Number.MAX_VALUE);
  within('minGain', p.minGain, 0, Number.MAX_VALUE);
  within('l1', p.l1, 0, Number.MAX_VALUE);
  within('l2', p.l2, 0, Number.MAX_VALUE);
  within('rowFraction', p.rowFraction, 1e-6, 1);
  within('columnFraction', p.columnFraction, 1e-6, 1);
  within('nodeColumnFraction', p.nodeColumnFraction, 1e-6, 1);
  whole('earlyStoppingRounds', p.earlyStoppingRounds, 0, 1_000_000);
  within('quantile', p.quantile, 1e-6, 1 - 1e-6);
  if (p.withReplacement && p.objective !== 'mean')
    throw new RangeError('rows can be drawn with replacement only for forests, not for boosting');
  if (p.policy !== 'symmetric') return;
  whole('maxDepth of symmetric trees', p.maxDepth, 1, MAX_SYMMETRIC_DEPTH);
  if (p.monotone?.some((direction) => direction !== 0))
    throw new RangeError(
      'symmetric trees cannot keep monotone constraints; use leafwise or depthwise, or drop the constraints',
    );
  if (p.randomCuts) throw new RangeError('symmetric trees cannot use random cuts');
}

function within(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most))
    throw new RangeError(`${name} must be between ${least} and ${most}, got ${value}`);
}

function whole(name: string, value: number, least: number, most: number): void {
  within(name, value, least, most);
  if (!Number.isInteger(value)) throw new RangeError(`${name} must be a whole number, got ${value}`);
}
