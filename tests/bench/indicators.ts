// Ten indicators over a million bars, laid beside TA-Lib's C. TA-Lib itself does not run here: its figures and those of two
// plain loops were recorded on another machine, and the same two loops, timed now, say how much slower or faster this one is.
import { adx } from '../../engines/indicators/adx.ts';
import { bollingerBands } from '../../engines/indicators/bollinger.ts';
import { ema } from '../../engines/indicators/exponential.ts';
import { macd } from '../../engines/indicators/macd.ts';
import { moneyFlowIndex } from '../../engines/indicators/money-flow.ts';
import { onBalanceVolume } from '../../engines/indicators/on-balance-volume.ts';
import { rsi, TALIB_RSI } from '../../engines/indicators/rsi.ts';
import { sma } from '../../engines/indicators/sma.ts';
import { stochasticRsi } from '../../engines/indicators/stochastic-rsi.ts';
import { atr, TALIB_ATR } from '../../engines/indicators/true-range.ts';
import type { Bars } from '../../engines/market/bars.ts';
import { type Figure, measure } from './measure.ts';
import { randomBars } from './random-bars.ts';

const BARS = 1_000_000;
const REPETITIONS = 15;
const SLOWEST_RATIO = 1.7;
const MEAN_RATIO = 1;

/**
 * ns per bar on an Intel Xeon (Sapphire Rapids, 3.75 GHz), Node 24.21, medians: TA-Lib C 0.6.0-dev compiled by gcc 12 -O3,
 * and the plain Node loops below. A ratio to these figures depends on the machine even after scaling: processors differ in
 * more than one speed, above all in their division.
 */
const RECORDED_LOOPS = { sma: 1.35, ema: 2.01 };
const RECORDED_TALIB = {
  'SMA 30': 0.99,
  'EMA 30': 2.0,
  'RSI 14': 5.49,
  'MACD 12/26/9': 12.72,
  'ATR 14': 6.25,
  'BBANDS 5': 4.51,
  'ADX 14': 8.33,
  'MFI 14': 7.19,
  'STOCHRSI 14/5/3': 19.6,
  OBV: 4.23,
} as const;

type Name = keyof typeof RECORDED_TALIB;

export async function benchIndicators(): Promise<Figure[]> {
  const bars = randomBars(BARS, 7);
  const { scale, figures: loops } = await calibrate(bars.close);
  const ratios: number[] = [];
  const figures: Figure[] = [];
  for (const [name, work] of Object.entries(workloads(bars)) as [Name, () => unknown][]) {
    const reference = RECORDED_TALIB[name];
    const ratioOf = (ms: number) => nanosecondsPerBar(ms) / (reference * scale);
    const figure = await measure(
      `${name}, 1,000,000 bars`,
      REPETITIONS,
      work,
      (ms) =>
        `${nanosecondsPerBar(ms).toFixed(2)} ns/bar, ${ratioOf(ms).toFixed(2)} × TA-Lib C (${reference} ns recorded)`,
      { text: `≤ ${SLOWEST_RATIO} ×`, met: (ms) => ratioOf(ms) <= SLOWEST_RATIO },
    );
    ratios.push(ratioOf(figure.medianMs));
    figures.push(figure);
  }
  const mean = geometricMean(ratios);
  const total = (of: (figure: Figure) => number) =>
    figures.reduce((milliseconds, figure) => milliseconds + of(figure), 0);
  return [
    ...loops,
    ...figures,
    {
      name: 'the ten indicators together, geometric mean of the ratios',
      medianMs: total(({ medianMs }) => medianMs),
      bestMs: total(({ bestMs }) => bestMs),
      repetitions: REPETITIONS,
      figure: `${mean.toFixed(2)} × TA-Lib C, this machine taken as ${scale.toFixed(2)} × the recorded one's time`,
      target: `≤ ${MEAN_RATIO} ×`,
      met: mean <= MEAN_RATIO,
    },
  ];
}

/** Each writes into arrays made beforehand, as the recorded figures did. */
function workloads(bars: Bars): Record<Name, () => unknown> {
  const { close } = bars;
  const [a, b, c] = [0, 1, 2].map(() => new Float64Array(bars.length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const macdPeriods = { fast: 12, slow: 26, signal: 9 };
  const rsiPeriods = { rsi: 14, range: 5, smoothing: 1, signal: 3 };
  return {
    'SMA 30': () => sma(close, 30, a),
    'EMA 30': () => ema(close, 30, 'average', a),
    'RSI 14': () => rsi(close, 14, TALIB_RSI, a),
    'MACD 12/26/9': () => macd(close, macdPeriods, 'average', { line: a, signal: b, histogram: c }),
    'ATR 14': () => atr(bars, 14, TALIB_ATR, a),
    'BBANDS 5': () => bollingerBands(close, 5, 2, { upper: a, middle: b, lower: c }),
    'ADX 14': () => adx(bars, 14, 'average', { plusDi: a, minusDi: b, adx: c }),
    'MFI 14': () => moneyFlowIndex(bars, 14, a),
    'STOCHRSI 14/5/3': () => stochasticRsi(close, rsiPeriods, 'zero', { k: a, d: b }),
    OBV: () => onBalanceVolume(bars, a),
  };
}

/** How many times as long as on the recorded machine the two plain loops take here. */
async function calibrate(close: Float64Array): Promise<{ scale: number; figures: Figure[] }> {
  const out = new Float64Array(close.length);
  const time = (name: string, recorded: number, loop: () => unknown) =>
    measure(
      `plain ${name} loop, 1,000,000 bars (calibration)`,
      REPETITIONS,
      loop,
      (ms) => `${nanosecondsPerBar(ms).toFixed(2)} ns/bar (${recorded} recorded)`,
      { text: '—', met: () => null },
    );
  const running = await time('SMA 30', RECORDED_LOOPS.sma, () => plainSma(close, 30, out));
  const recursive = await time('EMA 30', RECORDED_LOOPS.ema, () => plainEma(close, 30, out));
  const scale = geometricMean([
    nanosecondsPerBar(running.medianMs) / RECORDED_LOOPS.sma,
    nanosecondsPerBar(recursive.medianMs) / RECORDED_LOOPS.ema,
  ]);
  return { scale, figures: [running, recursive] };
}

function plainSma(values: Float64Array, period: number, out: Float64Array): void {
  let total = 0;
  for (let i = 0; i < period - 1; i++) total += values[i]!;
  for (let i = period - 1; i < values.length; i++) {
    total += values[i]!;
    out[i] = total / period;
    total -= values[i - period + 1]!;
  }
}

function plainEma(values: Float64Array, period: number, out: Float64Array): void {
  const alpha = 2 / (period + 1);
  let level = values[0]!;
  for (let i = 1; i < values.length; i++) {
    level = (values[i]! - level) * alpha + level;
    out[i] = level;
  }
}

function nanosecondsPerBar(milliseconds: number): number {
  return (milliseconds * 1e6) / BARS;
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((total, value) => total + Math.log(value), 0) / values.length);
}
