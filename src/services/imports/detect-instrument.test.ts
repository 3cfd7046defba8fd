import { describe, expect, it } from 'vitest';
import { nameFromFile, nameFromSymbol } from './detect-instrument.ts';
import { instrumentOf, kindOf } from './instrument-facts.ts';

describe('names of files', () => {
  it.each([
    ['NSE_M&M_5minute.csv.gz', 'NSE', 'M&M', '5m'],
    ['NFO_NIFTYFUT_minute.csv.gz', 'NFO', 'NIFTYFUT', '1m'],
    ['NFO_NIFTY_ATMCALL_5minute.csv.gz', 'NFO', 'NIFTY_ATMCALL', '5m'],
    ['US_SPY_30minute.csv.gz', 'US', 'SPY', '30m'],
    ['NSE_NIFTY50_minute_2024.csv.gz', 'NSE', 'NIFTY50', '1m'],
    ['NSE_INDIAVIX_day.csv.gz', 'NSE', 'INDIAVIX', '1d'],
    ['NSE_BAJAJ-AUTO_60minute.csv', 'NSE', 'BAJAJ-AUTO', '60m'],
    ['NSE_TCS.csv', 'NSE', 'TCS', null],
    ['BANKNIFTY_F1_2018Mar.txt.gz', null, 'BANKNIFTY', null],
    ['kite_EICHERMOT_5minute_with_duplicate_days.csv.gz', null, 'EICHERMOT', '5m'],
    ['minute_RELIANCE_2016-09-30.csv', null, 'RELIANCE', '1m'],
    ['AAPL_1min_newest_first.csv.gz', null, 'AAPL', '1m'],
    ['GODIGIT_stocks_indicators_15min.parquet', null, 'GODIGIT', '15m'],
    ['reliance.csv', null, 'RELIANCE', null],
    ['data.csv', null, null, null],
    ['2024-03-28.csv', null, null, null],
    ['5minute.csv', null, null, '5m'],
    ['export of my candles.csv', null, null, null],
  ])('%s', (fileName, exchange, symbol, interval) => {
    expect(nameFromFile(fileName)).toMatchObject({ exchange, symbol, interval });
  });
});

describe('symbols', () => {
  it.each([
    ['ICICIBANK.NS', 'NSE', 'ICICIBANK'],
    ['RELIANCE.BO', 'BSE', 'RELIANCE'],
    ['NSE:TCS', 'NSE', 'TCS'],
    ['RELIANCE-EQ', null, 'RELIANCE'],
    ['BAJAJ-AUTO', null, 'BAJAJ-AUTO'],
    ['NIFTY-1M', null, 'NIFTY'],
    ['NIFTY-I', 'NFO', 'NIFTYFUT'],
    ['BANKNIFTY_F1', 'NFO', 'BANKNIFTYFUT'],
    ['^NSEI', 'NSE', 'NIFTY50'],
    ['M&M', null, 'M&M'],
  ])('%s', (text, exchange, symbol) => {
    expect(nameFromSymbol(text, 'test')).toMatchObject({ exchange, symbol });
  });
});

describe('facts of an instrument', () => {
  it.each([
    ['NIFTY50', 'index'],
    ['INDIAVIX', 'index'],
    ['NIFTYFUT', 'future'],
    ['NIFTY_ATMPUT', 'option'],
    ['NIFTY24APR22500CE', 'option'],
    ['RELIANCE', 'equity'],
    ['BAJFINANCE', 'equity'],
    ['PFC', 'equity'],
    ['ICE', 'equity'],
  ])('%s is %s', (symbol, kind) => {
    expect(kindOf(symbol)).toBe(kind);
  });

  it('take the price step of the time and the price', () => {
    const plan = { exchange: 'NSE', symbol: 'TCS', instrumentId: 'NSE:TCS' } as Parameters<
      typeof instrumentOf
    >[0];
    const tick = (lastClose: number, lastDate: string) =>
      instrumentOf(plan, { lastClose, lastDate }).tickSize;
    expect(tick(100, '2024-01-02')).toBe(0.05);
    expect(tick(100, '2024-06-10')).toBe(0.01);
    expect(tick(3000, '2025-01-02')).toBe(0.05);
    expect(tick(3000, '2025-06-02')).toBe(0.1);
    expect(
      instrumentOf({ ...plan, exchange: 'US' }, { lastClose: 100, lastDate: '2024-01-02' }).tickSize,
    ).toBe(0.01);
    expect(
      instrumentOf(plan, { lastClose: 1, lastDate: '', closingAuction: (id) => id === 'NSE:TCS' })
        .closingAuction,
    ).toBe(true);
  });
});
