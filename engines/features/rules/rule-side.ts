// The rule hierarchy: from rule score, flow, timeframes, trend, structure and VWAP to one side or none. The last step of the rules;
// a feature like any other, not an order. Source: the published scalper.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import type { CombinedTemplate } from '../definition.ts';
import { FLOW_HELP } from './flow-reading.ts';
import { consensusId, SLOW_PARAMETER } from './multi-timeframe.ts';
import { RULE_WEIGHTS } from './rule-score.ts';
import { SWIPE_PARAMETER } from './setups.ts';

export interface RuleReading {
  readonly rule: number;
  /** −1, 0, 1; unknown flow is no flow. */
  readonly flow: number;
  readonly consensus: number;
  readonly emaTrend: number;
  readonly structure: number;
  readonly vwapSide: number;
  readonly hasSetup: boolean;
}

export interface RuleThresholds {
  /** |rule score| from which on it has a side. */
  readonly rule: number;
  /** |consensus| beyond which the timeframes have a side. */
  readonly consensus: number;
}

export const RULE_THRESHOLDS: RuleThresholds = { rule: 0.2, consensus: 0.1 };

/**
 * +1 buy, −1 sell, 0 none. Context A is flow, or else the timeframes; context B the EMA trend, or else structure.
 * They must not contradict each other; A decides before B, B before the rule. A side needs flow or timeframes behind it,
 * a setup or context A to act on, and is vetoed beyond the VWAP against it unless flow is with it.
 */
export function ruleSide(reading: RuleReading, thresholds: RuleThresholds = RULE_THRESHOLDS): number {
  const { rule, flow, consensus, emaTrend, structure, vwapSide, hasSetup } = reading;
  const base = Math.abs(rule) >= thresholds.rule ? Math.sign(rule) : 0;
  const timeframes = Math.abs(consensus) > thresholds.consensus ? Math.sign(consensus) : 0;
  const contextA = flow !== 0 ? Math.sign(flow) : timeframes;
  const contextB = emaTrend !== 0 ? Math.sign(emaTrend) : Math.sign(structure);
  if (contextA * contextB < 0) return 0;
  const side = contextA || contextB || base;
  if (side === 0) return 0;
  if (flow !== side && timeframes !== side) return 0;
  if (!hasSetup && contextA === 0) return 0;
  if (vwapSide === -side && side * flow <= 0) return 0;
  return side;
}

const THRESHOLDS: readonly IndicatorParameter[] = [
  {
    name: 'least_rule',
    default: RULE_THRESHOLDS.rule,
    min: 0,
    max: 1,
    help: 'Rule score from which on it has a side.',
  },
  {
    name: 'least_consensus',
    default: RULE_THRESHOLDS.consensus,
    min: 0,
    max: 1,
    help: 'Consensus beyond which the timeframes have a side.',
  },
];

export const RULE_SIDE: CombinedTemplate = {
  kind: 'combined',
  id: 'rule_side',
  version: 1,
  title: 'Side of the rules',
  help: `Hierarchy of the published scalper: context A (flow, else timeframes), context B (EMA trend, else structure), the rule score behind both, and the VWAP’s veto. +1 buy, −1 sell, 0 none. ${FLOW_HELP}; unknown flow counts as none.`,
  family: 'rule',
  unit: 'sign',
  range: { min: -1, max: 1 },
  parameters: [...RULE_WEIGHTS, SLOW_PARAMETER, SWIPE_PARAMETER, ...THRESHOLDS],
  parts(parameters, place) {
    const swipe = { swipe_sign: parameters.swipe_sign! };
    const weights = Object.fromEntries(
      [...RULE_WEIGHTS, SLOW_PARAMETER].map(({ name }) => [name, parameters[name]!]),
    );
    return [
      { feature: 'rule_score', ...place, parameters: weights },
      { feature: consensusId(parameters.slow!), ...place },
      { feature: 'ema_trend_sign', ...place },
      { feature: 'structure_score', ...place, parameters: swipe },
      { feature: 'setup_bull', ...place, parameters: swipe },
      { feature: 'setup_bear', ...place, parameters: swipe },
      { feature: 'flow_side', ...place },
      { feature: 'vwap_side', ...place },
    ];
  },
  combine(values, parameters) {
    // Flow and VWAP (the last two) may be unknown: an index without its future. All else must be known.
    for (let k = 0; k < 6; k++) if (Number.isNaN(values[k]!)) return Number.NaN;
    return ruleSide(
      {
        rule: values[0]!,
        consensus: values[1]!,
        emaTrend: values[2]!,
        structure: values[3]!,
        hasSetup: values[4]! > 0 || values[5]! > 0,
        flow: values[6]! || 0,
        vwapSide: values[7]! || 0,
      },
      { rule: parameters.least_rule!, consensus: parameters.least_consensus! },
    );
  },
};
