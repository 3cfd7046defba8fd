// The decision policies the product starts from, with the published numbers of the systems it replaces. Each is plain data to copy and
// change.

import type { DecisionPolicy } from './decide.ts';

/** Any lean of the model, held to margin 0.12, neutrality 0.60 and quality 0.55. */
export const STANDARD_POLICY: DecisionPolicy = {
  version: 1,
  id: 'standard',
  title: 'Margin, neutrality and quality',
  gates: [
    { gate: 'model-candidate', values: { minimum: 0 } },
    { gate: 'margin', values: { base: 0.12 } },
    { gate: 'neutral-limit', values: { limit: 0.6 } },
    { gate: 'quality', values: { minimum: 0.55 } },
  ],
};

/** Rules, model, flow and setups in the published order. */
export const SPINE_POLICY: DecisionPolicy = {
  version: 1,
  id: 'spine',
  title: 'Decision spine: model, rules, flow and setups',
  gates: [
    { gate: 'high-neutrality', values: { neutral: 0.9, lean: 0.22 } },
    { gate: 'model-candidate', values: { minimum: 0.22 } },
    { gate: 'rule-direction', values: { steerBelow: 0.12 } },
    { gate: 'model-lean', values: { neutral: 0.7 } },
    { gate: 'flow-veto', values: {} },
    { gate: 'require-setup', values: { higherTrend: 0.1 } },
    {
      gate: 'margin',
      values: {
        base: 0.06,
        ambiguousExtra: 0.02,
        agreementRelief: 0.01,
        agreement: 0.5,
        floor: 0.02,
        taExtra: 0.03,
        ruleSlack: 0.02,
        strongRule: 0.7,
      },
    },
    {
      gate: 'neutral-limit',
      values: {
        limit: 0.65,
        taWeight: 0.1,
        rescue: true,
        strongRule: 0.7,
        rescueProbability: 0.55,
        ignoreWhenWeak: true,
      },
    },
  ],
};

/** As recorded predictions are judged: twice the lean at least 0.15, quality 0.55. */
export const OFFLINE_POLICY: DecisionPolicy = {
  version: 1,
  id: 'offline',
  title: 'Recorded predictions: margin and quality',
  gates: [
    { gate: 'model-candidate', values: { minimum: 0 } },
    { gate: 'margin', values: { base: 0.15 } },
    { gate: 'quality', values: { minimum: 0.55 } },
  ],
};

/** A strategy's own trades, taken by their chance to win. */
export const WIN_POLICY: DecisionPolicy = {
  version: 1,
  id: 'win',
  title: 'Trades by their chance to win',
  gates: [{ gate: 'win-probability', values: { threshold: 0.6, least: 0.8, most: 1.6 } }],
};

export const SLOPED_WIN_POLICY: DecisionPolicy = {
  version: 1,
  id: 'win-sloped',
  title: 'Trades by their chance to win, capped in wild markets',
  gates: [
    {
      gate: 'win-probability-sloped',
      values: { threshold: 0.5, least: 0.7, most: 1.2, slopeTo: 0.75, wildFrom: 0.8 },
    },
  ],
};

export const RETURN_POLICY: DecisionPolicy = {
  version: 1,
  id: 'return',
  title: 'Predicted returns',
  gates: [{ gate: 'return-forecast', values: { confidence: 0.5, minimumReturn: 0 } }],
};

export const POLICIES: readonly DecisionPolicy[] = [
  STANDARD_POLICY,
  SPINE_POLICY,
  OFFLINE_POLICY,
  WIN_POLICY,
  SLOPED_WIN_POLICY,
  RETURN_POLICY,
];
