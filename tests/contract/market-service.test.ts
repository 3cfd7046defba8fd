// The market service over a real store and the real calendar: resampling on read, sessions, coverage, findings, removal.
import { beforeEach, describe, expect, it } from 'vitest';
import { concatBars, sliceBars } from '../../engines/market/bars.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import { resample } from '../../engines/market/resample.ts';
import type { MarketService } from '../../src/contracts/market.ts';
import { migrate } from '../../src/services/db/index.ts';
import {
  type CandleStore,
  createCandleStore,
  createMarketService,
  loadCalendar,
} from '../../src/services/market/index.ts';
import { migrations } from '../../src/services/migrations.ts';
import { barsOf, dayOf, instrumentNamed } from './candle-days.ts';
import { describeDrivers } from './db-drivers.ts';

const calendar = loadCalendar();
/** Mon 4 to Fri 8 March 2024; Fri 8 is Mahashivratri, so four sessions. */
const SESSIONS = calendar.sessions('nse-equity', '2024-03-04', '2024-03-08');
const DATES = SESSIONS.map((session) => session.date);
const TCS = 'NSE:TCS';
const KEEP = { batchId: null, onChanged: 'keep' } as const;

describeDrivers('market service', (bench) => {
  let store: CandleStore;
  let market: MarketService;
  beforeEach(async () => {
    const db = await bench.open();
    await migrate(db, migrations);
    store = createCandleStore(db, () => 5);
    market = createMarketService({ db, calendar, now: () => 5 });
    await store.upsertInstruments([instrumentNamed(TCS), instrumentNamed('NSE:MADEUP', { synthetic: true })]);
  });
  const days = (interval: '1m' | '5m' | '15m', sessions = SESSIONS) =>
    sessions.map((session, i) => dayOf(TCS, interval, session, i));

  describe('bars', () => {
    it('come as stored where the interval is stored', async () => {
      await store.writeDays(days('5m'), KEEP);
      const read = await market.readBars({ instrumentId: TCS, interval: '5m' });
      expect(read).toMatchObject({ storedInterval: '5m', dates: DATES });
      expect(read.bars).toEqual(concatBars(days('5m').map((day) => day.bars)));
    });

    it('are resampled from the finest interval, by session', async () => {
      await store.writeDays([...days('1m'), ...days('5m')], KEEP);
      const read = await market.readBars({ instrumentId: TCS, interval: '15m' });
      expect(read).toMatchObject({ storedInterval: '1m', dates: DATES });
      expect(read.bars).toEqual(
        resample(concatBars(days('1m').map((day) => day.bars)), SESSIONS, '1m', '15m'),
      );
      expect(read.bars.length).toBe(25 * DATES.length);
    });

    it('come from the interval that covers the dates, not from a finer one that hides most of them', async () => {
      await store.writeDays([...days('1m', SESSIONS.slice(0, 1)), ...days('5m')], KEEP);
      const whole = await market.readBars({ instrumentId: TCS, interval: '15m' });
      expect(whole).toMatchObject({ storedInterval: '5m', dates: DATES });
      const first = await market.readBars({
        instrumentId: TCS,
        interval: '15m',
        from: DATES[0],
        to: DATES[0],
      });
      expect(first).toMatchObject({ storedInterval: '1m', dates: [DATES[0]] });
    });

    it('of a range are those of its sessions only', async () => {
      await store.writeDays(days('5m'), KEEP);
      const read = await market.readBars({
        instrumentId: TCS,
        interval: '60m',
        from: DATES[1],
        to: DATES[2],
      });
      expect(read.dates).toEqual([DATES[1], DATES[2]]);
      expect(read.bars.length).toBe(14);
      expect(read.bars.openTime[0]).toBe(SESSIONS[1]!.open);
    });

    it('for a run leave out what lies outside the session; a chart of the stored interval shows it', async () => {
      const late = barsOf(SESSIONS[0]!, '5m', 0);
      const shifted = sliceBars(late, 0, 75);
      shifted.openTime[74] = SESSIONS[0]!.close + MINUTE_MS;
      await store.writeDays(
        [dayOf(TCS, '5m', SESSIONS[0]!, 0, { bars: shifted }), ...days('5m').slice(1)],
        KEEP,
      );
      const read = await market.readBars({ instrumentId: TCS, interval: '5m' });
      expect(read.bars.length).toBe(75 * DATES.length - 1);
      expect(read.dates).toEqual(DATES);
      const chart = await market.chartBars({ instrumentId: TCS, interval: '5m' });
      expect(chart.bars.length).toBe(75 * DATES.length);
      expect(chart.sessionStarts[1]).toBe(75);
    });

    it('of a day the calendar does not know are not for a run', async () => {
      const holiday = { ...SESSIONS[0]!, date: '2024-03-09', open: SESSIONS[0]!.open + 5 * 86_400_000 };
      const saturday = {
        ...holiday,
        windows: [{ open: holiday.open, close: holiday.open + 375 * MINUTE_MS }],
        close: holiday.open + 375 * MINUTE_MS,
      };
      await store.writeDays([...days('5m'), dayOf(TCS, '5m', saturday, 9)], KEEP);
      expect((await market.readBars({ instrumentId: TCS, interval: '5m' })).dates).toEqual(DATES);
      expect((await market.readBars({ instrumentId: TCS, interval: '15m' })).dates).toEqual(DATES);
      expect((await market.chartBars({ instrumentId: TCS, interval: '5m' })).sessionDates).toEqual([
        ...DATES,
        '2024-03-09',
      ]);
    });

    it('for a chart carry the start of each session', async () => {
      await store.writeDays(days('5m'), KEEP);
      const chart = await market.chartBars({ instrumentId: TCS, interval: '30m' });
      expect(chart).toMatchObject({
        instrumentId: TCS,
        interval: '30m',
        storedInterval: '5m',
        synthetic: false,
        sessionDates: DATES,
        sessionStarts: [0, 13, 26, 39].slice(0, DATES.length),
      });
      expect(chart.sessionStarts.map((i) => chart.bars.openTime[i])).toEqual(SESSIONS.map((s) => s.open));
    });

    it('of a made-up instrument say so', async () => {
      await store.writeDays([dayOf('NSE:MADEUP', '5m', SESSIONS[0]!, 1)], KEEP);
      expect((await market.chartBars({ instrumentId: 'NSE:MADEUP', interval: '5m' })).synthetic).toBe(true);
    });

    it('as days are one per session, from whatever is stored', async () => {
      await store.writeDays(days('15m'), KEEP);
      const read = await market.readBars({ instrumentId: TCS, interval: '1d' });
      expect([...read.bars.openTime]).toEqual(SESSIONS.map((session) => session.open));
      expect(read.dates).toEqual(DATES);
    });
  });

  describe('without data', () => {
    it('says what is not stored, and what to do', async () => {
      await expect(market.readBars({ instrumentId: 'NSE:NOBODY', interval: '5m' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: expect.stringContaining('Import its candles first'),
      });
      await expect(market.readBars({ instrumentId: TCS, interval: '5m' })).rejects.toMatchObject({
        code: 'NO_DATA',
      });
      await store.writeDays(days('15m'), KEEP);
      await expect(market.chartBars({ instrumentId: TCS, interval: '5m' })).rejects.toMatchObject({
        code: 'NO_DATA',
        message: expect.stringContaining('cannot be built from what is stored (15m)'),
      });
    });

    it('in the range: a chart says which dates are stored, a run gets no bars', async () => {
      await store.writeDays(days('5m'), KEEP);
      const query = { instrumentId: TCS, interval: '15m', from: '2030-01-01', to: '2030-02-01' } as const;
      await expect(market.chartBars(query)).rejects.toMatchObject({
        code: 'NO_DATA',
        message: expect.stringContaining(`Stored are ${DATES[0]} to ${DATES.at(-1)}`),
      });
      const read = await market.readBars(query);
      expect(read).toMatchObject({ storedInterval: '5m', dates: [] });
      expect(read.bars.length).toBe(0);
    });
  });

  it('lists instruments with what is stored of them, finest first', async () => {
    await store.writeDays([...days('15m'), ...days('1m', SESSIONS.slice(1, 3))], KEEP);
    expect(await market.instruments()).toEqual([
      { ...instrumentNamed('NSE:MADEUP', { synthetic: true }), intervals: [] },
      {
        ...instrumentNamed(TCS),
        intervals: [
          {
            interval: '1m',
            sessions: 2,
            bars: 750,
            firstDate: DATES[1],
            lastDate: DATES[2],
            flaggedSessions: 0,
          },
          {
            interval: '15m',
            sessions: DATES.length,
            bars: 25 * DATES.length,
            firstDate: DATES[0],
            lastDate: DATES.at(-1),
            flaggedSessions: 0,
          },
        ],
      },
    ]);
    expect(await market.finestInterval(TCS)).toBe('1m');
    expect(await market.finestInterval('NSE:MADEUP')).toBeNull();
  });

  it('lays coverage beside the calendar, holes and days without trading included', async () => {
    const finding = { quality: [{ flag: 'zero-volume' as const, count: 3, detail: 'three' }] };
    const short = sliceBars(barsOf(SESSIONS[2]!, '5m', 1), 0, 60);
    await store.writeDays(
      [
        dayOf(TCS, '5m', SESSIONS[0]!, 1),
        dayOf(TCS, '5m', SESSIONS[2]!, 1, { bars: short, ...finding }),
        dayOf('NSE:MADEUP', '5m', SESSIONS[1]!, 1),
      ],
      KEEP,
    );
    const three = DATES.slice(0, 3);
    expect(await market.coverage({ interval: '5m' })).toEqual({
      interval: '5m',
      dates: three,
      rows: [
        {
          instrumentId: 'NSE:MADEUP',
          synthetic: true,
          counts: [0, 75, 0],
          expected: [75, 75, 75],
          findings: [0, 0, 0],
        },
        {
          instrumentId: TCS,
          synthetic: false,
          counts: [75, 0, 60],
          expected: [75, 75, 75],
          findings: [0, 0, 1],
        },
      ],
    });
    const wider = await market.coverage({ interval: '5m', from: '2024-03-01', to: '2024-03-11' });
    expect(wider.dates).not.toContain('2024-03-08');
    expect(wider.dates[0]).toBe('2024-03-01');
    expect(wider.dates.at(-1)).toBe('2024-03-11');
    expect(await market.coverage({ interval: '1m' })).toEqual({ interval: '1m', dates: [], rows: [] });
  });

  it('tells what a flagged day should have held', async () => {
    const findings = [{ flag: 'missing-bars' as const, count: 15, detail: '15 of 75 bars missing' }];
    const short = sliceBars(barsOf(SESSIONS[2]!, '5m', 1), 0, 60);
    await store.writeDays([dayOf(TCS, '5m', SESSIONS[2]!, 1, { bars: short, quality: findings })], KEEP);
    expect(await market.quality({ limit: 10 })).toEqual([
      {
        instrumentId: TCS,
        interval: '5m',
        sessionDate: DATES[2],
        bars: 60,
        expected: 75,
        source: 'made by a test',
        contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        recordedAt: 5,
        findings,
      },
    ]);
  });

  it('gives the sessions of an instrument by its own hours', async () => {
    await store.upsertInstruments([
      instrumentNamed('US:SPY'),
      instrumentNamed('NSE:SBIN', { closingAuction: true }),
    ]);
    expect(await market.sessions(TCS, '2024-03-04', '2024-03-08')).toEqual(SESSIONS);
    const [newYork] = await market.sessions('US:SPY', '2024-03-11', '2024-03-11');
    expect(newYork!.open).toBe(Date.UTC(2024, 2, 11, 13, 30));
    const [auction] = await market.sessions('NSE:SBIN', '2026-08-04', '2026-08-04');
    const [continuous] = await market.sessions(TCS, '2026-08-04', '2026-08-04');
    expect(continuous!.close - auction!.close).toBe(15 * MINUTE_MS);
  });

  it('removes what it is told to, and nothing of anyone unknown', async () => {
    await store.writeDays([...days('1m'), ...days('5m')], KEEP);
    expect(await market.remove(TCS, '1m')).toEqual({ removedDays: DATES.length });
    expect(await market.finestInterval(TCS)).toBe('5m');
    expect(await market.remove(TCS)).toEqual({ removedDays: DATES.length });
    await expect(market.remove(TCS)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
