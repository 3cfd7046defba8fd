// Moving averages and oscillators against the plain words of their definition, computed anew for every bar, on bars with
// missing values, standing prices and no volume.

import { describe, expect, it } from 'vitest';
import { awesomeOscillator } from '../../engines/indicators/awesome-oscillator.ts';
import { chandeMomentum } from '../../engines/indicators/chande-momentum.ts';
import { cci } from '../../engines/indicators/commodity-channel.ts';
import { ema } from '../../engines/indicators/exponential.ts';
import { kama } from '../../engines/indicators/kaufman-average.ts';
import { macd } from '../../engines/indicators/macd.ts';
import { momentum, rateOfChange } from '../../engines/indicators/momentum.ts';
import { moneyFlowIndex } from '../../engines/indicators/money-flow.ts';
import { ppo, simplePpo } from '../../engines/indicators/price-oscillator.ts';
import { rollingExtreme } from '../../engines/indicators/rolling-extreme.ts';
import { rsi } from '../../engines/indicators/rsi.ts';
import { dema, tema, trix } from '../../engines/indicators/stacked-exponential.ts';
import { stochastic } from '../../engines/indicators/stochastic.ts';
import { stochasticRsi } from '../../engines/indicators/stochastic-rsi.ts';
import { ultimateOscillator } from '../../engines/indicators/ultimate-oscillator.ts';
import { vwma } from '../../engines/indicators/volume-weighted-average.ts';
import { hma, wma } from '../../engines/indicators/weighted-average.ts';
import { williamsRange } from '../../engines/indicators/williams-range.ts';
import type { Bar } from '../../engines/market/bars.ts';
import { type Bars, barAt } from '../../engines/market/bars.ts';
import { AWKWARD, awkwardBars } from '../contract/indicator-bars.ts';

const LENGTH = 200;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
const PERIODS = [1, 2, 3, 7, 20];

const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]) => total(values) / values.length;

/** Equal to 1e-9 of the scale the figures live on; missing where the definition has nothing to say. */
function expectColumn(actual: Float64Array, expected: readonly number[], scale: number, what: string): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    const same = Number.isNaN(value)
      ? Number.isNaN(actual[i]!)
      : Math.abs(actual[i]! - value) <= 1e-9 * Math.max(scale, Math.abs(value));
    if (!same) expect.fail(`${what}, bar ${i}: ${actual[i]} where the definition gives ${value}`);
  });
}

type Rows = readonly Bar[];

/** `define` of the last `size` rows where `complete` holds for all of them. */
function overWindow(
  bars: Bars,
  size: number,
  complete: (bar: Bar) => boolean,
  define: (rows: Rows) => number,
): number[] {
  const rows = Array.from({ length: bars.length }, (_, i) => barAt(bars, i));
  return rows.map((_, i) => {
    const window = rows.slice(Math.max(0, i - size + 1), i + 1);
    return window.length === size && window.every(complete) ? define(window) : Number.NaN;
  });
}

const hasClose = (bar: Bar) => Number.isFinite(bar.close);
const hasRange = (bar: Bar) => [bar.high, bar.low, bar.close].every(Number.isFinite);
const closes = (rows: Rows) => rows.map((bar) => bar.close);

function weightedMean(values: readonly number[]): number {
  const weights = values.map((_, i) => i + 1);
  return total(values.map((value, i) => value * weights[i]!)) / total(weights);
}

const typical = ({ high, low, close }: Bar) => (high + low + close) / 3;
const highest = (rows: Rows) => Math.max(...rows.map((bar) => bar.high));
const lowest = (rows: Rows) => Math.min(...rows.map((bar) => bar.low));

function cciOf(rows: Rows): number {
  const prices = rows.map(typical);
  if (prices.every((price) => price === prices[0])) return Number.NaN;
  const centre = mean(prices);
  return (prices.at(-1)! - centre) / (0.015 * mean(prices.map((price) => Math.abs(price - centre))));
}

/** Buying pressure over true range of the last `size` rows. */
function pressure(rows: Rows, size: number): number {
  const changes = rows.slice(1).map((bar, i) => ({ bar, before: rows[i]!.close }));
  const last = changes.slice(-size);
  const range = total(last.map(({ bar, before }) => Math.max(bar.high, before) - Math.min(bar.low, before)));
  return range === 0
    ? Number.NaN
    : total(last.map(({ bar, before }) => bar.close - Math.min(bar.low, before))) / range;
}

