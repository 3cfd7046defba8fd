// The same three days written in the ways vendors write them: whatever the layout, detection must find the same bars.
import { describe, expect, it } from 'vitest';
import type { Bar } from '../../engines/market/bars.ts';
import type { ImportPlan, PlanOverrides } from '../../src/contracts/imports.ts';
import { previewFile } from '../../src/services/imports/index.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { closeDesksAfterEach, makeBars, openDesk, rowsOf, values, wallClock } from './import-harness.ts';

const DATES = ['2024-03-18', '2024-03-19', '2024-03-20'];
const MINUTE = 60_000;
const five = makeBars(DATES, '5m');
const one = makeBars(DATES, '1m');
const us = makeBars(['2024-03-07', '2024-03-08', '2024-03-11'], '5m', { us: true, price: 170 });

const [date, clock] = [
  (bar: Bar) => wallClock(bar.openTime).slice(0, 10),
  (bar: Bar) => wallClock(bar.openTime).slice(11),
];
const dayFirst = (text: string) => text.split('-').reverse().join('-');
const rows = (bars: readonly Bar[], line: (bar: Bar) => string, header?: string) =>
  `${[...(header === undefined ? [] : [header]), ...bars.map(line)].join('\n')}\n`;
const ended = (bar: Bar, minutes: number) => wallClock(bar.openTime + minutes * MINUTE).replace('T', ' ');
/** New York, on summer time from 10 March 2024. */
const newYork = (bar: Bar) =>
  wallClock(bar.openTime, bar.openTime < Date.UTC(2024, 2, 10, 7) ? -300 : -240).replace('T', ' ');

interface Case {
  readonly name: string;
  readonly file: string;
  readonly content: string;
  readonly plan: Partial<ImportPlan>;
  readonly bars: readonly Bar[];
  readonly overrides?: PlanOverrides;
}

