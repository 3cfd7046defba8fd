// What the inner loops of tree training must do, whoever does it: plain TypeScript (the oracle and the fallback) or WebAssembly.
// Every argument that names data is a byte offset into the one memory of a training; both sets give the same bytes.
// Called by grow/ and the round loop only.
//
// [Note: packed gradients] A row's gradient and hessian are whole numbers in one 8-byte cell: the hessian (never negative) in
// the low 32 bits, the gradient in the high 32, both signed. Scales are chosen so that the sums over all rows fit (see
// quantisation.ts). Sums are therefore exact, in any order and on any number of threads, and a histogram minus one child's is
// the other child's, exactly. Adding cells as 64-bit numbers or as two 32-bit numbers is the same: no sum ever carries.

/** Bytes of one feature's histogram: 256 cells. */
export const FEATURE_BYTES = 2048;
/** Bytes of the histograms of a group of four features. */
export const GROUP_BYTES = 4 * FEATURE_BYTES;

export interface TreeKernels {
  readonly name: 'plain' | 'wasm';
  /** Adds `rows` consecutive rows: words every `stride` bytes, packed gradients every 8, to the four histograms of a group. */
  histogramRun(words: number, stride: number, gradients: number, rows: number, histogram: number): void;
  /** The same for listed rows: words 4 bytes a row; `gradients` in the order of the list. */
  histogramListed(list: number, words: number, gradients: number, rows: number, histogram: number): void;
  /** The same two for half a group: `words` is the address of the half word of row 0, `histogram` that of the first feature. */
  histogramPairRun(words: number, stride: number, gradients: number, rows: number, histogram: number): void;
  histogramPairListed(list: number, words: number, gradients: number, rows: number, histogram: number): void;
  /** Packed gradients of listed rows, in their order. */
  gatherGradients(list: number, rows: number, gradients: number, out: number): void;
  /** `bytes` (a multiple of 4) of each listed row, `stride` bytes apart in the source, one after the other into `out`. */
  gatherRows(list: number, rows: number, source: number, stride: number, bytes: number, out: number): void;
  /** histogram −= other, `bytes` (a multiple of 16) long. */
  subtract(histogram: number, other: number, bytes: number): void;
  clear(at: number, bytes: number): void;
  copy(to: number, from: number, bytes: number): void;
  /**
   * Best cut of one feature's histogram after bins 0..count−1, rows of `start…` always on the left. All in quantised units.
   * Where the score beats the first number at `out`, writes score, bin, left gradient, left hessian (four doubles); 1 if so.
   * Score: T(G_l)²/(H_l+λ) + T(G_r)²/(H_r+λ) with T(G) = max(|G|−α, 0); Chen & Guestrin 2016, eq. 7, with L1 as in XGBoost.
   */
  bestCut(
    histogram: number,
    count: number,
    startGradient: number,
    startHessian: number,
    gradient: number,
    hessian: number,
    l1: number,
    l2: number,
    leastHessian: number,
    out: number,
  ): number;
  /**
   * Splits a list, keeping order: rows whose ((bin + shift) & 255) <= threshold to `left`, others to `right`; returns how many
   * went left. `bins`: the byte of row 0, 4 bytes a row. `left` may be the list itself. Shift 1 puts the missing bin first.
   */
  partition(
    list: number,
    rows: number,
    bins: number,
    shift: number,
    threshold: number,
    left: number,
    right: number,
  ): number;
  /** scores[row] += value for listed rows. */
  addToScores(list: number, rows: number, scores: number, value: number): void;
  /** Logistic loss: packed gradients of `rows` rows (an even number may be written). `weights` 0: all 1. Labels are bytes. */
  logisticGradients(
    scores: number,
    labels: number,
    weights: number,
    out: number,
    rows: number,
    gradientScale: number,
    hessianScale: number,
  ): void;
  /** Softmax loss of `classes` at once: scores and outputs of a class are `pitch` bytes after the class before. */
  softmaxGradients(
    scores: number,
    labels: number,
    weights: number,
    out: number,
    rows: number,
    gradientScale: number,
    hessianScale: number,
    classes: number,
    pitch: number,
  ): void;
}
