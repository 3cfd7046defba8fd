// Gates that choose a side: a model that leans far enough, rules where it does not, and at last whatever the model leans to.

import { ALLOW, flat, type Gate, nameOf, numberOf, reaches, two } from '../gate.ts';
import { leanOf, modelSideOf, sideOf } from '../inputs.ts';

export const modelCandidate: Gate = {
  id: 'model-candidate',
  title: 'Model chooses the side',
  help: 'The likelier side is chosen where the model leans far enough from even chances.',
  role: 'steers',
  parameters: [
    numberOf(
      'minimum',
      'Least lean',
      'Distance of buy / (buy + sell) from one half that makes the model’s side a candidate. 0.22 in the published spine; 0 for any lean.',
      [0.22, 0, 0.5],
      null,
    ),
  ],
  needs: () => ['buy', 'sell'],
  judge(inputs, values) {
    const side = modelSideOf(inputs);
    const lean = leanOf(inputs);
    if (side === 0 || !reaches(lean, Number(values.minimum))) return ALLOW;
    return { kind: 'side', side, words: `the model leans ${two(lean)} to ${nameOf(side)}` };
  },
};

export const ruleDirection: Gate = {
  id: 'rule-direction',
  title: 'Rules steer',
  help: 'The side of the rules is taken where no side was chosen, or where the model hardly leans.',
  role: 'steers',
  parameters: [
    numberOf(
      'steerBelow',
      'Rules overrule a lean up to',
      'Up to this distance of the model from one half the rules decide even where a side was chosen.',
      [0.12, 0, 0.5],
      null,
    ),
  ],
  needs: () => ['buy', 'sell', 'ruleSide'],
  judge(inputs, values, side) {
    const rule = sideOf(inputs.ruleSide);
    if (rule === 0 || (side !== 0 && !reaches(Number(values.steerBelow), leanOf(inputs)))) return ALLOW;
    return { kind: 'side', side: rule, words: `rules steer to ${nameOf(rule)}` };
  },
};

export const modelLean: Gate = {
  id: 'model-lean',
  title: 'Last word of the model',
  help: 'Where nobody chose a side: FLAT if the moment is neutral, else whatever the model leans to.',
  role: 'steers',
  parameters: [
    numberOf(
      'neutral',
      'FLAT from neutrality',
      'Chance of neither side from which an unchosen moment stays FLAT.',
      [0.7, 0, 1],
      'lower',
    ),
  ],
  needs: () => ['buy', 'sell', 'neutral'],
  judge(inputs, values, side) {
    if (side !== 0) return ALLOW;
    if (inputs.neutral! >= Number(values.neutral))
      return flat(`nobody chose a side and neutrality is ${two(inputs.neutral!)}`);
    const own = modelSideOf(inputs);
    if (own === 0) return flat('nobody chose a side and the model leans to neither');
    return { kind: 'side', side: own, words: `the model leans ${two(leanOf(inputs))} to ${nameOf(own)}` };
  },
};
