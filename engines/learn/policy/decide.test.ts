// The published policies at their own numbers, one moment either side of every limit; every gate has the last word somewhere.
import { describe, expect, it } from 'vitest';
import { createDecider, type Decision, type DecisionPolicy, decide } from './decide.ts';
import { GATES, gateOf } from './gates.ts';
import type { DecisionInputs } from './inputs.ts';
import {
  OFFLINE_POLICY,
  POLICIES,
  RETURN_POLICY,
  SLOPED_WIN_POLICY,
  SPINE_POLICY,
  STANDARD_POLICY,
  WIN_POLICY,
} from './policies.ts';

const probabilities = (buy: number): DecisionInputs => ({ buy, sell: 1 - buy });
const last = ({ reasons }: Decision) => reasons.at(-1)!.gate;

describe('margin, neutrality and quality', () => {
  const good = { ...probabilities(0.6), neutral: 0.3, quality: 0.6 };
  it.each([
    ['all well', good, 'BUY', 'model-candidate'],
    ['the other side', { ...good, ...probabilities(0.4) }, 'SELL', 'model-candidate'],
    ['margin at 0.12', { ...good, ...probabilities(0.56) }, 'BUY', 'model-candidate'],
    ['margin below', { ...good, ...probabilities(0.559) }, 'FLAT', 'margin'],
    ['neutrality at 0.60', { ...good, neutral: 0.6 }, 'BUY', 'model-candidate'],
    ['neutrality above', { ...good, neutral: 0.601 }, 'FLAT', 'neutral-limit'],
    ['quality at 0.55', { ...good, quality: 0.55 }, 'BUY', 'model-candidate'],
    ['quality below', { ...good, quality: 0.549 }, 'FLAT', 'quality'],
    ['quality unknown', { ...good, quality: Number.NaN }, 'FLAT', 'quality'],
    ['no model', { neutral: 0.3, quality: 0.6 }, 'FLAT', 'model-candidate'],
  ] as const)('%s', (_what, inputs, decision, gate) => {
    const answer = decide(inputs, STANDARD_POLICY);
    expect(answer.decision).toBe(decision);
    expect(last(answer)).toBe(gate);
  });

  it('tells margin, threshold and why', () => {
    const answer = decide({ ...good, ...probabilities(0.55) }, STANDARD_POLICY);
    expect(answer.margin).toBeCloseTo(0.1, 12);
    expect(answer.threshold).toBe(0.12);
    expect(answer.reasons).toEqual([
      { gate: 'model-candidate', words: 'the model leans 0.05 to BUY' },
      { gate: 'margin', words: 'margin 0.10 is below 0.12' },
    ]);
    expect(decide({ ...good, quality: Number.NaN }, STANDARD_POLICY).reasons.at(-1)!.words).toBe(
      'not known: quality',
    );
  });

  it('a middle class counts: the margin is of the two sides, the lean of their share', () => {
    const three = { buy: 0.3, sell: 0.2, neutral: 0.5, quality: 0.6 };
    expect(decide(three, STANDARD_POLICY).decision).toBe('FLAT');
    expect(decide({ ...three, buy: 0.38, sell: 0.12 }, STANDARD_POLICY).decision).toBe('BUY');
  });

  it('the tuner moves the threshold, never below the floor', () => {
    const near = { ...good, ...probabilities(0.555) };
    expect(decide({ ...near, thresholdOffset: -0.01 }, STANDARD_POLICY).decision).toBe('BUY');
    expect(decide({ ...near, thresholdOffset: 0 }, STANDARD_POLICY).decision).toBe('FLAT');
    expect(decide({ ...good, thresholdOffset: 0.01 }, STANDARD_POLICY).threshold).toBeCloseTo(0.13, 12);
    expect(decide({ ...good, thresholdOffset: -1 }, STANDARD_POLICY).threshold).toBe(0.02);
  });

  it('recorded predictions ask for 0.15 and quality', () => {
    expect(decide({ ...probabilities(0.575), quality: 0.55 }, OFFLINE_POLICY).decision).toBe('BUY');
    expect(decide({ ...probabilities(0.574), quality: 0.9 }, OFFLINE_POLICY).decision).toBe('FLAT');
  });
});

