import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import type { EstimatorParameters, FitContext, LabelledData, Model } from '../contract.ts';
import { modelFromJson, modelToJson } from '../model-json.ts';
import { randomOfEpoch, shuffled } from './chance.ts';
import { firstWeights } from './first-weights.ts';
import { mlp } from './mlp.ts';
import { type MlpShape, mlpLayers, type NeuralState } from './state.ts';
import { targetOf } from './target.ts';
import { crossedClouds, plainRows, plainScores } from './test-networks.ts';

const stateOf = (model: Model) => model.state as NeuralState<MlpShape>;
const QUICK = { layers: 1, width: 12, epochs: 40, learningRate: 0.02, batchRows: 32 };
const trained = (
  data: LabelledData,
  parameters: EstimatorParameters = {},
  context: Partial<FitContext> = {},
) => mlp.fit(data, { ...QUICK, ...parameters }, { seed: 1, ...context });

function accuracy(model: Model, data: LabelledData): number {
  const p = mlp.predict(model, data);
  return data.target.reduce((sum, y, i) => sum + Number(p[2 * i + y]! > 0.5), 0) / data.rows;
}

describe('the MLP learns', () => {
  it('what no straight line can: crossed clouds', () => {
    expect(accuracy(trained(crossedClouds(400, 2)), crossedClouds(1000, 3))).toBeGreaterThan(0.97);
  });

  it('step by step as plain Adam with decoupled decay does', () => {
    const data = {
      ...crossedClouds(40, 5),
      weight: Float64Array.from({ length: 40 }, (_, i) => 0.5 + (i % 3)),
    };
    const parameters = { ...QUICK, width: 4, dropout: 0, epochs: 3, batchRows: 16, weightDecay: 0.5 };
    const state = stateOf(mlp.fit(data, parameters, { seed: 9 }));
    const target = targetOf(data, false);
    const weights = Float64Array.from(firstWeights(state.shape, target.scores, randomOfEpoch(9, -1)));
    const rows = plainRows(state, data);
    const total = data.weight.reduce((a, b) => a + b, 0);
    const lossOf = (list: Int32Array, own: Float64Array) =>
      list.reduce((sum, row) => {
        const [score] = plainScores({ shape: state.shape, weights: own as never }, [rows[row]!]);
        const margin = data.target[row] === 1 ? score! : -score!;
        return sum + ((data.weight[row]! * data.rows) / total) * Math.log(1 + Math.exp(-margin));
      }, 0) / list.length;
    const biases = new Set<number>();
    for (const { biases: own } of mlpLayers(state))
      for (let k = 0; k < own.length; k++) biases.add(own.byteOffset / 4 + k);
    const [first, second] = [new Float64Array(weights.length), new Float64Array(weights.length)];
    let steps = 0;
    for (let epoch = 0; epoch < 3; epoch++) {
      const order = shuffled(40, randomOfEpoch(9, epoch));
      for (let from = 0; from < 40; from += 16) {
        const list = order.slice(from, from + 16);
        const slopes = weights.map((w, k) => {
          const moved = (to: number) =>
            lossOf(
              list,
              weights.map((x, j) => (j === k ? to : x)),
            );
          return (moved(w + 1e-5) - moved(w - 1e-5)) / 2e-5;
        });
        steps++;
        slopes.forEach((slope, k) => {
          first[k] = 0.9 * first[k]! + 0.1 * slope;
          second[k] = 0.999 * second[k]! + 0.001 * slope * slope;
          const step = first[k]! / (1 - 0.9 ** steps) / (Math.sqrt(second[k]! / (1 - 0.999 ** steps)) + 1e-8);
          const decay = biases.has(k) ? 0 : 0.02 * 0.5 * weights[k]!;
          weights[k] = weights[k]! - 0.02 * step - decay;
        });
      }
    }
    state.weights.forEach((w, k) => {
      expect(Math.abs(w - weights[k]!)).toBeLessThan(2e-4);
    });
    // Nine steps of at most 0.02: the weights did move.
    const moved = firstWeights(state.shape, target.scores, randomOfEpoch(9, -1)).map(
      (w, k) => w - state.weights[k]!,
    );
    expect(Math.max(...moved.map(Math.abs))).toBeGreaterThan(0.05);
  });

  it('predicts what its layers say of standardised rows', () => {
    const table = crossedClouds(60, 4);
    const three = {
      ...table,
      classes: ['a', 'b', 'c'],
      target: table.target.map((y, i) => (i % 5 === 0 ? 2 : y)),
    };
    const holed = {
      ...three,
      columns: [three.columns[0]!.map((x, i) => (i % 7 === 0 ? Number.NaN : x)), three.columns[1]!],
    };
    const model = trained(holed, { epochs: 5 });
    expect([...stateOf(model).design.indicator]).toEqual([0, 1, 0]);
    const p = mlp.predict(model, holed);
    plainRows(stateOf(model), holed).forEach((row, i) => {
      const powers = plainScores(stateOf(model), [row]).map(Math.exp);
      const sum = powers.reduce((a, b) => a + b, 0);
      powers.forEach((power, k) => {
        expect(p[3 * i + k]).toBeCloseTo(power / sum, 12);
      });
    });
  });

  it('a number in its own units, wherever they lie', () => {
    const random = createRandom(3);
    const x = Float32Array.from({ length: 300 }, () => random.normal());
    const target = Float64Array.from(x, (value) => 24_000 + 50 * Math.abs(value));
    const data: LabelledData = { rows: 300, names: ['x'], columns: [x], classes: [], target };
    const losses: number[] = [];
    const model = trained(
      data,
      { weightDecay: 0, dropout: 0, epochs: 60 },
      {
        onProgress: ({ trainLoss }) => losses.push(trainLoss!) > 0,
      },
    );
    const errors = mlp.predict(model, data).map((y, i) => Math.abs(y - target[i]!));
    expect(errors.reduce((a, b) => a + b, 0) / 300).toBeLessThan(3);
    // The loss is reported in squared units of the target: it starts near its variance of about 900.
    expect(losses[0]).toBeGreaterThan(100);
    expect(losses[0]).toBeLessThan(2_000);
    expect(losses.at(-1)).toBeLessThan(30);
  });

  it('rare classes as much as common ones, where asked', () => {
    const random = createRandom(8);
    const target = Float64Array.from({ length: 600 }, (_, i) => Number(i % 10 === 0));
    const x = Float32Array.from(target, (y) => y + 2 * random.normal());
    const data: LabelledData = { rows: 600, names: ['x'], columns: [x], classes: ['common', 'rare'], target };
    const share = (classWeight: string) =>
      mlp
        .predict(trained(data, { classWeight, epochs: 10 }), data)
        .reduce((sum, p, k) => sum + (k % 2) * p, 0) / 600;
    expect(share('none')).toBeLessThan(0.15);
    expect(share('balanced')).toBeGreaterThan(0.4);
  });

  it('smaller weights with more decay', () => {
    const size = (weightDecay: number) =>
      mlpLayers(stateOf(trained(crossedClouds(200, 2), { weightDecay, epochs: 20 })))[0]!.weights.reduce(
        (sum, w) => sum + w * w,
        0,
      );
    expect(size(2)).toBeLessThan(0.5 * size(0));
  });

  it('nothing from a class it never saw, and does not let it choose the epoch', () => {
    const data = { ...crossedClouds(100, 2), classes: ['same', 'different', 'never'] };
    const model = trained(data, { epochs: 3 });
    expect(mlp.predict(model, data)[2]).toBe(1e-6);
    const other = { ...crossedClouds(50, 3), classes: data.classes };
    const strange = { ...other, target: other.target.map((y, i) => (i < 10 ? 2 : y)) };
    const tail = { ...other, weight: Float64Array.from({ length: 50 }, (_, i) => (i < 10 ? 1e-12 : 1)) };
    const losses = (validation: LabelledData) =>
      stateOf(trained(data, { epochs: 3 }, { validation })).validationLoss;
    losses(strange).forEach((loss, k) => {
      expect(loss).toBeCloseTo(losses(tail)[k]!, 6);
    });
    const none = { ...other, target: new Float64Array(50).fill(2) };
    expect(() => trained(data, {}, { validation: none })).toThrow(/none of the classes/);
  });
});

