// What the command line says to bad usage, bad data and refusals: the exit code, one error document, a message that helps, and
// nothing lost.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { migrate, openDb } from '../../src/services/db/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';
import { makeBars, toCsv } from './import-harness.ts';

const DAYS = ['2024-03-26', '2024-03-27', '2024-03-28'];
const GOOD = toCsv(makeBars(DAYS, '5m'));
const HEADER = 'timestamp,open,high,low,close,volume';

let desk: CliDesk;

beforeAll(async () => {
  desk = cliDesk();
  const file = desk.file('NSE_GOOD_5minute.csv', GOOD);
  const { code, document } = await desk.json('import', file);
  expect(code).toBe(0);
  expect(document).toMatchObject({
    files: [{ path: file, instrument: 'NSE:GOOD', interval: '5m', bars: 225, sessions: 3, flags: {} }],
    bars: 225,
    elapsedMs: expect.any(Number),
  });
});

async function stored(): Promise<Document> {
  return (await desk.json('data')).document.instruments.map((one: Document) => [
    one.id,
    one.intervals[0].bars,
  ]);
}

describe('bad usage: exit code 2', () => {
  test.each([
    [['backtest', 'sma-cross', '--set', 'fast=0'], 'BAD_PARAMETER', 'fast must lie between 1 and 500'],
    [['backtest', 'sma-cross', '--set', 'fats=5'], 'BAD_PARAMETER', 'fats is not a parameter'],
    [['backtest', 'sma-cross', '--set', 'fast'], 'BAD_REQUEST', '--set takes name=value'],
    [['backtest', 'sma-cross', '--interval', '7m'], 'BAD_REQUEST', 'Allowed choices are 1m, 3m'],
    [
      ['backtest', 'sma-cross', '--from', '2024-03-28', '--to', '2024-03-26'],
      'BAD_REQUEST',
      'ends before it begins',
    ],
    [['backtest', 'sma-cross', '--instruments', 'GOOD'], 'BAD_REQUEST', 'like NSE:RELIANCE'],
    [['backtest', 'no-such-strategy'], 'NOT_FOUND', 'Choose one of avwap-v11'],
    [['backtest', 'sma-cross', '--set', 'fast=0x10'], 'BAD_REQUEST', 'fast takes a number, not "0x10"'],
    [['backtest', 'sma-cross', '--set', '__proto__=1'], 'BAD_REQUEST', '--set takes name=value'],
    [
      ['backtest', 'sma-cross', '--set', 'fast=50', 'slow=20'],
      'BAD_PARAMETER',
      'fast (50 bars) must be shorter than slow (20 bars)',
    ],
    [['sweep', 'sma-cross'], 'BAD_REQUEST', 'at least one --grid'],
    [['sweep', 'sma-cross', '--grid', 'fast=20,30', 'slow=10'], 'BAD_PARAMETER', 'must be shorter'],
    [
      ['sweep', 'sma-cross', '--grid', 'fast=1:500:1', 'slow=2:2000:1', 'stop_pct=0.01:0.4:0.001'],
      'BAD_PARAMETER',
      'The grid has 390804500 combinations; at most 2000',
    ],
    [['sample', '--sessions', '1'], 'BAD_REQUEST', 'sessions must be at least 5'],
    [['data', '--flag', 'odd'], 'BAD_REQUEST', 'flag must be one of missing-bars, extra-bars'],
    [['runs', 'show', 'abc'], 'BAD_REQUEST', 'give at least 4 characters'],
    [['runs', 'show', 'deadbeef'], 'NOT_FOUND', 'no run deadbeef'],
    [['backtest', '--bogus'], 'BAD_REQUEST', "unknown option '--bogus'"],
    [['bogus'], 'BAD_REQUEST', "unknown command 'bogus'"],
    [['import'], 'BAD_REQUEST', "missing required argument 'paths'"],
    [[], 'BAD_REQUEST', 'Name a command'],
  ])('%j', async (args, code, message) => {
    const before = desk.databaseFingerprint();
    const answer = await desk.json(...args);
    expect(answer.code).toBe(2);
    expect(answer.document).toEqual({
      error: expect.objectContaining({ code, message: expect.stringContaining(message) }),
    });
    expect(desk.databaseFingerprint()).toBe(before);
  });

  test('without --json the message is on stderr and stdout is empty', async () => {
    const { code, stdout, stderr } = await desk.start('runs', 'show', 'deadbeef').answer;
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^error: There is no run deadbeef/);
  });
});

