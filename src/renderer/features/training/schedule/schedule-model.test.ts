import { describe, expect, it } from 'vitest';
import type { ScheduleEntry } from '../../../../contracts/training-schedule.ts';
import { draftOfEntry, entryOf, NEW_ENTRY, rhythmWords, switched } from './schedule-model.ts';

const request = { datasetId: 'a1b2c3d4e5f60718' };

describe('rhythmWords', () => {
  it('says which day of which period', () => {
    expect(rhythmWords({ rhythm: 'weekly', weekday: 5, at: '16:00' })).toBe('Every Friday at 16:00');
    expect(rhythmWords({ rhythm: 'monthly', weekday: 7, at: '08:30' })).toBe(
      'Last Sunday of the month at 08:30',
    );
    expect(rhythmWords({ rhythm: 'quarterly', weekday: 1, at: '00:00' })).toBe(
      'Last Monday of the quarter at 00:00',
    );
  });
});

describe('entryOf', () => {
  it('begins on Friday at 16:00 with a fresh dataset', () => {
    expect(entryOf({ ...NEW_ENTRY, name: ' Weekend ' }, request)).toEqual({
      entry: {
        name: 'Weekend',
        rhythm: 'weekly',
        weekday: 5,
        at: '16:00',
        refreshDataset: true,
        enabled: true,
        request,
      },
      problems: {},
    });
  });
  it('names what is missing or unreadable, field by field', () => {
    const { entry, problems } = entryOf({ ...NEW_ENTRY, at: '24:00' }, undefined);
    expect(entry).toBeNull();
    expect(Object.keys(problems).sort()).toEqual(['at', 'name', 'request']);
  });
});

describe('switched', () => {
  it('changes nothing but the switch, and drops what the service adds', () => {
    const entry = {
      ...NEW_ENTRY,
      name: 'Weekend',
      request,
      id: 'e1',
      createdAt: 1,
      nextAt: 2,
      lastRunId: null,
      lastStartedAt: null,
      lastWords: null,
    } satisfies ScheduleEntry;
    expect(switched(entry, false)).toEqual({ ...draftOfEntry(entry), request, enabled: false });
  });
});