describe('the MLP stops early', () => {
  const data = crossedClouds(60, 2);
  const noisy = crossedClouds(60, 3);
  const validation = { ...noisy, target: noisy.target.map((y, i) => (i % 3 === 0 ? 1 - y : y)) };
  const parameters = { epochs: 200, patience: 4, learningRate: 0.05 };
  const model = trained(data, parameters, { validation });
  const { validationLoss, epochs, stopped, resume } = stateOf(model);

  it('patience epochs after the best, whose weights it keeps', () => {
    expect(stopped).toBe('early');
    expect(resume).toBeNull();
    expect(validationLoss.indexOf(Math.min(...validationLoss))).toBe(epochs - 1);
    expect(validationLoss.length).toBe(epochs + 4);
    const best = trained(data, { ...parameters, epochs });
    expect(stateOf(best).weights).toEqual(stateOf(model).weights);
    expect(stateOf(best).validationLoss.length).toBe(0);
  });

  it('never with patience 0, the best kept all the same', () => {
    const whole = stateOf(trained(data, { ...parameters, epochs: epochs + 20, patience: 0 }, { validation }));
    expect(whole.stopped).toBe('finished');
    expect(whole.validationLoss.length).toBe(epochs + 20);
    expect(whole.validationLoss.indexOf(Math.min(...whole.validationLoss))).toBe(whole.epochs - 1);
  });

  it('goes on from every checkpoint, and from where it was cancelled, to the same bytes', () => {
    const saved: Model[] = [];
    const checkpoint = { everyRounds: 1, save: (at: Model) => saved.push(at) };
    expect(modelToJson(trained(data, parameters, { validation, checkpoint }))).toBe(modelToJson(model));
    expect(saved.length).toBe(validationLoss.length);
    for (const at of saved) {
      const warmStart = modelFromJson(modelToJson(at));
      expect(modelToJson(trained(data, parameters, { validation, warmStart }))).toBe(modelToJson(model));
    }
    const cancelled = trained(data, parameters, { validation, onProgress: ({ round }) => round! < 3 });
    expect(stateOf(cancelled).stopped).toBe('cancelled');
    expect(modelToJson(trained(data, parameters, { validation, warmStart: cancelled }))).toBe(
      modelToJson(model),
    );
  });
});

