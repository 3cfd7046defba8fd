// What a file of model scores says about where its data came from: equal sample counts everywhere that count every weekday mean a
// generator, not an exchange. Called for the layout of base-model metrics.

import { mean } from '../../../../engines/numeric/statistics.ts';
import { numberFromText } from '../../imports/index.ts';
import { loadCalendar } from '../../market/index.ts';

const DAY_MS = 86_400_000;
/** Counts that long are a span of years, where holidays must show. */
const FEWEST_SAMPLES = 250;

export function metricFindings(
  names: readonly string[],
  columns: readonly (readonly string[])[],
): readonly string[] {
  const column = (name: string) => columns[names.indexOf(name)] ?? [];
  const scores = column('auc_score').map(numberFromText).filter(Number.isFinite);
  const train = column('train_samples').map(numberFromText);
  const test = column('test_samples').map(numberFromText);
  const findings = [
    `${scores.length} models, mean AUC ${mean(scores).toFixed(4)}, from ${Math.min(...scores).toFixed(3)} to ${Math.max(...scores).toFixed(3)}.`,
  ];
  const totals = new Set(train.map((count, k) => count + test[k]!));
  const [total] = [...totals];
  if (totals.size !== 1 || total === undefined || train.length < 2) return findings;
  findings.push(
    `Provenance: all ${train.length} models count exactly ${train[0]} + ${test[0]} = ${total} samples; listings, halts and missing days of real series differ.`,
  );
  const trained = column('trained_on').map((stamp) => Date.parse(`${stamp.slice(0, 10)}T00:00:00Z`));
  const last = Math.min(...trained.filter(Number.isFinite));
  const span = Number.isFinite(last) && total >= FEWEST_SAMPLES ? weekdaysBefore(total, last) : null;
  if (span !== null)
    findings.push(
      `Provenance: ${total} is the number of weekdays from ${span.from} to ${span.to}, the last week before they were trained; the US exchanges traded on ${span.sessions} of them. The samples count holidays, so they come from a generator.`,
    );
  return findings;
}

export interface WeekdaySpan {
  readonly from: string;
  readonly to: string;
  readonly weekdays: number;
  readonly sessions: number;
}

/**
 * The span of `count` weekdays that ends on the last Friday before a moment, and how many of them were sessions. Null where the
 * calendar does not reach, or where all were sessions, which would prove nothing.
 */
export function weekdaysBefore(count: number, beforeMs: number): WeekdaySpan | null {
  let day = Math.floor(beforeMs / DAY_MS) - 1;
  while (weekdayOf(day) !== 5) day--;
  const to = dateOf(day);
  let left = count - 1;
  while (left > 0) if (isWeekday(--day)) left--;
  const from = dateOf(day);
  const calendar = loadCalendar();
  if (from < calendar.coverage('us-equity').from) return null;
  const sessions = calendar.sessions('us-equity', from, to).length;
  return sessions === count ? null : { from, to, weekdays: count, sessions };
}

const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
const isWeekday = (day: number): boolean => weekdayOf(day) >= 1 && weekdayOf(day) <= 5;
