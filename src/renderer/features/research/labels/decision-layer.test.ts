import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../../engines/market/bars.ts';
import { ist } from '../../../../../tests/fixtures/trades.ts';
import { decisionFacts, decisionTable } from './decision-facts.ts';
import { chartOf, decisionLayer, type LabelledBars } from './decision-layer.ts';

const MINUTES = 60_000;
const open = ist('2024-03-27', '15:20');
const next = ist('2024-03-28', '09:15');
const times = [open, open + 5 * MINUTES, next, next + 5 * MINUTES];
const bars = barsFrom(
  times.map((openTime) => ({ openTime, open: 10, high: 12, low: 9, close: 11, volume: 1 })),
);
const { NaN: missing } = Number;

const PREVIEW: LabelledBars = {
  instrumentId: 'NSE:AAA',
  interval: '5m',
  pathInterval: '1m',
  synthetic: false,
  bars,
  label: Int16Array.from([1, -1, 0, 2]),
  value: Float64Array.from([0.01, missing, -0.005, 0.001]),
  // The third is known two minutes into the fourth bar.
  t1: Float64Array.from([open + 10 * MINUTES, missing, next + 7 * MINUTES, next + 10 * MINUTES]),
  hit: Uint8Array.from([1, 0, 2, 4]),
  entry: Float64Array.from([10, missing, 11, 11]),
  target: Float64Array.from([10.1, missing, 11.1, 11.1]),
  stop: Float64Array.from([9.9, missing, 10.9, 10.9]),
  summary: { classes: ['lose', 'win', 'time'] },
};
const ALL = { className: null, hit: null };

describe('decisionLayer', () => {
  it('puts winners on top, losers at the foot, and no decision in no lane', () => {
    const layer = decisionLayer(PREVIEW, ALL);
    expect(layer.classes.map((kind) => kind.name)).toEqual(['win', 'time', 'lose']);
    expect([...layer.lane]).toEqual([0, -1, 2, 1]);
    expect(layer.words).toBe('3 decisions');
    expect(new Set(layer.classes.map((kind) => kind.shape)).size).toBe(3);
  });
  it('ends a life in the bar that was open, at its share of the bar', () => {
    const { end } = decisionLayer(PREVIEW, ALL);
    expect(end[0]).toBe(2);
    expect(end[1]).toBeNaN();
    expect(end[2]).toBeCloseTo(3.4);
    expect(end[3]).toBe(4);
  });
  it('filters by class and by how the window ended', () => {
    expect([...decisionLayer(PREVIEW, { className: 'lose', hit: null }).shown]).toEqual([0, 0, 1, 0]);
    expect([...decisionLayer(PREVIEW, { className: null, hit: 'target' }).shown]).toEqual([1, 0, 0, 0]);
    expect(decisionLayer(PREVIEW, { className: 'win', hit: 'stop' }).words).toBe('0 of 3 decisions shown');
  });
  it('takes the sign where the label is a number', () => {
    const layer = decisionLayer(
      { ...PREVIEW, label: new Int16Array(4).fill(-1), summary: { classes: [] } },
      ALL,
    );
    expect([...layer.lane]).toEqual([0, -1, 1, 0]);
  });
});

describe('words of a direction', () => {
  it('has an upper and a lower barrier, since nobody holds a position', () => {
    const layer = decisionLayer({ ...PREVIEW, summary: { classes: ['down', 'none', 'up'] } }, ALL);
    expect(layer.levelNames).toEqual({ target: 'upper', stop: 'lower' });
    expect([layer.endWords(0), layer.endWords(2)]).toEqual(['upper touched first', 'lower touched first']);
    expect(decisionLayer(PREVIEW, ALL).endWords(2)).toBe('stop touched first');
  });
});

describe('chart and facts', () => {
  it('breaks the axis where the Indian date changes', () => {
    expect(chartOf(PREVIEW)).toMatchObject({
      sessionStarts: [0, 2],
      sessionDates: ['2024-03-27', '2024-03-28'],
      storedInterval: '1m',
    });
  });
  it('tells one decision in words and numbers, and nothing where there is none', () => {
    const layer = decisionLayer(PREVIEW, ALL);
    expect(decisionFacts(PREVIEW, layer, 2)).toMatchObject({
      className: 'lose',
      hit: 'stop',
      lifeMinutes: 2,
      decidedAt: next + 5 * MINUTES,
    });
    expect(decisionFacts(PREVIEW, layer, 1)).toBeNull();
  });
  it('lists what is shown in the window', () => {
    const layer = decisionLayer(PREVIEW, { className: 'lose', hit: null });
    const table = decisionTable(PREVIEW, layer, -3, 99);
    expect(table.rows).toHaveLength(1);
    expect(table.rows[0]?.[1]).toBe('lose');
    expect(decisionTable(PREVIEW, layer, 0, 2).rows).toHaveLength(0);
  });
});
