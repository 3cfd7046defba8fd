// The instrument against its market, by hand: which bars of the other series count, and what is missing without it.

import { describe, expect, it } from 'vitest';
import { type Bar, barsFrom } from '../../market/bars.ts';
import { MINUTE_MS } from '../../market/interval.ts';
import type { Session } from '../../market/session.ts';
import { CATALOGUE } from '../catalogue.ts';
import type { FeatureData, SourceSeries } from '../data.ts';
import type { FeatureEntry } from '../definition.ts';
import { buildMatrix } from '../matrix.ts';
import { FeatureSetError, resolveSet } from '../resolve.ts';

const OPEN = Date.parse('2024-03-01T09:15:00+05:30');
const WINDOW = { open: OPEN, close: OPEN + 60 * MINUTE_MS };
const SESSION: Session = { date: '2024-03-01', kind: 'regular', windows: [WINDOW], ...WINDOW };

/** Five-minute bars from the open on; undefined leaves one out. */
function series(...closes: readonly (number | undefined)[]): SourceSeries {
  const rows = closes.flatMap((close, k): Bar[] =>
    close === undefined
      ? []
      : [{ openTime: OPEN + 5 * k * MINUTE_MS, open: close, high: close, low: close, close, volume: 1 }],
  );
  return { interval: '5m', sessions: [SESSION], bars: barsFrom(rows) };
}

function column(one: Partial<FeatureEntry> & { feature: string }, sources: FeatureData['series']): number[] {
  const entry = { name: 'one', source: 'self', timeframe: 'decision', parameters: {}, ...one } as const;
  const set = { id: 'one', version: 1, title: '', description: '', entries: [entry] };
  const data: FeatureData = { decisionInterval: '5m', series: sources };
  return Array.from(buildMatrix(resolveSet(set, CATALOGUE), data).columns[0]!);
}

describe('strength against the market', () => {
  const strength = { feature: 'relative_strength', parameters: { bars: 1 } };

  it('is the own log return less that of the market', () => {
    const [, second] = column(strength, { self: series(100, 103), market: series(2000, 2020) });
    expect(second).toBeCloseTo(Math.log(1.03) - Math.log(1.01), 7);
  });

  it('takes the last market bar complete by the decision where the newest is missing', () => {
    const values = column(strength, {
      self: series(100, 103, 104),
      market: series(2000, 2020, undefined, 9999),
    });
    expect(values[2]).toBeCloseTo(Math.log(104 / 103) - Math.log(1.01), 7);
  });

  it('is missing without a market', () => {
    expect(column(strength, { self: series(100, 103, 104) })).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe('side series', () => {
  it('a volatility index stands as a distance to its own mean', () => {
    const values = column(
      { feature: 'distance_to_sma', source: 'volatility', parameters: { period: 2 } },
      { self: series(100, 101), volatility: series(12, 16) },
    );
    expect(values[1]).toBeCloseTo(200 / 14, 5);
  });

  it('volatility over that of the market is a ratio', () => {
    const own = series(100, 102, 100, 102);
    const half = series(100, 101, 100, 101);
    const values = column(
      { feature: 'volatility_against_market', parameters: { period: 3 } },
      { self: own, market: half },
    );
    expect(values[3]).toBeCloseTo(Math.log(1.02) / Math.log(1.01), 6);
    const still = series(100, 100, 100, 100);
    expect(
      column(
        { feature: 'volatility_against_market', parameters: { period: 3 } },
        { self: own, market: still },
      )[3],
    ).toBeNaN();
  });

  it('the close itself is refused as a column', () => {
    expect(() => column({ feature: 'close' }, { self: series(100) })).toThrow(FeatureSetError);
  });
});