/** Smoothed by alpha from the mean of the first `seed` finite values on; missing values are passed over. */
function smoothed(values: readonly number[], alpha: number, seed: number): number[] {
  const present = values.filter(Number.isFinite);
  let level = Number.NaN;
  let count = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return Number.NaN;
    count++;
    if (count === seed) level = mean(present.slice(0, seed));
    else if (count > seed) level = alpha * value + (1 - alpha) * level;
    return level;
  });
}

const expOf = (values: readonly number[], period: number, seed = period) =>
  smoothed(values, 2 / (period + 1), seed);

/** Runs a definition on the present closes alone and puts the missing ones back. */
function skipping(close: Float64Array, define: (values: readonly number[]) => number[]): number[] {
  const present = define(Array.from(close).filter(Number.isFinite));
  let at = 0;
  return Array.from(close, (value) => (Number.isFinite(value) ? present[at++]! : Number.NaN));
}

function kamaOf(values: readonly number[], period: number): number[] {
  let level = Number.NaN;
  return values.map((value, i) => {
    if (i < period) {
      level = value;
      return Number.NaN;
    }
    const window = values.slice(i - period, i + 1);
    const path = total(window.slice(1).map((later, k) => Math.abs(later - window[k]!)));
    const efficiency = path === 0 ? 1 : Math.abs(value - window[0]!) / path;
    const constant = (efficiency * (2 / 3 - 2 / 31) + 2 / 31) ** 2;
    level += constant * (value - level);
    return level;
  });
}

/** Wilder-smoothed gains and losses. */
function changeLevels(values: readonly number[], period: number): { gains: number[]; losses: number[] } {
  const changes = values.map((value, i) => (i === 0 ? Number.NaN : value - values[i - 1]!));
  const side = (sign: number) =>
    smoothed(
      changes.map((change) => (Number.isNaN(change) ? change : Math.max(sign * change, 0))),
      1 / period,
      period,
    );
  return { gains: side(1), losses: side(-1) };
}

const rsiOf = (values: readonly number[], period: number): number[] => {
  const { gains, losses } = changeLevels(values, period);
  return gains.map((gain, i) => (100 * gain) / (gain + losses[i]!));
};

function meansOf(values: readonly number[], size: number): number[] {
  return values.map((_, i) => {
    const window = values.slice(Math.max(0, i - size + 1), i + 1);
    return window.length === size ? mean(window) : Number.NaN;
  });
}

