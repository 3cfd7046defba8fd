import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../../engines/market/bars.ts';
import { ist } from '../../../../../tests/fixtures/trades.ts';
import type { ChartTokens } from '../../tokens.ts';
import { createCandleEngine } from '../candle-engine.ts';
import { DECISION_PANE, type DecisionLayer } from '../decisions.ts';
import { yOf } from '../scale.ts';
import { timeRanks } from '../time-ticks.ts';
import { layoutChart } from './layout.ts';
import { paint } from './paint.ts';
import type { Scene } from './scene.ts';
import { createSvgSurface } from './svg-surface.ts';

const COUNT = 60;
const OPEN = ist('2024-03-28', '09:15');
const bars = barsFrom(
  Array.from({ length: COUNT }, (_, i) => ({
    openTime: OPEN + i * 300_000,
    open: 100,
    high: 101,
    low: 99,
    close: 100.5,
    volume: 10,
  })),
);
const tokens: ChartTokens = {
  page: '#000001',
  surface: '#000002',
  raised: '#000003',
  line: '#000004',
  lineStrong: '#000005',
  text: '#000006',
  muted: '#000007',
  accent: '#000008',
  amber: '#000009',
  violet: '#00000a',
  selected: '#00000b',
  up: '#00ff01',
  down: '#ff0001',
  upMark: '#00ff02',
  downMark: '#ff0002',
  runs: [],
  font: 'Inter',
};

/** Wins on even bars, losses on odd ones; none on the last ten. */
const lane = Int8Array.from({ length: COUNT }, (_, bar) => (bar >= COUNT - 10 ? -1 : bar % 2));
const level = (price: number) => new Float64Array(COUNT).fill(price);
const layer: DecisionLayer = {
  classes: [
    { name: 'win', shape: 'up', tone: 'up' },
    { name: 'lose', shape: 'down', tone: 'down' },
  ],
  lane,
  shown: Uint8Array.from(lane, (own) => (own >= 0 ? 1 : 0)),
  entry: level(100),
  target: level(102.5),
  stop: level(98),
  end: Float64Array.from({ length: COUNT }, (_, bar) => bar + 6),
  endWords: () => 'stop touched first',
  words: '',
};

function draw(decisions: Scene['decisions'], span = COUNT) {
  const engine = createCandleEngine();
  engine.load(bars, [0]);
  const layout = layoutChart(800, 500, decisions ? [DECISION_PANE] : []);
  const scene: Scene = {
    layout,
    window: { start: 0, end: span },
    view: engine.view({ start: 0, end: COUNT, pixels: layout.plotRight, visibleBars: span }),
    openTime: bars.openTime,
    timeRanks: timeRanks(bars.openTime),
    sessionStarts: [0],
    tokens,
    hollow: false,
    marks: [],
    chosenTrade: null,
    anchorBar: null,
    decisions: decisions ?? null,
  };
  const surface = createSvgSurface(800, 500);
  const scales = paint(surface, scene);
  return { svg: surface.toSvg(), scales };
}
const filled = (svg: string, colour: string) => svg.split(`fill="${colour}"`).length - 1;

describe('decisions', () => {
  it('marks every shown decision twice: beside its bar and in its lane, and names the lanes', () => {
    const without = draw(null).svg;
    const { svg, scales } = draw({ layer, chosen: null });
    // 25 bars each, on the price and in the strip, and one mark in the lane's name.
    expect(filled(svg, tokens.upMark) - filled(without, tokens.upMark)).toBe(51);
    expect(filled(svg, tokens.downMark) - filled(without, tokens.downMark)).toBe(51);
    expect(svg).toContain('>win<');
    expect(svg).toContain('>lose<');
    // The strip has no scale of its own.
    expect(scales.lower).toHaveLength(0);
  });
  it('leaves out what the filter hides', () => {
    const none = { ...layer, shown: new Uint8Array(COUNT) };
    const without = draw(null).svg;
    expect(
      filled(draw({ layer: none, chosen: null }).svg, tokens.upMark) - filled(without, tokens.upMark),
    ).toBe(1);
  });
  it('draws entry, target and stop of the chosen one to the end of its life, with different dashes', () => {
    const { svg, scales } = draw({ layer, chosen: 20 });
    const y = (price: number) => Math.round(yOf(scales.price, price)) + 0.5;
    const left = (21 / COUNT) * 734;
    const right = (26 / COUNT) * 734;
    const line = (price: number) =>
      `M${Math.round(left * 100) / 100} ${y(price)}L${Math.round(right * 100) / 100} ${y(price)}`;
    for (const price of [100, 102.5, 98]) expect(svg, String(price)).toContain(line(price));
    expect(svg).toContain('stroke-dasharray="6 3"');
    expect(svg).toContain('target 102.50');
    expect(svg).toContain('stop 98.00');
    expect(svg).toContain('>stop touched first<');
    expect(draw({ layer, chosen: 55 }).svg).not.toContain('target 102.50');
  });
  it('makes room for the chosen levels, unless they are far away', () => {
    const rest = draw({ layer, chosen: null }).scales.price;
    const near = draw({ layer, chosen: 20 }).scales.price;
    expect(yOf(rest, 102.5)).toBeLessThan(20);
    expect(yOf(near, 102.5)).toBeGreaterThanOrEqual(26);
    const far = draw({ layer: { ...layer, target: level(150) }, chosen: 20 }).scales.price;
    expect(yOf(far, 101)).toBeLessThan(yOf(far, 99) - 100);
  });
});
