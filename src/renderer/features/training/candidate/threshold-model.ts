// What acting above a threshold would have given on the pooled test rows: the point under the slider, the one in use, and the best one,
// which only hindsight knows. Pure; the figures come from the report.

import type { ThresholdPoint } from '../../../../../engines/validation/scores/threshold.ts';
import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';

/** Place of the point nearest to a threshold, the lower of two equally near; −1 without points. */
export function nearestPoint(
  points: readonly Pick<ThresholdPoint, 'threshold'>[],
  threshold: number,
): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  points.forEach((point, k) => {
    const distance = Math.abs(point.threshold - threshold);
    if (distance < least - 1e-12) {
      least = distance;
      nearest = k;
    }
  });
  return nearest;
}

/** Place of the largest net among points that act at all; −1 where none does. */
export function bestPoint(points: readonly Pick<ThresholdPoint, 'net' | 'acted'>[]): number {
  let best = -1;
  points.forEach((point, k) => {
    if (point.acted > 0 && (best < 0 || point.net > (points[best]?.net ?? Number.NEGATIVE_INFINITY)))
      best = k;
  });
  return best;
}

/** Where the slider starts: at the threshold in use, else in the middle. */
export function firstPoint({
  thresholds,
  threshold,
}: Pick<CandidateReport, 'thresholds' | 'threshold'>): number {
  if (threshold !== null) return nearestPoint(thresholds, threshold);
  return Math.floor((thresholds.length - 1) / 2);
}

/** The thresholds the segments really used: `5 segments: 0.522 to 0.571; 1 trades nothing`. */
export function usedWords(report: Pick<CandidateReport, 'perSegment' | 'threshold'>): string {
  const used = report.perSegment.flatMap(({ threshold }) => (threshold === null ? [] : [threshold]));
  const idle = report.perSegment.length - used.length;
  const three = (value: number) => formatNumber(value, 3);
  const idleWords =
    idle === 0
      ? ''
      : `${idle} of ${report.perSegment.length} segments trade${idle === 1 ? 's' : ''} nothing: no threshold earned more than staying out`;
  if (used.length === 0) return idleWords === '' ? 'no threshold was chosen' : idleWords;
  const low = Math.min(...used);
  const high = Math.max(...used);
  const range = low === high ? three(low) : `${three(low)} to ${three(high)}`;
  return `segments used ${range}${idleWords === '' ? '' : `; ${idleWords}`}`;
}

/** Net worth in percent of one position. */
export const netWords = (net: number): string => formatPercent(net, 1, 'always');
/** Mean net worth of an acted row in basis points of the entry. */
export const pointWords = (expectancy: number): string =>
  Number.isFinite(expectancy)
    ? `${formatNumber(expectancy * 10_000, 1, 'always')} bp`
    : formatNumber(Number.NaN);

/** The point in one sentence, for the live region beside the slider. */
export function pointSentence(point: ThresholdPoint): string {
  if (point.acted === 0) return `At ${formatNumber(point.threshold, 3)} nothing is acted on.`;
  return `At ${formatNumber(point.threshold, 3)}: ${formatNumber(point.acted)} rows acted on (${formatPercent(point.coverage)}), ${formatPercent(point.hitRate)} earn more than their charges, net ${netWords(point.net)} of one position, ${pointWords(point.expectancy)} each.`;
}
