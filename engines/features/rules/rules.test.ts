// The rules against hand computation: consensus, adjustment, scores, regime, setups and the hierarchy's truth table.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../catalogue.ts';
import type { CombinedTemplate } from '../definition.ts';
import { flowState, vwapSide } from './flow-regime.ts';
import { indicatorScore } from './indicator-score.ts';
import { ruleScore } from './rule-score.ts';
import { type RuleReading, ruleSide } from './rule-side.ts';
import { findSetups, setupState, structureScore } from './setups.ts';
import { taNeutrality, taRule, taVotes } from './ta-rule.ts';

function combined(id: string): CombinedTemplate {
  const template = CATALOGUE.get(id);
  if (template?.kind !== 'combined') throw new Error(`${id} is not a combined feature`);
  return template;
}

function combine(id: string, values: readonly number[], parameters: Record<string, number> = {}): number {
  const template = combined(id);
  const standard = Object.fromEntries(template.parameters.map((one) => [one.name, one.default]));
  return template.combine(Float64Array.from(values), { ...standard, ...parameters });
}

describe('multi-timeframe', () => {
  it('consensus is the mean of the votes', () => {
    expect(combine('mtf_consensus', [0.08, 0.01, -0.03])).toBeCloseTo(1 / 3, 15);
    expect(combine('mtf_consensus', [0.08, 0, 0])).toBeCloseTo(1 / 3, 15);
    expect(combine('mtf_consensus_5_15_60', [-0.01, -0.02, -0.03])).toBe(-1);
    expect(combine('mtf_consensus', [0.08, Number.NaN, 0.01])).toBeNaN();
  });

  it('adjustment weighs 1, 0.6 and 0.4 over 2', () => {
    expect(combine('mtf_adjustment', [0.08, -0.03, 0.02])).toBeCloseTo((0.08 - 0.018 + 0.008) / 2, 15);
    expect(combine('mtf_adjustment', [0.2, 0.2, 0.2])).toBe(0.08);
    expect(
      combine('mtf_adjustment', [0.1, 0.1, 0.1], { weight_first: 0, weight_second: 0, weight_third: 0 }),
    ).toBeNaN();
  });

  it('reads the pattern adjustment on each timeframe of the place’s source', () => {
    const parts = combined('mtf_consensus_5_15_60').parts({}, { source: 'future', timeframe: 'decision' });
    expect(parts.map(({ feature, source, timeframe }) => [feature, source, timeframe])).toEqual([
      ['pattern_adjustment', 'future', '5m'],
      ['pattern_adjustment', 'future', '15m'],
      ['pattern_adjustment', 'future', '60m'],
    ]);
  });
});

describe('rule score', () => {
  it('weighs 0.50, 0.35, 0.15 and nothing for TA by default', () => {
    expect(combine('rule_score', [0.4, 1, 0.08, Number.NaN])).toBeCloseTo(0.2 + 0.35 + 0.012, 15);
  });
  it('scales other weights to 1 and needs what it weighs', () => {
    const weights = { weight_indicator: 2, weight_mtf: 0, weight_pattern: 0, weight_ta: 2 };
    expect(ruleScore([0.4, Number.NaN, Number.NaN, -0.8], weights)).toBeCloseTo(-0.2, 15);
    expect(ruleScore([0.4, 1, 1, Number.NaN], weights)).toBeNaN();
    expect(
      ruleScore([1, 1, 1, 1], { weight_indicator: 0, weight_mtf: 0, weight_pattern: 0, weight_ta: 0 }),
    ).toBeNaN();
  });
});

