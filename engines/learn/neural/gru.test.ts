import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import type { EstimatorParameters, FitContext, LabelledData, Model } from '../contract.ts';
import { modelFromJson, modelToJson } from '../model-json.ts';
import { gru } from './gru.ts';
import type { GruShape, NeuralState } from './state.ts';
import { echoes, plainRows, plainScores } from './test-networks.ts';

const stateOf = (model: Model) => model.state as NeuralState<GruShape>;
const QUICK = { layers: 1, width: 8, sequenceLength: 5, epochs: 2, learningRate: 0.02, batchRows: 32 };
const trained = (
  data: LabelledData,
  parameters: EstimatorParameters = {},
  context: Partial<FitContext> = {},
) => gru.fit(data, { ...QUICK, ...parameters }, { seed: 1, ...context });

/** Rows by number, with their order; sequences keep their own numbers. */
function rowsOf(data: LabelledData, list: readonly number[], sequences?: readonly number[]): LabelledData {
  const { sequence, time, t1 } = data.order!;
  return {
    ...data,
    rows: list.length,
    columns: data.columns.map((column) => Float32Array.from(list, (i) => column[i]!)),
    target: Float64Array.from(list, (i) => data.target[i]!),
    order: {
      sequence: Int32Array.from(list, (i, k) => sequences?.[k] ?? sequence[i]!),
      time: Float64Array.from(list, (i) => time[i]!),
      t1: Float64Array.from(list, (i) => t1[i]!),
    },
  };
}
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('the GRU learns', () => {
  const LENGTH = 20;
  /** Share of right answers among rows old enough to have heard the throw they repeat. */
  const accuracy = (model: Model, data: LabelledData) => {
    const p = gru.predict(model, data);
    const old = range(0, data.rows).filter((i) => i % LENGTH >= 3);
    return old.reduce((sum, i) => sum + Number(p[2 * i + data.target[i]!]! > 0.5), 0) / old.length;
  };
  const data = echoes(40, LENGTH, 2);
  const others = echoes(40, LENGTH, 3);

  it('what no single row tells: the coin thrown three rows before', () => {
    expect(accuracy(trained(data, { epochs: 20 }), others)).toBeGreaterThan(0.98);
  });
  it('but not from windows too short to hold it', () => {
    expect(accuracy(trained(data, { epochs: 20, sequenceLength: 3 }), others)).toBeLessThan(0.6);
  });
  it('with two layers and dropout, too', () => {
    const model = trained(data, { epochs: 20, layers: 2, width: 12, dropout: 0.2 });
    expect(accuracy(model, others)).toBeGreaterThan(0.95);
  });
});

describe('the GRU looks back', () => {
  const data = echoes(6, 9, 4);
  const model = trained(data, { layers: 2, width: 6, sequenceLength: 4 });
  const whole = gru.predict(model, data);

  it('as its layers say, over the last rows of the sequence and no others', () => {
    const rows = plainRows(stateOf(model), data);
    for (let i = 0; i < data.rows; i++) {
      const reach = Math.min(4, (i % 9) + 1);
      const [score] = plainScores(stateOf(model), rows.slice(i - reach + 1, i + 1));
      expect(whole[2 * i + 1]).toBeCloseTo(1 / (1 + Math.exp(-score!)), 12);
    }
  });

  it('never into another sequence: their order and their numbers change nothing', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(range(0, 6), { minLength: 1 }), fc.integer(), (chosen, shift) => {
        const list = chosen.flatMap((s) => range(9 * s, 9 * s + 9));
        const numbers = chosen.flatMap((_, k) => new Array<number>(9).fill((shift + k) | 0));
        const p = gru.predict(model, rowsOf(data, list, numbers));
        list.forEach((i, at) => {
          expect(p[2 * at + 1]).toBe(whole[2 * i + 1]);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('never ahead: rows after it do not matter, whatever they hold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 52 }), fc.integer(), (last, seed) => {
        const random = createRandom(seed);
        const columns = data.columns.map((column) =>
          column.map((x, i) => (i > last ? 100 * random.normal() : x)),
        );
        const changed = gru.predict(model, { ...data, columns });
        expect(changed.slice(0, 2 * last + 2)).toEqual(whole.slice(0, 2 * last + 2));
        const cut = gru.predict(model, rowsOf(data, range(0, last + 1)));
        expect(cut).toEqual(whole.slice(0, 2 * last + 2));
      }),
      { numRuns: 40 },
    );
  });

  it('no further than its window: a row with the three before it is enough, two are not', () => {
    for (const i of [3, 8, 17, 40]) {
      const p = gru.predict(model, rowsOf(data, range(i - 3, i + 1)));
      expect(p.at(-1)).toBe(whole[2 * i + 1]);
    }
    const less = gru.predict(model, rowsOf(data, range(6, 9)));
    expect(less.at(-1)).not.toBe(whole[2 * 8 + 1]);
  });

  it('the same in a long table as in a short one', () => {
    const long = echoes(70, 9, 4);
    const p = gru.predict(model, long);
    expect(gru.predict(model, rowsOf(long, range(0, 54)))).toEqual(p.slice(0, 108));
    const tail = range(600, 630);
    // Row 600 lies inside a sequence: its window is cut, those of full length are not.
    const q = gru.predict(model, rowsOf(long, tail));
    tail.slice(3).forEach((i, k) => {
      expect(q[2 * (k + 3) + 1]).toBe(p[2 * i + 1]);
    });
  });
});

