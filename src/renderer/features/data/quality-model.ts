// Flagged days as table rows, and how many days carry each flag. Pure.

import { type DayQuality, QUALITY_FLAGS, type QualityFlag } from '../../../contracts/market.ts';

export function dayId(day: Pick<DayQuality, 'instrumentId' | 'interval' | 'sessionDate'>): string {
  return `${day.instrumentId} ${day.interval} ${day.sessionDate}`;
}

/** Days per flag, most frequent first; a day with two findings of one flag counts once. */
export function flagCounts(
  days: readonly DayQuality[],
): readonly { readonly flag: QualityFlag; readonly days: number }[] {
  return QUALITY_FLAGS.map((flag) => ({
    flag,
    days: days.filter((day) => day.findings.some((finding) => finding.flag === flag)).length,
  }))
    .filter((entry) => entry.days > 0)
    .sort((a, b) => b.days - a.days);
}
