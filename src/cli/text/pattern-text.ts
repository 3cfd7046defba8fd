// Measured pattern rates as text, and as the document scripts read. Called by the `patterns` command.

import { type PatternTally, tallyOf } from '../../../engines/features/patterns/tally.ts';
import type { PatternReport, PatternResult } from '../../contracts/patterns.ts';
import { count, counted, moment, percent } from './format.ts';
import { type Column, fold, pairs, table } from './table.ts';

const NONE = '–';
const WIDTH = 96;

/** The report with counts by instrument as rows, each with its rate. */
export function patternsDocument(report: PatternReport): unknown {
  return {
    ...report,
    patterns: report.patterns.map((pattern) => ({
      ...pattern,
      byInstrument: instrumentTallies(report, pattern),
    })),
  };
}

function instrumentTallies(
  { instruments }: PatternReport,
  { byInstrument: { found, count: judged, wins, meanMove } }: PatternResult,
): readonly (PatternTally & { readonly instrumentId: string })[] {
  return instruments.map((instrumentId, k) => ({
    instrumentId,
    ...tallyOf(found[k]!, judged[k]!, wins[k] ?? null, meanMove[k] ?? null),
  }));
}

export function patternLines(report: PatternReport): string[] {
  return [
    ...headLines(report),
    '',
    ...table(
      [
        { title: 'pattern' },
        { title: 'direction' },
        ...TALLY_COLUMNS,
        { title: 'published', align: 'right' },
      ],
      report.patterns.map(({ id, direction, pooled, published }) => [
        id,
        direction,
        ...(direction === 'neutral'
          ? [count(pooled.found), NONE, NONE, 'no direction', NONE, NONE]
          : tallyCells(pooled, report.leastCount)),
        published ? percent(published.winRate) : NONE,
      ]),
    ),
    '',
    'published: constants of the one-minute system, not measured.',
  ];
}

export function patternDetailLines(report: PatternReport, pattern: PatternResult): string[] {
  const { pooled, published, direction } = pattern;
  const cells = (tally: PatternTally) => tallyCells(tally, report.leastCount);
  return [
    `${pattern.title} (${pattern.id}, ${direction})`,
    ...fold(pattern.rule, WIDTH).map((line) => `  ${line}`),
    ...headLines(report),
    ...pairs([
      ['found', count(pooled.found)],
      ...(published ? [['published', `${percent(published.winRate)}, ${published.label}`] as const] : []),
    ]),
    ...(direction === 'neutral'
      ? ['It promises no direction, so it has no rate.']
      : [
          '',
          ...table(
            [{ title: 'month' }, ...TALLY_COLUMNS, { title: 'known by then', align: 'right' }],
            pattern.byMonth.map((month) => [
              month.month,
              ...cells(month),
              month.known.winRate === null ? NONE : percent(month.known.winRate),
            ]),
          ),
          '',
          ...table(
            [{ title: 'instrument' }, ...TALLY_COLUMNS],
            [
              ...instrumentTallies(report, pattern).map((row) => [row.instrumentId, ...cells(row)]),
              ['all', ...cells(pooled)],
            ],
          ),
        ]),
  ];
}

const TALLY_COLUMNS: readonly Column[] = [
  { title: 'found', align: 'right' },
  { title: 'decided', align: 'right' },
  { title: 'wins', align: 'right' },
  { title: 'win rate', align: 'right' },
  { title: '95 % interval', align: 'right' },
  { title: 'mean after cost', align: 'right' },
];

function tallyCells(tally: PatternTally, leastCount: number): string[] {
  const { found, count: judged, wins, winRate, interval, meanMove } = tally;
  return [
    count(found),
    count(judged),
    wins === null ? NONE : count(wins),
    winRate === null ? `under ${leastCount}` : percent(winRate),
    interval === null ? NONE : `${percent(interval.low)} to ${percent(interval.high)}`,
    meanMove === null ? NONE : `${meanMove > 0 ? '+' : ''}${(meanMove * 10_000).toFixed(1)} bp`,
  ];
}

function headLines({ request, bars, sessions, instruments, asOf, ...rest }: PatternReport): string[] {
  const { horizon, costBps, interval } = request;
  return [
    `${counted(bars, `${interval} bar`)} of ${counted(instruments.length, 'instrument')} over ${counted(sessions, 'session')}${asOf === null ? '' : `, as of ${moment(asOf)} IST`}${rest.synthetic ? '  [synthetic data]' : ''}`,
    `A win: the close ${counted(horizon, 'bar')} later, in the same session, lies in the pattern's direction by more than ${costBps} bp.`,
    ...(rest.leftOutSessions.length > 0
      ? [`Without special and Muhurat sessions: ${rest.leftOutSessions.join(', ')}.`]
      : []),
    ...rest.skipped.map(({ instrumentId, reason }) => `${instrumentId} left out: ${reason}.`),
  ];
}
