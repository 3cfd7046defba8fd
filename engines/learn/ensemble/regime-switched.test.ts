// Regime-switched models: each row answered by the model of its regime, known by then; regimes too rare or too plain fall back; a market
// whose rule turns with the regime is learned where one model for all of it cannot.
import { describe, expect, it } from 'vitest';
import type { LabelledData, Model } from '../contract.ts';
import { likeliestStates, regimeChances } from '../regimes/append-regimes.ts';
import { sessionsTable } from '../regimes/test-sessions.ts';
import { leafwise } from '../trees/families/families.ts';
import { takeRows } from './checked.ts';
import { observedFeatures } from './observed-features.ts';
import { partSeed } from './part-runner.ts';
import { regimeSwitched } from './regime-switched.ts';
import { modelOf as partModel, type RegimeSwitchedState } from './state.ts';
import { logLoss } from './test-order.ts';

/** Up follows the noise feature while quiet and goes against it while wild. */
function turning(seed: number): LabelledData & { readonly order: NonNullable<LabelledData['order']> } {
  const sessions = sessionsTable(new Array<number>(16).fill(75), seed);
  const target = Float64Array.from(sessions.columns[1]!, (x, i) =>
    Number(x > 0 === (sessions.states[i] === 0)),
  );
  const { states: _, ...rest } = sessions;
  return { ...rest, classes: ['down', 'up'], target };
}
const data = turning(1);
const later = turning(2);
const GIVEN = { states: 2, treeRounds: 30, treeLearningRate: 0.1, treeMinChildSamples: 10 };
const stateOf = (model: Model) => model.state as RegimeSwitchedState;
const model = regimeSwitched.fit(data, GIVEN, { seed: 2 });

describe('a market whose rule turns with the regime', () => {
  it('is learned by regime, not by one model over the same features without them', () => {
    const plain = { ...data, names: ['noise'], columns: [data.columns[1]!] };
    const plainLater = { ...later, names: ['noise'], columns: [later.columns[1]!] };
    const one = leafwise.fit(plain, { rounds: 30, learningRate: 0.1 }, { seed: 2 });
    expect(logLoss(later, regimeSwitched.predict(model, later))).toBeLessThan(
      0.6 * logLoss(plainLater, leafwise.predict(one, plainLater)),
    );
  });

  it('looks at volatility and trend', () => {
    const state = stateOf(model);
    expect(state.regimes!.hmm.names).toEqual(['range_fraction', 'log_return']);
    expect(state.states.map(({ words }) => words)).toEqual(state.regimes!.words);
    expect(state.states.reduce((sum, { rows }) => sum + rows, 0)).toBe(data.rows);
    expect(state.parts.map(({ key }) => key)).toEqual(['fallback', 'state/0', 'state/1']);
  });

  it('is one model per likeliest state, written out', () => {
    const { regimes } = stateOf(model);
    const tree = { rounds: 30, learningRate: 0.1, minChildSamples: 10 };
    const likeliest = likeliestStates(regimeChances(regimes!, data), 2);
    const models = [0, 1].map((k) => {
      const rows = [...likeliest.keys()].filter((i) => likeliest[i] === k);
      return leafwise.fit(takeRows(data, rows), tree, { seed: partSeed(2, `state/${k}`) });
    });
    const chances = regimeChances(regimes!, later);
    const own = models.map((one) => leafwise.predict(one, later));
    const now = likeliestStates(chances, 2);
    regimeSwitched.predict(model, later).forEach((p, j) => {
      expect(p).toBe(own[now[j >> 1]!]![j]);
    });
    const mixed = regimeSwitched.fit(data, { ...GIVEN, mixing: 'mixed' }, { seed: 2 });
    regimeSwitched.predict(mixed, later).forEach((p, j) => {
      const i = j >> 1;
      const [a, b] = [chances[2 * i]!, chances[2 * i + 1]!];
      expect(p).toBeCloseTo((a * own[0]![j]! + b * own[1]![j]!) / (a + b), 12);
    });
  });

  it('answers a row from what was known by then', () => {
    const cut = 700;
    const before = takeRows(
      later,
      Uint32Array.from({ length: cut }, (_, i) => i),
    );
    const whole = regimeSwitched.predict(model, later);
    expect(regimeSwitched.predict(model, before)).toEqual(whole.slice(0, 2 * cut));
    const columns = later.columns.map((column) => column.map((x, i) => (i < cut ? x : 5)));
    expect(regimeSwitched.predict(model, { ...later, columns }).slice(0, 2 * cut)).toEqual(
      whole.slice(0, 2 * cut),
    );
  });
});