const cases: Case[] = [
  {
    name: 'offset in the stamp, Zulu time',
    file: 'TCS_5minute.csv',
    content: rows(
      five,
      (bar) => `${new Date(bar.openTime).toISOString()},${values(bar)}`,
      'Datetime,Open,High,Low,Close,Volume',
    ),
    plan: { timeFormat: 'iso', stamp: 'start', interval: '5m', instrumentId: 'NSE:TCS' },
    bars: five,
  },
  {
    name: 'Kite stamps (+0530) with open interest',
    file: 'NFO_TCSFUT_5minute.csv',
    content: rows(
      five,
      (bar) => `${wallClock(bar.openTime)}+0530,${values(bar)},9000`,
      'date,open,high,low,close,volume,oi',
    ),
    plan: {
      instrumentId: 'NFO:TCSFUT',
      columns: { timestamp: 0, open: 1, high: 2, low: 3, close: 4, volume: 5, openInterest: 6 },
    },
    bars: five,
  },
  {
    name: 'UTC without saying so: only the hours tell',
    file: 'NSE_TCS_5minute.csv',
    content: rows(
      five,
      (bar) => `${wallClock(bar.openTime, 0).replace('T', ' ')},${values(bar)}`,
      'timestamp,open,high,low,close,volume',
    ),
    plan: { timeZone: 'UTC', stamp: 'start' },
    bars: five,
  },
  {
    name: 'Indian wall clock, end stamps 09:20 … 15:30, day first with slashes',
    file: 'TCS.csv',
    content: rows(
      five,
      (bar) =>
        `${dayFirst(ended(bar, 5).slice(0, 10)).replaceAll('-', '/')} ${ended(bar, 5).slice(11, 16)},${values(bar)}`,
      'Date,Open,High,Low,Close,Volume',
    ),
    plan: { timeFormat: 'dd/MM/yyyy HH:mm', timeZone: 'Asia/Kolkata', stamp: 'end', interval: '5m' },
    bars: five,
  },
  {
    name: 'end stamps 09:16 … 15:30, semicolons, no header, a symbol column',
    file: 'export.txt',
    content: rows(one, (bar) =>
      [
        'TCS',
        ended(bar, 1).slice(0, 10).replaceAll('-', ''),
        ended(bar, 1).slice(11, 16),
        ...values(bar).split(','),
      ].join(';'),
    ),
    plan: {
      delimiter: ';',
      headerRows: 0,
      stamp: 'end',
      interval: '1m',
      symbol: 'TCS',
      timeFormat: 'yyyyMMdd HH:mm',
    },
    bars: one,
  },
  {
    name: ':59 stamps, tabs, newest first',
    file: 'NSE_TCS_minute.tsv',
    content: rows(
      [...one].reverse(),
      (bar) => [date(bar), `${clock(bar).slice(0, 5)}:59`, ...values(bar).split(',')].join('\t'),
      'Date\tTime\tOpen\tHigh\tLow\tClose\tVolume',
    ),
    plan: {
      delimiter: '\t',
      stamp: 'end',
      order: 'descending',
      columns: { date: 0, time: 1, open: 2, high: 3, low: 4, close: 5, volume: 6 },
    },
    bars: one,
  },
  {
    name: 'epoch seconds, shuffled columns, no header',
    file: 'NSE_TCS_5minute.csv',
    content: rows(five, (bar) =>
      [bar.openTime / 1000, bar.close, bar.low, bar.high, bar.open, bar.volume].join(','),
    ),
    plan: { timeFormat: 'epoch-s', columns: { timestamp: 0, open: 4, high: 3, low: 2, close: 1, volume: 5 } },
    bars: five,
  },
  {
    name: 'epoch milliseconds with an index column',
    file: 'NSE_TCS_5minute.csv',
    content: rows(
      five,
      (bar) => [five.indexOf(bar), bar.openTime, values(bar)].join(','),
      ',timestamp,open,high,low,close,volume',
    ),
    plan: {
      timeFormat: 'epoch-ms',
      columns: { timestamp: 1, open: 2, high: 3, low: 4, close: 5, volume: 6 },
    },
    bars: five,
  },
  {
    name: 'quoted cells with grouped digits',
    file: 'NSE_TCS_5minute.csv',
    content: rows(
      five,
      (bar) =>
        `"${date(bar)} ${clock(bar)}",${[bar.open, bar.high, bar.low, bar.close].map((price) => `"${price.toLocaleString('en-IN')}"`).join(',')},"${bar.volume.toLocaleString('en-IN')}"`,
      '"Date","Open","High","Low","Close","Volume"',
    ),
    plan: { timeFormat: 'yyyy-MM-dd HH:mm:ss' },
    bars: five,
  },
  {
    name: 'month names and a twelve-hour clock',
    file: 'NSE_TCS_5minute.csv',
    content: rows(
      five,
      (bar) => {
        const hour = Number(clock(bar).slice(0, 2));
        const time = `${hour % 12 === 0 ? 12 : hour % 12}:${clock(bar).slice(3, 5)} ${hour < 12 ? 'AM' : 'PM'}`;
        return `${date(bar).slice(8)}-Mar-2024,${time},${values(bar)}`;
      },
      'date,time,open,high,low,close,volume',
    ),
    plan: { timeFormat: 'dd-MMM-yyyy hh:mm a' },
    bars: five,
  },
  {
    name: 'New York wall clock over the change to summer time',
    file: 'AAPL_5min.csv',
    content: rows(us, (bar) => `${newYork(bar)},${values(bar)}`, 'datetime,open,high,low,close,volume'),
    plan: { exchange: 'US', timeZone: 'America/New_York', stamp: 'start' },
    bars: us,
  },
  {
    name: 'New York in UTC, named by the file',
    file: 'US_AAPL_5minute.csv',
    content: rows(
      us,
      (bar) => `${wallClock(bar.openTime, 0)},${values(bar)}`,
      'datetime,open,high,low,close,volume',
    ),
    plan: { exchange: 'US', timeZone: 'UTC', stamp: 'start' },
    bars: us,
  },
  {
    name: 'prose above the header',
    file: 'NSE_TCS_5minute.csv',
    content: `# exported by a terminal\n# TCS, 5 minutes\n${rows(five, (bar) => `${date(bar)} ${clock(bar)},${values(bar)}`, 'Date,Open,High,Low,Close,Volume')}`,
    plan: { headerRows: 3 },
    bars: five,
  },
  {
    name: 'what detection cannot know, set by the user',
    file: 'unknown.csv',
    content: rows(five, (bar) => `${wallClock(bar.openTime, 60)},${values(bar)}`, 'a,b,c,d,e,f'),
    plan: { timeZone: 'Etc/GMT-1', stamp: 'start' },
    overrides: { timeZone: 'Etc/GMT-1', instrumentId: 'NSE:TCS' },
    bars: five,
  },
];

