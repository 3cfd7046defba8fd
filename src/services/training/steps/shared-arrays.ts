// Typed arrays over memory that threads share. Called by the table loader; posting such an array copies nothing.

export interface SharedColumns {
  readonly float64: (length: number) => Float64Array;
  readonly float32: (length: number) => Float32Array;
  readonly int32: (length: number) => Int32Array;
  readonly int16: (length: number) => Int16Array;
  readonly int8: (length: number) => Int8Array;
}

export const shared: SharedColumns = {
  float64: (length) => new Float64Array(new SharedArrayBuffer(8 * length)),
  float32: (length) => new Float32Array(new SharedArrayBuffer(4 * length)),
  int32: (length) => new Int32Array(new SharedArrayBuffer(4 * length)),
  int16: (length) => new Int16Array(new SharedArrayBuffer(2 * length)),
  int8: (length) => new Int8Array(new SharedArrayBuffer(length)),
};
