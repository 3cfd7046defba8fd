// The calendar against the exchange's own lists, the bars of special days, and the rules of the closing auction.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scheduledBars } from '../../../engines/market/session.ts';
import { describeWithData } from '../../../tests/shared-data.ts';
import { isClosingAuctionStock, loadCalendar, marketClock, type Profile, profileOf } from './calendar.ts';
import { calendarFileOf } from './calendar-data.ts';

const calendar = loadCalendar();
const MINUTE = 60_000;

/** `09:15-10:00 11:30-12:30` of a session, read back from its epoch milliseconds. */
function hours(profile: Profile, date: string): string | null {
  const session = calendar.session(profile, date);
  if (!session) return null;
  return session.windows
    .map(({ open, close }) => `${calendar.clockOf(profile, open)}-${calendar.clockOf(profile, close)}`)
    .join(' ');
}

describe('NSE calendar', () => {
  test('regular day: 375 minutes from 09:15 in India', () => {
    const session = calendar.session('nse-equity', '2024-03-28')!;
    expect(session.kind).toBe('regular');
    expect(session.open).toBe(Date.parse('2024-03-28T09:15:00+05:30'));
    expect(session.close).toBe(Date.parse('2024-03-28T15:30:00+05:30'));
    expect(scheduledBars(session, MINUTE)).toBe(375);
  });

  test.each([
    ['2012-04-28', 'special', '11:15-12:45'],
    ['2012-11-13', 'muhurat', '15:45-17:00'],
    ['2013-11-03', 'muhurat', '18:15-19:30'],
    ['2014-03-22', 'special', '11:15-12:45'],
    ['2014-10-23', 'muhurat', '18:30-19:30'],
    ['2015-02-28', 'special', '09:15-15:30'],
    ['2015-11-11', 'muhurat', '17:45-18:45'],
    ['2016-10-30', 'muhurat', '18:30-19:30'],
    ['2017-10-19', 'muhurat', '18:30-19:30'],
    ['2018-11-07', 'muhurat', '17:30-18:30'],
    ['2019-10-27', 'muhurat', '18:15-19:15'],
    ['2020-02-01', 'special', '09:15-15:30'],
    ['2020-11-14', 'muhurat', '18:15-19:15'],
    ['2021-11-04', 'muhurat', '18:15-19:15'],
    ['2022-10-24', 'muhurat', '18:15-19:15'],
    ['2023-11-12', 'muhurat', '18:15-19:15'],
    ['2024-01-20', 'special', '09:15-15:30'],
    ['2024-03-02', 'special', '09:15-10:00 11:30-12:30'],
    ['2024-05-18', 'special', '09:15-10:00 11:30-12:30'],
    ['2024-11-01', 'muhurat', '18:00-19:00'],
    ['2025-02-01', 'special', '09:15-15:30'],
    ['2025-10-21', 'muhurat', '13:45-14:45'],
    ['2026-02-01', 'special', '09:15-15:30'],
  ])('%s is a %s session, %s', (date, kind, expected) => {
    expect(calendar.session('nse-equity', date)?.kind).toBe(kind);
    expect(hours('nse-equity', date)).toBe(expected);
  });

  test('holidays and weekends have no session and say their name', () => {
    expect(calendar.isTradingDay('nse-equity', '2026-11-24')).toBe(false);
    expect(calendar.holidayName('nse-equity', '2026-11-24')).toBe('Guru Nanak Jayanti');
    expect(calendar.isTradingDay('nse-equity', '2024-03-30')).toBe(false);
    expect(calendar.holidayName('nse-equity', '2024-03-30')).toBeNull();
  });

  test('an outage is no calendar event: 2021-02-24 keeps its regular hours', () => {
    expect(hours('nse-equity', '2021-02-24')).toBe('09:15-15:30');
    expect(calendar.dayNote('nse-equity', '2021-02-24')).toContain('reopened 15:45 to 17:00');
    expect(calendar.dayNote('nse-equity', '2021-02-25')).toBeNull();
  });

  test('no holiday of the file falls on a weekend or on a special session', () => {
    for (const profile of ['nse-equity', 'us-equity'] as const) {
      const file = calendarFileOf(profile);
      const specials = new Set(file.specialSessions.map((special) => special.date));
      for (const { date } of file.holidays) {
        expect([0, 6]).not.toContain(new Date(date).getUTCDay());
        expect(specials.has(date)).toBe(false);
      }
      for (const list of [file.holidays, file.specialSessions]) {
        const dates = list.map((entry) => entry.date);
        expect(dates).toEqual([...new Set(dates)].sort());
      }
    }
  });

  test('sessions of a range are those of its days, ascending', () => {
    const range = calendar.sessions('nse-equity', '2024-02-26', '2024-03-11');
    expect(range.map((session) => session.date)).toEqual(
      '26 27 28 29'
        .split(' ')
        .map((day) => `2024-02-${day}`)
        .concat('01 02 04 05 06 07 11'.split(' ').map((day) => `2024-03-${day}`)),
    );
    for (const session of range) expect(calendar.session('nse-equity', session.date)).toBe(session);
    expect(calendar.sessions('nse-equity', '2024-03-11', '2024-02-26')).toEqual([]);
  });

  test('fifteen years again come from the cache', () => {
    const first = calendar.sessions('nse-equity', '2012-01-01', '2026-12-31');
    const again = calendar.sessions('nse-equity', '2012-01-01', '2026-12-31');
    expect(again.length).toBeGreaterThan(3700);
    // The very same sessions, not made anew.
    expect(again.every((session, k) => session === first[k])).toBe(true);
  });
});

