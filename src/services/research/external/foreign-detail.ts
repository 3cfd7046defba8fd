// What an imported dataset tells of itself beside its columns: words for its label, balance, gaps, one line per instrument, and what its
// user must know. Called by the import. Pure.

import { INTERVALS, type Interval, intervalMs } from '../../../../engines/market/interval.ts';
import { median } from '../../../../engines/numeric/statistics.ts';
import type {
  DatasetFlag,
  DatasetInstrument,
  ExternalColumn,
  ExternalImport,
} from '../../../contracts/datasets.ts';
import { loadCalendar } from '../../market/index.ts';
import type { StoredPart } from '../dataset-store.ts';
import { type CalendarFit, profileFor } from './calendar-check.ts';
import type { ForeignPart, ForeignRows } from './foreign-rows.ts';
import type { Inspection } from './inspect.ts';

export function labelWords(columns: readonly ExternalColumn[], { labelled, classes }: ForeignRows): string {
  if (!labelled) return 'No label';
  const { name } = columns.find((column) => column.role === 'label')!;
  return classes.length === 0 ? `Column ${name}, a number` : `Column ${name}: ${classes.join(', ')}`;
}

export function balanceOf({ classes, parts }: ForeignRows): readonly number[] {
  const balance = classes.map(() => 0);
  for (const { columns } of parts) for (const k of columns.label) if (k >= 0) balance[k] = balance[k]! + 1;
  return balance;
}

export function missingSessions(fit: CalendarFit): number {
  const all = loadCalendar().sessions(profileFor(fit.exchange), fit.dates[0]!, fit.dates.at(-1)!);
  return all.length - fit.dates.length;
}

export function instrumentOf(part: ForeignPart, stored: StoredPart, fit: CalendarFit): DatasetInstrument {
  const calendar = loadCalendar();
  const profile = profileFor(fit.exchange);
  const dates = new Set(Array.from(part.columns.time, (time) => calendar.dateOf(profile, time)));
  return {
    instrumentId: part.instrumentId,
    baseInterval: stepOf(part.columns.time),
    sessions: dates.size,
    missingSessions: fit.dates.length - dates.size,
    rows: stored.rows,
    dropped: {},
    candleHash: stored.candleHash,
    contentHash: stored.contentHash,
  };
}

/** The interval of ours that the usual distance of two rows fits. */
function stepOf(time: Float64Array): Interval {
  const steps = Array.from(time.subarray(1), (moment, k) => moment - time[k]!).filter((step) => step > 0);
  if (steps.length === 0) return '1d';
  const usual = median(steps);
  return INTERVALS.findLast((interval) => intervalMs(interval) <= usual) ?? '1m';
}

export function flagsOf(
  { preview }: Inspection,
  rows: ForeignRows,
  request: ExternalImport,
): readonly DatasetFlag[] {
  const flags: DatasetFlag[] = [
    {
      id: 'imported',
      count: 1,
      message: `Imported from ${preview.fileName} (${preview.layout}): its features cannot be computed again from bars, so nobody can prove that they did not look ahead.`,
    },
  ];
  const dropped = Object.values(rows.dropped).reduce((sum, count) => sum + count, 0);
  if (dropped > 0)
    flags.push({ id: 'dropped', count: dropped, message: `Rows left out: ${countWords(rows.dropped)}.` });
  if (rows.assumedEnd)
    flags.push({
      id: 'label-end-assumed',
      count: 1,
      message:
        'No column says when a label is known. It counts as known at the close of the next session, so that a split purges too much rather than too little.',
    });
  if (rows.besideNames.length > 0)
    flags.push({
      id: 'beside',
      count: rows.besideNames.length,
      message: `Kept beside the rows, never as inputs: ${rows.besideNames.join(', ')}.`,
    });
  if (rows.featureNames.length === 0)
    flags.push({
      id: 'no-features',
      count: 1,
      message: 'It has predictions and no features: it can be judged, not learned from.',
    });
  for (const message of preview.warnings) {
    // What the chosen zone has settled is no news any more.
    if (!message.includes(`with the zone ${request.timeZone}`))
      flags.push({ id: 'source', count: 1, message });
  }
  return flags;
}

const DROP_WORDS: Readonly<Record<string, string>> = {
  'no-time': 'without a usable stamp',
  'no-label': 'without a label',
  'same-row': 'repeated word for word',
  'ends-before-decision': 'with a label known before its decision',
};

export function countWords(dropped: Readonly<Record<string, number>>): string {
  return (
    Object.entries(dropped)
      .map(([reason, count]) => `${count} ${DROP_WORDS[reason] ?? reason}`)
      .join(', ') || 'it has none'
  );
}
