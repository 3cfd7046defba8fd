// Every feature set on real bars: the live stream gives the matrix byte for byte, and every feature that has what it needs
// carries values. Real markets have what no generator thinks of: halts, Muhurat hours, zero prices, bars after hours.

import { expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { FeatureData } from '../../engines/features/data.ts';
import type { Candidate, FeatureSet } from '../../engines/features/definition.ts';
import { buildMatrix, type FeatureMatrix } from '../../engines/features/matrix.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { FEATURE_SETS } from '../../engines/features/sets/index.ts';
import type { Interval } from '../../engines/market/interval.ts';
import { expectSameRows, streamRows } from '../fixtures/feature-stream-run.ts';
import { type RealSeries, realSeries } from '../fixtures/real-series.ts';
import { describeWithData } from '../shared-data.ts';

interface Market {
  readonly words: string;
  readonly decision: Interval;
  /** Too few bars for the longest windows, or bars too long for the opening range. */
  readonly brief?: true;
  readonly series: Readonly<Partial<Record<keyof FeatureData['series'], RealSeries>>>;
}

const fiveMinutes = (symbol: string): RealSeries => ({
  file: `NSE_${symbol}_5minute`,
  interval: '5m',
  from: '2024-01-15',
  to: '2024-03-28',
});
/** Includes the Saturday with two windows and 167 rows after hours, and five days that are wholly missing. */
const NIFTY: RealSeries = {
  file: 'NSE_NIFTY50_minute_2024',
  interval: '1m',
  from: '2024-01-15',
  to: '2024-03-28',
};
const minutes = (file: string): RealSeries => ({
  file,
  interval: '1m',
  from: '2016-08-16',
  to: '2016-09-09',
});
const future = (symbol: string): RealSeries => ({
  file: `NFO_${symbol}FUT_minute`,
  interval: '1m',
  from: '2015-11-02',
  to: '2015-11-20',
  profile: 'nse-derivatives',
});

const FIVE_MINUTES: readonly Market[] = [
  { words: 'RELIANCE', decision: '5m', series: { self: fiveMinutes('RELIANCE'), market: NIFTY } },
  { words: 'SBIN', decision: '15m', series: { self: fiveMinutes('SBIN'), market: NIFTY } },
  { words: 'IDEA', decision: '60m', brief: true, series: { self: fiveMinutes('IDEA') } },
];
const ONE_MINUTE: readonly Market[] = [
  {
    words: 'TCS',
    decision: '1m',
    series: {
      self: minutes('NSE_TCS_minute'),
      market: minutes('NSE_NIFTY50_minute_2016'),
      volatility: minutes('NSE_INDIAVIX_minute'),
    },
  },
  {
    words: 'HDFCBANK',
    decision: '5m',
    series: { self: minutes('NSE_HDFCBANK_minute'), market: minutes('NSE_NIFTY50_minute_2016') },
  },
  {
    words: 'NIFTY future, Diwali of 2015',
    decision: '1m',
    series: { self: future('NIFTY'), future: future('NIFTY'), market: future('BANKNIFTY') },
  },
];
const HALF_HOURS: readonly Market[] = [
  {
    words: 'SPY with its hours before and after the session',
    decision: '30m',
    series: {
      self: {
        file: 'US_SPY_30minute',
        interval: '30m',
        from: '2021-03-10',
        to: '2022-06-30',
        profile: 'us-equity',
      },
    },
  },
  {
    words: 'INFY with its days of zero prices',
    decision: '30m',
    series: {
      self: { file: 'NSE_INFY_15minute', interval: '15m', from: '2015-02-02', to: '2016-06-30' },
      market: { file: 'NSE_NIFTY50_15minute', interval: '15m', from: '2015-02-02', to: '2016-06-30' },
    },
  },
  {
    words: 'ICICIBANK with VIX',
    decision: '30m',
    brief: true,
    series: { self: minutes('NSE_ICICIBANK_minute'), volatility: minutes('NSE_INDIAVIX_minute') },
  },
];
const MARKETS: Readonly<Record<string, readonly Market[]>> = {
  'scalper-52': ONE_MINUTE,
  'spy-30m': HALF_HOURS,
};

const emptyColumns = ({ names, columns }: FeatureMatrix) =>
  names.filter((_, k) => columns[k]!.every(Number.isNaN));

/** Columns that read a series the market does not have. */
const unfedColumns = (set: FeatureSet, { series }: FeatureData) =>
  set.entries
    .filter((column) =>
      resolveSet({ ...set, entries: [column] }, CATALOGUE).sources.some((source) => !(source in series)),
    )
    .map((column) => column.name);

function candidateAt(row: number): Candidate {
  const side = row % 3 === 0 ? -1 : 1;
  return {
    side,
    entryReference: 500,
    stop: 500 - side * (1 + (row % 7)),
    target: 500 + side * 5,
    quality: row / 1000,
  };
}

describeWithData('feature sets on real bars', (folder) => {
  for (const set of FEATURE_SETS)
    for (const { words, decision, brief, series } of MARKETS[set.id] ?? FIVE_MINUTES)
      it(`${set.id}: ${words}, decisions every ${decision}`, () => {
        const resolved = resolveSet(set, CATALOGUE);
        const data: FeatureData = {
          decisionInterval: decision,
          series: Object.fromEntries(
            Object.entries(series).map(([role, one]) => [role, realSeries(folder, one)]),
          ),
        };
        const rows = resolved.needsCandidate
          ? { candidates: Array.from({ length: buildMatrix(resolved, data).rows }, (_, i) => candidateAt(i)) }
          : {};
        const matrix = buildMatrix(resolved, data, rows);
        expectSameRows(
          matrix,
          streamRows(resolved, data, resolved.needsCandidate ? candidateAt : undefined),
          words,
        );
        expect(matrix.rows).toBeGreaterThan(200);
        const unfed = unfedColumns(set, data);
        if (!brief) expect(emptyColumns(matrix).filter((name) => !unfed.includes(name))).toEqual([]);
      });
});
