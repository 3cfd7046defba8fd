// The quality check and the calendar over real files whose faults are known: it must find those days and no others.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { type Bar, type Bars, barsFrom } from '../../engines/market/bars.ts';
import type { Interval } from '../../engines/market/interval.ts';
import { checkDay, type QualityFlag } from '../../engines/market/quality.ts';
import { loadCalendar } from '../../src/services/market/calendar.ts';
import { describeWithData } from '../shared-data.ts';

const calendar = loadCalendar();

function readDays(file: string): Map<string, Bars> {
  const rows = new Map<string, Bar[]>();
  for (const line of gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1)) {
    const [stamp, open, high, low, close, volume] = line.split(',');
    const date = stamp!.slice(0, 10);
    const day = rows.get(date) ?? [];
    rows.set(date, day);
    day.push({
      openTime: Date.parse(stamp!),
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    });
  }
  return new Map([...rows].map(([date, day]) => [date, barsFrom(day)]));
}

/** `date flag count` of every finding in a file, in order. */
function findingsOf(file: string, interval: Interval, isIndex = false): string[] {
  const found: string[] = [];
  let previousClose: number | null = null;
  for (const [date, bars] of readDays(file)) {
    const session = calendar.session('nse-equity', date);
    for (const { flag, count } of checkDay({ bars, session, interval, previousClose, isIndex }))
      found.push(`${date} ${flag} ${count}`);
    previousClose = bars.close[bars.length - 1]!;
  }
  return found;
}

describeWithData('quality of real files', (folder) => {
  const market = (name: string) => join(folder, 'market', name);
  const only = (findings: readonly string[], ...flags: readonly QualityFlag[]) =>
    findings.filter((finding) => flags.some((flag) => finding.includes(` ${flag} `)));

  test('five-minute files of 2023–24: clean, but for the demerger auction of RELIANCE', () => {
    expect(findingsOf(market('NSE_RELIANCE_5minute.csv.gz'), '5m')).toEqual(['2023-07-20 missing-bars 9']);
    for (const symbol of ['SBIN', 'TCS', 'INFY', 'M&M', 'IDEA', 'POLYCAB'])
      expect([symbol, findingsOf(market(`NSE_${symbol}_5minute.csv.gz`), '5m')]).toEqual([symbol, []]);
  });

  test('TCS 15-minute 2015–21: the zero day, short and long days of the vendor', () => {
    const findings = findingsOf(market('NSE_TCS_15minute.csv.gz'), '15m');
    expect(only(findings, 'zero-price')).toEqual(['2015-02-09 zero-price 25']);
    expect(only(findings, 'missing-bars')).toEqual([
      '2015-03-16 missing-bars 1',
      '2015-12-22 missing-bars 1',
      '2017-07-10 missing-bars 13',
      '2020-03-13 missing-bars 3',
      '2020-03-23 missing-bars 3',
      '2021-02-24 missing-bars 15',
    ]);
    expect(only(findings, 'outside-session', 'extra-bars', 'not-a-trading-day')).toEqual([
      '2015-11-11 outside-session 2',
      '2020-04-27 outside-session 1',
    ]);
  });

  test('INFY 15-minute: twelve days of zeros and the wrongly adjusted day', () => {
    const findings = findingsOf(market('NSE_INFY_15minute.csv.gz'), '15m');
    expect(only(findings, 'zero-price')).toHaveLength(12);
    expect(only(findings, 'price-jump')).toEqual(['2015-06-12 price-jump 1', '2015-06-15 price-jump 1']);
  });

  test('NIFTY minutes of 2024: filler rows after hours, an index needs no volume', () => {
    const findings = findingsOf(market('NSE_NIFTY50_minute_2024.csv.gz'), '1m', true);
    expect(only(findings, 'outside-session')).toContain('2024-01-20 outside-session 167');
    expect(only(findings, 'zero-volume')).toEqual([]);
    expect(only(findings, 'missing-bars').filter((finding) => /2024-0(3-02|5-18)/.test(finding))).toEqual([]);
  });

  test('BANKNIFTY 15-minute: the bars that break the order of prices', () => {
    const findings = only(findingsOf(market('NSE_BANKNIFTY_15minute.csv.gz'), '15m', true), 'broken-ohlc');
    expect(findings.reduce((sum, finding) => sum + Number(finding.split(' ')[2]), 0)).toBe(509);
  });
});