describe.each(SEEDS)('on awkward bars %i', (seed) => {
  const { bars } = awkwardBars(seed, LENGTH, AWKWARD);
  const { close } = bars;

  it.each(PERIODS)('windows of %i bars equal their definition', (period) => {
    const window = (size: number, complete: (bar: Bar) => boolean, define: (rows: Rows) => number) =>
      overWindow(bars, size, complete, define);
    const weighted = window(period, hasClose, (rows) => weightedMean(closes(rows)));
    expectColumn(wma(close, period), weighted, 1000, 'WMA');
    const root = Math.floor(Math.sqrt(period));
    const half = Math.max(1, Math.floor(period / 2));
    const hull = window(period + root - 1, hasClose, (rows) => {
      const values = closes(rows);
      const inner = Array.from({ length: root }, (_, k) => {
        const end = period + k;
        return 2 * weightedMean(values.slice(end - half, end)) - weightedMean(values.slice(k, end));
      });
      return weightedMean(inner);
    });
    expectColumn(hma(close, period), hull, 1000, 'HMA');
    const complete = (bar: Bar) => Number.isFinite(bar.close) && Number.isFinite(bar.volume);
    const byVolume = window(period, complete, (rows) => {
      const volume = total(rows.map((bar) => bar.volume));
      return volume === 0 ? Number.NaN : total(rows.map((bar) => bar.close * bar.volume)) / volume;
    });
    expectColumn(vwma(bars, period), byVolume, 1000, 'VWMA');
    const top = window(period, hasClose, (rows) => Math.max(...closes(rows)));
    expectColumn(rollingExtreme(close, period, 1), top, 1, 'highest close');
    const change = window(period + 1, hasClose, (rows) => rows.at(-1)!.close - rows[0]!.close);
    expectColumn(momentum(close, period), change, 1000, 'momentum');
    const rate = window(
      period + 1,
      hasClose,
      (rows) => (100 * (rows.at(-1)!.close - rows[0]!.close)) / rows[0]!.close,
    );
    expectColumn(rateOfChange(close, period), rate, 100, 'rate of change');
    const below = window(period, hasRange, (rows) => {
      const width = highest(rows) - lowest(rows);
      return width === 0 ? Number.NaN : (-100 * (highest(rows) - rows.at(-1)!.close)) / width;
    });
    expectColumn(williamsRange(bars, period), below, 100, 'Williams %R');
    const position = window(period, hasRange, (rows) => {
      const width = highest(rows) - lowest(rows);
      return width === 0 ? Number.NaN : (100 * (rows.at(-1)!.close - lowest(rows))) / width;
    });
    const fast = stochastic(bars, { range: period, smoothing: 1, signal: 1 });
    expectColumn(fast.k, position, 100, 'fast stochastic');
    const ultimate = window(2 * period + 2, hasRange, (rows) => {
      const sum =
        4 * pressure(rows, period) + 2 * pressure(rows, period + 1) + pressure(rows, 2 * period + 1);
      return (100 * sum) / 7;
    });
    // In no order: the shortest window weighs most all the same.
    const periods = [period + 1, 2 * period + 1, period] as const;
    expectColumn(ultimateOscillator(bars, periods), ultimate, 100, 'ultimate oscillator');
    const slow = period + 3;
    const middles = (rows: Rows) => rows.map((bar) => (bar.high + bar.low) / 2);
    const awesome = window(
      slow,
      (bar) => Number.isFinite(bar.high + bar.low),
      (rows) => mean(middles(rows).slice(-period)) - mean(middles(rows)),
    );
    expectColumn(awesomeOscillator(bars, period, slow), awesome, 1000, 'awesome oscillator');
    const percent = window(
      slow,
      hasClose,
      (rows) => (100 * (mean(closes(rows).slice(-period)) - mean(closes(rows)))) / mean(closes(rows)),
    );
    expectColumn(simplePpo(close, period, slow), percent, 100, 'simple PPO');
    const flow = window(
      period + 1,
      (bar) => hasRange(bar) && Number.isFinite(bar.volume),
      (rows) => {
        const money = rows.slice(1).map((bar, i) => {
          const moved = Math.sign(typical(bar) - typical(rows[i]!));
          return moved * typical(bar) * bar.volume;
        });
        const inflow = total(money.filter((amount) => amount > 0));
        return (100 * inflow) / total(money.map(Math.abs));
      },
    );
    expectColumn(moneyFlowIndex(bars, period), flow, 100, 'money flow index');
  });

  it.each([2, 7, 20])('the CCI of %i bars equals its definition', (period) => {
    expectColumn(cci(bars, period), overWindow(bars, period, hasRange, cciOf), 1000, 'CCI');
  });

  it.each(PERIODS)('recursions of period %i equal their definition', (period) => {
    const once = expOf(Array.from(close), period);
    const twice = expOf(once, period);
    const thrice = expOf(twice, period);
    expectColumn(ema(close, period, 'average'), once, 1000, 'EMA');
    expectColumn(
      dema(close, period, 'average'),
      once.map((value, i) => 2 * value - twice[i]!),
      1000,
      'DEMA',
    );
    expectColumn(
      tema(close, period, 'average'),
      once.map((value, i) => 3 * value - 3 * twice[i]! + thrice[i]!),
      1000,
      'TEMA',
    );
    const changes = skipping(close, (values) => {
      const levels = expOf(expOf(expOf(values, period), period), period);
      return levels.map((level, i) => (i === 0 ? Number.NaN : 100 * (level / levels[i - 1]! - 1)));
    });
    expectColumn(trix(close, period, 'average'), changes, 100, 'TRIX');
    expectColumn(
      kama(close, period),
      skipping(close, (values) => kamaOf(values, period)),
      1000,
      'KAMA',
    );
    const chande = skipping(close, (values) => {
      const { gains, losses } = changeLevels(values, period);
      return gains.map((gain, i) => (100 * (gain - losses[i]!)) / (gain + losses[i]!));
    });
    // Levels of 1e-300 divide like any others in the definition but not in another order of rounding.
    if (period > 1) expectColumn(chandeMomentum(close, period), chande, 100, 'CMO');
    const strength = skipping(close, (values) => rsiOf(values, period));
    if (period > 1) expectColumn(rsi(close, period), strength, 100, 'RSI');
  });

  it.each(['average', 'first'] as const)(
    'MACD and PPO started with the %s equal their definition',
    (start) => {
      const [fast, slow, signal] = [5, 11, 4];
      const line = skipping(close, (values) => {
        if (start === 'first')
          return values.map((_, i) => expOf(values, fast, 1)[i]! - expOf(values, slow, 1)[i]!);
        // The fast average starts on the slow one's first bar, with the values up to it.
        const late = [...Array<number>(slow - fast).fill(Number.NaN), ...values.slice(slow - fast)];
        const fastLevels = expOf(late, fast);
        return expOf(values, slow).map((level, i) => fastLevels[i]! - level);
      });
      const signals = expOf(line, signal, start === 'first' ? 1 : signal);
      const columns = macd(close, { fast, slow, signal }, start);
      expectColumn(columns.line, line, 1000, 'MACD');
      expectColumn(columns.signal, signals, 1000, 'signal');
      expectColumn(
        columns.histogram,
        line.map((value, i) => value - signals[i]!),
        1000,
        'histogram',
      );
      const slowLevels = ema(close, slow, start);
      expectColumn(
        ppo(close, { fast, slow, signal }, start).line,
        line.map((value, i) => (100 * value) / slowLevels[i]!),
        100,
        'PPO',
      );
    },
  );

  it('the stochastic RSI is the stochastic of the RSI', () => {
    const present = close.filter(Number.isFinite);
    const [period, range, smoothing, signal] = [6, 5, 3, 2];
    const levels = Array.from(rsi(present, period));
    const position = levels.map((level, i) => {
      const window = levels.slice(Math.max(0, i - range + 1), i + 1);
      const width = Math.max(...window) - Math.min(...window);
      return window.length < range || width === 0
        ? Number.NaN
        : (100 * (level - Math.min(...window))) / width;
    });
    const k = meansOf(position, smoothing);
    const periods = { rsi: period, range, smoothing, signal };
    for (const [name, expected] of [
      ['k', k],
      ['d', meansOf(k, signal)],
    ] as const) {
      const whole = skipping(close, () => expected);
      expectColumn(stochasticRsi(close, periods)[name], whole, 100, name);
      expectColumn(stochasticRsi(present, periods)[name], expected, 100, `${name} without gaps`);
    }
  });
});

