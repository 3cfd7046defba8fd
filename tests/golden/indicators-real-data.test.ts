// The indicators on real bars with the real calendar: scales are kept, clocks agree with the exchange's, levels agree with what
// a plain pass over the days gives.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { IndicatorInput } from '../../engines/indicators/definition.ts';
import { defaultIndicatorParameters, findIndicator } from '../../engines/indicators/registry.ts';
import { sessionNumbers } from '../../engines/indicators/session-numbers.ts';
import { type Bar, barsFrom } from '../../engines/market/bars.ts';
import { type Interval, intervalMs } from '../../engines/market/interval.ts';
import { sliceSessions } from '../../engines/market/slices.ts';
import { median } from '../../engines/numeric/statistics.ts';
import { loadCalendar, type Profile } from '../../src/services/market/calendar.ts';
import { describeWithData } from '../shared-data.ts';

const calendar = loadCalendar();

interface Market extends IndicatorInput {
  readonly dates: readonly string[];
  readonly clocks: readonly string[];
}

function readMarket(file: string, interval: Interval, profile: Profile, lines: number): Market {
  const rows = gunzipSync(readFileSync(file))
    .toString('utf8')
    .trim()
    .split('\n')
    .slice(1, lines + 1);
  const bars = barsFrom(
    rows.map((row): Bar => {
      const [stamp, ...cells] = row.split(',');
      const [open, high, low, close, volume] = cells.map(Number);
      return {
        openTime: Date.parse(stamp!),
        open: open!,
        high: high!,
        low: low!,
        close: close!,
        volume: volume!,
      };
    }),
  );
  const dates = rows.map((row) => row.slice(0, 10));
  const sessions = calendar.sessions(profile, dates[0]!, dates[dates.length - 1]!);
  const session = sessionNumbers(sliceSessions(bars, sessions), bars.length);
  return {
    bars,
    session,
    sessions,
    intervalMs: intervalMs(interval),
    dates,
    clocks: rows.map((row) => row.slice(11, 16)),
  };
}

function outputOf(market: Market, id: string, output: string, parameters = {}): Float64Array {
  const definition = findIndicator(id)!;
  const columns = definition.batch(market, { ...defaultIndicatorParameters(definition), ...parameters });
  return columns[definition.outputs.indexOf(output)]!;
}

const known = (column: Float64Array) => column.filter(Number.isFinite);

/** Outputs with a closed scale. */
const SCALES: readonly (readonly [id: string, output: string, low: number, high: number])[] = [
  ['adx', 'adx', 0, 100],
  ['dx', 'dx', 0, 100],
  ['adxr', 'adxr', 0, 100],
  ['aroon', 'up', 0, 100],
  ['aroon', 'oscillator', -100, 100],
  ['mfi', 'mfi', 0, 100],
  ['cmf', 'cmf', -1, 1],
  ['cvd', 'share', -1, 1],
  ['linear-regression', 'r_squared', 0, 1],
  ['donchian', 'position', 0, 1],
  ['day-range', 'position', 0, 1],
  ['session-clock', 'share_gone', 0, 1],
  ['support-resistance', 'support_distance', 0, 0.5],
  ['support-resistance', 'resistance_distance', 0, 0.5],
];

describeWithData('indicators on real bars', (folder) => {
  const stock = () =>
    readMarket(join(folder, 'market', 'NSE_AXISBANK_5minute.csv.gz'), '5m', 'nse-equity', 9000);
  const future = () =>
    readMarket(join(folder, 'market', 'NFO_NIFTYFUT_minute.csv.gz'), '1m', 'nse-derivatives', 9000);

  describe.each([
    ['a stock in 5 minutes', stock],
    ['an index future in 1 minute', future],
  ] as const)('%s', (_name, read) => {
    const market = folder === '' ? undefined : read();

    it.each(SCALES)('%s %s lies between %d and %d', (id, output, low, high) => {
      const values = known(outputOf(market!, id, output));
      expect(values.length).toBeGreaterThan(6000);
      // Running sums may leave a scale by their rounding.
      expect(Math.min(...values)).toBeGreaterThanOrEqual(low - 1e-9);
      expect(Math.max(...values)).toBeLessThanOrEqual(high + 1e-9);
    });

    it('estimates of volatility agree on the order of magnitude', () => {
      const figures = [
        median(known(outputOf(market!, 'parkinson', 'parkinson'))),
        median(known(outputOf(market!, 'garman-klass', 'garman_klass'))),
        median(known(outputOf(market!, 'realised-volatility', 'per_bar'))),
      ];
      expect(Math.max(...figures) / Math.min(...figures)).toBeLessThan(1.6);
    });

    it('the opening range is there from the bar that closes at 09:30 on', () => {
      const column = outputOf(market!, 'opening-range', 'high', { minutes: 15 });
      const last = market!.intervalMs === 60_000 ? '09:29' : '09:25';
      column.forEach((value, i) => {
        if (market!.clocks[i]! < last) expect(value).toBeNaN();
      });
      expect(known(column.filter((_, i) => market!.clocks[i] === last)).length).toBeGreaterThan(20);
    });

    it('no bar is left after the one that closes at 15:30', () => {
      const column = outputOf(market!, 'session-clock', 'bars_left');
      const last = market!.intervalMs === 60_000 ? '15:29' : '15:25';
      const atClose = column.filter(
        (_, i) => market!.clocks[i] === last && market!.sessions[market!.session[i]!]?.kind === 'regular',
      );
      expect(atClose.length).toBeGreaterThan(20);
      expect(atClose.every((value) => value === 0)).toBe(true);
    });

    it("the previous day's high is the highest bar of the day before", () => {
      const column = outputOf(market!, 'previous-day', 'high');
      const highOfDay = new Map<string, number>();
      market!.dates.forEach((date, i) => {
        if (market!.session[i]! >= 0)
          highOfDay.set(date, Math.max(highOfDay.get(date) ?? 0, market!.bars.high[i]!));
      });
      let compared = 0;
      column.forEach((value, i) => {
        const session = market!.session[i]!;
        const before = session > 0 ? market!.sessions[session - 1]!.date : '';
        expect(value).toBe((session > 0 ? highOfDay.get(before) : undefined) ?? Number.NaN);
        compared++;
      });
      expect(compared).toBe(market!.bars.length);
    });

    it('volume is about usual for its time of day', () => {
      const relative = known(outputOf(market!, 'relative-volume', 'relative_volume'));
      expect(relative.length).toBeGreaterThan(4000);
      // Volumes lean to the right: the middle bar trades less than the mean of its slot.
      expect(median(relative)).toBeGreaterThan(0.5);
      expect(median(relative)).toBeLessThan(1.05);
    });

    it.each([
      ['fair-value-gap', 'bull'],
      ['fair-value-gap', 'bear'],
      ['order-block', 'bull'],
      ['order-block', 'bear'],
      ['break-retest', 'bull_break'],
      ['break-retest', 'bear_break'],
      ['break-retest', 'bull_retest'],
      ['break-retest', 'bear_retest'],
    ])('%s %s happens, but not on most bars', (id, output) => {
      const values = known(outputOf(market!, id, output));
      const share = values.filter((value) => value === 1).length / values.length;
      expect(share).toBeGreaterThan(0.005);
      expect(share).toBeLessThan(0.8);
    });
  });
});