describe('corrections by the user', () => {
  closeDesksAfterEach();

  it('win over misleading header names, and over header rows that look like data', async () => {
    const desk = await openDesk();
    // Names say the opposite of the content: the first stamp column is the settlement date, open and close are swapped.
    const content = rows(
      five,
      (bar) =>
        ['2024-04-01', `${date(bar)} ${clock(bar)}`, bar.close, bar.high, bar.low, bar.open, bar.volume].join(
          ',',
        ),
      'date,made,open,high,low,close,volume',
    );
    const path = desk.file('NSE_TCS_5minute.csv', content);
    const overrides = {
      columns: { timestamp: 1, open: 5, high: 3, low: 4, close: 2, volume: 6 },
      headerRows: 4,
    };
    const preview = await previewFile(path, overrides, loadCalendar());
    expect(preview.plan).toMatchObject({ ...overrides, timeFormat: 'yyyy-MM-dd HH:mm:ss', interval: '5m' });
    expect(preview.evidence).toContainEqual({ field: 'columns', reason: 'set by you', sure: true });
    await desk.import([path], { overrides });
    expect(rowsOf((await desk.store.readBars('NSE:TCS', '5m')).bars)).toEqual(five.slice(3));
  });

  it('may change the stamp convention and the zone', async () => {
    const desk = await openDesk();
    const content = rows(
      five,
      (bar) => `${date(bar)} ${clock(bar)},${values(bar)}`,
      'date,open,high,low,close,volume',
    );
    const path = desk.file('NSE_TCS_5minute.csv', content);
    await desk.import([path], { overrides: { stamp: 'end', timeZone: 'Asia/Kolkata' } });
    const stored = rowsOf((await desk.store.readBars('NSE:TCS', '5m')).bars);
    expect(stored).toEqual(five.map((bar) => ({ ...bar, openTime: bar.openTime - 5 * MINUTE })));
  });

  it('are asked for when the plan names no stamp', async () => {
    const desk = await openDesk();
    const path = desk.file('NSE_TCS_5minute.csv', cases[3]!.content);
    const preview = await previewFile(
      path,
      { columns: { open: 1, high: 2, low: 3, close: 4 } },
      loadCalendar(),
    );
    expect(preview.problems.map(({ message }) => message)).toContain(
      'the plan names no column with the time stamp: choose it',
    );
  });
});

