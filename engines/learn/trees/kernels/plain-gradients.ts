// Gradients of the logistic and the softmax loss in plain TypeScript, quantised into packed cells (kernels.ts, [Note: packed
// gradients]). Part of the plain kernels; operation for operation what wasm/gradient-kernels.ts emits.

import { exponential, ROUNDING_SHIFT } from './exponential.ts';
import type { TreeKernels } from './kernels.ts';

/** Nearest whole number, ties to even; the same rounding as WebAssembly's addition of the shift. */
export function roundToEven(x: number): number {
  return x + ROUNDING_SHIFT - ROUNDING_SHIFT;
}

export function plainGradients(
  bytes: Uint8Array,
  integers: Int32Array,
  doubles: Float64Array,
): Pick<TreeKernels, 'logisticGradients' | 'softmaxGradients'> {
  return {
    logisticGradients(scores, labels, weights, out, rows, gradientScale, hessianScale) {
      const s = scores >> 3;
      const w = weights >> 3;
      const o = out >> 2;
      for (let i = 0; i < rows; i++) {
        const p = 1 / (1 + exponential(-doubles[s + i]!));
        let g = p - bytes[labels + i]!;
        let h = p * (1 - p);
        if (weights !== 0) {
          g *= doubles[w + i]!;
          h *= doubles[w + i]!;
        }
        integers[o + 2 * i] = roundToEven(h * hessianScale);
        integers[o + 2 * i + 1] = roundToEven(g * gradientScale);
      }
    },

    softmaxGradients(scores, labels, weights, out, rows, gradientScale, hessianScale, classes, pitch) {
      const s = scores >> 3;
      const w = weights >> 3;
      const step = pitch >> 3;
      const exponents = new Float64Array(classes);
      for (let i = 0; i < rows; i++) {
        let top = doubles[s + i]!;
        for (let k = 1; k < classes; k++) top = Math.max(top, doubles[s + k * step + i]!);
        let sum = 0;
        for (let k = 0; k < classes; k++) {
          const e = exponential(doubles[s + k * step + i]! - top);
          exponents[k] = e;
          sum += e;
        }
        const inverse = 1 / sum;
        const label = bytes[labels + i]!;
        for (let k = 0; k < classes; k++) {
          const p = exponents[k]! * inverse;
          let g = p - (label === k ? 1 : 0);
          let h = p * (1 - p);
          if (weights !== 0) {
            g *= doubles[w + i]!;
            h *= doubles[w + i]!;
          }
          const o = (out + k * pitch + 8 * i) >> 2;
          integers[o] = roundToEven(h * hessianScale);
          integers[o + 1] = roundToEven(g * gradientScale);
        }
      }
    },
  };
}
