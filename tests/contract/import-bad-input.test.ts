// What the importer does with broken input: it names the line and the reason, keeps what is whole, repairs nothing.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ImportResult } from '../../src/contracts/imports.ts';
import {
  closeDesksAfterEach,
  failureOf,
  makeBars,
  openDesk,
  rowsOf,
  toCsv,
  values,
  wallClock,
} from './import-harness.ts';

const DATES = ['2024-03-26', '2024-03-27', '2024-03-28'];
const bars = makeBars(DATES, '5m');
const csv = toCsv(bars);
const NAME = 'NSE_TCS_5minute.csv';

/** The file with line `line` (1-based) replaced. */
function withLine(line: number, text: string | string[], source = csv): string {
  const lines = source.split('\n');
  lines.splice(line - 1, 1, ...(Array.isArray(text) ? text : [text]));
  return lines.join('\n');
}

describe('a file that cannot be read', () => {
  closeDesksAfterEach();

  it('refuses a truncated gzip, naming where it broke, and stores nothing of it', async () => {
    const desk = await openDesk();
    const packed = gzipSync(toCsv(makeBars(DATES, '1m')));
    const path = desk.file('NSE_TCS_minute.csv.gz', packed.subarray(0, Math.floor(packed.length * 0.7)));
    const failure = await failureOf(desk.import([path]));
    expect(failure.code).toBe('BAD_DATA');
    expect(failure.message).toMatch(
      /the gzip archive ends too early \(after [\d,]+ bytes\); the last whole line .* is line \d/,
    );
    expect(failure.message).toContain('Nothing of this file was stored');
    expect(await desk.store.instruments()).toEqual([]);
    const line = Number(/is line ([\d,]+)/.exec(failure.message)![1]!.replaceAll(',', ''));
    expect(line).toBeGreaterThan(100);
    expect(line).toBeLessThan(1126);
  });

  it('refuses a gzip with a flipped byte', async () => {
    const desk = await openDesk();
    const packed = gzipSync(csv);
    packed[Math.floor(packed.length / 2)]! ^= 0xff;
    const failure = await failureOf(desk.import([desk.file('NSE_TCS_5minute.csv.gz', packed)]));
    expect(failure).toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('archive is damaged'),
    });
    expect(await desk.store.instruments()).toEqual([]);
  });

  it.each([
    ['an empty file', '', 'the file is empty'],
    ['blank lines only', '\n\n  \n', 'only blank lines'],
    ['a header without rows', 'timestamp,open,high,low,close,volume\n', 'holds a time stamp and four prices'],
    [
      'prose',
      'Dear trader,\nthe data is, as ever, late, sorry, bye\n',
      'not a candle file|holds a time stamp',
    ],
    ['a workbook', Buffer.from('PK\u0003\u0004rest of a workbook'), 'Excel workbook'],
    ['UTF-16', Buffer.from('\ufefftimestamp,open', 'utf16le'), 'UTF-16'],
    [
      'decimal commas',
      csv
        .replaceAll(',', ';')
        .replaceAll(/;(\d+)(?:\.(\d+))?(?=;)/g, (_, whole, part = '0') => `;${whole},${part}`),
      'decimal comma',
    ],
    ['a broken Parquet file', Buffer.from('PAR1 and then nothing useful'), 'Parquet file cannot be read'],
    ['unknown bars of two minutes', toCsv(everySecond(makeBars(DATES, '1m'))), 'AnchorDesk stores 1, 3, 5'],
  ])('refuses %s', async (_, content, reason) => {
    const desk = await openDesk();
    const failure = await failureOf(desk.import([desk.file(NAME, content)]));
    expect(failure).toMatchObject({ code: 'BAD_DATA', message: expect.stringMatching(reason) });
    expect(await desk.store.instruments()).toEqual([]);
    expect((await desk.db.get<{ state: string }>('SELECT state FROM import_batch'))!.state).toBe('failed');
  });

  it('says so when a folder holds nothing to import, and when a name leads nowhere', async () => {
    const desk = await openDesk();
    const folder = join(desk.folder, 'empty');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    expect(await failureOf(desk.import([folder]))).toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('the folder holds no candle files'),
    });
    expect(await failureOf(desk.import([join(folder, 'absent.csv')]))).toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('no such file or folder'),
    });
  });

  it('asks for the instrument when nothing names it, and takes the answer', async () => {
    const desk = await openDesk();
    const path = desk.file('data.csv', csv);
    expect(await failureOf(desk.import([path]))).toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('choose exchange and symbol'),
    });
    const result = await desk.import([path], { overrides: { exchange: 'BSE', symbol: 'TCS' } });
    expect(result.files[0]).toMatchObject({ instrument: 'BSE:TCS', bars: bars.length });
  });

  it('refuses a file that mixes symbols, naming the line', async () => {
    const desk = await openDesk();
    const lines = bars.map(
      (bar, i) => `${i < 100 ? 'TCS' : 'INFY'},${wallClock(bar.openTime)},${values(bar)}`,
    );
    const path = desk.file('mixed.csv', ['symbol,datetime,open,high,low,close,volume', ...lines].join('\n'));
    const failure = await failureOf(desk.import([path]));
    expect(failure.message).toContain('several symbols ("TCS", and "INFY" from line 102)');
  });

  it('goes on with the other files', async () => {
    const desk = await openDesk();
    const good = desk.file(NAME, csv);
    const bad = desk.file('NSE_BAD_5minute.csv', 'nothing,of,the,sort,here\n');
    const result = await desk.import([bad, good]);
    expect(result.files.map(({ instrument }) => instrument)).toEqual(['NSE:TCS']);
    expect(result.refused.map(({ path }) => path)).toEqual([bad]);
    const recorded = await desk.db.all<{ path: string; state: string }>(
      'SELECT path, state FROM import_file',
    );
    expect(new Map(recorded.map(({ path, state }) => [path, state]))).toEqual(
      new Map([
        [good, 'stored'],
        [bad, 'refused'],
      ]),
    );
  });
});