describe('the decision spine', () => {
  const calm: DecisionInputs = {
    ...probabilities(0.55),
    neutral: 0.4,
    ruleScore: 0,
    ruleSide: 0,
    flowSide: 0,
    vwapSide: 0,
    higherTrend: 0,
    setupBull: 1,
    setupBear: 0,
    taNeutrality: 0,
  };
  const strong = { ruleScore: 0.8, ruleSide: 1, setupBull: 1, setupBear: 0 };
  const cases: readonly (readonly [string, Partial<DecisionInputs>, Decision['decision'], string])[] = [
    ['high neutrality', { neutral: 0.9 }, 'FLAT', 'high-neutrality'],
    ['high neutrality, model leans', { neutral: 0.9, ...probabilities(0.72) }, 'FLAT', 'neutral-limit'],
    [
      'high neutrality, weak model',
      { neutral: 0.9, ...probabilities(0.72), modelQuality: 'weak' },
      'BUY',
      'model-candidate',
    ],
    ['model leans far', { ...probabilities(0.73), ruleSide: -1 }, 'BUY', 'model-candidate'],
    ['rules steer below the candidate', { ...probabilities(0.7), ruleSide: -1 }, 'SELL', 'rule-direction'],
    ['nobody, neutral', { neutral: 0.7 }, 'FLAT', 'model-lean'],
    ['nobody, the model has the last word', {}, 'BUY', 'model-lean'],
    ['nobody at all', probabilities(0.5), 'FLAT', 'model-lean'],
    ['VWAP against it', { vwapSide: -1 }, 'FLAT', 'flow-veto'],
    ['VWAP against it, flow with it', { vwapSide: -1, flowSide: 1 }, 'BUY', 'model-lean'],
    ['no setup', { setupBull: 0 }, 'FLAT', 'require-setup'],
    ['no setup, flow', { setupBull: 0, flowSide: 1 }, 'BUY', 'model-lean'],
    ['no setup, higher timeframes', { setupBull: 0, higherTrend: -0.1 }, 'BUY', 'model-lean'],
    ['margin at 0.06', probabilities(0.53), 'BUY', 'model-lean'],
    ['margin below', probabilities(0.529), 'FLAT', 'margin'],
    ['ambiguous: 0.08', { ...probabilities(0.539), setupBear: 1 }, 'FLAT', 'margin'],
    ['ambiguous, reached', { ...probabilities(0.54), setupBear: 1 }, 'BUY', 'model-lean'],
    ['higher timeframes agree: 0.05', { ...probabilities(0.525), higherTrend: 0.6 }, 'BUY', 'model-lean'],
    ['they disagree', { ...probabilities(0.525), higherTrend: -0.6 }, 'FLAT', 'margin'],
    ['indicators say nothing: 0.09', { ...probabilities(0.544), taNeutrality: 1 }, 'FLAT', 'margin'],
    ['a strong rule tolerates 0.02', { ...probabilities(0.52), ...strong }, 'BUY', 'rule-direction'],
    [
      'not with a setup against it',
      { ...probabilities(0.52), ...strong, setupBull: 0, setupBear: 1 },
      'FLAT',
      'margin',
    ],
    ['neutrality at 0.65', { neutral: 0.65 }, 'BUY', 'model-lean'],
    ['neutrality above', { neutral: 0.66 }, 'FLAT', 'neutral-limit'],
    [
      'neutrality with indicators',
      { neutral: 0.6, taNeutrality: 0.6, ...probabilities(0.6) },
      'FLAT',
      'neutral-limit',
    ],
    ['a strong rule lifts it', { neutral: 0.8, ...strong }, 'BUY', 'rule-direction'],
    ['not below 0.55', { neutral: 0.8, ...strong, ...probabilities(0.549) }, 'FLAT', 'neutral-limit'],
    ['unknown quality is not weak', { neutral: 0.66, modelQuality: 'unknown' }, 'FLAT', 'neutral-limit'],
  ];
  it.each(cases)('%s', (_what, changes, decision, gate) => {
    const answer = decide({ ...calm, ...changes }, SPINE_POLICY);
    expect([answer.decision, last(answer)]).toEqual([decision, gate]);
  });

  it('rules may act against the model, as published; “Model agrees” refuses', () => {
    const against = { ...calm, ...probabilities(0.46), ruleSide: 1 };
    expect(decide(against, SPINE_POLICY).decision).toBe('BUY');
    const held: DecisionPolicy = {
      ...SPINE_POLICY,
      gates: [...SPINE_POLICY.gates, { gate: 'model-agrees', values: {} }],
    };
    expect(last(decide(against, held))).toBe('model-agrees');
    expect(decide(against, held).decision).toBe('FLAT');
  });
});

