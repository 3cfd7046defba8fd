// The candle store over both drivers: what goes in comes out bit by bit, twice is once, and nothing is overwritten unasked.
import { beforeEach, expect, it } from 'vitest';
import { type Bars, concatBars, sliceBars } from '../../engines/market/bars.ts';
import { type Db, migrate } from '../../src/services/db/index.ts';
import { type CandleStore, createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import { barsOf, dayOf, instrumentNamed } from './candle-days.ts';
import { describeDrivers } from './db-drivers.ts';

const SESSIONS = loadCalendar().sessions('nse-equity', '2024-03-04', '2024-03-15');
const TCS = 'NSE:TCS';
const KEEP = { batchId: 'batch-1', onChanged: 'keep' } as const;
const REPLACE = { batchId: 'batch-2', onChanged: 'replace' } as const;
const bits = (values: Float64Array) => [...new BigUint64Array(values.slice().buffer)];

function expectSameBars(actual: Bars, expected: Bars): void {
  expect(actual.length).toBe(expected.length);
  for (const name of ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const)
    expect(bits(actual[name])).toEqual(bits(expected[name]));
  expect(actual.openInterest && bits(actual.openInterest)).toEqual(
    expected.openInterest && bits(expected.openInterest),
  );
}

describeDrivers('candle store', (bench) => {
  let db: Db;
  let store: CandleStore;
  let clock: number;
  beforeEach(async () => {
    clock = 1000;
    db = await bench.open();
    await migrate(db, migrations);
    store = createCandleStore(db, () => clock);
    await store.upsertInstruments([instrumentNamed(TCS), instrumentNamed('NSE:M&M')]);
  });
  const week = (instrumentId = TCS) =>
    SESSIONS.slice(0, 5).map((session, i) => dayOf(instrumentId, '5m', session, i));

  it('keeps and updates instruments', async () => {
    await store.upsertInstruments([
      instrumentNamed(TCS, { tickSize: 0.1, closingAuction: true, synthetic: true }),
      instrumentNamed('NFO:NIFTYFUT', { kind: 'future', lotSize: 75 }),
    ]);
    expect(await store.instruments()).toEqual([
      instrumentNamed('NFO:NIFTYFUT', { kind: 'future', lotSize: 75 }),
      instrumentNamed('NSE:M&M'),
      instrumentNamed(TCS, { tickSize: 0.1, closingAuction: true, synthetic: true }),
    ]);
    expect(await store.instrument('NSE:NOBODY')).toBeNull();
  });

  it('gives back what was written, in one run of columns', async () => {
    const days = week();
    const outcomes = await store.writeDays([...days].reverse(), KEEP);
    expect(outcomes.map((item) => item.outcome)).toEqual(Array(5).fill('new'));
    const read = await store.readBars(TCS, '5m');
    expectSameBars(read.bars, concatBars(days.map((day) => day.bars)));
    expect(read.dates).toEqual(days.map((day) => day.sessionDate));
    expect(read.hashes).toEqual(outcomes.map((item) => item.contentHash).reverse());
    expect(read.starts).toEqual([0, 75, 150, 225, 300]);
  });

  it('reads only the dates, interval and instrument asked for', async () => {
    await store.writeDays([...week(), ...week('NSE:M&M'), dayOf(TCS, '1m', SESSIONS[0]!, 3)], KEEP);
    const [, from, , to] = SESSIONS.map((session) => session.date);
    const read = await store.readBars(TCS, '5m', from, to);
    expect(read.dates).toEqual([SESSIONS[1]!.date, SESSIONS[2]!.date, SESSIONS[3]!.date]);
    expect((await store.readBars(TCS, '1m')).bars.length).toBe(375);
    const none = await store.readBars(TCS, '5m', '2030-01-01', '2030-12-31');
    expect(none).toEqual({ bars: expect.objectContaining({ length: 0 }), dates: [], hashes: [], starts: [] });
  });

  it('keeps open interest, and gives it only where every day has it', async () => {
    const [first, second] = SESSIONS;
    const withInterest = barsOf(first!, '5m', 1, true);
    await store.writeDays(
      [dayOf(TCS, '5m', first!, 1, { bars: withInterest }), dayOf(TCS, '5m', second!, 2)],
      KEEP,
    );
    expectSameBars((await store.readBars(TCS, '5m', first!.date, first!.date)).bars, withInterest);
    const both = (await store.readBars(TCS, '5m')).bars;
    expect(both.openInterest).toBeUndefined();
    expectSameBars(sliceBars(both, 75, 150), barsOf(second!, '5m', 2));
  });

  it('writes the same day once', async () => {
    await store.writeDays(week(), KEEP);
    const before = await store.readDay(TCS, '5m', SESSIONS[0]!.date);
    clock = 2000;
    const again = await store.writeDays(week(), REPLACE);
    expect(again.map((item) => item.outcome)).toEqual(Array(5).fill('unchanged'));
    expect(await store.readDay(TCS, '5m', SESSIONS[0]!.date)).toEqual(before);
    expect(before).toMatchObject({
      batchId: 'batch-1',
      recordedAt: 1000,
      source: 'made by a test',
      count: 75,
    });
  });

  it('keeps a stored day that a new file contradicts, and says what it keeps', async () => {
    await store.writeDays(week(), KEEP);
    const session = SESSIONS[2]!;
    const other = dayOf(TCS, '5m', session, 99, { source: 'other.csv' });
    const [outcome] = await store.writeDays([other], KEEP);
    const stored = await store.readDay(TCS, '5m', session.date);
    expectSameBars(stored!.bars, barsOf(session, '5m', 2));
    expect(outcome).toMatchObject({
      outcome: 'changed',
      sessionDate: session.date,
      stored: { contentHash: stored!.contentHash, source: 'made by a test' },
    });
    expect(outcome!.contentHash).not.toBe(stored!.contentHash);
  });

  it.each(['writeDays', 'replaceDay'] as const)('replaces a day when asked to, by %s', async (way) => {
    await store.writeDays(week(), KEEP);
    const session = SESSIONS[2]!;
    const other = dayOf(TCS, '5m', session, 99, {
      source: 'other.csv',
      quality: [{ flag: 'zero-volume', count: 1, detail: 'one bar' }],
    });
    clock = 2000;
    if (way === 'writeDays') expect((await store.writeDays([other], REPLACE))[0]!.outcome).toBe('changed');
    else await store.replaceDay(other, 'batch-2');
    const stored = await store.readDay(TCS, '5m', session.date);
    expectSameBars(stored!.bars, other.bars);
    expect(stored).toMatchObject({
      source: 'other.csv',
      batchId: 'batch-2',
      recordedAt: 2000,
      quality: other.quality,
    });
    expect((await store.readBars(TCS, '5m')).dates).toHaveLength(5);
  });

  it('counts one bit of difference as a change', async () => {
    const day = week()[0]!;
    await store.writeDays([day], KEEP);
    day.bars.volume[74] = day.bars.volume[74]! + 1;
    expect((await store.writeDays([day], KEEP))[0]!.outcome).toBe('changed');
  });

  it('settles a provisional day when the same bars come as final', async () => {
    const day = week()[0]!;
    await store.writeDays([{ ...day, final: false }], KEEP);
    expect(await store.readDay(TCS, '5m', day.sessionDate)).toMatchObject({ final: false });
    expect((await store.writeDays([day], KEEP))[0]!.outcome).toBe('unchanged');
    expect(await store.readDay(TCS, '5m', day.sessionDate)).toMatchObject({ final: true });
    await store.writeDays([{ ...day, final: false }], KEEP);
    expect(await store.readDay(TCS, '5m', day.sessionDate)).toMatchObject({ final: true });
  });

  it('compares a day that comes twice in one call with its first version', async () => {
    const session = SESSIONS[0]!;
    const outcomes = await store.writeDays(
      [dayOf(TCS, '5m', session, 1), dayOf(TCS, '5m', session, 1), dayOf(TCS, '5m', session, 2)],
      KEEP,
    );
    expect(outcomes.map((item) => item.outcome)).toEqual(['new', 'unchanged', 'changed']);
    expectSameBars((await store.readBars(TCS, '5m')).bars, barsOf(session, '5m', 1));
  });

  it.each([
    ['empty', (bars: Bars) => sliceBars(bars, 0, 0), 'BAD_DATA'],
    [
      'with a stamp twice',
      (bars: Bars) => concatBars([sliceBars(bars, 0, 3), sliceBars(bars, 2, 5)]),
      'BAD_DATA',
    ],
    ['descending', (bars: Bars) => concatBars([sliceBars(bars, 5, 6), sliceBars(bars, 0, 5)]), 'BAD_DATA'],
    [
      'without a stamp',
      (bars: Bars) => ({ ...bars, openTime: bars.openTime.map(() => Number.NaN) }),
      'BAD_DATA',
    ],
  ])('refuses a day that is %s, with all days of the call', async (_, spoil, code) => {
    const days = week();
    days[4] = { ...days[4]!, bars: spoil(days[4]!.bars) };
    await expect(store.writeDays(days, KEEP)).rejects.toMatchObject({ code });
    expect(await store.spans()).toEqual([]);
  });

  it('refuses bars of an instrument that is not stored', async () => {
    await expect(store.writeDays(week('NSE:NOBODY'), KEEP)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('loses nothing when the disk is full', async () => {
    await store.writeDays(week(), KEEP);
    const pages = (await db.get<{ page_count: number }>('PRAGMA page_count'))!.page_count;
    await db.get(`PRAGMA max_page_count = ${pages + 8}`);
    const more = SESSIONS.slice(5).map((session, i) => dayOf(TCS, '1m', session, i));
    await expect(store.writeDays(more, KEEP)).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(await store.spans()).toMatchObject([{ interval: '5m', sessions: 5 }]);
    expect(await store.damagedDays()).toEqual([]);
    await db.get('PRAGMA max_page_count = 1000000');
    await store.writeDays(more, KEEP);
    expect((await store.readBars(TCS, '1m')).dates).toHaveLength(more.length);
  });

  it('summarises what is stored', async () => {
    const flagged = dayOf(TCS, '1m', SESSIONS[1]!, 1, {
      quality: [{ flag: 'price-jump', count: 1, detail: 'x' }],
    });
    await store.writeDays([...week(), flagged, dayOf(TCS, '1m', SESSIONS[0]!, 0)], KEEP);
    const [first, second, , , fifth] = SESSIONS.map((session) => session.date);
    const minutes = { instrumentId: TCS, interval: '1m', firstDate: first, lastDate: second };
    const fives = { instrumentId: TCS, interval: '5m', firstDate: first, lastDate: fifth };
    expect(await store.spans(TCS)).toEqual([
      { ...minutes, sessions: 2, bars: 750, flaggedSessions: 1 },
      { ...fives, sessions: 5, bars: 375, flaggedSessions: 0 },
    ]);
    expect(await store.sessionCounts(TCS, second!, second!)).toEqual(
      new Map([
        ['1m', 1],
        ['5m', 1],
      ]),
    );
    expect(await store.coverage('1m')).toEqual([
      { instrumentId: TCS, dates: [first, second], counts: [375, 375], findings: [0, 1] },
    ]);
  });

  it('lists flagged days by instrument, interval and flag, newest first', async () => {
    const quality = (flag: 'price-jump' | 'zero-price') => ({ quality: [{ flag, count: 2, detail: 'two' }] });
    await store.writeDays(
      [
        dayOf(TCS, '5m', SESSIONS[0]!, 0, quality('price-jump')),
        dayOf(TCS, '5m', SESSIONS[1]!, 0),
        dayOf(TCS, '5m', SESSIONS[2]!, 0, quality('zero-price')),
        dayOf('NSE:M&M', '1m', SESSIONS[3]!, 0, quality('zero-price')),
      ],
      KEEP,
    );
    const dates = async (query: Partial<Parameters<CandleStore['quality']>[0]>) =>
      (await store.quality({ limit: 10, ...query })).map((day) => day.sessionDate);
    const [first, , third, fourth] = SESSIONS.map((session) => session.date);
    expect(await dates({})).toEqual([fourth, third, first]);
    expect(await dates({ limit: 1 })).toEqual([fourth]);
    expect(await dates({ instrumentId: TCS })).toEqual([third, first]);
    expect(await dates({ interval: '1m' })).toEqual([fourth]);
    expect(await dates({ flag: 'zero-price' })).toEqual([fourth, third]);
    expect(await dates({ flag: 'zero-price', instrumentId: TCS, interval: '5m' })).toEqual([third]);
    // A named day is listed also when nothing was found wrong with it.
    const second = SESSIONS[1]!.date;
    expect(await dates({ instrumentId: TCS, interval: '5m', sessionDate: second })).toEqual([second]);
    expect((await store.quality({ limit: 1 }))[0]).toMatchObject({
      instrumentId: 'NSE:M&M',
      bars: 375,
      recordedAt: 1000,
      findings: [{ flag: 'zero-price', count: 2, detail: 'two' }],
    });
  });

  it('removes one interval or all, and the instrument with its last day', async () => {
    await store.writeDays([...week(), dayOf(TCS, '1m', SESSIONS[0]!, 0), ...week('NSE:M&M')], KEEP);
    expect(await store.removeDays(TCS, '1m')).toBe(1);
    expect((await store.spans(TCS)).map((span) => span.interval)).toEqual(['5m']);
    expect(await store.instrument(TCS)).not.toBeNull();
    expect(await store.removeDays(TCS)).toBe(5);
    expect(await store.instrument(TCS)).toBeNull();
    expect((await store.readBars('NSE:M&M', '5m')).dates).toHaveLength(5);
  });

  it('finds a day whose bytes were changed, and refuses bytes that are no bars', async () => {
    await store.writeDays(week(), KEEP);
    const date = SESSIONS[3]!.date;
    await db.run('UPDATE candle_day SET columns = zeroblob(3600) WHERE session_date = ?', [date]);
    expect(await store.damagedDays()).toEqual([{ instrumentId: TCS, interval: '5m', sessionDate: date }]);
    await db.run('UPDATE candle_day SET columns = zeroblob(3599) WHERE session_date = ?', [date]);
    await expect(store.readBars(TCS, '5m')).rejects.toMatchObject({ code: 'DATABASE_DAMAGED' });
  });

  it('reads 300,000 bars whole and in order', async () => {
    const sessions = loadCalendar()
      .sessions('nse-equity', '2020-01-01', '2023-12-31')
      .filter((session) => session.kind === 'regular')
      .slice(0, 800);
    for (let i = 0; i < sessions.length; i += 200)
      await store.writeDays(
        sessions.slice(i, i + 200).map((session, k) => dayOf(TCS, '1m', session, i + k)),
        KEEP,
      );
    const { bars } = await store.readBars(TCS, '1m');
    expect(bars.length).toBe(300_000);
    expect(bars.openTime.every((time, i) => i === 0 || time > bars.openTime[i - 1]!)).toBe(true);
  });
});
