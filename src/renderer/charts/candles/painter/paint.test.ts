import { describe, expect, it } from 'vitest';
import { barsFrom } from '../../../../../engines/market/bars.ts';
import { ist, makeTrade } from '../../../../../tests/fixtures/trades.ts';
import type { ChartTokens } from '../../tokens.ts';
import { createCandleEngine } from '../candle-engine.ts';
import { yOf } from '../scale.ts';
import { timeRanks } from '../time-ticks.ts';
import { placeTrades } from '../trade-marks.ts';
import { barAtX, layoutChart, xOf } from './layout.ts';
import { paint } from './paint.ts';
import type { Scene } from './scene.ts';
import { createSvgSurface } from './svg-surface.ts';

const FIVE = 300_000;
const OPEN = ist('2024-03-28', '09:15');
const bars = barsFrom(
  Array.from({ length: 75 }, (_, i) => {
    const close = 100 + Math.sin(i / 4) * 3;
    return {
      openTime: OPEN + i * FIVE,
      open: close - 0.5,
      high: close + 1,
      low: close - 1,
      close,
      volume: 100 + i,
    };
  }),
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
  runs: ['#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8'],
  font: 'Inter',
};

function sceneOf(more: Partial<Scene> = {}): Scene {
  const engine = createCandleEngine();
  engine.load(bars, [0]);
  engine.show({ anchors: ['session-open'], anchorBar: -1, panes: ['rsi'] });
  return {
    layout: layoutChart(800, 500, ['rsi']),
    window: { start: 0, end: 75 },
    view: engine.view({ start: 0, end: 75, pixels: 734, visibleBars: 75 }),
    openTime: bars.openTime,
    timeRanks: timeRanks(bars.openTime),
    sessionStarts: [0],
    tokens,
    hollow: false,
    marks: [],
    chosenTrade: null,
    anchorBar: null,
    ...more,
  };
}

function draw(scene: Scene): { svg: string; scales: ReturnType<typeof paint> } {
  const surface = createSvgSurface(scene.layout.width, scene.layout.height);
  const scales = paint(surface, scene);
  return { svg: surface.toSvg(), scales };
}

describe('painter', () => {
  it('keeps volume within 18 percent and every candle above it', () => {
    const scene = sceneOf();
    const { scales } = draw(scene);
    const { price, volumeTop } = scene.layout;
    expect((price.bottom - volumeTop) / price.bottom).toBeCloseTo(0.18);
    for (let i = 0; i < bars.length; i++)
      expect(yOf(scales.price, bars.low[i] as number)).toBeLessThanOrEqual(volumeTop);
  });

  it('maps bars to pixels and back', () => {
    const { layout, window } = sceneOf();
    expect(barAtX(layout, window, xOf(layout, window, 41.25))).toBeCloseTo(41.25);
  });

  it('draws a winning trade in the colour of gains with its stop and target', () => {
    const trade = makeTrade({
      entryTime: OPEN + 10 * FIVE,
      exitTime: OPEN + 20 * FIVE,
      entryPrice: 100,
      exitPrice: 102,
      stopPrice: 99,
      targetPrice: 102,
    });
    const plain = draw(sceneOf()).svg;
    const { svg } = draw(sceneOf({ marks: placeTrades([trade], bars.openTime, FIVE) }));
    expect(plain).not.toContain('stroke="#00ff01"');
    expect(svg).toContain('stroke="#00ff01" stroke-width="1.4"');
    expect(svg).toContain('stroke="#ff0001" stroke-width="1" stroke-dasharray="4 3"');
    expect(svg).toContain('stroke="#00ff01" stroke-width="1" stroke-dasharray="4 3"');
  });

  it('outlines rising candles when they are hollow', () => {
    // Opaque rectangles of the rising colour that are more than a line: bodies. (Volume is translucent.)
    const bodies = (svg: string) =>
      [...svg.matchAll(/<path d="M(\S+) (\S+)H(\S+)V(\S+)H\S+Z" fill="#00ff02"\/>/g)].filter(
        ([, x1, y1, x2, y2]) => Number(x2) - Number(x1) > 1 && Number(y2) - Number(y1) > 1,
      ).length;
    expect(bodies(draw(sceneOf()).svg)).toBeGreaterThan(30);
    expect(bodies(draw(sceneOf({ hollow: true })).svg)).toBe(0);
  });

  it('writes well-formed SVG: every group that opens closes', () => {
    const { svg } = draw(sceneOf({ anchorBar: 5 }));
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length);
    expect(svg).not.toContain('NaN');
    expect(svg).not.toContain('Infinity');
  });
});
