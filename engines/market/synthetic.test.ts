// The sample market: same seed same bytes, valid bars, and the facts about intraday prices it promises to imitate.
import { describe, expect, test } from 'vitest';
import {
  correlation,
  kurtosis,
  MINUTE,
  mean,
  returnsOf,
  weekdays,
} from '../../tests/fixtures/sample-statistics.ts';
import { checkDay } from './quality.ts';
import { resample } from './resample.ts';
import type { Session } from './session.ts';
import { generateSampleMarket, type SampleDay, sampleInstruments } from './synthetic.ts';

const DAY = 86_400_000;

const sessions = weekdays(60);
const generate = (seed: number, symbols: number, over = sessions) => [
  ...generateSampleMarket({ seed, symbols, sessions: over }),
];
const COLUMNS = ['openTime', 'open', 'high', 'low', 'close', 'volume'] as const;
const bytes = (days: readonly SampleDay[]) =>
  Buffer.concat(
    days.flatMap(({ bars }) =>
      COLUMNS.map((name) => Buffer.from(bars[name].buffer, bars[name].byteOffset, bars[name].byteLength)),
    ),
  );
const seven = generate(7, 12);
const eleven = generate(11, 12);

/** Days with all 375 minutes and a price that moved all day: halts and the circuit day out. */
const plainDays = (days: readonly SampleDay[]) =>
  days.filter(({ bars }) => bars.length === 375 && bars.high[374]! > bars.low[374]!);

describe('determinism', () => {
  test('the same seed gives the same bytes, another seed gives others', () => {
    expect(bytes(generate(7, 12)).equals(bytes(seven))).toBe(true);
    expect(bytes(seven).equals(bytes(eleven))).toBe(false);
  });

  test('a company on a day without events does not depend on how many companies there are', () => {
    const alone = generate(7, 1);
    const together = seven.slice(0, 60);
    const same = alone.filter((day, k) => bytes([day]).equals(bytes([together[k]!]))).length;
    // All but the days that the plan of halts and the circuit touches, and what follows a circuit day.
    expect(same).toBeGreaterThan(20);
  });

  test('asking for no company or more than there are is refused', () => {
    expect(() => generate(7, 0)).toThrow(RangeError);
    expect(() => generate(7, 41)).toThrow('1 to 40 companies, asked for 41');
    expect(generate(7, 40, weekdays(2))).toHaveLength(80);
    expect(generate(7, 2, [])).toEqual([]);
  });
});