describe('the MLP continues', () => {
  const data = crossedClouds(200, 2);
  it('a finished network from its weights, on other data in the units it knows', () => {
    const model = trained(data, { epochs: 30, dropout: 0 });
    const moved = { ...data, columns: data.columns.map((column) => column.map((x) => x + 5)) };
    const more = trained(moved, { epochs: 1, dropout: 0, learningRate: 1e-6 }, { warmStart: model });
    expect(stateOf(more).design).toEqual(stateOf(model).design);
    expect(accuracy(more, data)).toBe(accuracy(model, data));
    expect(stateOf(more).trainLoss.length).toBe(1);
  });
  it('refuses another shape, other classes, and weights gone astray', () => {
    const model = trained(data, { epochs: 1 });
    expect(() => trained(data, { width: 13 }, { warmStart: model })).toThrow(
      /cannot continue.*"hidden":\[12\]/,
    );
    const three = { ...data, classes: ['a', 'b', 'c'] };
    const first = trained(three, { epochs: 1 });
    const others = { ...three, target: three.target.map((y) => y + 1) };
    expect(() => trained(others, {}, { warmStart: first })).toThrow(
      /classes number 0, 1, the training part has 1, 2/,
    );
    const astray = {
      ...model,
      state: { ...stateOf(model), weights: stateOf(model).weights.map(() => 1e30) },
    };
    expect(() => trained(data, {}, { warmStart: astray })).toThrow(/lost its way in epoch 1/);
    expect(() => trained(data, {}, { monotone: { a: 1 } })).toThrow(/monotone/);
    const infinite = {
      ...data,
      columns: [data.columns[0]!.map((x, i) => (i === 3 ? Infinity : x)), data.columns[1]!],
    };
    expect(() => trained(infinite)).toThrow(/a, row 3: Infinity/);
    expect(() => mlp.predict(model, infinite)).toThrow(/a, row 3: Infinity/);
  });
});
