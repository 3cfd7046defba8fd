// The kernels in plain TypeScript: what runs where WebAssembly is absent, and what the WebAssembly ones are tested against.

import { sigmoid } from '../../trees/kernels/exponential.ts';
import { sigmoidFloat, tanhDouble, tanhFloat } from './activation.ts';
import type { ElementBytes, NetworkKernels } from './kernels.ts';

export function plainKernels(buffer: ArrayBufferLike, bytes: ElementBytes): NetworkKernels {
  const multiply =
    bytes === 4 ? multiplyFloats(new Float32Array(buffer)) : multiplyDoubles(new Float64Array(buffer));
  return { name: 'plain', multiply, ...(bytes === 4 ? gatesOfFloats(buffer) : gatesOfDoubles(buffer)) };
}

function multiplyFloats(floats: Float32Array): NetworkKernels['multiply'] {
  return (a, aRow, aColumn, b, bRow, c, cRow, rows, columns, inner, add) => {
    for (let i = 0; i < rows; i++) {
      const out = (c >> 2) + i * (cRow >> 2);
      if (add === 0) floats.fill(0, out, out + columns);
      for (let k = 0; k < inner; k++) {
        const factor = floats[(a + i * aRow + k * aColumn) >> 2]!;
        const from = (b + k * bRow) >> 2;
        for (let j = 0; j < columns; j++)
          floats[out + j] = Math.fround(floats[out + j]! + Math.fround(factor * floats[from + j]!));
      }
    }
  };
}

function multiplyDoubles(doubles: Float64Array): NetworkKernels['multiply'] {
  return (a, aRow, aColumn, b, bRow, c, cRow, rows, columns, inner, add) => {
    for (let i = 0; i < rows; i++) {
      const out = (c >> 3) + i * (cRow >> 3);
      if (add === 0) doubles.fill(0, out, out + columns);
      for (let k = 0; k < inner; k++) {
        const factor = doubles[(a + i * aRow + k * aColumn) >> 3]!;
        const from = (b + k * bRow) >> 3;
        for (let j = 0; j < columns; j++) doubles[out + j] = doubles[out + j]! + factor * doubles[from + j]!;
      }
    }
  };
}

interface Arithmetic {
  readonly values: Float32Array | Float64Array;
  /** Log2 of the bytes of an element. */
  readonly shift: number;
  readonly round: (x: number) => number;
  readonly sigmoid: (x: number) => number;
  readonly tanh: (x: number) => number;
}
const gatesOfFloats = (buffer: ArrayBufferLike) =>
  gatesWith({
    values: new Float32Array(buffer),
    shift: 2,
    round: (x) => Math.fround(x),
    sigmoid: sigmoidFloat,
    tanh: tanhFloat,
  });
const gatesOfDoubles = (buffer: ArrayBufferLike) =>
  gatesWith({ values: new Float64Array(buffer), shift: 3, round: (x) => x, sigmoid, tanh: tanhDouble });

function gatesWith({
  values,
  shift,
  round,
  sigmoid: squash,
  tanh,
}: Arithmetic): Pick<NetworkKernels, 'gates' | 'gatesBackward'> {
  return {
    gates(p, q, state, next, rows, units) {
      for (let i = 0; i < rows; i++)
        for (let u = 0; u < units; u++) {
          const at = (p >> shift) + 3 * i * units + u;
          const from = (q >> shift) + 3 * i * units + u;
          const z = squash(round(values[at]! + values[from]!));
          const r = squash(round(values[at + units]! + values[from + units]!));
          const n = tanh(round(values[at + 2 * units]! + round(r * values[from + 2 * units]!)));
          const h = values[(state >> shift) + i * units + u]!;
          values[(next >> shift) + i * units + u] = round(n + round(z * round(h - n)));
          values[at] = z;
          values[at + units] = r;
          values[at + 2 * units] = n;
        }
    },
    gatesBackward(p, q, state, slope, previous, rows, units) {
      for (let i = 0; i < rows; i++)
        for (let u = 0; u < units; u++) {
          const at = (p >> shift) + 3 * i * units + u;
          const from = (q >> shift) + 3 * i * units + u;
          const [z, r, n] = [values[at]!, values[at + units]!, values[at + 2 * units]!];
          const h = values[(state >> shift) + i * units + u]!;
          const by = values[(slope >> shift) + i * units + u]!;
          const byZ = round(round(by * round(h - n)) * round(z * round(1 - z)));
          const byN = round(round(by * round(1 - z)) * round(1 - round(n * n)));
          const byR = round(round(byN * values[from + 2 * units]!) * round(r * round(1 - r)));
          values[at] = byZ;
          values[at + units] = byR;
          values[at + 2 * units] = byN;
          values[from] = byZ;
          values[from + units] = byR;
          values[from + 2 * units] = round(byN * r);
          values[(previous >> shift) + i * units + u] = round(by * z);
        }
    },
  };
}
