// Importance by four measures: which there are, in which order, and how much of the whole each feature holds. Pure.

import type { FeatureImportance } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';

export type ImportanceMeasure = 'gain' | 'split' | 'permutation' | 'contribution';

export interface MeasureWords {
  readonly id: ImportanceMeasure;
  readonly title: string;
  readonly help: string;
  readonly text: (value: number) => string;
  /** On an axis. */
  readonly tick: (value: number) => string;
}

/** Round numbers: no more digits than they need. */
function plainTick(value: number): string {
  const plain = Number(value.toPrecision(6));
  return formatNumber(plain, Math.min(6, String(plain).split('.')[1]?.length ?? 0));
}

export const MEASURES: readonly MeasureWords[] = [
  {
    id: 'contribution',
    title: 'Mean |SHAP|',
    help: 'Mean size of the feature’s contribution to a prediction, on test rows, in log-odds for classes',
    text: (value) => formatNumber(value, 4),
    tick: plainTick,
  },
  {
    id: 'permutation',
    title: 'Permutation',
    help: 'Fall of the AUC on test rows when the feature’s values are shuffled. Near or below zero: the model would not miss it',
    text: (value) => formatNumber(value, 4, 'always'),
    tick: plainTick,
  },
  {
    id: 'gain',
    title: 'Gain',
    help: 'Sum of what its splits took off the loss in training, as a share of all features. Favours features with many values',
    text: (value) => formatPercent(value),
    tick: (value) => formatPercent(value, 0),
  },
  {
    id: 'split',
    title: 'Splits',
    help: 'Share of all splits that use the feature, however little they gain',
    text: (value) => formatPercent(value),
    tick: (value) => formatPercent(value, 0),
  },
];

export interface ImportanceRow extends FeatureImportance {
  /** Gain as a share of the sum; NaN where the model has none (not a tree). */
  readonly gainShare: number;
}

export function importanceRows(importance: readonly FeatureImportance[]): readonly ImportanceRow[] {
  const gain = importance.reduce((sum, one) => sum + (Number.isFinite(one.gain) ? one.gain : 0), 0);
  return importance.map((one) => ({ ...one, gainShare: gain > 0 ? one.gain / gain : Number.NaN }));
}

export function measured(row: ImportanceRow, measure: ImportanceMeasure): number {
  return measure === 'gain' ? row.gainShare : row[measure];
}

/** Measures at least one feature has a figure other than zero for: linear and neural models have neither gain nor splits. */
export function measuresOf(rows: readonly ImportanceRow[]): readonly MeasureWords[] {
  return MEASURES.filter(({ id }) =>
    rows.some((row) => Number.isFinite(measured(row, id)) && measured(row, id) !== 0),
  );
}

/** Features with a figure, the largest first, at most `most`. */
export function topFeatures(
  rows: readonly ImportanceRow[],
  measure: ImportanceMeasure,
  most = 20,
): readonly ImportanceRow[] {
  return rows
    .filter((row) => Number.isFinite(measured(row, measure)))
    .sort((a, b) => measured(b, measure) - measured(a, measure))
    .slice(0, most);
}

/** Features whose shuffling costs nothing although the model splits on them: it leans on noise. */
export function leansOnNoise(rows: readonly ImportanceRow[]): readonly string[] {
  return topFeatures(rows, 'contribution', 10)
    .filter((row) => Number.isFinite(row.permutation) && row.permutation <= 0)
    .map(({ name }) => name);
}
