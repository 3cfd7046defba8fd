// Windowed indicators against their definition written out plainly, on awkward bars: missing values, no volume, standing
// prices.

import { describe, it } from 'vitest';
import { AROON } from '../../engines/indicators/aroon.ts';
import { DONCHIAN } from '../../engines/indicators/channels.ts';
import type { IndicatorDefinition } from '../../engines/indicators/definition.ts';
import { ICHIMOKU } from '../../engines/indicators/ichimoku.ts';
import { LINEAR_REGRESSION } from '../../engines/indicators/linear-regression.ts';
import { CMF, MFI } from '../../engines/indicators/money-flow.ts';
import { GARMAN_KLASS, PARKINSON, REALISED_VOLATILITY } from '../../engines/indicators/range-volatility.ts';
import { ROLLING_VWAP } from '../../engines/indicators/rolling-vwap.ts';
import { VOLUME_Z_SCORE } from '../../engines/indicators/volume-compared.ts';
import type { Bar } from '../../engines/market/bars.ts';
import { AWKWARD, awkwardBars } from '../contract/indicator-bars.ts';
import { completeBars, expectClose, meanOf, outputsOf, totalOf, windowAt } from './naive-columns.ts';

const highest = (rows: readonly Bar[]) => Math.max(...rows.map(({ high }) => high));
const lowest = (rows: readonly Bar[]) => Math.min(...rows.map(({ low }) => low));
const typical = ({ high, low, close }: Bar) => (high + low + close) / 3;
const squaresAround = (values: readonly number[], centre: number) =>
  totalOf(values.map((value) => (value - centre) ** 2));

function regression(rows: readonly Bar[]): { slope: number; r_squared: number } {
  const y = rows.map(({ close }) => close);
  const x = rows.map((_, k) => k);
  const products = totalOf(x.map((value, k) => (value - meanOf(x)) * (y[k]! - meanOf(y))));
  const spread = squaresAround(y, meanOf(y));
  const slope = products / squaresAround(x, meanOf(x));
  const flat = y.every((value) => value === y[0]);
  return { slope, r_squared: flat ? Number.NaN : (slope * products) / spread };
}

function moneyFlow(rows: readonly Bar[]): number {
  const flows = rows.slice(1).map((bar, k) => {
    const change = typical(bar) - typical(rows[k]!);
    return Math.sign(change) * typical(bar) * bar.volume;
  });
  const inflow = totalOf(flows.filter((flow) => flow > 0));
  const both = totalOf(flows.map(Math.abs));
  return both === 0 ? Number.NaN : (100 * inflow) / both;
}

interface Case {
  readonly definition: IndicatorDefinition;
  readonly name: string;
  /** Bars the definition needs for a period of n. */
  readonly bars: (period: number) => number;
  readonly values: (rows: readonly Bar[]) => Record<string, number>;
}

const same = (period: number) => period;
const oneMore = (period: number) => period + 1;

