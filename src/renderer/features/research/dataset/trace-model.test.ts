import { describe, expect, it } from 'vitest';
import type { DatasetTrace } from '../../../../contracts/datasets.ts';
import { barNumbers, distinctBars, type TraceBar, traceVerdict } from './trace-model.ts';

const DECISION = 1_000_000;
const bar = (part: Partial<TraceBar> & { readonly at: number }): TraceBar => ({
  source: 'self',
  instrumentId: 'NSE:TCS',
  interval: '15m',
  closeTime: part.at + 900,
  bar: { openTime: part.at, open: 1, high: 2, low: 1, close: 2, volume: 3 } as TraceBar['bar'],
  ...part,
});
const quarter = bar({ at: DECISION - 900 });
const hour = bar({ at: DECISION - 9000, interval: '1h' as TraceBar['interval'], closeTime: DECISION - 5400 });
const index = bar({ at: DECISION - 900, source: 'market', instrumentId: 'NSE:NIFTY 50' });
const trace = (...features: readonly DatasetTrace['features'][number][]): DatasetTrace => ({
  instrumentId: 'NSE:TCS',
  time: DECISION,
  features,
});
const feature = (name: string, same: boolean, ...bars: readonly TraceBar[]) => ({
  name,
  stored: 1,
  recomputed: same ? 1 : 2,
  same,
  bars,
});

describe('the trace of a row', () => {
  const both = trace(feature('a', true, index, quarter), feature('b', true, hour, { ...quarter }));
  it('lists each bar once, own bars first, newest first', () => {
    const bars = distinctBars(both);
    expect(bars.map((one) => [one.number, one.source, one.interval])).toEqual([
      [1, 'self', '15m'],
      [2, 'self', '1h'],
      [3, 'market', '15m'],
    ]);
    expect(both.features.map((one) => barNumbers(one, bars))).toEqual([
      [1, 3],
      [1, 2],
    ]);
  });
  it('says that all is well', () => {
    expect(traceVerdict(both, distinctBars(both))).toMatchObject({ same: true, inTime: true });
  });
  it('says when a number differs or a bar was still open', () => {
    const late = trace(feature('a', false, bar({ at: DECISION - 100 })), feature('b', true));
    const verdict = traceVerdict(late, distinctBars(late));
    expect(verdict).toMatchObject({ same: false, inTime: false });
    expect(verdict.words).toBe(
      '1 of 2 numbers differ when computed again; 1 of the bars behind them had not closed at the decision.',
    );
  });
});