describe('indicator score', () => {
  const reading = { emaTrend: 1, slope: 0.4, imbalance: 0.5, drift: 0.1, volatility: 0.001, tightness: 0.99 };
  it('by hand in each state of the market', () => {
    expect(indicatorScore(reading)).toBeCloseTo(0.35 + 0.1 + 0.1 + 0.02, 15);
    expect(indicatorScore({ ...reading, tightness: 0.97 })).toBeCloseTo(0.35 + 0.125 + 0.12, 15);
    expect(indicatorScore({ ...reading, tightness: 0.996 })).toBeCloseTo(
      0.35 + 0.15 * Math.tanh(0.4) + 0.12,
      15,
    );
    expect(indicatorScore({ ...reading, volatility: 0 })).toBeCloseTo(0.35 + 0.06 + 0.12, 15);
  });
  it('is missing where a part is', () => {
    for (const name of Object.keys(reading))
      expect(indicatorScore({ ...reading, [name]: Number.NaN }), name).toBeNaN();
  });
});

describe('TA rule', () => {
  const up = {
    close: 104,
    fast: 103,
    middle: 102,
    slow: 101,
    slope: 0.002,
    rsi: 60,
    histogram: 0.3,
    percentB: 0.9,
    bandwidth: 0.06,
  };
  it('adds up the votes', () => {
    expect(taVotes(up, 0.0015)).toBeCloseTo(1.1, 15);
    const down = {
      close: 96,
      fast: 97,
      middle: 98,
      slow: 99,
      slope: -0.002,
      rsi: 40,
      histogram: -0.3,
      percentB: 0.1,
      bandwidth: 0.06,
    };
    expect(taVotes(down, 0.0015)).toBeCloseTo(-1.1, 15);
    // Inside the averages, slope too small, RSI undecided, bands too narrow: only the histogram is left.
    expect(taVotes({ ...up, close: 102.5, slope: 0.001, rsi: 50, bandwidth: 0.04 }, 0.0015)).toBeCloseTo(
      0.1,
      15,
    );
    expect(taVotes({ ...up, percentB: Number.NaN }, 0.0015)).toBeCloseTo(1, 15);
  });
  it('the VWAP votes beyond its threshold, and doubt shrinks the rule', () => {
    expect(taRule(0.4, 1, 0.001, 0.0005)).toBeCloseTo(0.65, 15);
    expect(taRule(0.4, 1, 0.0004, 0.0005)).toBe(0.4);
    expect(taRule(0.4, 1, -0.001, 0.0005)).toBeCloseTo(0.6 * 0.15, 15);
    expect(taRule(1.1, 1, 0.001, 0.0005)).toBe(1);
    expect(taRule(0.4, 1, Number.NaN, 0.0005)).toBe(0.4);
  });
  it('neutrality falls with a setup on one side', () => {
    expect(taNeutrality(0.8, 1, 0)).toBeCloseTo(0.5, 15);
    expect(taNeutrality(0.8, 0, 0)).toBe(0.8);
    expect(taNeutrality(0.8, 1, 1)).toBeCloseTo(0.85, 15);
    expect(taNeutrality(0.1, 0, 1)).toBe(0);
  });
});

describe('flow', () => {
  const settings = { vwap_threshold: 0.002, delta_scale: 2.5e-5 };
  const bear = { deviation: -0.003, delta: 2e-5, volumeDelta: 0.1, imbalance: -0.4 };

  it('locks where deviation, imbalance and delta agree, mirrored', () => {
    const pressure = Math.tanh(0.8);
    expect(flowState(bear, settings)).toEqual({ regime: -1, side: -1, score: -1 - 0.4 + 0.25 * pressure });
    const bull = { deviation: 0.003, delta: -2e-5, volumeDelta: 0.1, imbalance: 0.4 };
    expect(flowState(bull, settings)).toEqual({ regime: 1, side: 1, score: 1 + 0.4 - 0.25 * pressure });
  });

  it('blends where one of them does not', () => {
    for (const change of [{ deviation: -0.001 }, { imbalance: 0.1 }, { delta: 3e-5 }])
      expect(flowState({ ...bear, ...change }, settings).regime, JSON.stringify(change)).toBe(0);
    const { score, side } = flowState(
      { deviation: 0.001, delta: 0, volumeDelta: 2, imbalance: 0.2 },
      settings,
    );
    expect(score).toBeCloseTo((0.55 * Math.tanh(0.5) + 0.03) * 1.75, 15);
    expect(side).toBe(1);
  });

  it('is unknown where a part is', () => {
    expect(flowState({ ...bear, delta: Number.NaN }, settings)).toEqual({
      regime: Number.NaN,
      score: Number.NaN,
      side: Number.NaN,
    });
  });

  it('takes all of it from the future, or all from the instrument', () => {
    const own = [-0.003, -1, 0];
    const future = [0.003, 1, 0];
    expect(combine('flow_side', [...own, ...future, 0])).toBe(1);
    // One number of the future is missing: nothing of it is used.
    expect(combine('flow_side', [...own, 0.003, Number.NaN, 0, 0])).toBe(-1);
    expect(combine('flow_side', [Number.NaN, -1, 0, Number.NaN, 1, 0, 0])).toBeNaN();
    const sources = combined('flow_side')
      .parts({}, { source: 'self', timeframe: 'decision' })
      .map(({ feature, source }) => `${source} ${feature}`);
    expect(sources).toEqual([
      'self vwap_deviation',
      'self cvd_delta',
      'self volume_delta',
      'future vwap_deviation',
      'future cvd_delta',
      'future volume_delta',
      'self micro_imbalance',
    ]);
  });

  it('the VWAP has a side beyond the threshold only', () => {
    expect([0.0021, 0.002, 0, -0.002, -0.0021].map((one) => vwapSide(one, 0.002))).toEqual([1, 0, 0, 0, -1]);
  });
});