const cases: readonly Case[] = [
  {
    definition: DONCHIAN,
    name: 'highest high, lowest low',
    bars: same,
    values: (rows) => {
      const upper = highest(rows);
      const lower = lowest(rows);
      const middle = (upper + lower) / 2;
      return {
        upper,
        lower,
        middle,
        position: upper > lower ? (rows[rows.length - 1]!.close - lower) / (upper - lower) : Number.NaN,
        width: (upper - lower) / middle,
      };
    },
  },
  { definition: LINEAR_REGRESSION, name: 'least squares', bars: same, values: regression },
  {
    definition: AROON,
    name: 'age of the extremes',
    bars: oneMore,
    values: (rows) => {
      const period = rows.length - 1;
      const up = (100 * rows.findLastIndex(({ high }) => high === highest(rows))) / period;
      const down = (100 * rows.findLastIndex(({ low }) => low === lowest(rows))) / period;
      return { up, down, oscillator: up - down };
    },
  },
  {
    definition: MFI,
    name: 'money of rising against all changes',
    bars: oneMore,
    values: (rows) => ({ mfi: moneyFlow(rows) }),
  },
  {
    definition: CMF,
    name: 'volume by the place of the close',
    bars: same,
    values: (rows) => {
      const signed = rows.map(({ high, low, close, volume }) =>
        high > low ? ((2 * close - high - low) / (high - low)) * volume : 0,
      );
      const volume = totalOf(rows.map((bar) => bar.volume));
      return { cmf: volume > 0 ? totalOf(signed) / volume : Number.NaN };
    },
  },
  {
    definition: ROLLING_VWAP,
    name: 'money over volume',
    bars: same,
    values: (rows) => {
      const volume = totalOf(rows.map((bar) => bar.volume));
      return {
        vwap: volume > 0 ? totalOf(rows.map((bar) => typical(bar) * bar.volume)) / volume : Number.NaN,
      };
    },
  },
  {
    definition: VOLUME_Z_SCORE,
    name: 'deviations from the mean',
    bars: same,
    values: (rows) => {
      const volumes = rows.map(({ volume }) => volume);
      const spread = Math.sqrt(squaresAround(volumes, meanOf(volumes)) / volumes.length);
      const latest = volumes[volumes.length - 1]!;
      return { z_score: spread > 0 ? (latest - meanOf(volumes)) / spread : Number.NaN };
    },
  },
  {
    definition: PARKINSON,
    name: 'squared log ranges',
    bars: same,
    values: (rows) => ({
      parkinson: Math.sqrt(
        meanOf(rows.map(({ high, low }) => Math.log(high / low) ** 2)) / (4 * Math.log(2)),
      ),
    }),
  },
  {
    definition: GARMAN_KLASS,
    name: 'log ranges and bodies',
    bars: same,
    values: (rows) => {
      const terms = rows.map(
        ({ open, high, low, close }) =>
          0.5 * Math.log(high / low) ** 2 - (2 * Math.log(2) - 1) * Math.log(close / open) ** 2,
      );
      return { garman_klass: Math.sqrt(Math.max(0, meanOf(terms))) };
    },
  },
  {
    definition: REALISED_VOLATILITY,
    name: 'sample deviation of log returns',
    bars: oneMore,
    values: (rows) => {
      const returns = rows.slice(1).map(({ close }, k) => Math.log(close / rows[k]!.close));
      const deviation = Math.sqrt(squaresAround(returns, meanOf(returns)) / (returns.length - 1));
      return { per_bar: deviation, annualised: deviation * Math.sqrt(252 * 375) };
    },
  },
];

const SESSION_YEAR = { sessions_per_year: 252, minutes_per_session: 375 };

describe.each(cases.map((entry) => [entry.definition.id, entry.name, entry] as const))(
  '%s: %s',
  (_id, _name, entry) => {
    it.each([2, 3, 7, 20])('period %i', (period) => {
      for (let seed = 1; seed <= 8; seed++) {
        const input = awkwardBars(seed, 150, AWKWARD);
        const bars = completeBars(entry.definition, input);
        const columns = outputsOf(entry.definition, input, { period, ...SESSION_YEAR });
        for (let i = 0; i < bars.length; i++) {
          const rows = windowAt(bars, i, entry.bars(period));
          const expected = rows && entry.values(rows);
          for (const name of entry.definition.outputs)
            expectClose(
              columns[name]![i]!,
              expected?.[name] ?? Number.NaN,
              `seed ${seed}, row ${i}, ${name}`,
            );
        }
      }
    });
  },
);

describe('ichimoku', () => {
  it('shows the cloud computed so many bars ago, and nothing of the bars since', () => {
    const [conversion, base, span, displacement] = [3, 5, 8, 4];
    const middle = (rows: readonly Bar[] | undefined) =>
      rows ? (highest(rows) + lowest(rows)) / 2 : Number.NaN;
    for (let seed = 1; seed <= 8; seed++) {
      const input = awkwardBars(seed, 150, AWKWARD);
      const bars = completeBars(ICHIMOKU, input);
      const columns = outputsOf(ICHIMOKU, input, { conversion, base, span, displacement });
      for (let i = 0; i < bars.length; i++) {
        // The policy: everything starts again after an incomplete bar, hence the longer window decides.
        const known = windowAt(bars, i, displacement + 1);
        const then = i - displacement;
        const spanA = known
          ? (middle(windowAt(bars, then, conversion)) + middle(windowAt(bars, then, base))) / 2
          : Number.NaN;
        const spanB = known ? middle(windowAt(bars, then, span)) : Number.NaN;
        expectClose(columns.conversion![i]!, middle(windowAt(bars, i, conversion)), `row ${i}`);
        expectClose(columns.base![i]!, middle(windowAt(bars, i, base)), `row ${i}`);
        expectClose(columns.span_a![i]!, spanA, `row ${i}`);
        expectClose(columns.span_b![i]!, spanB, `row ${i}`);
        expectClose(
          columns.lagging![i]!,
          known ? known[displacement]!.close / known[0]!.close - 1 : Number.NaN,
          `row ${i}`,
        );
      }
    }
  });
});
