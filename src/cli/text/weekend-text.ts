// The schedule and its reports as text. Called by `weekend`.

import { WEEKDAYS } from '../../../engines/market/weekdays.ts';
import type { ScheduleEntry, WeekendReport } from '../../contracts/training-schedule.ts';
import { count, moment, shortId } from './format.ts';
import { table } from './table.ts';
import { duration, score } from './training-text.ts';

const RHYTHM_WORDS: Readonly<Record<ScheduleEntry['rhythm'], (day: string) => string>> = {
  weekly: (day) => `every ${day}`,
  monthly: (day) => `last ${day} of the month`,
  quarterly: (day) => `last ${day} of the quarter`,
};

export function rhythmWords({
  rhythm,
  weekday,
  at,
}: Pick<ScheduleEntry, 'rhythm' | 'weekday' | 'at'>): string {
  return `${RHYTHM_WORDS[rhythm](WEEKDAYS[weekday - 1]!)} ${at}`;
}

export function entryTable(entries: readonly ScheduleEntry[]): string[] {
  return table(
    [
      { title: 'entry' },
      { title: 'name' },
      { title: 'when (IST)' },
      { title: 'next' },
      { title: 'last run' },
      { title: 'what it says' },
    ],
    entries.map((entry) => [
      shortId(entry.id),
      entry.name,
      rhythmWords(entry),
      entry.nextAt === null ? 'switched off' : moment(entry.nextAt),
      entry.lastRunId === null ? 'never' : shortId(entry.lastRunId),
      entry.lastWords ?? '',
    ]),
  );
}

export function reportLines(report: WeekendReport): string[] {
  const { budget } = report;
  const bullets = (lines: readonly string[], none: string) =>
    lines.length === 0 ? [`  ${none}`] : lines.map((line) => `  ${line}`);
  return [
    `Weekend report ${shortId(report.id)}, ${moment(report.from)} to ${moment(report.to)} IST`,
    'Won',
    ...bullets(
      report.won.map(
        (one) =>
          `${one.title} of ${one.runName}: AUC ${score(one.auc)}, ${one.passed ? 'gates passed' : 'below gates'}. ${one.words}`,
      ),
      'No candidate came out.',
    ),
    'Changed',
    ...bullets(report.changed, 'Nothing to compare with, or nothing changed.'),
    'Failed',
    ...bullets(report.failed, 'Nothing.'),
    'Ran',
    ...bullets(
      report.ran.map(
        (one) =>
          `${one.name}: ${one.state}, ${duration(one.activeMs)}, ${count(one.steps)} steps, ${count(one.reused)} of them reused`,
      ),
      'Nothing ran.',
    ),
    `Budget: ${duration(budget.usedMs)} trained${budget.allowedMs === null ? ', without a limit' : ` of ${duration(budget.allowedMs)}`}, ${duration(budget.sleepsMs)} slept`,
  ];
}