describe('long windows take the other way to the same figures', () => {
  it('the stochastic RSI of a long range and the money flow of many bars', () => {
    const { bars } = awkwardBars(3, 400, { ...AWKWARD, missing: 0 });
    const levels = Array.from(rsi(bars.close, 14));
    const range = 90;
    const position = levels.map((level, i) => {
      const window = levels.slice(Math.max(0, i - range + 1), i + 1);
      const bottom = Math.min(...window);
      return i < range + 13 ? Number.NaN : (100 * (level - bottom)) / (Math.max(...window) - bottom);
    });
    const { k } = stochasticRsi(bars.close, { rsi: 14, range, smoothing: 1, signal: 3 });
    expectColumn(k, position, 100, 'stochastic RSI');
    const short = moneyFlowIndex(bars, 31);
    const long = moneyFlowIndex(bars, 32);
    expect(short.findIndex(Number.isFinite)).toBe(31);
    expect(long.findIndex(Number.isFinite)).toBe(32);
    // One bar more of a hundred moves the share a little, never much.
    for (let i = 40; i < bars.length; i++) expect(Math.abs(short[i]! - long[i]!)).toBeLessThan(15);
  });
});

describe('outputs given by the caller', () => {
  it('are filled, returned, and refused where their length is wrong', () => {
    const { close } = awkwardBars(1, 50, AWKWARD).bars;
    const out = new Float64Array(50);
    expect(wma(close, 5, out)).toBe(out);
    expect(Array.from(out)).toEqual(Array.from(wma(close, 5)));
    const columns = { k: new Float64Array(50), d: new Float64Array(50) };
    expect(stochasticRsi(close, { rsi: 5, range: 3, smoothing: 1, signal: 2 }, 'missing', columns).k).toBe(
      columns.k,
    );
    expect(() => hma(close, 5, new Float64Array(49))).toThrow('must be equal');
    expect(() => cci({ length: 0, high: close, low: close, close }, 1)).toThrow('at least 2');
  });
});
