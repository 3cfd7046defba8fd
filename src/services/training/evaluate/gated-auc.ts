// The AUC a candidate's gate asks: the lower of the pooled one and the mean inside its segments. Called by the evaluation. Pure.
//
// [Note: pooled above its segments] Pooling puts rows of all segments into one order. Where segments differ in how many rows came true,
// and each model's probabilities stand at the level of its own training part, that order tells segments apart, which no trader could act
// on: the pooled AUC rises and no row is called any better. The mean of the segments' own AUC, weighted by their rows, does not move
// with it. It is noisier where segments are short, so it alone is no better; passing takes both.

export interface GatedAuc {
  readonly auc: number;
  /** Which one it is, beside the figure; null where it is the pooled one. */
  readonly told: string | null;
  /** Said beside the figures where pooling flatters by more than rounding shows. */
  readonly caution: string | null;
}

/** Differences below this are rounding on every screen. */
const WORTH_SAYING = 0.005;

/** `within`: NaN where no segment has a score. */
export function gatedAuc(pooled: number, within: number): GatedAuc {
  if (!(within < pooled)) return { auc: pooled, told: null, caution: null };
  const [inside, together] = [within.toFixed(3), pooled.toFixed(3)];
  return {
    auc: within,
    told: `mean inside the segments; ${together} pooled`,
    caution:
      pooled - within < WORTH_SAYING
        ? null
        : `The pooled AUC of ${together} is higher than the mean inside the segments, ${inside}: segments differ in how many rows came true, and telling them apart counts as skill when they are pooled. The gate asks the lower one.`,
  };
}
