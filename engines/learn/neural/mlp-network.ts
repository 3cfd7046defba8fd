// Dense layers with ReLU and dropout between them. Built inside `withNetwork`; trained by train.ts.

import { type DensePart, denseBackward, denseForward, drawKept } from './dense.ts';
import { type Elements, LANES, padTo, ROW_BLOCK } from './kernels/kernels.ts';
import type { Block, NetworkMemory } from './kernels/memory.ts';
import type { Network, NetworkSize } from './network.ts';
import { takeParameters } from './parameters.ts';
import type { MlpShape } from './state.ts';

interface Hidden {
  readonly width: number;
  /** After ReLU and dropout. */
  readonly output: Block;
  readonly slopes: Block;
  readonly kept: Elements;
}

export function mlpNetwork(memory: NetworkMemory, shape: MlpShape, size: NetworkSize): Network {
  const capacity = padTo(size.capacity, ROW_BLOCK);
  const parameters = takeParameters(memory, shape, size.training);
  const layers = Array.from(
    { length: shape.hidden.length + 1 },
    (_, k): DensePart => ({ weights: parameters.blocks[2 * k]!, biases: parameters.blocks[2 * k + 1]! }),
  );
  const inputWidth = padTo(shape.inputs, LANES);
  const scoreWidth = padTo(shape.outputs, LANES);
  const input = memory.take(capacity * inputWidth);
  const whenTraining = (floats: number) => memory.take(size.training ? floats : 0);
  const hidden = shape.hidden.map((units): Hidden => {
    const width = padTo(units, LANES);
    return {
      width,
      output: memory.take(capacity * width),
      slopes: whenTraining(capacity * width),
      kept: whenTraining(capacity * width).values,
    };
  });
  const scores = memory.take(capacity * scoreWidth);
  const slopes = whenTraining(capacity * scoreWidth);
  const turned = whenTraining(
    Math.max(...layers.map(({ weights }) => weights.paddedRows * weights.rowFloats)),
  );
  let rows = ROW_BLOCK;
  let dropped = false;

  return {
    parameters,
    capacity,
    scores: scores.values,
    slopes: slopes.values,
    scoreWidth,
    load({ values, width }, list, from, count) {
      rows = padTo(count, ROW_BLOCK);
      for (let i = 0; i < count; i++) {
        const row = list[from + i]! * width;
        input.values.set(values.subarray(row, row + width), i * width);
      }
      input.values.fill(0, count * width, rows * width);
    },
    forward(dropout) {
      dropped = dropout !== null && size.dropout > 0;
      let x = input;
      hidden.forEach(({ output, width, kept }, k) => {
        denseForward(memory, layers[k]!, x, output, rows);
        const y = output.values;
        const count = rows * width;
        for (let i = 0; i < count; i++) if (!(y[i]! > 0)) y[i] = 0;
        if (dropped) {
          drawKept(kept, count, size.dropout, dropout);
          for (let i = 0; i < count; i++) y[i]! *= kept[i]!;
        }
        x = output;
      });
      denseForward(memory, layers.at(-1)!, x, scores, rows);
    },
    backward() {
      let by = slopes;
      for (let k = layers.length - 1; k >= 0; k--) {
        const below = k > 0 ? hidden[k - 1]! : null;
        const x = below?.output ?? input;
        const back = below === null ? null : { slopes: below.slopes, turned };
        denseBackward(memory, layers[k]!, x, by, rows, back);
        if (below === null) return;
        const count = rows * below.width;
        const [y, slope] = [below.output.values, below.slopes.values];
        // A unit that gave 0 was below the bend or silent: nothing went through it.
        for (let i = 0; i < count; i++) {
          if (!(y[i]! > 0)) slope[i] = 0;
          else if (dropped) slope[i]! *= below.kept[i]!;
        }
        by = below.slopes;
      }
    },
  };
}