describe('trades and returns', () => {
  it('a trade is taken from 0.60, larger the surer', () => {
    const at = (winProbability: number) => decide({ proposedSide: -1, winProbability }, WIN_POLICY);
    expect(at(0.599)).toMatchObject({ decision: 'FLAT', multiplier: 0, threshold: 0.6 });
    expect(at(0.6)).toMatchObject({ decision: 'SELL', multiplier: 0.8 });
    expect(at(0.8).multiplier).toBeCloseTo(1.2, 12);
    expect(last(decide({ proposedSide: 0, winProbability: 0.9 }, WIN_POLICY))).toBe('win-probability');
  });
  it('capped where volatility is wild', () => {
    const at = (winProbability: number, atrPercentile: number) =>
      decide({ proposedSide: 1, winProbability, atrPercentile }, SLOPED_WIN_POLICY).multiplier;
    expect([at(0.49, 0.5), at(0.5, 0.5), at(0.7, 0.5), at(0.7, 0.8), at(0.7, 0.81)]).toEqual([
      0, 0.7, 1.2, 1.2, 1,
    ]);
  });
  it('returns act above their own past, confident, alike both ways', () => {
    const at = (predictedReturn: number, returnConfidence = 0.6) =>
      decide({ predictedReturn, returnConfidence, returnThreshold: 0.001 }, RETURN_POLICY);
    expect(at(0.0011).decision).toBe('BUY');
    expect(at(-0.0011).decision).toBe('SELL');
    expect(at(0.001).decision).toBe('FLAT');
    expect(at(0.0011, 0.5).decision).toBe('FLAT');
    expect(
      decide({ predictedReturn: 1, returnConfidence: Number.NaN, returnThreshold: 0 }, RETURN_POLICY)
        .decision,
    ).toBe('FLAT');
  });
});

describe('gates and policies', () => {
  const grid: DecisionInputs[] = [];
  for (const buy of [0.2, 0.48, 0.52, 0.56, 0.6, 0.8])
    for (const neutral of [0, 0.62, 0.75, 0.95])
      for (const [ruleSide, setupBull, vwapSide] of [
        [0, 0, 0],
        [1, 1, 0],
        [-1, 0, 1],
        [1, 0, -1],
      ])
        for (const quality of [0.5, 0.9])
          for (const winProbability of [0.4, 0.7])
            grid.push({
              ...probabilities(buy),
              neutral,
              quality,
              ruleScore: ruleSide!,
              ruleSide: ruleSide!,
              flowSide: 0,
              vwapSide: vwapSide!,
              higherTrend: 0,
              setupBull: setupBull!,
              setupBear: 0,
              taNeutrality: 0.5,
              proposedSide: 1,
              winProbability,
              atrPercentile: 0.9,
              predictedReturn: (buy - 0.5) / 10,
              returnConfidence: quality,
              returnThreshold: 0.005,
            });

  it.each(GATES.map((gate) => [gate.id, gate] as const))(
    '%s: can end a decision or choose its side, and can let it pass',
    (id, gate) => {
      const policy: DecisionPolicy = {
        version: 1,
        id: 'one',
        title: 'One',
        gates: [
          { gate: 'model-candidate', values: { minimum: 0.05 } },
          ...(gate.role === 'vetoes' ? [{ gate: 'rule-direction', values: {} }] : []),
          { gate: id, values: {} },
        ],
      };
      const answers = grid.map(createDecider(policy));
      const spoke = answers.filter(({ reasons }) => reasons.some((reason) => reason.gate === id));
      expect(spoke.length).toBeGreaterThan(0);
      expect(answers.some(({ decision }) => decision !== 'FLAT')).toBe(true);
      if (gate.role === 'vetoes') {
        expect(spoke.every(({ decision }) => decision === 'FLAT')).toBe(true);
        expect(spoke.length).toBeLessThan(answers.length);
      }
    },
  );

  it('declare what they can be told', () => {
    expect(new Set(GATES.map(({ id }) => id)).size).toBe(GATES.length);
    for (const gate of GATES)
      for (const parameter of gate.parameters) {
        expect(parameter.help.length).toBeGreaterThan(5);
        if (parameter.type === 'boolean') continue;
        expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.default).toBeLessThanOrEqual(parameter.max);
      }
  });

  it('the policies offered hold, as data', () => {
    for (const policy of POLICIES) {
      const again = JSON.parse(JSON.stringify(policy)) as DecisionPolicy;
      expect(grid.map(createDecider(again))).toEqual(grid.map(createDecider(policy)));
    }
    expect(new Set(POLICIES.map(({ id }) => id)).size).toBe(POLICIES.length);
  });

  it('refuse what they do not know', () => {
    const policy = (gate: string, values = {}): DecisionPolicy => ({
      version: 1,
      id: 'odd',
      title: 'Odd',
      gates: [{ gate, values }],
    });
    expect(() => gateOf('coin')).toThrow(/there is no gate coin; there are high-neutrality/);
    expect(() => createDecider(policy('quality'))).toThrow(/no gate that chooses a side/);
    expect(() => createDecider(policy('model-lean', { neutral: 2 }))).toThrow(/must lie between 0 and 1/);
    expect(() => createDecider(policy('model-lean', { typo: 2 }))).toThrow(/no parameter typo/);
  });
});
