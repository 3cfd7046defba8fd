// Fills a decision's inputs from a row of features: which feature of the catalogue each input is. Called by evaluation and serving, which
// add the models' own answers.

import type { DecisionInputs, NumberInput } from './inputs.ts';

/** Features by their id in the catalogue; a feature set may call its column otherwise. */
export const INPUT_FEATURES = {
  ruleScore: 'rule_score',
  ruleSide: 'rule_side',
  flowSide: 'flow_side',
  vwapSide: 'vwap_side',
  higherTrend: 'mtf_consensus',
  setupBull: 'setup_bull',
  setupBear: 'setup_bear',
  taNeutrality: 'ta_neutrality',
  atrPercentile: 'atr_percentile',
} as const satisfies Partial<Record<NumberInput, string>>;
export type FeatureInput = keyof typeof INPUT_FEATURES;

/** Reads one row after the other. `columns`: the name of each input's column where it is not the feature's id. */
export function createInputReader(
  names: readonly string[],
  columns: Partial<Record<FeatureInput, string>> = {},
): (row: ArrayLike<number>) => DecisionInputs {
  const places = (Object.keys(INPUT_FEATURES) as FeatureInput[]).flatMap((input) => {
    const at = names.indexOf(columns[input] ?? INPUT_FEATURES[input]);
    return at < 0 ? [] : [[input, at] as const];
  });
  // An input without a column, and a missing value, are simply not known.
  return (row) =>
    Object.fromEntries(
      places.flatMap(([input, at]) => (Number.isNaN(row[at]!) ? [] : [[input, row[at]!]])),
    ) as DecisionInputs;
}
