import { describe, expect, it } from 'vitest';
import { CATALOGUE, FEATURES } from './catalogue.ts';
import type { FeatureEntry } from './definition.ts';
import { resolveSet } from './resolve.ts';
import { entry } from './sets/entry.ts';
import { FEATURE_SETS } from './sets/index.ts';
import { windowGroups } from './window-groups.ts';
import { windowParameters } from './window-parameters.ts';
import { WINDOW_FACTORS, withWindows } from './with-windows.ts';

const groups = (...entries: FeatureEntry[]) => windowGroups(entries, CATALOGUE);
const vary = (entries: readonly FeatureEntry[], chosen: readonly string[], factors = WINDOW_FACTORS) =>
  withWindows(entries, new Set(chosen), factors, CATALOGUE);
const short = ({ name, parameters }: FeatureEntry) => [name, parameters] as const;

describe('windows of a feature', () => {
  it('are whole numbers of bars or sessions, never a switch or a factor', () => {
    const windowsOf = (id: string) => windowParameters(CATALOGUE.get(id)!.parameters).map(({ name }) => name);
    expect(windowsOf('macd_histogram')).toEqual(['fast', 'slow', 'signal']);
    expect(windowsOf('bollinger_percent_b')).toEqual(['period']);
    // `slow` chooses between two consensus rules.
    expect(windowsOf('rule_score')).toEqual([]);
    expect(windowsOf('tod_sin')).toEqual([]);
    // An ATR that distances are measured in is a unit, unless there is nothing else.
    expect(windowsOf('momentum_atr')).toEqual(['bars']);
    expect(windowsOf('atr_fraction')).toEqual(['atr_bars']);
    for (const { parameters } of FEATURES)
      for (const { min, default: start } of windowParameters(parameters))
        expect([min >= 1, Number.isInteger(start)]).toEqual([true, true]);
  });
});

describe('window groups', () => {
  it('are entries that differ in windows alone, shortest first, the middle one their base', () => {
    expect(
      groups(
        entry('rsi_w28', 'rsi', { period: 28 }),
        entry('gap'),
        entry('rsi_w7', 'rsi', { period: 7 }),
        // The default, 14.
        entry('rsi_w14', 'rsi'),
      ),
    ).toEqual([{ name: 'rsi', members: ['rsi_w7', 'rsi_w14', 'rsi_w28'], base: 'rsi_w14' }]);
  });

  it('keep other places and other parameters apart, under names of their own', () => {
    const found = groups(
      entry('a', 'bollinger_percent_b', { period: 10, deviations: 2 }),
      entry('b', 'bollinger_percent_b', { period: 20, deviations: 2 }),
      entry('c', 'bollinger_percent_b', { period: 10, deviations: 3 }),
      entry('d', 'bollinger_percent_b', { period: 20, deviations: 3 }),
      entry('e', 'bollinger_percent_b', { period: 10 }, { source: 'future' }),
      entry('f', 'bollinger_percent_b', { period: 20 }, { source: 'future' }),
      entry('g', 'bollinger_percent_b', { period: 10 }, { timeframe: '60m' }),
    );
    expect(found.map(({ name, members }) => [name, ...members])).toEqual([
      ['bollinger_percent_b', 'a', 'b'],
      ['bollinger_percent_b_2', 'c', 'd'],
      ['bollinger_percent_b_future', 'e', 'f'],
    ]);
    expect(found.map(({ base }) => base)).toEqual(['a', 'c', 'e']);
  });

  it('need two different windows, and templates that are known', () => {
    expect(groups(entry('a', 'rsi', { period: 14 }), entry('b', 'rsi'))).toEqual([]);
    expect(groups(entry('a', 'unknown_here', { bars: 1 }), entry('b', 'unknown_here', { bars: 2 }))).toEqual(
      [],
    );
  });
});