describe('single bad lines', () => {
  closeDesksAfterEach();

  it.each([
    [
      'a price beyond any',
      '2024-03-26T09:25:00+05:30,1000,1e308,999,1000,5',
      'high 1e308 is larger than any price',
    ],
    [
      'a volume beyond any',
      '2024-03-26T09:25:00+05:30,1000,1001,999,1000,99999999999999999999',
      'is larger than any that was ever traded',
    ],
    ['a NaN', '2024-03-26T09:25:00+05:30,NaN,1001,999,1000,5', 'open "NaN" is not a number'],
    ['a blank price', '2024-03-26T09:25:00+05:30,1000,1001,,1000,5', 'low is blank'],
    ['garbage', 'xxxx,yyyy', 'the line has 2 of the 6 columns needed'],
    ['a cut-off line', '2024-03-26T09:25:00+05:30,1000,10', 'the line has 3 of the 6 columns needed'],
    [
      'two lines run together',
      `${csv.split('\n')[3]}${csv.split('\n')[4]}`,
      'the line has 11 columns where the others have 6',
    ],
    [
      'an impossible date',
      '2024-02-30T09:25:00+05:30,1000,1001,999,1000,5',
      'is not a time stamp of the form iso',
    ],
    ['a stamp of 1970', '1970-01-01T05:30:00+05:30,1000,1001,999,1000,5', 'lies outside 1980'],
    ['a hexadecimal price', '2024-03-26T09:25:00+05:30,0x10,1001,999,1000,5', 'open "0x10" is not a number'],
    ['an infinite price', '2024-03-26T09:25:00+05:30,1e999,1001,999,1000,5', 'open "1e999" is not a number'],
    ['a volume below zero', '2024-03-26T09:25:00+05:30,1000,1001,999,1000,-5', 'volume -5 is below zero'],
    ['a header again', 'timestamp,open,high,low,close,volume', 'open "open" is not a number'],
  ])('reports %s with its line and text, and keeps the rest', async (_, line, reason) => {
    const desk = await openDesk();
    const [file] = (await desk.import([desk.file(NAME, withLine(4, line))])).files;
    expect(file!.problems).toEqual([
      { line: 4, severity: 'error', message: expect.stringContaining(reason), text: line.slice(0, 200) },
    ]);
    expect(file!.flags).toEqual({ 'missing-bars': 1 });
    const day = await desk.store.readDay('NSE:TCS', '5m', '2024-03-26');
    expect(rowsOf(day!.bars)).toEqual(bars.slice(0, 75).filter((_bar, i) => i !== 2));
  });

  it('reports blank lines between the data, not those at the end', async () => {
    const desk = await openDesk();
    const path = desk.file(NAME, `${withLine(4, ['', csv.split('\n')[3]!])}\n\n`);
    const [file] = (await desk.import([path])).files;
    expect(file!.bars).toBe(bars.length);
    expect(file!.problems).toEqual([
      { line: 4, severity: 'warning', message: '1 blank line between the data, skipped' },
    ]);
  });

  it('refuses a file with too many bad lines, naming the first ones', async () => {
    const desk = await openDesk();
    const lines = csv
      .split('\n')
      .map((line, i) => (i > 0 && i % 12 === 0 ? line.replace(/,.*/, ',?') : line));
    const failure = await failureOf(desk.import([desk.file(NAME, lines.join('\n'))]));
    expect(failure.code).toBe('BAD_DATA');
    expect(failure.message).toContain('18 of 225 lines cannot be read, the first is line 13');
    const { refused } = failure.details as ImportResult;
    expect(refused[0]!.problems.slice(0, 3).map(({ line }) => line)).toEqual([0, 13, 25]);
    expect(await desk.store.instruments()).toEqual([]);
  });

  it('reads a last line without line break, CRLF and a byte order mark', async () => {
    const desk = await openDesk();
    const path = desk.file(NAME, `\ufeff${csv.trimEnd().replaceAll('\n', '\r\n')}`);
    const [file] = (await desk.import([path])).files;
    expect(file).toMatchObject({ bars: bars.length, problems: [], flags: {} });
    expect(rowsOf((await desk.store.readBars('NSE:TCS', '5m')).bars)).toEqual(bars);
  });
});

