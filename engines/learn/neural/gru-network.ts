// Layers of gated recurrent units over a window of rows, then a dense layer of scores (state.ts, GruLayer, has the formulas; Cho et
// al. 2014 in the variant of cuDNN, which applies the reset gate after the recurrent product). Matrices of all steps lie one step
// after the other, so that whatever does not wait for the step before is one product. Trained by train.ts through all steps.
//
// [Note: short windows] A window is aligned at its end. Steps before its first row leave the state at zeros forwards and send no
// slope backwards, whatever rows stood there: a short window is the same as a window that starts there.

import { denseBackward, denseForward, drawKept, fillRows, sumRows, transpose } from './dense.ts';
import { type Elements, LANES, padTo, ROW_BLOCK } from './kernels/kernels.ts';
import type { Block, NetworkMemory } from './kernels/memory.ts';
import type { Network, NetworkSize } from './network.ts';
import { type PaddedBlock, takeParameters } from './parameters.ts';
import type { GruShape } from './state.ts';

interface RecurrentLayer {
  readonly biases: PaddedBlock;
  readonly inputWeights: PaddedBlock;
  readonly recurrentWeights: PaddedBlock;
  readonly inputs: number;
  /** steps × rows × inputs. */
  readonly input: Block;
  /** steps × rows × 3·units each: gates and their slopes, seen from the input and from the state. */
  readonly fromInput: Block;
  readonly fromState: Block;
  /** (steps + 1) × rows × units, zeros first. */
  readonly states: Block;
  /** steps × rows × units: slopes by the states after each step. */
  readonly slopes: Block;
  /** rows × units. */
  readonly kept: Elements;
}