describe('varying windows', () => {
  it('gives an entry several windows where it stood, named by them', () => {
    const { entries, unvaried } = vary([entry('gap'), entry('ta_rsi14', 'rsi'), entry('cci')], ['ta_rsi14']);
    expect(entries.map(short)).toEqual([
      ['gap', {}],
      ['ta_rsi_w7', { period: 7 }],
      ['ta_rsi_w14', {}],
      ['ta_rsi_w28', { period: 28 }],
      ['cci', {}],
    ]);
    expect(entries.map(({ origin, own }) => [origin, own])).toEqual([
      [0, true],
      [1, false],
      [1, true],
      [1, false],
      [2, true],
    ]);
    expect(unvaried).toEqual([]);
    expect(windowGroups(entries, CATALOGUE)).toEqual([
      { name: 'ta_rsi', members: ['ta_rsi_w7', 'ta_rsi_w14', 'ta_rsi_w28'], base: 'ta_rsi_w14' },
    ]);
  });

  it('scales all windows of a feature together and leaves the rest', () => {
    const { entries } = vary(
      [entry('macd', 'macd_histogram'), entry('k', 'momentum_atr', { bars: 10, atr_bars: 20 })],
      ['macd', 'k'],
    );
    expect(entries.map(short)).toEqual([
      ['macd_w6_13_5', { fast: 6, slow: 13, signal: 5 }],
      ['macd_w12_26_9', {}],
      ['macd_w24_52_18', { fast: 24, slow: 52, signal: 18 }],
      ['k_w5', { bars: 5, atr_bars: 20 }],
      ['k_w10', { bars: 10, atr_bars: 20 }],
      ['k_w20', { bars: 20, atr_bars: 20 }],
    ]);
  });

  it('stays in the declared range, adds nothing twice and keeps fast before slow', () => {
    const one = vary([entry('r', 'log_return')], ['r'], [0.1, 0.5, 1, 1_000]);
    // 0.1, 0.5 and 1 are all one bar; 1,000 is more than 500.
    expect(one.entries.map(short)).toEqual([
      ['r_w1', {}],
      ['r_w500', { bars: 500 }],
    ]);
    const spread = vary([entry('s', 'ema_trend_sign', { fast: 3, slow: 4 })], ['s'], [0.25, 2]);
    expect(spread.entries.map(({ name }) => name)).toEqual(['s_w3_4', 's_w6_8']);
    const still = vary([entry('s', 'ema_trend_sign', { fast: 3, slow: 4 })], ['s'], [0.25]);
    expect(still.entries.map(({ name }) => name)).toEqual(['s']);
    expect(still.unvaried).toEqual([
      { name: 's', reason: 'its other windows are there already or out of range' },
    ]);
    expect(vary([entry('gap')], ['gap']).unvaried).toEqual([{ name: 'gap', reason: 'it has no window' }]);
    expect(() => vary([entry('rsi')], ['rsi'], [0])).toThrow(/above zero, got 0/);
  });

  it('takes a free stem where names are taken, and does not grow when it is done again', () => {
    const set = [entry('rsi'), entry('rsi_w7', 'cci'), entry('x'.repeat(63), 'adx')];
    const once = vary(set, ['rsi', 'x'.repeat(63)]);
    expect(once.entries.map(({ name }) => name)).toEqual([
      'rsi_2_w7',
      'rsi_2_w14',
      'rsi_2_w28',
      'rsi_w7',
      ...[7, 14, 28].map((window) => `${'x'.repeat(59)}_w${window}`),
    ]);
    const all = once.entries.map(({ name }) => name);
    const again = vary(once.entries, ['rsi_2_w14'], WINDOW_FACTORS);
    expect(again.entries.map(({ name }) => name)).toEqual(all);
    const wider = vary(once.entries, ['rsi_2_w7', 'rsi_2_w28']).entries.map(({ name }) => name);
    expect(wider).toEqual(['rsi_2_w4', 'rsi_2_w7', 'rsi_2_w14', 'rsi_2_w28', 'rsi_2_w56', ...all.slice(3)]);
  });

  it.each(FEATURE_SETS.map((set) => [set.id, set] as const))('makes a sound set of all of %s', (_, set) => {
    const { entries } = vary(
      set.entries,
      set.entries.map(({ name }) => name),
    );
    const resolved = resolveSet({ ...set, entries }, CATALOGUE);
    expect(resolved.names).toHaveLength(entries.length);
    // Every column of the set is still there, and none stands there twice that did not before.
    const keys = (of: readonly FeatureEntry[]) => resolveSet({ ...set, entries: of }, CATALOGUE).outputs;
    expect(new Set(keys(entries)).size - new Set(keys(set.entries)).size).toBe(
      entries.length - set.entries.length,
    );
    const inGroups = windowGroups(entries, CATALOGUE).flatMap(({ members }) => members);
    expect(new Set(inGroups).size).toBe(inGroups.length);
    for (const made of entries.filter(({ own }) => !own)) expect(inGroups).toContain(made.name);
  });
});