describe('detecting how a file is written', () => {
  closeDesksAfterEach();

  it.each(cases)('$name', async ({ file, content, plan, bars, overrides = {} }) => {
    const desk = await openDesk();
    const path = desk.file(file, content);
    const preview = await previewFile(path, overrides, loadCalendar());
    expect(preview.problems).toEqual([]);
    expect(preview.plan).toMatchObject(plan);
    const result = await desk.import([path], { overrides });
    const { instrument, interval } = result.files[0]!;
    const stored = rowsOf((await desk.store.readBars(instrument, interval)).bars);
    expect(stored).toEqual([...bars]);
    const shown = preview.plan.order === 'descending' ? [...bars].reverse() : bars;
    expect(preview.sampleBars).toEqual(shown.slice(0, preview.sampleBars.length));
    expect(preview.sampleBars.length).toBeGreaterThan(3);
  });

  it('gives a reason for every field, and marks what it only assumes', async () => {
    const desk = await openDesk();
    const preview = await previewFile(desk.file('TCS.csv', cases[3]!.content), {}, loadCalendar());
    const reasons = new Map(preview.evidence.map(({ field, reason, sure }) => [field, { reason, sure }]));
    for (const field of [
      'delimiter',
      'headerRows',
      'columns',
      'timeFormat',
      'timeZone',
      'stamp',
      'interval',
      'order',
      'exchange',
      'symbol',
    ] as const)
      expect(reasons.get(field)?.reason.length, field).toBeGreaterThan(10);
    expect(reasons.get('exchange')!.sure).toBe(false);
    expect(reasons.get('symbol')!.sure).toBe(true);
    expect(reasons.get('stamp')!.reason).toContain(
      'bars start from 09:15 to 15:25 against the session 09:15–15:30',
    );
  });

  it('says when day and month cannot be told apart', async () => {
    const desk = await openDesk();
    const bars = makeBars(['2024-05-06'], '5m');
    const content = rows(
      bars,
      (bar) => `${dayFirst(date(bar))} ${clock(bar)},${values(bar)}`,
      'Date,Open,High,Low,Close,Volume',
    );
    const preview = await previewFile(desk.file('NSE_TCS_5minute.csv', content), {}, loadCalendar());
    expect(preview.evidence).toContainEqual({
      field: 'timeFormat',
      reason: expect.stringContaining('could also be MM-dd-yyyy'),
      sure: false,
    });
  });

  it('keeps the shortened last bar of an hour series on the grid of the session', async () => {
    const desk = await openDesk();
    const hours = makeBars(DATES, '60m');
    const close = (day: string) => Date.parse(`${day}T15:30:00+05:30`);
    const content = rows(
      hours,
      (bar) =>
        `${wallClock(Math.min(bar.openTime + 60 * MINUTE, close(date(bar)))).replace('T', ' ')},${values(bar)}`,
      'date,open,high,low,close,volume',
    );
    const result = await desk.import([desk.file('NSE_TCS_60minute.csv', content)]);
    expect(result.files[0]).toMatchObject({ interval: '60m', bars: 21, flags: {} });
    expect(rowsOf((await desk.store.readBars('NSE:TCS', '60m')).bars)).toEqual(hours);
  });

  it('warns when the file name and the stamps disagree about the interval', async () => {
    const desk = await openDesk();
    const content = rows(
      five,
      (bar) => `${date(bar)} ${clock(bar)},${values(bar)}`,
      'date,open,high,low,close,volume',
    );
    const preview = await previewFile(desk.file('NSE_TCS_15minute.csv', content), {}, loadCalendar());
    expect(preview.plan.interval).toBe('5m');
    expect(preview.evidence).toContainEqual({
      field: 'interval',
      reason: expect.stringContaining('although the file name says 15m'),
      sure: false,
    });
  });

  it('previews a truncated archive: first rows as usual, the break among the problems', async () => {
    const desk = await openDesk();
    const whole = desk.file(
      'NSE_TCS_minute.csv.gz',
      rows(one, (bar) => `${date(bar)} ${clock(bar)},${values(bar)}`, 'date,open,high,low,close,volume'),
    );
    const { readFileSync } = await import('node:fs');
    const packed = readFileSync(whole);
    const path = desk.file('cut/NSE_TCS_minute.csv.gz', packed.subarray(0, packed.length >> 1));
    const preview = await previewFile(path, {}, loadCalendar());
    expect(preview.sampleBars[0]).toEqual(one[0]);
    expect(preview.problems).toEqual([
      expect.objectContaining({ severity: 'error', message: expect.stringContaining('ends too early') }),
    ]);
  });
});