export function gruNetwork(memory: NetworkMemory, shape: GruShape, size: NetworkSize): Network {
  const { kernels, bytes } = memory;
  const { steps } = shape;
  const capacity = padTo(size.capacity, ROW_BLOCK);
  const units = padTo(shape.units, LANES);
  const gates = 3 * units;
  const parameters = takeParameters(memory, shape, size.training);
  const whenTraining = (floats: number) => memory.take(size.training ? floats : 0);
  const layers = Array.from({ length: shape.layers }, (_, k): RecurrentLayer => {
    const inputs = padTo(k === 0 ? shape.inputs : shape.units, LANES);
    return {
      biases: parameters.blocks[3 * k]!,
      inputWeights: parameters.blocks[3 * k + 1]!,
      recurrentWeights: parameters.blocks[3 * k + 2]!,
      inputs,
      input: memory.take(steps * capacity * inputs),
      fromInput: memory.take(steps * capacity * gates),
      fromState: memory.take(steps * capacity * gates),
      states: memory.take((steps + 1) * capacity * units),
      slopes: whenTraining(steps * capacity * units),
      kept: memory.take(capacity * units).values,
    };
  });
  const head = { weights: parameters.blocks.at(-2)!, biases: parameters.blocks.at(-1)! };
  const scoreWidth = head.weights.rowFloats;
  const last = memory.take(capacity * units);
  const lastSlopes = whenTraining(capacity * units);
  const scores = memory.take(capacity * scoreWidth);
  const scoreSlopes = whenTraining(capacity * scoreWidth);
  const carried = whenTraining(capacity * units);
  const turnedInput = whenTraining(gates * units);
  const turnedState = whenTraining(gates * units);
  const turnedHead = whenTraining(units * scoreWidth);
  /** Only the candidate has a bias of its own on the state's side. */
  const stateBiases = memory.take(gates).values;
  const sums = whenTraining(gates).values;
  let rows = ROW_BLOCK;
  /** First step of each row's window. */
  const first = new Int32Array(capacity);

  /** Rows whose window has not begun at `step` have no state. */
  function clearBefore(step: number, matrix: Elements, from: number): void {
    for (let i = 0; i < rows; i++)
      if (step < first[i]!) matrix.fill(0, from + i * units, from + (i + 1) * units);
  }

  function forwardLayer(layer: RecurrentLayer): void {
    const { input, inputs, fromInput, fromState, states, biases } = layer;
    const narrow = rows * units;
    const wide = rows * gates;
    fillRows(fromInput.values, biases.values.subarray(0, gates), steps * rows);
    multiplyRows(input.at, inputs, layer.inputWeights, fromInput.at, steps * rows);
    stateBiases.set(biases.values.subarray(gates), 2 * units);
    fillRows(fromState.values, stateBiases, steps * rows);
    states.values.fill(0, 0, narrow);
    for (let step = 0; step < steps; step++) {
      const state = states.at + bytes * step * narrow;
      const [p, q] = [fromInput.at + bytes * step * wide, fromState.at + bytes * step * wide];
      if (step > 0) multiplyRows(state, units, layer.recurrentWeights, q, rows);
      kernels.gates(p, q, state, state + bytes * narrow, rows, units);
      clearBefore(step, states.values, (step + 1) * narrow);
    }
  }

  /** y += x · weights, for `count` rows of `inputs` elements. */
  function multiplyRows(x: number, inputs: number, weights: PaddedBlock, y: number, count: number): void {
    kernels.multiply(
      x,
      bytes * inputs,
      bytes,
      weights.at,
      bytes * gates,
      y,
      bytes * gates,
      count,
      gates,
      inputs,
      1,
    );
  }

  /** Slopes of a layer's parameters from those of its states; leaves in `below` those of its inputs. */
  function backwardLayer(layer: RecurrentLayer, below: Block | null): void {
    const { input, inputs, fromInput, fromState, states, slopes, biases } = layer;
    const narrow = rows * units;
    const wide = rows * gates;
    transpose(layer.recurrentWeights.values, units, gates, turnedState.values);
    for (let step = steps - 1; step >= 0; step--) {
      const [p, q] = [fromInput.at + bytes * step * wide, fromState.at + bytes * step * wide];
      clearBefore(step, slopes.values, step * narrow);
      kernels.gatesBackward(
        p,
        q,
        states.at + bytes * step * narrow,
        slopes.at + bytes * step * narrow,
        carried.at,
        rows,
        units,
      );
      if (step === 0) break;
      const back = [turnedState.at, bytes * units, carried.at, bytes * units] as const;
      kernels.multiply(q, bytes * gates, bytes, ...back, rows, units, gates, 1);
      const [before, more] = [slopes.values, carried.values];
      for (let i = 0, at = (step - 1) * narrow; i < narrow; i++, at++) before[at]! += more[i]!;
    }
    const all = steps * rows;
    slopesOf(layer.inputWeights, input.at, inputs, fromInput.at, all);
    slopesOf(layer.recurrentWeights, states.at, units, fromState.at, all);
    sumRows(biases.slopes.subarray(0, gates), fromInput.values, all);
    sumRows(sums, fromState.values, all);
    biases.slopes.set(sums.subarray(2 * units), gates);
    if (below === null) return;
    transpose(layer.inputWeights.values, inputs, gates, turnedInput.values);
    const back = [turnedInput.at, bytes * inputs, below.at, bytes * inputs] as const;
    kernels.multiply(fromInput.at, bytes * gates, bytes, ...back, all, inputs, gates, 0);
  }

  function slopesOf(weights: PaddedBlock, x: number, inputs: number, by: number, count: number): void {
    const wide = bytes * gates;
    kernels.multiply(x, bytes, bytes * inputs, by, wide, weights.slopesAt, wide, inputs, gates, count, 0);
  }

  /** out = matrix ⊙ kept, the same units silent at every step (Gal & Ghahramani 2016). */
  function silence(out: Elements, matrix: Elements, from: number, kept: Elements, times: number): void {
    const narrow = rows * units;
    for (let t = 0, at = 0; t < times; t++)
      for (let i = 0; i < narrow; i++, at++) out[at] = matrix[from + at]! * kept[i]!;
  }

  return {
    parameters,
    capacity,
    scores: scores.values,
    slopes: scoreSlopes.values,
    scoreWidth,
    load({ values, width, history }, list, from, count) {
      rows = padTo(count, ROW_BLOCK);
      const { input } = layers[0]!;
      input.values.fill(0, 0, steps * rows * width);
      for (let i = 0; i < rows; i++) {
        const row = i < count ? list[from + i]! : 0;
        const reach = i < count ? Math.min(steps, history![row]!) : 0;
        first[i] = steps - reach;
        for (let step = steps - reach; step < steps; step++) {
          const source = (row - (steps - 1 - step)) * width;
          input.values.set(values.subarray(source, source + width), (step * rows + i) * width);
        }
      }
    },
    forward(dropout) {
      const narrow = rows * units;
      layers.forEach((layer, k) => {
        forwardLayer(layer);
        drawKept(layer.kept, narrow, size.dropout, dropout);
        const above = layers[k + 1];
        const { values } = layer.states;
        if (above) silence(above.input.values, values, narrow, layer.kept, steps);
        else silence(last.values, values, steps * narrow, layer.kept, 1);
      });
      denseForward(memory, head, last, scores, rows);
    },
    backward() {
      const narrow = rows * units;
      denseBackward(memory, head, last, scoreSlopes, rows, { slopes: lastSlopes, turned: turnedHead });
      for (let k = layers.length - 1; k >= 0; k--) {
        const layer = layers[k]!;
        const slopes = layer.slopes.values;
        if (k === layers.length - 1) {
          slopes.fill(0, 0, (steps - 1) * narrow);
          silence(slopes.subarray((steps - 1) * narrow), lastSlopes.values, 0, layer.kept, 1);
        } else silence(slopes, slopes, 0, layer.kept, steps);
        backwardLayer(layer, layers[k - 1]?.slopes ?? null);
      }
    },
  };
}
