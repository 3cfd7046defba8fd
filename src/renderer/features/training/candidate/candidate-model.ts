// What a candidate's page says of it in one line: whether it passed, whether it knows anything, what it was trained on. Pure.

import { type CandidateReport, type Interval90, judgedAuc } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent, plural } from '../../../ui/format.ts';

export const three = (value: number): string => formatNumber(value, 3);

/** A figure that may not exist, with the reason where it does not. */
export interface Known {
  readonly text: string;
  /** Why there is no figure; null where there is one. */
  readonly missing: string | null;
}

export function known(value: number, text: (value: number) => string, missing: string): Known {
  return Number.isFinite(value) ? { text: text(value), missing: null } : { text: text(Number.NaN), missing };
}

/** Reasons a score says nothing, each a sentence for the hover and for screen readers. */
export const MISSING = {
  auc: 'Only one class occurs in these rows, so there is nothing to tell apart',
  hitRate: 'Nothing was acted on',
  deviation: 'A spread needs two segments or more',
  segments: 'No segment was scored',
  permutation: 'Not measured for this feature',
  money: 'Nothing was traded',
  engine: 'The backtest engine cannot trade this dataset; the cautions say why',
  sharpe: 'Too few days with equity for a Sharpe ratio',
  class: 'No row was predicted as, or is of, this class',
  bin: 'No row has a probability in this range',
} as const;

export type BandPlace = 'above' | 'inside' | 'below' | 'unknown';

/** Where an AUC stands against the band that labels without meaning give. */
export function placeInBand(auc: number, band: Interval90 | null): BandPlace {
  if (band === null || !Number.isFinite(auc)) return 'unknown';
  if (auc > band.high) return 'above';
  return auc < band.low ? 'below' : 'inside';
}

/** What stands under the picture of the band, which marks the pooled AUC; the verdict may ask a lower one. */
export function bandVerdict(report: Pick<CandidateReport, 'pooled' | 'withinAuc' | 'permutation'>): string {
  const auc = judgedAuc(report);
  const words = bandWords(auc, report.permutation);
  return report.permutation === null || three(auc) === three(report.pooled.auc)
    ? words
    : `${words} That AUC is the mean inside the segments: the pooled one counts telling segments apart.`;
}

/** One sentence on an AUC and the band. */
export function bandWords(auc: number, band: Interval90 | null): string {
  if (band === null)
    return 'No labels were permuted for this candidate, so there is no band to hold its AUC against.';
  const range = `${three(band.low)} to ${three(band.high)}`;
  switch (placeInBand(auc, band)) {
    case 'above':
      return `Labels without meaning give ${range}. The AUC of ${three(auc)} lies above: something was learned. Whether it pays is another question.`;
    case 'inside':
      return `Labels without meaning give ${range}. The AUC of ${three(auc)} lies inside: this model found nothing.`;
    case 'below':
      return `Labels without meaning give ${range}. The AUC of ${three(auc)} lies below: on the test rows it was wrong more often than chance.`;
    case 'unknown':
      return `Labels without meaning give ${range}. The AUC of this candidate is not known: ${MISSING.auc.toLowerCase()}.`;
  }
}

export interface Verdict {
  readonly passed: boolean;
  readonly words: string;
}

export function verdictOf(report: Pick<CandidateReport, 'passed' | 'faults' | 'holdOut'>): Verdict {
  if (!report.passed)
    return {
      passed: false,
      words:
        report.faults.length === 0
          ? 'Did not pass its gates'
          : `Did not pass: ${plural(report.faults.length, 'fault')}`,
    };
  if (report.holdOut === null)
    return { passed: true, words: 'Passed its gates on the test parts; the hold-out is closed' };
  return report.holdOut.passed
    ? { passed: true, words: 'Passed its gates, on the test parts and on the hold-out' }
    : { passed: false, words: 'Passed on the test parts, not on the hold-out' };
}

/** `5 segments: 45 days of training, every 15 days`. */
export function segmentsWords(
  report: Pick<CandidateReport, 'perSegment'>,
  splitWords: string | null,
): string {
  const segments = plural(report.perSegment.length, 'segment');
  return splitWords ? `${segments}: ${splitWords}` : segments;
}

/** `win 46.3 %, lose 53.7 %`, the classes of the pooled test rows. */
export function balanceWords(classes: readonly string[], balance: readonly number[]): string {
  return classes.map((name, k) => `${name} ${formatPercent(balance[k] ?? Number.NaN)}`).join(', ');
}

/** `mean 0.544 ± 0.014`; the spread needs two segments. */
export function spreadWords(report: Pick<CandidateReport, 'meanAuc' | 'deviationAuc'>): string {
  const mean = `mean ${three(report.meanAuc)}`;
  return Number.isFinite(report.deviationAuc) ? `${mean} ± ${three(report.deviationAuc)}` : mean;
}
