// The kernels in plain TypeScript: what runs where WebAssembly is absent, and what the WebAssembly ones are tested against.

import { sigmoidFloat, tanhFloat } from './activation.ts';
import type { NetworkKernels } from './kernels.ts';

export function plainKernels(buffer: ArrayBufferLike): NetworkKernels {
  const floats = new Float32Array(buffer);
  return {
    name: 'plain',
    multiply(a, aRow, aColumn, b, bRow, c, cRow, rows, columns, inner, add) {
      const [aStep, aNext, bStep, cStep] = [aRow >> 2, aColumn >> 2, bRow >> 2, cRow >> 2];
      for (let i = 0; i < rows; i++) {
        const out = (c >> 2) + i * cStep;
        if (add === 0) floats.fill(0, out, out + columns);
        for (let k = 0; k < inner; k++) {
          const factor = floats[(a >> 2) + i * aStep + k * aNext]!;
          const from = (b >> 2) + k * bStep;
          for (let j = 0; j < columns; j++)
            floats[out + j] = Math.fround(floats[out + j]! + Math.fround(factor * floats[from + j]!));
        }
      }
    },
    gates(p, q, state, next, rows, units) {
      for (let i = 0; i < rows; i++)
        for (let u = 0; u < units; u++) {
          const at = (p >> 2) + 3 * i * units + u;
          const from = (q >> 2) + 3 * i * units + u;
          const z = sigmoidFloat(Math.fround(floats[at]! + floats[from]!));
          const r = sigmoidFloat(Math.fround(floats[at + units]! + floats[from + units]!));
          const n = tanhFloat(
            Math.fround(floats[at + 2 * units]! + Math.fround(r * floats[from + 2 * units]!)),
          );
          const h = floats[(state >> 2) + i * units + u]!;
          floats[(next >> 2) + i * units + u] = Math.fround(n + Math.fround(z * Math.fround(h - n)));
          floats[at] = z;
          floats[at + units] = r;
          floats[at + 2 * units] = n;
        }
    },
    gatesBackward(p, q, state, slope, previous, rows, units) {
      for (let i = 0; i < rows; i++)
        for (let u = 0; u < units; u++) {
          const at = (p >> 2) + 3 * i * units + u;
          const from = (q >> 2) + 3 * i * units + u;
          const [z, r, n] = [floats[at]!, floats[at + units]!, floats[at + 2 * units]!];
          const h = floats[(state >> 2) + i * units + u]!;
          const by = floats[(slope >> 2) + i * units + u]!;
          const byZ = Math.fround(Math.fround(by * Math.fround(h - n)) * Math.fround(z * Math.fround(1 - z)));
          const byN = Math.fround(Math.fround(by * Math.fround(1 - z)) * Math.fround(1 - Math.fround(n * n)));
          const byR = Math.fround(
            Math.fround(byN * floats[from + 2 * units]!) * Math.fround(r * Math.fround(1 - r)),
          );
          floats[at] = byZ;
          floats[at + units] = byR;
          floats[at + 2 * units] = byN;
          floats[from] = byZ;
          floats[from + units] = byR;
          floats[from + 2 * units] = Math.fround(byN * r);
          floats[(previous >> 2) + i * units + u] = Math.fround(by * z);
        }
    },
  };
}
