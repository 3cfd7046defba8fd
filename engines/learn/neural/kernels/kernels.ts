// What the inner loops of a network must do, whoever does it: plain TypeScript (the oracle and the fallback) or WebAssembly.
// Arguments that name data are byte offsets into the one memory of a network. Both give the same bits: every operation rounds once,
// sums run by rising index, nothing is fused and nothing reordered. Called by the layers only.
//
// [Note: two precisions] Networks learn in float32, twice as fast, and predict in doubles from the same float32 weights: a recurrent
// network that learned much by heart carries float32's rounding up to the sixth digit of a probability, and two programs that round
// in another order would no longer agree on it.

export type ElementBytes = 4 | 8;
export type Elements = Float32Array | Float64Array;

export interface NetworkKernels {
  readonly name: 'plain' | 'wasm';
  /**
   * C (+)= A · B. A is rows × inner with elements `aRow` and `aColumn` bytes apart (so that it may be read transposed);
   * B and C are row-major, their rows `bRow` and `cRow` bytes apart. `rows` is a multiple of 4, `columns` of 8, `inner` at least 1.
   * `add` 1 adds to what C holds, 0 replaces it.
   */
  multiply(
    a: number,
    aRow: number,
    aColumn: number,
    b: number,
    bRow: number,
    c: number,
    cRow: number,
    rows: number,
    columns: number,
    inner: number,
    add: number,
  ): void;
  /**
   * One step of a gated recurrent layer (state.ts, GruLayer). Rows of `p` and `q` hold 3 · units elements, x·W + b and h·R + c of
   * the gates z, r, n; rows of the states `units`. Leaves z, r, n in `p` and the new state in `next`. `units` is a multiple of 4.
   */
  gates(p: number, q: number, state: number, next: number, rows: number, units: number): void;
  /**
   * The same step backwards: `slope` is the loss's slope by the new state. Leaves in `p` and `q` the slopes by what they held
   * before `gates`, and in `previous` the slope by the state before as far as it did not go through `q`.
   */
  gatesBackward(
    p: number,
    q: number,
    state: number,
    slope: number,
    previous: number,
    rows: number,
    units: number,
  ): void;
}

/** Widths are padded to it with zeros, which stay zeros through training. */
export const LANES = 8;
/** Rows of a batch are padded to it. */
export const ROW_BLOCK = 4;
export const padTo = (count: number, block: number): number =>
  Math.max(block, Math.ceil(count / block) * block);
