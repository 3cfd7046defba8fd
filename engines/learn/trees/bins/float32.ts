// Thresholds between float32 values. Rounded down to float32, so that `x <= threshold` answers alike in the training bins, in
// the walker and in a float32 ONNX graph. Called by binning only.

const value = new Float32Array(1);
const bits = new Int32Array(value.buffer);

/** The largest float32 that is not above `x`. */
export function floor32(x: number): number {
  value[0] = x;
  // The bits of a float are ordered like its magnitude: one less is the next float towards zero, one more away from it.
  if (value[0]! > x) bits[0]! += value[0]! > 0 ? -1 : 1;
  return value[0]!;
}

/** A float32 t with `below <= t < above`, at the middle where there is room: `x <= t` then parts the two. */
export function thresholdBetween(below: number, above: number): number {
  const middle = floor32(below / 2 + above / 2);
  // Neighbouring floats and infinities have no middle of their own.
  return middle >= below && middle < above ? middle : below;
}