describe('closing auction from 3 August 2026', () => {
  test.each([
    ['nse-equity', '09:15-15:30', '09:15-15:30'],
    ['nse-equity-auction', '09:15-15:30', '09:15-15:15'],
    ['nse-derivatives', '09:15-15:30', '09:15-15:40'],
  ] as const)('%s trades %s before and %s after', (profile, before, after) => {
    expect(hours(profile, '2026-07-31')).toBe(before);
    expect(hours(profile, '2026-08-03')).toBe(after);
  });

  test.each([
    ['nse-equity', '15:15', '15:15', '15:20', '15:25'],
    ['nse-equity-auction', '15:15', '15:05', '15:20', '15:12'],
    ['nse-derivatives', '15:15', '15:20', '15:25', '15:25'],
  ] as const)(
    '%s: flat by %s before, %s after; broker %s, %s',
    (profile, before, after, brokerBefore, brokerAfter) => {
      expect(calendar.flatByTime(profile, '2026-07-31')).toBe(before);
      expect(calendar.flatByTime(profile, '2026-08-03')).toBe(after);
      expect(calendar.brokerSquareOffTime(profile, '2026-07-31')).toBe(brokerBefore);
      expect(calendar.brokerSquareOffTime(profile, '2026-08-03')).toBe(brokerAfter);
    },
  );

  test('every session is flat before it closes, and never after the broker on regular days', () => {
    for (const profile of ['nse-equity', 'nse-equity-auction', 'nse-derivatives', 'us-equity'] as const) {
      for (const session of calendar.sessions(profile, '2019-01-01', '2026-12-31')) {
        const flatBy = calendar.timeOf(profile, session.date, calendar.flatByTime(profile, session.date));
        expect(flatBy).toBeGreaterThan(session.open);
        expect(flatBy).toBeLessThan(session.close);
        const broker = calendar.brokerSquareOffTime(profile, session.date);
        if (session.kind === 'regular' && broker)
          expect(flatBy).toBeLessThan(calendar.timeOf(profile, session.date, broker));
      }
    }
  });

  test('flat by a quarter of an hour before a special session ends', () => {
    expect(calendar.flatByTime('nse-equity', '2024-11-01')).toBe('18:45');
    expect(calendar.flatByTime('nse-equity', '2024-03-02')).toBe('12:15');
    expect(calendar.flatByTime('nse-equity', '2024-01-20')).toBe('15:15');
  });
});

