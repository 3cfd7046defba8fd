// Gates on the chance that neither side comes true.

import { ALLOW, flat, type Gate, numberOf, reaches, switchOf, two } from '../gate.ts';
import { isKnown, leanOf } from '../inputs.ts';
import { STRONG_RULE_INPUTS, strongRule, strongRuleParameter } from './strong-rule.ts';

export const highNeutrality: Gate = {
  id: 'high-neutrality',
  title: 'Nothing is happening',
  help: 'FLAT where neither side is nearly certain and the model hardly leans.',
  role: 'vetoes',
  parameters: [
    numberOf(
      'neutral',
      'From neutrality',
      'Chance of neither side that counts as high.',
      [0.9, 0, 1],
      'lower',
    ),
    numberOf(
      'lean',
      'Unless the model leans',
      'Distance of the model from one half that passes all the same.',
      [0.22, 0, 0.5],
      'higher',
    ),
  ],
  needs: () => ['buy', 'sell', 'neutral'],
  judge(inputs, values) {
    const lean = leanOf(inputs);
    if (!(inputs.neutral! >= Number(values.neutral)) || reaches(lean, Number(values.lean))) return ALLOW;
    return flat(`neutrality is ${two(inputs.neutral!)} and the model leans only ${two(lean)}`);
  },
};

export const neutralLimit: Gate = {
  id: 'neutral-limit',
  title: 'Neutrality',
  help: 'FLAT where neither side is likelier than the limit, indicators that say little counting a little.',
  role: 'vetoes',
  parameters: [
    numberOf(
      'limit',
      'Most neutrality',
      'Largest chance of neither side. 0.60 as published.',
      [0.6, 0, 1],
      'lower',
    ),
    numberOf(
      'taWeight',
      'Weight of indicators',
      'Share of the indicators’ own neutrality that is added to the chance. 0.10 in the published spine.',
      [0, 0, 1],
      'higher',
    ),
    switchOf(
      'rescue',
      'A strong rule lifts it',
      'A strong rule on the model’s side with a setup of that side passes all the same, where the likelier side is likely enough.',
      false,
      'lower',
    ),
    strongRuleParameter,
    numberOf(
      'rescueProbability',
      'Likelier side, to be lifted',
      'Least probability of the likelier side for a strong rule to lift the limit.',
      [0.55, 0, 1],
      'higher',
    ),
    switchOf(
      'ignoreWhenWeak',
      'Ignore beside a weak model',
      'As published, neutrality is not asked where calibration finds the model weak. Unknown quality is not weak: then it is asked.',
      false,
      'lower',
    ),
  ],
  needs: ({ taWeight }) => [
    'buy',
    'sell',
    'neutral',
    ...(Number(taWeight) > 0 ? (['taNeutrality'] as const) : []),
  ],
  reads: ({ rescue }) => (rescue === true ? STRONG_RULE_INPUTS : []),
  judge(inputs, values) {
    if (values.ignoreWhenWeak === true && inputs.modelQuality === 'weak') return ALLOW;
    const extra = isKnown(inputs.taNeutrality) ? Number(values.taWeight) * inputs.taNeutrality : 0;
    const neutral = Math.min(1, inputs.neutral! + extra);
    if (reaches(Number(values.limit), neutral)) return ALLOW;
    const likelier = Math.max(inputs.buy!, inputs.sell!);
    if (
      values.rescue === true &&
      strongRule(inputs, Number(values.strongRule)) &&
      likelier >= Number(values.rescueProbability)
    )
      return ALLOW;
    return flat(`neutrality ${two(neutral)} is above ${two(Number(values.limit))}`);
  },
};