describe('bad data: exit code 3, and what is stored stays', () => {
  test('a truncated gzip', async () => {
    const packed = gzipSync(GOOD);
    const file = desk.file('NSE_CUT_5minute.csv.gz', packed.subarray(0, packed.length / 2));
    const { code, document } = await desk.script('import', file);
    expect(code).toBe(3);
    expect(document.error).toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('NSE_CUT_5minute.csv.gz'),
    });
    expect(document.error.details.refused).toHaveLength(1);
    expect(await stored()).toEqual([['NSE:GOOD', 225]]);
  });

  test('a CSV with broken lines names the lines, while good files beside it are stored', async () => {
    const lines = GOOD.split('\n');
    for (const line of [3, 5, 7, 9, 11, 13, 15, 17, 19]) lines[line] = 'torn,line';
    const broken = desk.file('mixed/NSE_TORN_5minute.csv', lines.join('\n'));
    desk.file('mixed/NSE_WHOLE_5minute.csv', GOOD);
    const { code, document } = await desk.json('import', join(broken, '..'));
    expect(code).toBe(3);
    expect(document.files.map((file: Document) => file.instrument)).toEqual(['NSE:WHOLE']);
    expect(document.refused).toEqual([{ path: broken, problems: expect.any(Array) }]);
    expect(document.refused[0].problems).toContainEqual(
      expect.objectContaining({ line: 4, severity: 'error' }),
    );
    expect(await stored()).toEqual([
      ['NSE:GOOD', 225],
      ['NSE:WHOLE', 225],
    ]);
  });

  test('an empty folder, and a name that leads nowhere', async () => {
    const folder = join(desk.file('empty/.keep', ''), '..');
    const empty = await desk.json('import', folder);
    expect(empty.code).toBe(3);
    expect(empty.document.error).toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('holds no candle files'),
    });
    const nowhere = await desk.json('import', join(folder, 'nothing'));
    expect([nowhere.code, nowhere.document.error.code]).toEqual([3, 'NO_DATA']);
  });

  test('a date range without data', async () => {
    const { code, document } = await desk.json(
      ...['backtest', 'sma-cross', '--interval', '5m', '--from', '2019-01-01', '--to', '2019-02-01'],
    );
    expect(code).toBe(3);
    expect(document.error).toMatchObject({
      code: 'NO_DATA',
      message: expect.stringContaining('Nothing was run'),
    });
  });

  test('a file that is no candles and no trades', async () => {
    const { code, document } = await desk.json('import', desk.file('letters.csv', 'a,b\nc,d\n'));
    expect([code, document.error.code]).toEqual([3, 'BAD_DATA']);
  });
});

describe('odd bars are stored as they are, and flagged', () => {
  test('prices of zero and a bar at 15:31', async () => {
    const rows = GOOD.trimEnd().split('\n');
    const at = rows.findIndex((row) => row.startsWith('2024-03-27T11:00'));
    rows[at] = '2024-03-27T11:00:00+05:30,0,0,0,0,100';
    rows.push('2024-03-28T15:31:00+05:30,1000,1001,999,1000,5');
    const file = desk.file('NSE_ODD_5minute.csv', `${rows.join('\n')}\n`);
    const { code, document } = await desk.json('import', file);
    expect(code).toBe(0);
    expect(document.files[0].flags).toMatchObject({ 'zero-price': 1, 'outside-session': 1 });
    const found = await desk.json('data', '--instrument', 'NSE:ODD', '--flag', 'outside-session');
    expect(found.document.quality).toEqual([
      expect.objectContaining({ sessionDate: '2024-03-28', instrumentId: 'NSE:ODD' }),
    ]);
    expect(found.document.quality[0].findings[0].detail).toContain('15:31');
    await desk.json('data', 'remove', 'NSE:ODD');
    expect((await stored()).map(([id]: [string]) => id)).not.toContain('NSE:ODD');
  });
});