describe('which hours an instrument keeps', () => {
  test.each([
    ['NSE', 'equity', false, 'nse-equity'],
    ['NSE', 'equity', true, 'nse-equity-auction'],
    ['NSE', 'index', false, 'nse-equity-auction'],
    ['BSE', 'equity', false, 'nse-equity'],
    ['NFO', 'option', false, 'nse-derivatives'],
    ['BFO', 'future', false, 'nse-derivatives'],
    ['US', 'equity', false, 'us-equity'],
  ] as const)('%s %s (auction %s): %s', (exchange, kind, closingAuction, profile) => {
    expect(profileOf({ exchange, kind, closingAuction })).toBe(profile);
  });
});

describe('closing-auction stocks', () => {
  test.each([
    ['NSE:RELIANCE', true],
    ['BSE:RELIANCE', true],
    ['NSE:M&M', true],
    ['NSE:BAJAJ-AUTO', true],
    ['NSE:NIFTY', false],
    ['NSE:ARUNIND', false],
    ['NFO:RELIANCE', false],
    ['US:BSE', false],
  ])('%s: %s', (id, expected) => {
    expect(isClosingAuctionStock(id)).toBe(expected);
  });
});

describe('beyond the calendar file', () => {
  test('weekdays count as regular days and say that they are assumed', () => {
    const beyond = calendar.session('nse-equity', '2027-01-04')!;
    expect(beyond.kind).toBe('regular');
    expect(beyond.assumed).toContain('2012-01-01 to 2026-12-31');
    expect(hours('nse-equity-auction', '2027-01-04')).toBe('09:15-15:15');
    expect(hours('nse-equity', '2011-06-01')).toBe('09:15-15:30');
    expect(calendar.session('nse-equity', '2027-01-02')).toBeNull();
  });

  test('a range across both ends joins listed and assumed days without a gap or a repeat', () => {
    const before = calendar.sessions('nse-equity', '2011-12-28', '2012-01-04');
    expect(before.map((session) => [session.date, session.assumed !== undefined])).toEqual([
      ['2011-12-28', true],
      ['2011-12-29', true],
      ['2011-12-30', true],
      ['2012-01-02', false],
      ['2012-01-03', false],
      ['2012-01-04', false],
    ]);
    const after = calendar.sessions('nse-equity', '2026-12-30', '2027-01-04').map((session) => session.date);
    expect(after).toEqual(['2026-12-30', '2026-12-31', '2027-01-01', '2027-01-04']);
    const all = calendar.sessions('nse-equity', '2010-01-01', '2028-12-31').map((session) => session.date);
    expect(all).toEqual([...new Set(all)].sort());
  });

  test('an announced day with an unknown hour says so', () => {
    expect(calendar.session('nse-equity', '2026-11-08')?.assumed).toContain('not known');
  });

  test('a date that does not exist is refused', () => {
    expect(() => calendar.session('nse-equity', '2024-02-30')).toThrow(/2024-02-30/);
    expect(() => calendar.sessions('nse-equity', 'yesterday', '2024-02-28')).toThrow(/not a date/);
  });
});

describe('US calendar', () => {
  test('New York hours in winter and summer, also next to the clock changes', () => {
    const opens = (date: string) =>
      new Date(calendar.session('us-equity', date)!.open).toISOString().slice(11, 16);
    expect(opens('2024-03-08')).toBe('14:30');
    expect(opens('2024-03-11')).toBe('13:30');
    expect(opens('2024-11-01')).toBe('13:30');
    expect(opens('2024-11-04')).toBe('14:30');
    expect(hours('us-equity', '2024-07-02')).toBe('09:30-16:00');
  });

  test('early closes and holidays', () => {
    expect(hours('us-equity', '2025-11-28')).toBe('09:30-13:00');
    expect(calendar.session('us-equity', '2024-07-03')?.kind).toBe('shortened');
    expect(calendar.session('us-equity', '2025-01-09')).toBeNull();
    expect(calendar.session('us-equity', '2021-12-31')?.kind).toBe('regular');
    expect(calendar.flatByTime('us-equity', '2024-07-03')).toBe('12:45');
  });

  test.each([
    [2019, 252],
    [2020, 253],
    [2021, 252],
    [2022, 251],
    [2023, 250],
    [2024, 252],
    [2025, 250],
    [2026, 251],
  ])('%i has %i sessions', (year, count) => {
    expect(calendar.sessions('us-equity', `${year}-01-01`, `${year}-12-31`)).toHaveLength(count);
  });

  test('dates are those of New York', () => {
    const evening = Date.parse('2024-07-02T20:30:00-04:00');
    expect(calendar.dateOf('us-equity', evening)).toBe('2024-07-02');
    expect(calendar.dateOf('nse-equity', evening)).toBe('2024-07-03');
    expect(calendar.clockOf('us-equity', evening)).toBe('20:30');
  });
});

