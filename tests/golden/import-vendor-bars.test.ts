// The awkward files of real vendors: each with the reading the preview must find, and what must come out of it.
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { previewFile } from '../../src/services/imports/index.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { closeDesksAfterEach, openDesk, rowsOf, wallClock } from '../contract/import-harness.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('importing files as vendors write them', (folder) => {
  closeDesksAfterEach();
  const path = (name: string) => join(folder, 'vendor_formats', 'vendor_bars', name);
  const preview = (name: string) => previewFile(path(name), {}, loadCalendar());

  it('takes the whole folder', async () => {
    const desk = await openDesk();
    const result = await desk.import([join(folder, 'vendor_formats', 'vendor_bars')]);
    expect(result.refused).toEqual([]);
    expect(result.files.map(({ instrument, interval, bars }) => [instrument, interval, bars])).toEqual([
      ['US:AAPL', '1m', 1948],
      ['NFO:BANKNIFTYFUT', '1m', 3769],
      ['NFO:NIFTYFUT', '1m', 7212],
      ['NSE:EICHERMOT', '5m', 18_354],
      ['NSE:RELIANCE', '1m', 375],
      ['NSE:ICICIBANK', '5m', 1650],
    ]);
  });

  it('Kite with repeated days: the copies go, the days are flagged', async () => {
    const name = 'kite_EICHERMOT_5minute_with_duplicate_days.csv.gz';
    const { plan, problems } = await preview(name);
    expect(plan).toMatchObject({
      instrumentId: 'NSE:EICHERMOT',
      interval: '5m',
      stamp: 'start',
      order: 'mixed',
    });
    expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);

    const desk = await openDesk();
    const [file] = (await desk.import([path(name)])).files;
    expect(file).toMatchObject({ sessions: 247, flags: { 'duplicate-removed': 3 } });
    for (const date of ['2023-10-09', '2024-01-17', '2024-04-26']) {
      const day = await desk.store.readDay('NSE:EICHERMOT', '5m', date);
      expect(day!.count).toBe(75);
      expect(day!.quality).toEqual([expect.objectContaining({ flag: 'duplicate-removed', count: 75 })]);
    }
  });

  it('no header, dd-MM-yyyy and :59 stamps: ends of minutes, the Muhurat evening included', async () => {
    const name = 'NIFTY-1M_2013Nov.csv.gz';
    const { plan } = await preview(name);
    expect(plan).toMatchObject({
      headerRows: 0,
      columns: {
        symbol: 0,
        date: 1,
        time: 2,
        open: 3,
        high: 4,
        low: 5,
        close: 6,
        volume: 7,
        openInterest: 8,
      },
      timeFormat: 'dd-MM-yyyy HH:mm:ss',
      timeZone: 'Asia/Kolkata',
      stamp: 'end',
      interval: '1m',
      instrumentId: 'NFO:NIFTYFUT',
    });
    const desk = await openDesk();
    const [file] = (await desk.import([path(name)])).files;
    expect(file!.flags).toEqual({ 'outside-session': 12 });
    const first = await desk.store.readDay('NFO:NIFTYFUT', '1m', '2013-11-01');
    expect(wallClock(first!.bars.openTime[0]!)).toBe('2013-11-01T09:15:00');
    expect(first!.bars.openInterest![0]).toBe(23_029_900);
    const muhurat = await desk.store.readDay('NFO:NIFTYFUT', '1m', '2013-11-03');
    expect(wallClock(muhurat!.bars.openTime[0]!)).toBe('2013-11-03T18:15:00');
    expect(muhurat).toMatchObject({ count: 75, quality: [] });
  });

  it('end-of-bar minutes with junk after the close: kept and flagged, or dropped when asked', async () => {
    const name = 'BANKNIFTY_F1_2018Mar.txt.gz';
    const { plan } = await preview(name);
    expect(plan).toMatchObject({
      headerRows: 0,
      timeFormat: 'yyyyMMdd HH:mm',
      stamp: 'end',
      instrumentId: 'NFO:BANKNIFTYFUT',
    });
    const desk = await openDesk();
    const [kept] = (await desk.import([path(name)])).files;
    expect(kept).toMatchObject({ bars: 3769, sessions: 10, flags: { 'outside-session': 10 } });
    const [dropped] = (
      await desk.import([path(name)], { overrides: { outsideSession: 'drop' }, onChanged: 'replace' })
    ).files;
    expect(dropped).toMatchObject({ bars: 3750, changedSessions: 10, flags: {} });
    expect(dropped!.problems).toEqual([
      { line: 0, severity: 'warning', message: expect.stringContaining('19 bars outside trading hours') },
    ]);
  });

  it('yfinance: three header rows, UTC stamps, close before open', async () => {
    const name = 'yfinance_ICICIBANK_5min_three_header_rows.csv.gz';
    const { plan, headers, sampleBars } = await preview(name);
    expect(plan).toMatchObject({
      headerRows: 3,
      columns: { timestamp: 0, close: 1, high: 2, low: 3, open: 4, volume: 5 },
      instrumentId: 'NSE:ICICIBANK',
      stamp: 'start',
    });
    expect(headers).toEqual(['Price', 'Close', 'High', 'Low', 'Open', 'Volume']);
    expect(wallClock(sampleBars[0]!.openTime)).toBe('2026-05-20T09:15:00');
    expect(sampleBars[0]).toMatchObject({ open: 1228.5999755859375, close: 1227.800048828125, volume: 0 });
  });

  it('a blank after each comma and rows out of order', async () => {
    const desk = await openDesk();
    const [file] = (await desk.import([path('minute_RELIANCE_2016-09-30.csv')])).files;
    expect(file).toMatchObject({ instrument: 'NSE:RELIANCE', bars: 375, flags: { 'out-of-order': 1 } });
    const day = await desk.store.readDay('NSE:RELIANCE', '1m', '2016-09-30');
    expect(day!.quality).toEqual([expect.objectContaining({ flag: 'out-of-order', count: 2 })]);
    expect(day!.bars.close[2]).toBe(1079.45);
    expect(day!.bars.close[3]).toBe(1078);
  });

  it('newest first and end-of-bar: the same bars as the cleaned file', async () => {
    const { plan } = await preview('AAPL_1min_newest_first.csv.gz');
    expect(plan).toMatchObject({
      order: 'descending',
      stamp: 'end',
      timeZone: 'America/New_York',
      instrumentId: 'US:AAPL',
    });
    const [raw, clean] = [await openDesk(), await openDesk()];
    await raw.import([path('AAPL_1min_newest_first.csv.gz')]);
    await clean.import([join(folder, 'market', 'US_AAPL_minute.csv.gz')]);
    const [a, b] = [await raw.store.readBars('US:AAPL', '1m'), await clean.store.readBars('US:AAPL', '1m')];
    expect(a.bars.length).toBe(1948);
    expect(rowsOf(a.bars)).toEqual(rowsOf(b.bars));
    expect(a.hashes).toEqual(b.hashes);
  });

  it('recognises the trade lists of the old systems and says where they go', async () => {
    const trades = join(folder, 'seed_outputs', 'eqidv2', 'trades_small_last60.csv');
    const found = await previewFile(trades, {}, loadCalendar());
    expect(found.kind).toBe('legacy-trades');
    expect(found.problems[0]!.message).toContain('import it under Backtests');
    const desk = await openDesk();
    await expect(desk.import([trades])).rejects.toMatchObject({ code: 'BAD_DATA' });
  });

  it.each([
    ['market/calendar/NSE_trading_days_2012_2026.csv', /none of the first 21 lines/],
    ['market/optionchain/NIFTY_optionchain_15minute_2019.csv.gz', /no four columns/],
    ['vendor_formats/nse_bhavcopy/sec_bhavdata_full_08082022.csv.gz', /several symbols/],
    ['vendor_formats/nse_bhavcopy/optidx14112025.csv', /no column holds time stamps|none of the first/],
    ['vendor_formats/aliceblue_ticks/RELIANCE_2021-06-11.csv.gz', /not a candle file/],
    ['seed_outputs/conviction/hpo_config.json', /./],
  ])('refuses what is no candle file: %s', async (name, reason) => {
    const desk = await openDesk();
    const failure = await desk
      .import([join(folder, name)])
      .catch((error: { code: string; message: string }) => error);
    expect(failure).toMatchObject({ code: 'BAD_DATA', message: expect.stringMatching(reason) });
    expect(await desk.store.instruments()).toEqual([]);
  });
});