describe('setup state', () => {
  const bull = { bull: true, bear: false };
  const bear = { bull: false, bear: true };
  const both = { bull: true, bear: true };

  it('is ready only on one side and with flow on that side', () => {
    expect([1, 0, -1, Number.NaN].map((flow) => setupState(bull, flow))).toEqual([2, 1, 1, 1]);
    expect([1, 0, -1, Number.NaN].map((flow) => setupState(bear, flow))).toEqual([-1, -1, -2, -1]);
    expect([1, 0, -1, Number.NaN].map((flow) => setupState(both, flow))).toEqual([1, 0, -1, 0]);
    expect(setupState({ bull: false, bear: false }, 1)).toBe(0);
  });

  it('is a feature, unknown while the structure is', () => {
    // swipe, gap and order block up, then down; VWAP side; flow side
    expect(combine('setup_state', [0, 1, 0, 0, 0, 0, 0, 1])).toBe(2);
    expect(combine('setup_state', [0, 0, 0, 0, 1, 0, 0, 1])).toBe(-1);
    expect(combine('setup_state', [Number.NaN, 1, 0, 0, 0, 0, 0, 1])).toBeNaN();
  });
});

describe('setups', () => {
  // swipe up, gap up, block bull, swipe down, gap down, block bear
  it('any structure makes a setup; both sides may', () => {
    expect(findSetups([0, 0, 0, 0, 0, 0], 1, 0, 0)).toEqual({ bull: false, bear: false });
    for (const k of [0, 1, 2])
      expect(findSetups([0, 1, 2].map((one) => +(one === k)).concat(0, 0, 0), 1, 0, 0)).toEqual({
        bull: true,
        bear: false,
      });
    expect(findSetups([0, 1, 0, 0, 0, 1], 1, 0, 0)).toEqual({ bull: true, bear: true });
  });
  it('a swipe is read as published, as a failed break, or not at all', () => {
    expect(findSetups([1, 0, 0, 0, 0, 0], 1, 0, 0)).toEqual({ bull: true, bear: false });
    expect(findSetups([1, 0, 0, 0, 0, 0], -1, 0, 0)).toEqual({ bull: false, bear: true });
    expect(findSetups([1, 0, 0, 0, 0, 0], 0, 0, 0)).toEqual({ bull: false, bear: false });
  });
  it('is dropped beyond the VWAP against it unless flow supports it', () => {
    const bull = [0, 0, 1, 0, 0, 0];
    expect(findSetups(bull, 1, -1, 0)?.bull).toBe(false);
    expect(findSetups(bull, 1, -1, 1)?.bull).toBe(true);
    expect(findSetups(bull, 1, 1, -1)?.bull).toBe(true);
    expect(findSetups([0, 0, 0, 0, 0, 1], 1, 1, 0)?.bear).toBe(false);
    expect(findSetups(bull, 1, Number.NaN, Number.NaN)?.bull).toBe(true);
    expect(findSetups([Number.NaN, 0, 1, 0, 0, 0], 1, 0, 0)).toBeUndefined();
  });
  it('structure score: block 1, gap 0.5, swipe 0.75', () => {
    expect(structureScore([1, 1, 1, 0, 0, 0], 1)).toBe(2.25);
    expect(structureScore([1, 1, 0, 0, 0, 1], 1)).toBe(0.25);
    expect(structureScore([1, 0, 0, 0, 0, 0], -1)).toBe(-0.75);
  });
});

