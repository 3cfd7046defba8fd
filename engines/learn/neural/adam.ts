// Adam (Kingma & Ba 2015, algorithm 1) with decoupled weight decay (Loshchilov & Hutter 2019): decay pulls weights, never biases,
// and does not pass through the moments. Called by training, once a batch.

import type { NetworkParameters } from './parameters.ts';

const FIRST = 0.9;
const SECOND = 0.999;
const TINY = 1e-8;

export interface Adam {
  /** In the padded order of the parameters. */
  readonly firstMoments: Float32Array;
  readonly secondMoments: Float32Array;
  step(): void;
}

/** `steps`: steps already taken with these moments. */
export function createAdam(
  { blocks, values, slopes }: NetworkParameters,
  { learningRate, weightDecay }: { readonly learningRate: number; readonly weightDecay: number },
  steps: number,
): Adam {
  const firstMoments = new Float32Array(values.length);
  const secondMoments = new Float32Array(values.length);
  // Powers by repeated products, the same whether training was interrupted or not.
  let firstPower = 1;
  let secondPower = 1;
  const count = () => {
    firstPower *= FIRST;
    secondPower *= SECOND;
  };
  for (let k = 0; k < steps; k++) count();
  return {
    firstMoments,
    secondMoments,
    step() {
      count();
      const rate = learningRate / (1 - firstPower);
      const spread = 1 / (1 - secondPower);
      for (const { from, bias, values: block } of blocks) {
        const kept = bias ? 1 : 1 - learningRate * weightDecay;
        for (let k = from; k < from + block.length; k++) {
          const slope = slopes[k]!;
          const first = FIRST * firstMoments[k]! + (1 - FIRST) * slope;
          const second = SECOND * secondMoments[k]! + (1 - SECOND) * slope * slope;
          firstMoments[k] = first;
          secondMoments[k] = second;
          values[k] = kept * values[k]! - (rate * first) / (Math.sqrt(second * spread) + TINY);
        }
      }
    },
  };
}
