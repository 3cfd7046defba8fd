// Is there a reason to look for a trade: structure on the bullish, the bearish or both sides. Read by TA neutrality and the rule
// hierarchy. Source: the published scalper.

import type { IndicatorParameter } from '../../indicators/definition.ts';
import type { CombinedTemplate, FeaturePart, FeaturePlace } from '../definition.ts';

/** In this order in every template below. */
const STRUCTURE = ['swipe_up', 'fvg_up', 'order_block_bull', 'swipe_down', 'fvg_down', 'order_block_bear'];

/**
 * [Note: swipes] The published rules count a swiped high for the bullish side although the bar closed back below it. That is kept as
 * the default so that results can be compared; −1 reads a swipe as the failed break it is, 0 leaves it out.
 */
export const SWIPE_PARAMETER: IndicatorParameter = {
  name: 'swipe_sign',
  default: 1,
  min: -1,
  max: 1,
  help: '1: a swiped high is bullish (as published). −1: it is a failed break, bearish. 0: swipes do not count.',
};

const structureParts = (place: FeaturePlace): readonly FeaturePart[] =>
  STRUCTURE.map((feature) => ({ feature, ...place }));

export interface Setups {
  readonly bull: boolean;
  readonly bear: boolean;
}

/** `vwap` and `flow` are sides; unknown ones (NaN) downgrade nothing. Undefined where part of the structure is unknown. */
export function findSetups(
  structure: ArrayLike<number>,
  swipeSign: number,
  vwap: number,
  flow: number,
): Setups | undefined {
  for (let k = 0; k < STRUCTURE.length; k++) if (Number.isNaN(structure[k]!)) return undefined;
  const swipe = (first: number, second: number) =>
    swipeSign > 0 ? structure[first]! : swipeSign < 0 ? structure[second]! : 0;
  const bull = swipe(0, 3) > 0 || structure[1]! > 0 || structure[2]! > 0;
  const bear = swipe(3, 0) > 0 || structure[4]! > 0 || structure[5]! > 0;
  // Far beyond the VWAP against the setup, and flow does not support it: nothing to join.
  const against = (side: number) => vwap === -side && side * flow <= 0;
  return { bull: bull && !against(1), bear: bear && !against(-1) };
}

function template(
  facts: Pick<CombinedTemplate, 'id' | 'title' | 'help' | 'unit' | 'range'>,
  of: (setups: Setups, flow: number) => number,
): CombinedTemplate {
  return {
    ...facts,
    kind: 'combined',
    version: 1,
    family: 'rule',
    parameters: [SWIPE_PARAMETER],
    parts: (_parameters, place) => [
      ...structureParts(place),
      { feature: 'vwap_side', ...place },
      { feature: 'flow_side', ...place },
    ],
    combine(values, { swipe_sign: swipeSign }) {
      const setups = findSetups(values, swipeSign!, values[6]!, values[7]!);
      if (setups === undefined) return Number.NaN;
      return of(setups, values[7]!);
    },
  };
}

const FLAG = { unit: 'flag', range: { min: 0, max: 1 } } as const;
const RULE =
  'a setup counts unless the price is beyond the VWAP threshold against it and flow does not support it; unknown flow downgrades nothing';

/**
 * +2/−2 a setup that is ready, +1/−1 one that builds, 0 none. The published scalper names the states and gives no rule; ours: a setup is
 * ready when it stands on one side only and flow is on that side, otherwise it builds. Both sides at once, and no flow to ask, build
 * on the side of flow or nowhere.
 */
export function setupState({ bull, bear }: Setups, flow: number): number {
  const side = bull && bear ? Math.sign(flow) || 0 : bull ? 1 : bear ? -1 : 0;
  if (side === 0) return 0;
  return bull !== bear && side * flow > 0 ? 2 * side : side;
}

/** Order blocks ±1, fair-value gaps ±0.5, swipes ±0.75. */
export function structureScore(structure: ArrayLike<number>, swipeSign: number): number {
  const swipe = Math.sign(swipeSign);
  return (
    0.75 * swipe * (structure[0]! - structure[3]!) +
    0.5 * (structure[1]! - structure[4]!) +
    (structure[2]! - structure[5]!)
  );
}

export const SETUPS: readonly CombinedTemplate[] = [
  template(
    {
      ...FLAG,
      id: 'setup_bull',
      title: 'Bullish setup',
      help: `1 where a swipe, a fair-value gap up or a bullish order block is there; ${RULE}.`,
    },
    ({ bull }) => (bull ? 1 : 0),
  ),
  template(
    {
      ...FLAG,
      id: 'setup_bear',
      title: 'Bearish setup',
      help: `1 where a swipe, a fair-value gap down or a bearish order block is there; ${RULE}.`,
    },
    ({ bear }) => (bear ? 1 : 0),
  ),
  template(
    {
      ...FLAG,
      id: 'setup_ambiguous',
      title: 'Setups on both sides',
      help: `1 where there is a bullish and a bearish setup at once; ${RULE}.`,
    },
    ({ bull, bear }) => (bull && bear ? 1 : 0),
  ),
  template(
    {
      id: 'setup_state',
      title: 'Setup state',
      help: `+2 a bullish setup that is ready, +1 one that builds, 0 none, −1 and −2 for bearish ones. Ready: on one side only, and flow is on that side; ${RULE}.`,
      unit: 'score',
      range: { min: -2, max: 2 },
    },
    setupState,
  ),
  {
    kind: 'combined',
    id: 'structure_score',
    version: 1,
    title: 'Structure score',
    help: 'Order block ±1, fair-value gap ±0.5, swipe ±0.75, bullish less bearish (the published scalper).',
    family: 'rule',
    unit: 'score',
    range: { min: -2.25, max: 2.25 },
    parameters: [SWIPE_PARAMETER],
    parts: (_parameters, place) => structureParts(place),
    combine: (values, { swipe_sign: swipeSign }) => structureScore(values, swipeSign!),
  },
];