describe('odd but readable bars are stored as they are, and flagged', () => {
  closeDesksAfterEach();

  it.each([
    ['a price of zero', '2024-03-26T09:25:00+05:30,0,0,0,0,0', ['zero-price', 'zero-volume']],
    ['a negative price', '2024-03-26T09:25:00+05:30,-5,1001,-5,1000,5', ['negative-price']],
    ['high below close', '2024-03-26T09:25:00+05:30,1000,999,998,1000,5', ['broken-ohlc']],
    [
      'a bar at 15:31',
      '2024-03-26T15:31:00+05:30,1000,1001,999,1000,5',
      ['missing-bars', 'outside-session', 'out-of-order'],
    ],
    ['a bar off the grid', '2024-03-26T09:26:00+05:30,1000,1001,999,1000,5', ['missing-bars', 'extra-bars']],
  ])('%s', async (_, line, flags) => {
    const desk = await openDesk();
    const [file] = (await desk.import([desk.file(NAME, withLine(4, line))])).files;
    expect(file!.bars).toBe(bars.length);
    expect(Object.keys(file!.flags).sort()).toEqual([...flags].sort());
    const day = await desk.store.readDay('NSE:TCS', '5m', '2024-03-26');
    const [openPrice, high, low, close, volume] = line.split(',').slice(1).map(Number);
    const openTime = Date.parse(line.split(',')[0]!);
    expect(rowsOf(day!.bars)).toContainEqual({ openTime, open: openPrice, high, low, close, volume });
  });

  it('flags a day without trading by the calendar', async () => {
    const desk = await openDesk();
    // Holi, 25 March 2024.
    const holiday = makeBars(['2024-03-26'], '5m').map((bar) => ({
      ...bar,
      openTime: bar.openTime - 86_400_000,
    }));
    const [file] = (await desk.import([desk.file(NAME, toCsv([...holiday, ...bars]))])).files;
    expect(file!.flags).toMatchObject({ 'not-a-trading-day': 1 });
    const day = await desk.store.readDay('NSE:TCS', '5m', '2024-03-25');
    expect(day).toMatchObject({ count: 75, quality: [{ flag: 'not-a-trading-day', count: 75 }] });
  });
});

