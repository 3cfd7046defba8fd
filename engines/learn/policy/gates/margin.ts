// The gate on how far the two probabilities lie apart, with a threshold that follows the moment, and the one that asks the model to agree.

import { ALLOW, flat, type Gate, nameOf, numberOf, reaches, two } from '../gate.ts';
import { isKnown, marginOf, modelSideOf } from '../inputs.ts';
import { STRONG_RULE_INPUTS, strongRule, strongRuleParameter } from './strong-rule.ts';

export const margin: Gate = {
  id: 'margin',
  title: 'Margin',
  help: 'FLAT where buy and sell lie too near each other. As published, the margin counts whichever of the two is likelier: add “Model agrees” to hold it to the chosen side.',
  role: 'vetoes',
  parameters: [
    numberOf(
      'base',
      'Least margin',
      'Difference of the two probabilities. 0.12 as published (QMIN); 0.06 in the spine.',
      [0.12, 0, 1],
      'higher',
    ),
    numberOf(
      'ambiguousExtra',
      'More, if ambiguous',
      'Added where setups to buy and to sell are there at once. 0.02 in the spine.',
      [0, 0, 1],
      'higher',
    ),
    numberOf(
      'agreementRelief',
      'Less, if higher timeframes agree',
      'Taken off where their consensus is beyond the next value on the chosen side. 0.01 in the spine.',
      [0, 0, 1],
      'lower',
    ),
    numberOf(
      'agreement',
      'Agreement from',
      'Consensus of higher timeframes that counts as agreeing.',
      [0.5, 0, 1],
      'higher',
    ),
    numberOf('floor', 'Never below', 'No relief lowers the threshold below this.', [0.02, 0, 1], 'higher'),
    numberOf(
      'taExtra',
      'More, per indicator neutrality',
      'Times the indicators’ own neutrality. 0.03 in the spine.',
      [0, 0, 1],
      'higher',
    ),
    numberOf(
      'ruleSlack',
      'Slack beside a strong rule',
      'A strong rule on the model’s side tolerates this shortfall. 0.02 in the spine.',
      [0, 0, 1],
      'lower',
    ),
    strongRuleParameter,
  ],
  needs: ({ ambiguousExtra, taExtra }) => [
    'buy',
    'sell',
    ...(Number(ambiguousExtra) > 0 ? (['setupBull', 'setupBear'] as const) : []),
    ...(Number(taExtra) > 0 ? (['taNeutrality'] as const) : []),
  ],
  reads: ({ agreementRelief, ruleSlack }) => [
    ...(Number(agreementRelief) > 0 ? (['higherTrend'] as const) : []),
    ...(Number(ruleSlack) > 0 ? STRONG_RULE_INPUTS : []),
  ],
  judge(inputs, values, side) {
    const value = (name: string) => Number(values[name]);
    let threshold = value('base');
    if (inputs.setupBull === 1 && inputs.setupBear === 1) threshold += value('ambiguousExtra');
    const agrees = isKnown(inputs.higherTrend) && side * inputs.higherTrend > value('agreement');
    const offset = isKnown(inputs.thresholdOffset) ? inputs.thresholdOffset : 0;
    const relief = (agrees ? value('agreementRelief') : 0) - offset;
    // The floor holds back what is taken off; a base below it stands as it was set.
    if (relief > 0) threshold = Math.max(Math.min(threshold, value('floor')), threshold - relief);
    else threshold -= relief;
    if (isKnown(inputs.taNeutrality)) threshold += value('taExtra') * inputs.taNeutrality;
    const slack = strongRule(inputs, value('strongRule')) ? value('ruleSlack') : 0;
    const own = marginOf(inputs);
    if (reaches(own + slack, threshold)) return { kind: 'allow', threshold };
    return { ...flat(`margin ${two(own)} is below ${two(threshold)}`), threshold };
  },
};

export const modelAgrees: Gate = {
  id: 'model-agrees',
  title: 'Model agrees',
  help: 'FLAT where rules chose a side the model finds less likely than the other.',
  role: 'vetoes',
  parameters: [],
  needs: () => ['buy', 'sell'],
  judge: (inputs, _values, side) =>
    side === 0 || modelSideOf(inputs) === side ? ALLOW : flat(`the model does not lean to ${nameOf(side)}`),
};
