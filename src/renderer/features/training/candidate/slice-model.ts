// Names of slices as a person reads them, and what each slice shows beside the whole. Pure.

import type { CandidateReport, SliceKind, SliceScores } from '../../../../contracts/training-results.ts';

export const SLICE_TITLES: Readonly<Record<SliceKind, string>> = {
  hour: 'By hour of the decision',
  instrument: 'By instrument',
  side: 'By side',
  regime: 'By regime',
};

export const SLICE_COLUMN: Readonly<Record<SliceKind, string>> = {
  hour: 'Hour',
  instrument: 'Instrument',
  side: 'Side',
  regime: 'Regime',
};

const SIDES: Readonly<Record<string, string>> = { long: 'Long', short: 'Short' };

/** Regimes are stored as `state 1`; their words stand with the timelines, where there are some. */
export function sliceWords(kind: SliceKind, key: string, report: Pick<CandidateReport, 'regimes'>): string {
  switch (kind) {
    case 'hour':
    case 'instrument':
      return key;
    case 'side':
      return SIDES[key] ?? key;
    case 'regime': {
      const state = /^state (\d+)$/.exec(key)?.[1];
      if (state === undefined) return key;
      const words = report.regimes[0]?.states[Number(state) - 1]?.words;
      return words ? `${state}: ${words}` : `State ${state}`;
    }
  }
}

/** Fewer rows than this say little about an AUC: its standard error is then above 0.03. */
export const FEW_ROWS = 300;

export interface SliceRow extends SliceScores {
  readonly words: string;
  readonly few: boolean;
  /** Bar lengths −1 … 1 for the cells; 0 where there is no figure. */
  readonly aucBar: number;
  readonly netBar: number;
}

export function sliceRows(
  kind: SliceKind,
  report: Pick<CandidateReport, 'slices' | 'regimes'>,
): readonly SliceRow[] {
  const slices = report.slices[kind];
  const reach = (values: readonly number[]) => Math.max(...values.filter(Number.isFinite).map(Math.abs), 0);
  const aucReach = Math.max(0.05, reach(slices.map(({ auc }) => auc - 0.5)));
  const netReach = reach(slices.map(({ net }) => net));
  const bar = (value: number, most: number) => (Number.isFinite(value) && most > 0 ? value / most : 0);
  return slices.map((slice) => ({
    ...slice,
    words: sliceWords(kind, slice.key, report),
    few: slice.rows < FEW_ROWS,
    aucBar: bar(slice.auc - 0.5, aucReach),
    netBar: bar(slice.net, netReach),
  }));
}
