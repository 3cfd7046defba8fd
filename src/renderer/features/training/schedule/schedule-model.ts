// An entry of the schedule in words, and the form that makes one. Pure.

import { WEEKDAYS } from '../../../../../engines/market/weekdays.ts';
import {
  type SCHEDULE_RHYTHMS,
  type ScheduleEntry,
  type ScheduleEntryInput,
  scheduleEntrySchema,
} from '../../../../contracts/training-schedule.ts';

export const RHYTHM_WORDS: Readonly<Record<(typeof SCHEDULE_RHYTHMS)[number], string>> = {
  weekly: 'Every week',
  monthly: 'Every month',
  quarterly: 'Every quarter',
};

/** `Every Friday at 16:00`, `Last Friday of the month at 16:00`. */
export function rhythmWords({
  rhythm,
  weekday,
  at,
}: Pick<ScheduleEntry, 'rhythm' | 'weekday' | 'at'>): string {
  const day = WEEKDAYS[weekday - 1] ?? 'Friday';
  switch (rhythm) {
    case 'weekly':
      return `Every ${day} at ${at}`;
    case 'monthly':
      return `Last ${day} of the month at ${at}`;
    case 'quarterly':
      return `Last ${day} of the quarter at ${at}`;
  }
}

export interface EntryDraft {
  readonly name: string;
  readonly rhythm: (typeof SCHEDULE_RHYTHMS)[number];
  readonly weekday: number;
  readonly at: string;
  readonly refreshDataset: boolean;
  readonly enabled: boolean;
}

export const NEW_ENTRY: EntryDraft = {
  name: '',
  rhythm: 'weekly',
  weekday: 5,
  at: '16:00',
  refreshDataset: true,
  enabled: true,
};

export function draftOfEntry(entry: ScheduleEntry): EntryDraft {
  const { name, rhythm, weekday, at, refreshDataset, enabled } = entry;
  return { name, rhythm, weekday, at, refreshDataset, enabled };
}

export interface EntryResult {
  readonly entry: ScheduleEntryInput | null;
  /** By field: `name`, `at`, `request`. */
  readonly problems: Readonly<Record<string, string>>;
}

/** `request`: what a run was asked; undefined while none is chosen. */
export function entryOf(draft: EntryDraft, request: unknown): EntryResult {
  const problems: Record<string, string> = {};
  if (draft.name.trim() === '') problems.name = 'An entry needs a name.';
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(draft.at)) problems.at = 'Write a time like 16:00.';
  if (request === undefined) problems.request = 'Choose the run to repeat.';
  const parsed = scheduleEntrySchema.safeParse({ ...draft, name: draft.name.trim(), request });
  return { entry: parsed.success && Object.keys(problems).length === 0 ? parsed.data : null, problems };
}

/** The same entry, on or off. */
export function switched(entry: ScheduleEntry, enabled: boolean): ScheduleEntryInput {
  return { ...draftOfEntry(entry), request: entry.request, enabled };
}