describe('regimes that get no model of their own', () => {
  it('those with too few rows, and those of one class, are answered by the fallback', () => {
    const rows = stateOf(model).states.map((one) => one.rows);
    const least = Math.min(...rows) + 1;
    const rare = regimeSwitched.fit(data, { ...GIVEN, minRegimeRows: least }, { seed: 2 });
    const k = rows.indexOf(Math.min(...rows));
    expect(stateOf(rare).states[k]!.why).toBe(`${rows[k]} training rows; ${least} are needed`);
    expect(stateOf(rare).states[1 - k]!.why).toBeNull();
    const general = leafwise.predict(partModel(stateOf(rare), 'fallback')!, later);
    const now = likeliestStates(regimeChances(stateOf(rare).regimes!, later), 2);
    const answered = regimeSwitched.predict(rare, later);
    now.forEach((own, i) => {
      if (own === k) expect(answered[2 * i]).toBe(general[2 * i]);
    });

    const likeliest = likeliestStates(regimeChances(stateOf(model).regimes!, data), 2);
    const target = data.target.map((y, i) => (likeliest[i] === 1 ? 1 : y));
    const plain = regimeSwitched.fit({ ...data, target }, GIVEN, { seed: 2 });
    expect(stateOf(plain).states[1]!.why).toBe('all its training rows are of one class');
  });

  it('all of them where the rows are too few for regimes', () => {
    const few = takeRows(
      data,
      Uint32Array.from({ length: 90 }, (_, i) => i),
    );
    const general = regimeSwitched.fit(few, GIVEN, { seed: 2 });
    expect(stateOf(general).withoutRegimes).toBe('90 rows; 2 regimes need 100');
    expect(regimeSwitched.predict(general, later)).toEqual(
      leafwise.predict(partModel(stateOf(general), 'fallback')!, later),
    );
  });
});

describe('data that brings regimes', () => {
  const wild = Float32Array.from({ length: data.rows }, (_, i) => Number(i % 3 === 0));
  const table = {
    ...data,
    names: [...data.names, 'regime_0', 'regime_1'],
    columns: [...data.columns, wild.map((p) => 1 - p), wild],
  };
  it('is taken at its word', () => {
    const own = regimeSwitched.fit(table, GIVEN, { seed: 2 });
    expect(stateOf(own).regimes).toBeNull();
    expect(stateOf(own).regimeColumns).toEqual([3, 4]);
    expect(stateOf(own).states.map(({ rows }) => rows)).toEqual([800, 400]);
    const unknown = { ...table, columns: table.columns.map((c, f) => (f < 3 ? c : c.map(() => Number.NaN))) };
    expect(() => regimeSwitched.predict(own, unknown)).toThrow(
      /regime_0, row 0: regime chances must be known/,
    );
  });
});

describe('features observed when nobody names any', () => {
  it('volatility and trend in turn, as they stand, without those that do not vary', () => {
    const names = ['log_return_1', 'rsi', 'atr_fraction', 'ema_slope', 'vix'];
    const own = {
      ...data,
      names,
      columns: names.map((name, f) => data.columns[0]!.map((x) => (name === 'vix' ? 1 : x * (f + 1)))),
    };
    expect(observedFeatures(own, 3)).toEqual(['atr_fraction', 'log_return_1', 'ema_slope']);
    expect(observedFeatures(own, 1)).toEqual(['atr_fraction']);
  });
  it('else the most persistent', () => {
    const slow = Float32Array.from({ length: data.rows }, (_, i) => Math.sin(i / 50));
    const own = { ...data, names: ['a', 'b', 'c'], columns: [data.columns[1]!, slow, data.columns[1]!] };
    expect(observedFeatures(own, 1)).toEqual(['b']);
    expect(observedFeatures({ ...own, columns: own.columns.map((c) => c.map(() => 1)) }, 2)).toEqual([]);
  });
});