describe('the GRU continues', () => {
  const data = echoes(10, 12, 5);
  const validation = echoes(6, 12, 6);
  const parameters = { layers: 2, dropout: 0.3, epochs: 7, patience: 3 };

  it('from every checkpoint to the bytes of an uninterrupted run', () => {
    const saved: Model[] = [];
    const checkpoint = { everyRounds: 1, save: (at: Model) => saved.push(at) };
    const whole = modelToJson(trained(data, parameters, { validation, checkpoint }));
    expect(saved.length).toBeGreaterThan(3);
    for (const at of saved) {
      const warmStart = modelFromJson(modelToJson(at));
      expect(modelToJson(trained(data, parameters, { validation, warmStart }))).toBe(whole);
    }
    expect(modelToJson(trained(data, parameters, { validation, seed: 2 }))).not.toBe(whole);
  });

  it('and a checkpoint predicts, with the best epoch so far', () => {
    const saved: Model[] = [];
    trained(data, parameters, { validation, checkpoint: { everyRounds: 2, save: (at) => saved.push(at) } });
    for (const at of saved) {
      const { validationLoss, epochs } = stateOf(at);
      expect(validationLoss.indexOf(Math.min(...validationLoss))).toBe(epochs - 1);
      const p = gru.predict(at, validation);
      const loss =
        validation.target.reduce((sum, y, i) => sum - Math.log(p[2 * i + y]!), 0) / validation.rows;
      expect(loss).toBeCloseTo(validationLoss[epochs - 1]!, 5);
    }
  });
});

describe('the GRU refuses', () => {
  const data = echoes(3, 5, 1);
  const model = trained(data);
  const { order, ...loose } = data;
  const ordered = (change: Partial<NonNullable<LabelledData['order']>>): LabelledData => ({
    ...data,
    order: { ...order!, ...change },
  });
  const cases: readonly (readonly [string, LabelledData, RegExp])[] = [
    ['rows without an order', loose, /has no order of rows.*instrument, session and time/],
    [
      'an order of another length',
      ordered({ time: new Float64Array(3) }),
      /15 rows but an order of 15 sequence numbers and 3 times/,
    ],
    [
      'a sequence in two pieces',
      ordered({ sequence: order!.sequence.map((s) => s % 2) }),
      /row 10: sequence 0 had ended before/,
    ],
    [
      'time running backwards',
      ordered({ time: order!.time.toReversed() }),
      /row 1: earlier than the row before it/,
    ],
    [
      'a time that is none',
      ordered({ time: order!.time.map((t, i) => (i === 7 ? Number.NaN : t)) }),
      /row 7: the time is NaN/,
    ],
  ];
  it.each(cases)('%s, in fit, prediction and validation', (_name, table, reason) => {
    expect(() => trained(table)).toThrow(reason);
    expect(() => trained(table)).toThrow(/the training part/);
    expect(() => trained(data, {}, { validation: table })).toThrow(/the validation part/);
    expect(() => gru.predict(model, table)).toThrow(reason);
  });
  it('another length of windows than the network to continue has', () => {
    expect(() => trained(data, { sequenceLength: 6 }, { warmStart: model })).toThrow(/"steps":5/);
  });
  it('nothing of rows of equal times', () => {
    const same = ordered({ time: order!.time.map((t) => Math.floor(t / 1e6) * 1e6) });
    expect(gru.predict(model, same)).toEqual(gru.predict(model, data));
  });
});