describe.each([
  ['seed 7', seven],
  ['seed 11', eleven],
])('bars of %s', (_, days) => {
  test('are valid: order of prices, whole ticks, volume, inside the session, no jumps', () => {
    let previousClose: number | null = null;
    let instrument = '';
    let offTick = 0;
    let oddVolume = 0;
    for (const day of days) {
      if (day.instrument.id !== instrument) previousClose = null;
      instrument = day.instrument.id;
      const { bars, session } = day;
      const flags = checkDay({ bars, session, interval: '1m', previousClose, isIndex: false }).map(
        ({ flag }) => flag,
      );
      expect(flags.filter((flag) => flag !== 'missing-bars' && flag !== 'zero-volume')).toEqual([]);
      const stepsPerRupee = Math.round(1 / day.instrument.tickSize);
      for (const column of [bars.open, bars.high, bars.low, bars.close])
        offTick += column.filter(
          (price) => Math.round(price * stepsPerRupee) / stepsPerRupee !== price,
        ).length;
      // Without a trade the price stands still.
      oddVolume += bars.volume.filter(
        (volume, i) =>
          !(Number.isInteger(volume) && (volume >= 1 || (volume === 0 && bars.high[i] === bars.low[i]))),
      ).length;
      previousClose = bars.close[bars.length - 1]!;
    }
    expect({ offTick, oddVolume }).toEqual({ offTick: 0, oddVolume: 0 });
    expect(days).toHaveLength(12 * 60);
  });

  test('volume and volatility are U-shaped', () => {
    const volume = new Float64Array(375);
    const range = new Float64Array(375);
    for (const { bars } of plainDays(days)) {
      const total = mean([...bars.volume]);
      for (let i = 0; i < 375; i++) {
        volume[i]! += bars.volume[i]! / total;
        range[i]! += (bars.high[i]! - bars.low[i]!) / bars.close[i]!;
      }
    }
    const part = (profile: Float64Array, from: number, to: number) => mean([...profile.subarray(from, to)]);
    expect(part(volume, 0, 15)).toBeGreaterThan(2 * part(volume, 150, 225));
    expect(part(volume, 360, 375)).toBeGreaterThan(1.5 * part(volume, 150, 225));
    expect(part(range, 0, 15)).toBeGreaterThan(1.6 * part(range, 150, 225));
    expect(part(range, 360, 375)).toBeGreaterThan(1.15 * part(range, 150, 225));
  });

  test('volatility clusters: absolute returns stay alike for many minutes, returns themselves do not', () => {
    const plain = plainDays(days);
    // Divided by each minute's average, so that the U-shape alone cannot pass.
    const typical = new Float64Array(374);
    for (const { bars } of plain)
      for (const [i, value] of returnsOf(bars).entries()) typical[i]! += Math.abs(value) / plain.length;
    const atLag = (lag: number, of: (value: number, i: number) => number) =>
      mean(
        plain.map(({ bars }) => {
          const values = returnsOf(bars).map(of);
          return correlation(values.slice(0, -lag), values.slice(lag));
        }),
      );
    for (const lag of [2, 5, 10])
      expect(atLag(lag, (value, i) => Math.abs(value) / typical[i]!)).toBeGreaterThan(0.04);
    // Bursts of momentum leave a trace, but a small one beside that of the size.
    for (const lag of [1, 2, 5, 10]) expect(Math.abs(atLag(lag, (value) => value))).toBeLessThan(0.05);
  });

  test('calm and wild days come in runs, and days differ', () => {
    const ranges = plainDays(days).map(
      ({ bars }) => (Math.max(...bars.high) - Math.min(...bars.low)) / bars.open[0]!,
    );
    const sorted = [...ranges].sort((a, b) => a - b);
    expect(
      sorted[Math.floor(sorted.length * 0.9)]! / sorted[Math.floor(sorted.length * 0.1)]!,
    ).toBeGreaterThan(2);
  });

  test('trend days and range days both exist', () => {
    const efficiency = plainDays(days).map(({ bars }) => {
      const range = Math.max(...bars.high) - Math.min(...bars.low);
      return Math.abs(bars.close[374]! - bars.open[0]!) / range;
    });
    const share = (test: (value: number) => boolean) => efficiency.filter(test).length / efficiency.length;
    expect(share((value) => value > 0.8)).toBeGreaterThan(0.08);
    expect(share((value) => value < 0.25)).toBeGreaterThan(0.15);
  });

  test('a common factor: quarter-hour returns of companies move together, by their betas', () => {
    const series = new Map<string, Map<number, number>>();
    for (const { instrument, session, bars } of days) {
      const quarters = resample(bars, [session], '1m', '15m');
      const known = series.get(instrument.symbol) ?? new Map<number, number>();
      series.set(instrument.symbol, known);
      for (const [i, value] of returnsOf(quarters).entries()) known.set(quarters.openTime[i + 1]!, value);
    }
    const companies = [...series.values()];
    const pairs: number[] = [];
    for (let a = 0; a < companies.length; a++)
      for (let b = 0; b < a; b++) {
        const times = [...companies[a]!.keys()].filter((time) => companies[b]!.has(time));
        pairs.push(
          correlation(
            times.map((time) => companies[a]!.get(time)!),
            times.map((time) => companies[b]!.get(time)!),
          ),
        );
      }
    expect(pairs).toHaveLength(66);
    // Pairs of mid caps on NSE: 0.12 to 0.17 on average; independent series this long stay within ±0.05.
    expect(mean(pairs)).toBeGreaterThan(0.08);
    expect(mean(pairs)).toBeLessThan(0.4);
    expect(Math.min(...pairs)).toBeGreaterThan(-0.05);
  });

  test('overnight gaps: opening away from the last close on most days', () => {
    const gaps: number[] = [];
    for (let k = 1; k < days.length; k++) {
      if (days[k]!.instrument.id !== days[k - 1]!.instrument.id) continue;
      gaps.push(Math.abs(days[k]!.bars.open[0]! / days[k - 1]!.bars.close.at(-1)! - 1));
    }
    const sorted = gaps.sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]!).toBeGreaterThan(0.001);
    expect(sorted.at(-1)!).toBeGreaterThan(0.01);
    expect(sorted.at(-1)!).toBeLessThan(0.15);
  });

  test('returns have fat tails', () => {
    const values = plainDays(days).flatMap(({ bars }) => returnsOf(bars));
    expect(kurtosis(values)).toBeGreaterThan(4);
  });
});

describe('special sessions', () => {
  test('bars stay inside the windows of a split day and of a one-hour evening', () => {
    const base = weekdays(3);
    const midnight = base[2]!.open - 555 * MINUTE + DAY;
    const windows = [
      { open: midnight + 555 * MINUTE, close: midnight + 600 * MINUTE },
      { open: midnight + 690 * MINUTE, close: midnight + 750 * MINUTE },
    ];
    const split: Session = {
      date: '2025-01-09',
      kind: 'special',
      windows,
      open: windows[0]!.open,
      close: windows[1]!.close,
    };
    for (const { bars, session } of generate(3, 4, [...base, split])) {
      for (const time of bars.openTime)
        expect(session.windows.some((window) => time >= window.open && time < window.close)).toBe(true);
      if (session === split) expect(bars.length).toBeLessThanOrEqual(105);
    }
  });
});

describe('companies', () => {
  test('are distinct and marked as synthetic', () => {
    const instruments = sampleInstruments(40);
    expect(new Set(instruments.map(({ id }) => id)).size).toBe(40);
    for (const instrument of instruments) {
      expect(instrument.synthetic).toBe(true);
      expect(instrument.id).toMatch(/^NSE:[A-Z]{4,15}$/);
      expect(instrument.lotSize).toBe(1);
    }
  });
});
