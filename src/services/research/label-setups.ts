// What the setup-conditional label reads of the market at each decision, computed from features of the decision bars. Called by builds
// and previews. [Note: label inputs] These formulas decide rows, so their hash is part of a dataset's recipe.

import type { FeatureData } from '../../../engines/features/data.ts';
import type { FeatureSet } from '../../../engines/features/definition.ts';
import { buildMatrix } from '../../../engines/features/matrix.ts';
import type { ResolvedSet } from '../../../engines/features/resolve.ts';
import type { LabelExtras } from '../../../engines/labels/definition.ts';
import type { LabelSpec } from '../../../engines/labels/spec.ts';
import { resolved } from './feature-catalogue.ts';

const FEATURES = ['setup_bull', 'setup_bear', 'micro_imbalance', 'flow_side', 'vwap_side'] as const;

const SETUP_SET: FeatureSet = {
  id: 'label-setups',
  version: 1,
  title: 'Setups of the label',
  description: '',
  entries: FEATURES.map((feature) => ({
    name: feature,
    feature,
    source: 'self',
    timeframe: 'decision',
    parameters: {},
  })),
};

/** Features a label reads besides prices, or null. */
export function labelFeatures(label: LabelSpec): ResolvedSet | null {
  return label.kind === 'setup-conditional' ? resolved(SETUP_SET) : null;
}

export function labelExtras(data: FeatureData, label: LabelSpec): LabelExtras {
  const set = labelFeatures(label);
  if (set === null) return {};
  const [bull, bear, imbalance, flow, vwap] = buildMatrix(set, data).columns;
  return {
    setups: {
      // Exactly one setup: where both stand, or one is not known, there is none to judge.
      setup: Int8Array.from(bull!, (value, i) => (bear![i] === 1 - value ? value - bear![i]! : 0)),
      imbalance: Float64Array.from(imbalance!),
      flowSide: Int8Array.from(flow!),
      vwapSide: Int8Array.from(vwap!),
    },
  };
}

/** The first `rows` decisions alone. */
export function firstExtras({ setups }: LabelExtras, rows: number): LabelExtras {
  if (setups === undefined) return {};
  return {
    setups: {
      setup: setups.setup.subarray(0, rows),
      imbalance: setups.imbalance.subarray(0, rows),
      flowSide: setups.flowSide.subarray(0, rows),
      vwapSide: setups.vwapSide.subarray(0, rows),
    },
  };
}
