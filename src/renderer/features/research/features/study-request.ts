// The fields of a study: what stored candles allow, sensible first choices, and what holds the start back. Pure.

import { INTERVALS, type Interval } from '../../../../../engines/market/interval.ts';
import type { FeatureStudyRequest } from '../../../../contracts/features.ts';
import { isIsoDate, shiftDate } from '../../../ui/date-text.ts';
import { type DayRange, rangeOf, type StoredInstrument, spansFor } from '../../../ui/market/stored-range.ts';

export interface StudyFields {
  readonly instruments: readonly string[];
  readonly interval: Interval;
  readonly from: string;
  readonly to: string;
}

export const MOST_INSTRUMENTS = 20;
const FIRST_INSTRUMENTS = 5;
/** Half a year shows how a feature moves; more only takes longer. */
const FIRST_DAYS = 180;
const PREFERRED: readonly Interval[] = ['5m', '15m', '10m', '3m', '30m', '60m', '1m', '1d'];

/** Intervals every chosen instrument can be shown in. */
export function studyIntervals(
  stored: readonly StoredInstrument[],
  ids: readonly string[],
): readonly Interval[] {
  const chosen = stored.filter((one) => ids.includes(one.id));
  return INTERVALS.filter((interval) => chosen.every((one) => spansFor(one, interval).length > 0));
}

/** First and last stored day over the chosen instruments, or null where there is none. */
export function studyCoverage(
  stored: readonly StoredInstrument[],
  { instruments, interval }: Pick<StudyFields, 'instruments' | 'interval'>,
): DayRange | null {
  return rangeOf(
    stored.filter((one) => instruments.includes(one.id)).flatMap((one) => spansFor(one, interval)),
  );
}

/** The fields of the last study where there was one, else a handful of instruments over the last half year. */
export function firstFields(
  stored: readonly StoredInstrument[],
  last: FeatureStudyRequest | null,
): StudyFields {
  if (last) {
    const { instruments, interval, from, to } = last;
    return { instruments, interval, from, to };
  }
  const tradable = stored.filter((one) => one.kind !== 'index');
  const instruments = (tradable.length > 0 ? tradable : stored)
    .slice(0, FIRST_INSTRUMENTS)
    .map((one) => one.id);
  const possible = studyIntervals(stored, instruments);
  const interval = PREFERRED.find((one) => possible.includes(one)) ?? '5m';
  const coverage = studyCoverage(stored, { instruments, interval });
  return {
    instruments,
    interval,
    from: coverage ? shiftDate(coverage.to, -FIRST_DAYS, coverage.from) : '',
    to: coverage?.to ?? '',
  };
}

export function studyProblem(stored: readonly StoredInstrument[], fields: StudyFields): string | null {
  if (fields.instruments.length === 0) return 'Choose at least one instrument.';
  if (fields.instruments.length > MOST_INSTRUMENTS)
    return `A study looks at no more than ${MOST_INSTRUMENTS} instruments. Leave some out.`;
  if (!isIsoDate(fields.from) || !isIsoDate(fields.to)) return 'Enter both days, like 28 Mar 2024.';
  if (fields.from > fields.to) return 'The first day lies after the last.';
  if (!studyIntervals(stored, fields.instruments).includes(fields.interval))
    return `Not every chosen instrument has candles that make ${fields.interval} bars. Choose another interval.`;
  return null;
}
