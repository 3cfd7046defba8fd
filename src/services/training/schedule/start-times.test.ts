// Starts of each rhythm in exchange time, and what is made of one at a moment.

import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../market/index.ts';
import { reasonToWait } from '../run/waiting.ts';
import { stamp, verdictOn } from './due.ts';
import { latestStart, nextStart, type Rhythm, startsBetween } from './start-times.ts';

/** Exchange time. */
const at = (text: string) => Date.parse(`${text}+05:30`);
const words = (epochMs: number) => stamp(epochMs).slice(0, 16);
const WEEKLY: Rhythm = { rhythm: 'weekly', weekday: 5, at: '16:00' };
const MONTHLY: Rhythm = { ...WEEKLY, rhythm: 'monthly' };
const QUARTERLY: Rhythm = { ...WEEKLY, rhythm: 'quarterly' };

describe('starts of the schedule', () => {
  it('falls on Friday 16:00 in India, to the minute', () => {
    expect(words(nextStart(WEEKLY, at('2026-11-17T10:00')))).toBe('2026-11-20 16:00');
    expect(words(nextStart(WEEKLY, at('2026-11-20T15:59:59')))).toBe('2026-11-20 16:00');
    expect(words(nextStart(WEEKLY, at('2026-11-20T16:00')))).toBe('2026-11-27 16:00');
  });

  it('knows no summer time: the hour in UTC is the same all year', () => {
    const hours = Array.from({ length: 53 }, (_, week) =>
      new Date(nextStart(WEEKLY, at('2026-01-01T00:00') + week * 7 * 86_400_000)).toISOString().slice(11, 16),
    );
    expect(new Set(hours)).toEqual(new Set(['10:30']));
  });

  it('takes the last such day of the month and of the quarter', () => {
    expect(words(nextStart(MONTHLY, at('2026-11-01T00:00')))).toBe('2026-11-27 16:00');
    expect(words(nextStart(MONTHLY, at('2026-11-27T16:00')))).toBe('2026-12-25 16:00');
    // A month whose last day is a Friday, and one with five of them.
    expect(words(nextStart(MONTHLY, at('2026-07-01T00:00')))).toBe('2026-07-31 16:00');
    const quarters = [at('2026-01-01T00:00')];
    for (let k = 0; k < 5; k++) quarters.push(nextStart(QUARTERLY, quarters.at(-1)!));
    expect(quarters.slice(1).map(words)).toEqual([
      '2026-03-27 16:00',
      '2026-06-26 16:00',
      '2026-09-25 16:00',
      '2026-12-25 16:00',
      '2027-03-26 16:00',
    ]);
    expect(words(nextStart({ rhythm: 'monthly', weekday: 7, at: '00:05' }, at('2026-11-29T00:05')))).toBe(
      '2026-12-27 00:05',
    );
  });

  it('finds the latest start, the moment itself included', () => {
    expect(words(latestStart(WEEKLY, at('2026-11-20T16:00')))).toBe('2026-11-20 16:00');
    expect(words(latestStart(WEEKLY, at('2026-11-20T16:00') - 1))).toBe('2026-11-13 16:00');
    expect(words(latestStart(QUARTERLY, at('2026-11-20T16:00')))).toBe('2026-09-25 16:00');
    expect(startsBetween(WEEKLY, at('2026-10-30T16:00'), at('2026-11-20T16:00'))).toBe(3);
  });
});

describe('what is due', () => {
  const entry = { ...WEEKLY, enabled: true, nextAt: at('2026-11-20T16:00') };

  it('starts on time without a word', () => {
    expect(verdictOn(entry, at('2026-11-20T15:59:59'), null)).toEqual({ kind: 'not-yet' });
    expect(verdictOn(entry, at('2026-11-20T16:00:20'), null)).toEqual({ kind: 'start', words: null });
  });

  it('makes up for a missed start, and says so', () => {
    const sunday = verdictOn(entry, at('2026-11-22T10:00'), null);
    expect(sunday).toMatchObject({ kind: 'start', words: expect.stringContaining('2026-11-20 16:00 IST') });
  });

  it('makes up for three missed starts once', () => {
    const later = verdictOn(entry, at('2026-12-05T10:00'), null);
    expect(later).toMatchObject({
      kind: 'start',
      words: expect.stringMatching(/^3 starts since 2026-11-20 .*last one 2026-12-04 .*once/),
    });
  });

  it('does nothing while switched off or without a next start', () => {
    expect(verdictOn({ ...entry, enabled: false }, at('2026-12-05T10:00'), null).kind).toBe('not-yet');
    expect(verdictOn({ ...entry, nextAt: null }, at('2026-12-05T10:00'), null).kind).toBe('not-yet');
  });

  it('waits for quiet hours on a trading Friday, not on a holiday Friday', () => {
    const parts = {
      budget: { quietHours: { from: '09:00', to: '17:00' }, onBattery: 'run' as const },
      calendar: loadCalendar(),
      power: () => 'mains' as const,
    };
    const verdict = (moment: number) =>
      verdictOn({ ...entry, nextAt: moment }, moment, reasonToWait(parts, moment));
    expect(parts.calendar.isTradingDay('nse-equity', '2025-11-21')).toBe(true);
    expect(verdict(at('2025-11-21T16:00'))).toMatchObject({
      kind: 'wait',
      words: expect.stringContaining('17:00'),
    });
    // Good Friday.
    expect(parts.calendar.isTradingDay('nse-equity', '2025-04-18')).toBe(false);
    expect(verdict(at('2025-04-18T16:00'))).toEqual({ kind: 'start', words: null });
  });
});