describe('corrections and previews', () => {
  test('the preview shows the plan with its evidence and stores nothing', async () => {
    const before = desk.fingerprint();
    const file = desk.file('NSE_PEEK_5minute.csv', GOOD);
    const { document } = await desk.json('import', file, '--preview');
    const [preview] = document.previews;
    expect(preview.plan).toMatchObject({ instrumentId: 'NSE:PEEK', interval: '5m', stamp: 'start' });
    expect(preview.evidence.find((one: Document) => one.field === 'interval').reason).toContain(
      '5 minutes apart',
    );
    expect((await desk.text('import', file, '--preview')).stdout).toContain('NSE:PEEK 5m');
    expect(desk.fingerprint()).toBe(before);
  });

  test('symbol, exchange, zone and stamp can be set by hand', async () => {
    const rows = makeBars(['2024-03-28'], '5m').map((bar) => {
      const end = new Date(bar.openTime + 5 * 60_000).toISOString().slice(0, 19).replace('T', ' ');
      return `${end},${bar.open},${bar.high},${bar.low},${bar.close},${bar.volume}`;
    });
    const file = desk.file('download.csv', `${[HEADER, ...rows].join('\n')}\n`);
    const { code, document } = await desk.json(
      ...[
        'import',
        file,
        '--symbol',
        'byhand',
        '--exchange',
        'BSE',
        '--zone',
        'UTC',
        '--stamp',
        'end',
        '--dry-run',
      ],
    );
    expect(code).toBe(0);
    expect(document.files).toEqual([
      expect.objectContaining({ instrument: 'BSE:BYHAND', bars: 75, sessions: 1, flags: {} }),
    ]);
    expect((await desk.json('import', file, '--zone', 'Asia/Nowhere')).document.error.message).toContain(
      'no time zone',
    );
  });

  test('importing the same file twice adds nothing; a changed day waits until --replace', async () => {
    const file = desk.file('NSE_TWICE_5minute.csv', GOOD);
    await desk.json('import', file);
    const again = await desk.json('import', file);
    expect(again.document.files[0]).toMatchObject({
      newSessions: 0,
      unchangedSessions: 3,
      changedSessions: 0,
    });
    const rows = GOOD.trimEnd().split('\n');
    rows[rows.length - 1] = rows.at(-1)!.replace(/,\d+$/, ',987654');
    writeFileSync(file, `${rows.join('\n')}\n`);
    const kept = await desk.json('import', file);
    expect(kept.document.files[0]).toMatchObject({ unchangedSessions: 2, changedSessions: 1 });
    const replaced = await desk.json('import', file, '--replace');
    expect(replaced.document.files[0]).toMatchObject({ changedSessions: 1 });
    const settled = await desk.json('import', file);
    expect(settled.document.files[0]).toMatchObject({ unchangedSessions: 3, changedSessions: 0 });
  });
});

describe('refusals: exit code 4', () => {
  test('a file where the data folder should be is no empty folder', async () => {
    const file = desk.file('folder', 'a file');
    for (const args of [['runs'], ['data'], ['backtest', 'sma-cross'], ['sample'], ['doctor']]) {
      const { code, document } = await desk.json(...args, '--data-dir', file);
      expect([args[0], code, document.error.code]).toEqual([args[0], 4, 'REFUSED']);
    }
  });

  test('a database of a newer AnchorDesk is left as it is', async () => {
    const newer = cliDesk();
    await newer.json('sample', '--symbols', '1', '--sessions', '5');
    const db = await openDb({ file: join(newer.home, 'anchordesk.db') });
    await migrate(db, [...migrations, { number: 9_999, name: 'from the future', statements: ['SELECT 1'] }]);
    await db.close();
    for (const args of [['runs'], ['sample'], ['backtest', 'sma-cross', '--dry-run']]) {
      const { code, document } = await newer.script(...args);
      expect([args[0], code, document.error.code]).toEqual([args[0], 4, 'DATABASE_TOO_NEW']);
    }
    const { code, document } = await newer.json('doctor');
    expect([code, document.ok]).toEqual([1, false]);
    expect(document.checks.find((check: Document) => check.name === 'Database').detail).toContain(
      'newer AnchorDesk',
    );
  });

  test('the sample market does not overwrite imported bars of the same name', async () => {
    const other = cliDesk();
    const { document } = await other.json('sample', '--symbols', '1', '--sessions', '5', '--dry-run');
    const symbol = document.instruments[0].split(':')[1];
    await other.json('import', other.file(`NSE_${symbol}_5minute.csv`, GOOD));
    const refused = await other.json('sample', '--symbols', '1', '--sessions', '5');
    expect([refused.code, refused.document.error.code]).toEqual([4, 'CONFLICT']);
    expect((await other.json('data')).document.instruments[0].intervals[0].bars).toBe(225);
  });
});