describe('market clock', () => {
  const at = (moment: string) => marketClock(Date.parse(`${moment}+05:30`));
  const ms = (moment: string) => Date.parse(`${moment}+05:30`);

  test.each([
    ['2025-06-30T09:05', 'pre-open', 'opens 09:15', '2025-06-30T09:15'],
    ['2025-06-30T09:15', 'open', 'closes 15:30', '2025-06-30T15:30'],
    ['2025-06-30T15:30', 'closed', 'opens Tue 1 Jul 09:15', '2025-07-01T09:00'],
    ['2026-11-21T02:30', 'closed', 'opens Mon 23 Nov 09:15', '2026-11-23T09:00'],
    ['2026-11-24T11:00', 'holiday', 'Guru Nanak Jayanti, opens Wed 25 Nov 09:15', '2026-11-25T09:00'],
    ['2024-03-02T10:30', 'closed', 'reopens 11:30', '2024-03-02T11:15'],
    ['2026-11-23T10:00', 'open', 'closes 15:30, auction stocks 15:15', '2026-11-23T15:30'],
  ])('%s: %s, %s', (moment, state, label, next) => {
    expect(at(moment)).toEqual({ now: ms(moment), exchange: 'NSE', state, label, nextChange: ms(next) });
  });
});

describeWithData('NSE calendar against the exchange’s trading days', (folder) => {
  const column = (name: string) =>
    readFileSync(join(folder, 'market', 'calendar', name), 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','));

  test('zero differences, day by day, 2012-01-02 to 2026-07-31', () => {
    const listed = column('NSE_trading_days_2012_2026.csv').map((row) => row[0]!);
    const ours = calendar.sessions('nse-equity', listed[0]!, listed.at(-1)!).map((session) => session.date);
    const known = new Set(listed);
    const mine = new Set(ours);
    expect(ours.filter((date) => !known.has(date))).toEqual([]);
    expect(listed.filter((date) => !mine.has(date))).toEqual([]);
  });

  test('every weekday closure is a holiday with a name', () => {
    const closures = column('NSE_weekday_closures_2012_2026.csv').map((row) => row[0]!);
    expect(closures.filter((date) => calendar.holidayName('nse-equity', date) === null)).toEqual([]);
    expect(closures.filter((date) => calendar.isTradingDay('nse-equity', date))).toEqual([]);
  });

  test('short days of the bars: ours are as long, except known halts, outages and dirty days', () => {
    // Vendor's day is short or long though the exchange's schedule was regular, see the notes of resources/calendars/nse.json.
    const dirty = new Set([
      '2015-03-16',
      '2015-11-11',
      '2017-07-10',
      '2020-03-13',
      '2020-03-23',
      '2020-04-27',
      '2021-02-24',
    ]);
    let compared = 0;
    for (const [date, , count, first] of column('NSE_trading_days_2012_2026.csv')) {
      if (!count || dirty.has(date!)) continue;
      const session = calendar.session('nse-equity', date!)!;
      expect([date, scheduledBars(session, 15 * MINUTE)]).toEqual([date, Number(count)]);
      expect([date, calendar.clockOf('nse-equity', session.open)]).toEqual([date, first]);
      compared++;
    }
    expect(compared).toBeGreaterThan(2400);
  });
});
