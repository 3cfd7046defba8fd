import { describe, expect, it } from 'vitest';
import { anchoredVwap } from '../../../../engines/indicators/avwap.ts';
import { rsi } from '../../../../engines/indicators/rsi.ts';
import { barsFrom } from '../../../../engines/market/bars.ts';
import { createCandleEngine } from './candle-engine.ts';
import { sessionOfBars } from './compute-lines.ts';
import { alignToBars } from './overlay-lines.ts';

const MINUTE = 60_000;
const bars = barsFrom(
  Array.from({ length: 240 }, (_, i) => {
    const close = 100 + Math.sin(i / 7) * 5;
    return {
      openTime: i * MINUTE,
      open: close,
      high: close + 1,
      low: close - 1,
      close,
      volume: 10 + (i % 5),
    };
  }),
);
const starts = [0, 120];

describe('candle engine', () => {
  it('answers with the engines’ own figures', () => {
    const engine = createCandleEngine();
    engine.load(bars, starts);
    engine.show({ anchors: ['session-open', 'bar'], anchorBar: 50, panes: ['rsi'] });
    const readout = engine.readout(150);
    const session = sessionOfBars(starts, bars.length);
    const value = (id: string) => readout?.lines.find((line) => line.spec.id === id)?.value;
    expect(value('session-open.vwap')).toBe(anchoredVwap(bars, session, { kind: 'session-open' }).vwap[150]);
    expect(value('bar.vwap')).toBe(anchoredVwap(bars, session, { kind: 'bar', index: 50 }).vwap[150]);
    expect(value('rsi.rsi')).toBe(rsi(bars.close, 14)[150]);
    expect(readout?.before).toBe(bars.close[149]);
    expect(engine.readout(240)).toBeNull();
  });

  it('gives no more candles than the screen has room for, and bands only for the first anchor', () => {
    const engine = createCandleEngine();
    engine.load(bars, starts);
    engine.show({ anchors: ['pivot-high', 'session-open'], anchorBar: -1, panes: [] });
    const view = engine.view({ start: 0, end: 240, pixels: 100, visibleBars: 240 });
    expect(view.candles.count).toBeLessThanOrEqual(67);
    expect(view.bands.every((band) => band.upper.startsWith('pivot-high'))).toBe(true);
    expect(view.bands).toHaveLength(2);
  });

  it('leaves out the chosen bar while none is chosen', () => {
    const engine = createCandleEngine();
    engine.load(bars, starts);
    engine.show({ anchors: ['bar'], anchorBar: -1, panes: [] });
    expect(engine.view({ start: 0, end: 10, pixels: 500, visibleBars: 10 }).lines).toEqual([]);
  });

  it('shades between the edges a run names', () => {
    const engine = createCandleEngine();
    engine.load(bars, starts);
    const values = bars.close;
    engine.overlay({
      plots: ['AVWAP', 'AVWAP +1σ', 'AVWAP −1σ', 'EMA 20'].map((name) => ({ name, pane: 'price', values })),
      openTime: bars.openTime,
      intervalMs: MINUTE,
    });
    const view = engine.view({ start: 0, end: 50, pixels: 500, visibleBars: 50 });
    expect(view.bands).toMatchObject([{ upper: 'strategy.1', lower: 'strategy.2' }]);
    engine.overlay(null);
    expect(engine.view({ start: 0, end: 50, pixels: 500, visibleBars: 50 }).lines).toEqual([]);
  });

  it('lays a run’s series on finer bars, and shows nothing where the run had no bar', () => {
    const source = Float64Array.of(1, 2);
    const aligned = alignToBars(source, Float64Array.of(0, 15 * MINUTE), 15 * MINUTE, bars.openTime);
    expect(aligned[0]).toBe(1);
    expect(aligned[14]).toBe(1);
    expect(aligned[15]).toBe(2);
    expect(aligned[29]).toBe(2);
    expect(aligned[30]).toBeNaN();
  });
});
