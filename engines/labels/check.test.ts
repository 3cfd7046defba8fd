// Labels as data: defaults, refusals by name, flat values and back, one text per meaning, and words.

import { describe, expect, it } from 'vitest';
import {
  activeParameters,
  canonicalLabel,
  checkLabel,
  defaultLabel,
  LabelSpecError,
  labelFrom,
  labelValues,
} from './check.ts';
import { labelParameters } from './parameters.ts';
import { classesOf, isCandidateLabel, LABEL_KINDS } from './spec.ts';
import { describeLabel, LABEL_TEXTS } from './words.ts';

function problemsOf(work: () => unknown): readonly string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof LabelSpecError)
      return error.problems.map(({ name, message }) => `${name} ${message}`);
    throw error;
  }
  return [];
}

describe.each(LABEL_KINDS)('%s', (kind) => {
  it('has a default that is its own check, and goes to flat values and back', () => {
    const spec = defaultLabel(kind);
    expect(spec.kind).toBe(kind);
    expect(checkLabel(spec)).toEqual(spec);
    expect(labelFrom(kind, labelValues(spec))).toEqual(spec);
  });

  it('says what it is', () => {
    expect(LABEL_TEXTS[kind].help.length).toBeGreaterThan(20);
    expect(describeLabel(defaultLabel(kind))).not.toMatch(/undefined|NaN/);
    expect(classesOf(defaultLabel(kind)).length).toBeGreaterThan(1);
    expect(isCandidateLabel(defaultLabel(kind))).toBe(kind === 'strategy-exits' || kind === 'meta-barrier');
  });

  it('keeps every default inside its range, under one name each', () => {
    const parameters = labelParameters(kind);
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    for (const parameter of parameters) {
      if (parameter.type === 'choice')
        expect(parameter.choices.map(({ value }) => value)).toContain(parameter.default);
      else {
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
        const beyond = { [parameter.name]: parameter.max * 2 + 1 };
        const given = parameter.when ? { ...beyond, [parameter.when.name]: parameter.when.is[0]! } : beyond;
        expect(problemsOf(() => labelFrom(kind, given))[0]).toMatch(`${parameter.name} must lie between`);
      }
    }
  });
});

describe('checking', () => {
  it('starts where the specification starts', () => {
    expect(defaultLabel('tp-sl-window')).toEqual({
      kind: 'tp-sl-window',
      target: 0.0015,
      stop: 0.0008,
      horizon: { unit: 'minutes', length: 2 },
      entry: 'next-open',
    });
    expect(defaultLabel('setup-conditional')).toMatchObject({
      minimumImbalance: 0.04,
      floor: 0.0005,
      atrMultiple: 0.5,
    });
  });

  it('asks for what a choice needs and nothing else', () => {
    const names = (by: string) =>
      activeParameters('triple-barrier', { 'target.by': by })
        .map(({ name }) => name)
        .filter((name) => name.startsWith('target.'));
    expect(names('fixed')).toEqual(['target.by', 'target.fraction']);
    expect(names('atr')).toEqual(['target.by', 'target.multiple', 'target.period']);
    expect(names('volatility')).toEqual(['target.by', 'target.multiple', 'target.returns', 'target.floor']);
    expect(defaultLabel('triple-barrier')).toHaveProperty('timeout', 'lose');
    expect(labelFrom('triple-barrier', { side: 'direction' })).not.toHaveProperty('timeout');
  });

  it('refuses what it does not know, with the name', () => {
    expect(problemsOf(() => checkLabel(null))).toEqual(['label must be an object with a kind']);
    expect(problemsOf(() => checkLabel({ kind: 'crystal-ball' }))[0]).toMatch(
      /^kind must be one of triple-barrier/,
    );
    expect(problemsOf(() => checkLabel({ kind: 'tp-sl-window', traget: 0.1 }))).toEqual([
      'traget is no parameter of tp-sl-window',
    ]);
    expect(problemsOf(() => checkLabel({ kind: 'tp-sl-window', target: '0.0015' }))).toEqual([
      'target must be a number',
    ]);
    expect(
      problemsOf(() => checkLabel({ kind: 'tp-sl-window', horizon: { unit: 'bars', length: 2.5 } })),
    ).toEqual(['horizon.length must be a whole number']);
    expect(problemsOf(() => checkLabel({ kind: 'next-return', entry: 'yesterday' }))).toEqual([
      'entry must be one of next-open, close',
    ]);
    expect(problemsOf(() => checkLabel({ kind: 'next-return', horizon: null }))).not.toEqual([]);
  });

  it('refuses a value that does not apply, unless a form kept it', () => {
    const values = { 'target.by': 'fixed', 'target.period': 20 };
    expect(problemsOf(() => labelFrom('triple-barrier', values))).toEqual([
      'target.period applies only where target.by is atr',
    ]);
    expect(labelFrom('triple-barrier', values, true)).toEqual(defaultLabel('triple-barrier'));
  });
});

describe('canonical text', () => {
  it('is one for one meaning, whatever the order and whatever was left out', () => {
    const short = checkLabel({ kind: 'tp-sl-window' });
    const long = checkLabel({
      entry: 'next-open',
      horizon: { length: 2, unit: 'minutes' },
      stop: 0.0008,
      kind: 'tp-sl-window',
      target: 0.0015,
    });
    expect(canonicalLabel(long)).toBe(canonicalLabel(short));
    expect(canonicalLabel(short)).toBe(
      '{"kind":"tp-sl-window","target":0.0015,"stop":0.0008,"horizon":{"unit":"minutes","length":2},"entry":"next-open"}',
    );
  });

  it('differs where the meaning differs', () => {
    const texts = [
      defaultLabel('triple-barrier'),
      labelFrom('triple-barrier', { side: 'short' }),
      labelFrom('triple-barrier', { 'target.by': 'atr' }),
      labelFrom('triple-barrier', { entry: 'close' }),
      labelFrom('triple-barrier', { 'horizon.unit': 'minutes' }),
    ].map(canonicalLabel);
    expect(new Set(texts).size).toBe(texts.length);
  });
});

it('describes labels in words', () => {
  expect(describeLabel(defaultLabel('triple-barrier'))).toBe(
    'Long: target 0.75 %, stop 0.50 %, 12 bars, entry at the next open',
  );
  expect(
    describeLabel(
      labelFrom('triple-barrier', { side: 'direction', 'target.by': 'atr', 'stop.by': 'volatility' }),
    ),
  ).toBe(
    'Direction: upper 2 × ATR(14), lower 1σ of 60 returns (at least 0.05 %), 12 bars, entry at the next open',
  );
  expect(
    describeLabel(labelFrom('tp-sl-window', { target: 0.00125, 'horizon.length': 1, entry: 'close' })),
  ).toBe('BUY/SELL/FLAT: target 0.125 %, stop 0.08 %, 1 minute, entry at the decision bar’s close');
});
