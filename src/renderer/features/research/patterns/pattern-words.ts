// Words and figures of pattern rates: why a rate is missing, how wide it is, what a win is. Pure view-model of the table and the panel.

import type { PatternDirection } from '../../../../../engines/features/patterns/definition.ts';
import { type PatternTally, tallyOf } from '../../../../../engines/features/patterns/tally.ts';
import type { PatternReport, PatternRequest, PatternResult } from '../../../../contracts/patterns.ts';
import { formatDateTime, formatNumber, formatPercent, NONE, plural } from '../../../ui/format.ts';

export const DIRECTION_WORDS: Readonly<Record<PatternDirection, string>> = {
  bullish: '▲ up',
  bearish: '▼ down',
  neutral: 'none',
};

/** Why there is no rate; null where there is one. */
export function missingRate(
  direction: PatternDirection,
  { count, winRate }: Pick<PatternTally, 'count' | 'winRate'>,
  leastCount: number,
): string | null {
  if (winRate !== null) return null;
  if (direction === 'neutral') return 'promises no direction';
  return count === 0 ? 'no outcome' : `fewer than ${leastCount}, not shown`;
}

/** `48.2 % to 55.1 %`. */
export function intervalWords({ interval }: Pick<PatternTally, 'interval'>): string {
  return interval === null ? NONE : `${formatPercent(interval.low)} to ${formatPercent(interval.high)}`;
}

/** A fraction of the price in basis points: `+4.2 bp`. */
export function basisPoints(fraction: number | null): string {
  return fraction === null ? NONE : `${formatNumber(fraction * 10_000, 1, 'always')} bp`;
}

export function winWords({ horizon, interval, costBps }: PatternRequest): string {
  const bars =
    horizon === 1 ? `the next ${interval} close` : `the close ${horizon} bars of ${interval} later`;
  return `A win: ${bars}, in the same session, lies in the pattern's direction by more than ${formatNumber(costBps, Number.isInteger(costBps) ? 0 : 1)} bp, the cost of a round trip.`;
}

/** What was read, and until when. */
export function scopeWords(report: PatternReport): string {
  const { bars, instruments, sessions, asOf, request } = report;
  return `${plural(bars, `${request.interval} bar`)} of ${plural(instruments.length, 'instrument')} over ${plural(sessions, 'session')}${asOf === null ? '' : `, as of ${formatDateTime(asOf)} IST`}.`;
}

/** What was left out; null where nothing was. */
export function leftOutWords({ skipped, leftOutSessions }: PatternReport): string | null {
  const parts = [
    ...(skipped.length === 0
      ? []
      : [
          `Left out: ${skipped
            .slice(0, 3)
            .map(({ instrumentId, reason }) => `${instrumentId} (${reason})`)
            .join(', ')}${skipped.length > 3 ? ` and ${skipped.length - 3} more` : ''}.`,
        ]),
    ...(leftOutSessions.length === 0
      ? []
      : [`Without special and Muhurat sessions (${leftOutSessions.length} in these days).`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

export interface InstrumentRow extends PatternTally {
  readonly instrumentId: string;
}

export function instrumentRows(
  report: PatternReport,
  { byInstrument }: PatternResult,
): readonly InstrumentRow[] {
  return report.instruments.map((instrumentId, k) => ({
    instrumentId,
    ...tallyOf(
      byInstrument.found[k] ?? 0,
      byInstrument.count[k] ?? 0,
      byInstrument.wins[k] ?? null,
      byInstrument.meanMove[k] ?? null,
    ),
  }));
}

export type Verdict = 'above' | 'below' | 'around';

/** Where the whole interval lies against the published rate; null where one of both is missing. */
export function againstPublished({ pooled, published }: PatternResult): Verdict | null {
  if (pooled.interval === null || published === null) return null;
  if (pooled.interval.low > published.winRate) return 'above';
  return pooled.interval.high < published.winRate ? 'below' : 'around';
}