describe('rule hierarchy', () => {
  const nothing: RuleReading = {
    rule: 0,
    flow: 0,
    consensus: 0,
    emaTrend: 0,
    structure: 0,
    vwapSide: 0,
    hasSetup: true,
  };
  const cases: readonly [name: string, reading: Partial<RuleReading>, side: number][] = [
    ['nothing says anything', {}, 0],
    ['flow alone decides', { flow: 1 }, 1],
    ['timeframes stand in for flow', { consensus: 1 / 3 }, 1],
    ['timeframes within their threshold do not', { consensus: 0.1 }, 0],
    ['flow before timeframes', { flow: 1, consensus: -1 }, 1],
    ['context A against the EMA trend: none', { flow: 1, emaTrend: -1 }, 0],
    ['context A against structure where there is no trend: none', { flow: 1, structure: -0.5 }, 0],
    ['the EMA trend hides structure', { flow: 1, emaTrend: 1, structure: -2 }, 1],
    ['context B alone has neither flow nor timeframes behind it', { emaTrend: 1, rule: 1 }, 0],
    ['the rule alone neither', { rule: 1 }, 0],
    ['context A needs no setup', { flow: 1, hasSetup: false }, 1],
    ['a rule against flow does not stop it', { flow: 1, rule: -1 }, 1],
    ['below the VWAP with flow: allowed', { flow: 1, vwapSide: -1 }, 1],
    ['below the VWAP without flow: vetoed', { consensus: 1, vwapSide: -1 }, 0],
    ['above the VWAP: nothing to veto', { consensus: 1, vwapSide: 1 }, 1],
  ];
  it.each(cases)('%s', (_name, reading, side) => {
    expect(ruleSide({ ...nothing, ...reading })).toBe(side);
  });

  it('mirrored readings give the mirrored side, over every combination', () => {
    const signs = [-1, 0, 1];
    for (const rule of [-0.5, -0.1, 0.1, 0.5])
      for (const flow of signs)
        for (const consensus of [-1, -0.05, 0, 1])
          for (const emaTrend of signs)
            for (const structure of [-0.5, 0, 1])
              for (const vwap of signs)
                for (const hasSetup of [true, false]) {
                  const reading = { rule, flow, consensus, emaTrend, structure, vwapSide: vwap, hasSetup };
                  const mirror = {
                    rule: -rule,
                    flow: -flow,
                    consensus: -consensus,
                    emaTrend: -emaTrend,
                    structure: -structure,
                    vwapSide: -vwap,
                    hasSetup,
                  };
                  const side = ruleSide(reading);
                  expect(ruleSide(mirror) + side).toBe(0);
                  if (side === 0) continue;
                  // What holds of every side given.
                  expect(flow === side || Math.sign(consensus) === side).toBe(true);
                  expect(emaTrend).not.toBe(-side);
                  expect(vwap === -side && flow !== side).toBe(false);
                }
  });

  it('unknown flow counts as none; anything else unknown is unknown', () => {
    // rule, consensus, EMA trend, structure, bull, bear, flow, VWAP
    expect(combine('rule_side', [0.5, 1, 1, 0, 1, 0, Number.NaN, Number.NaN])).toBe(1);
    expect(combine('rule_side', [0.5, Number.NaN, 1, 0, 1, 0, 1, 1])).toBeNaN();
  });
});
