import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { createZoneClock } from './zone-clock.ts';

const ZONES = [
  'Asia/Kolkata',
  'America/New_York',
  'UTC',
  'Europe/London',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const moment = fc.integer({ min: Date.UTC(1985, 0, 1), max: Date.UTC(2035, 0, 1) });

describe('the wall clock of a zone', () => {
  it.each(ZONES)('agrees with Temporal in both directions: %s', (zone) => {
    const clock = createZoneClock(zone);
    fc.assert(
      fc.property(moment, (epochMs) => {
        const there = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone);
        const local = epochMs + there.offsetNanoseconds / 1_000_000;
        expect(clock.toLocal(epochMs)).toBe(local);
        const wall = Temporal.Instant.fromEpochMilliseconds(local)
          .toZonedDateTimeISO('UTC')
          .toPlainDateTime();
        expect(clock.toEpoch(local)).toBe(wall.toZonedDateTime(zone).epochMilliseconds);
      }),
      { numRuns: 400 },
    );
  });

  it('is exact around the change to summer time in New York', () => {
    const clock = createZoneClock('America/New_York');
    const change = Date.UTC(2024, 2, 10, 7);
    expect(clock.toLocal(change - 1)).toBe(Date.UTC(2024, 2, 10, 2) - 1);
    expect(clock.toLocal(change)).toBe(Date.UTC(2024, 2, 10, 3));
    expect(clock.toEpoch(Date.UTC(2024, 2, 10, 1, 59))).toBe(change - 60_000);
    expect(clock.toEpoch(Date.UTC(2024, 2, 10, 3))).toBe(change);
    expect(clock.toEpoch(Date.UTC(2024, 2, 11, 9, 30))).toBe(Date.UTC(2024, 2, 11, 13, 30));
  });

  it('refuses a name that is no zone', () => {
    expect(() => createZoneClock('Mars/Olympus')).toThrow(/not a time zone/);
  });
});