describe('rows that repeat or contradict', () => {
  closeDesksAfterEach();

  it('removes exact repeats and counts them', async () => {
    const desk = await openDesk();
    const line = csv.split('\n')[3]!;
    const [file] = (await desk.import([desk.file(NAME, withLine(4, [line, line, line]))])).files;
    expect(file).toMatchObject({ bars: bars.length, flags: { 'duplicate-removed': 1 } });
    expect(file!.problems).toEqual([
      { line: 5, severity: 'warning', message: '2 rows repeat earlier ones exactly; removed' },
    ]);
    const day = await desk.store.readDay('NSE:TCS', '5m', '2024-03-26');
    expect(day!.quality).toEqual([expect.objectContaining({ flag: 'duplicate-removed', count: 2 })]);
  });

  it('leaves a contradicted day out, naming both lines, and keeps the others', async () => {
    const desk = await openDesk();
    const line = csv.split('\n')[3]!;
    const other = line.replace(/,[^,]*$/, ',1');
    const [file] = (await desk.import([desk.file(NAME, withLine(4, [line, other]))])).files;
    expect(file).toMatchObject({ bars: 150, sessions: 2 });
    expect(file!.problems).toEqual([
      {
        line: 5,
        severity: 'error',
        message: expect.stringContaining(
          'lines 4 and 5 give different bars for 2024-03-26 09:25; the day 2024-03-26 was left out',
        ),
      },
    ]);
    expect((await desk.store.readBars('NSE:TCS', '5m')).dates).toEqual(['2024-03-27', '2024-03-28']);
  });

  it('refuses a file whose only day contradicts itself', async () => {
    const desk = await openDesk();
    const day = toCsv(bars.slice(0, 75));
    const line = day.split('\n')[3]!;
    const failure = await failureOf(
      desk.import([desk.file(NAME, withLine(4, [line, line.replace(/,[^,]*$/, ',1')], day))]),
    );
    expect(failure).toMatchObject({ code: 'BAD_DATA', message: expect.stringContaining('lines 4 and 5') });
  });
});

describe('a disk that is full', () => {
  closeDesksAfterEach();

  it('keeps the files stored before, whole, and says what to do', async () => {
    const desk = await openDesk();
    const files = ['AAA', 'BBB', 'CCC'].map((symbol) =>
      desk.file(`NSE_${symbol}_minute.csv`, toCsv(makeBars(DATES, '1m'))),
    );
    const { pages } = (await desk.db.get<{ pages: number }>(
      'SELECT page_count AS pages FROM pragma_page_count',
    ))!;
    // Room for about one and a half of the three files.
    await desk.db.get(`PRAGMA max_page_count = ${pages + 26}`);
    const failure = await failureOf(desk.import(files));
    expect(failure.code).toBe('DISK_FULL');
    expect(failure.message).toContain('kept');
    const stored = await desk.db.all<{ instrument_id: string; bars: number; days: number }>(
      `SELECT f.instrument_id, f.bars, (SELECT count(*) FROM candle_day d WHERE d.instrument_id = f.instrument_id) AS days
       FROM import_file f WHERE state = 'stored'`,
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.length).toBeLessThan(3);
    for (const { bars: count, days } of stored) expect([count, days]).toEqual([1125, 3]);
    expect((await desk.store.spans()).length).toBe(stored.length);

    await desk.db.get('PRAGMA max_page_count = 1000000');
    const again = await desk.import(files);
    expect(again.bars).toBe(3 * 1125);
    expect(
      again.files.map(({ unchangedSessions }) => unchangedSessions).filter((days) => days === 3).length,
    ).toBe(stored.length);
  });
});

function everySecond<T>(list: readonly T[]): T[] {
  return list.filter((_, i) => i % 2 === 0);
}
