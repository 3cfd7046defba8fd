// Grid, axes and session breaks of the candle chart. Draws on any surface.

import { formatNumber } from '../../../ui/format.ts';
import { type Scale, tickDecimals, ticksOf, yOf } from '../scale.ts';
import { timeTicks } from '../time-ticks.ts';
import { spanOf } from '../window.ts';
import { type ChartLayout, xOf } from './layout.ts';
import type { Scene, SceneScales } from './scene.ts';
import { crisp, NO_DASH, type Surface } from './surface.ts';

const LABEL_GAP = 62;
const SESSION_GAP = 44;

export const axisFont = (scene: Scene, weight = 400): string => `${weight} 11px ${scene.tokens.font}`;

function paintScale(surface: Surface, scene: Scene, scale: Scale, leastPixels: number): void {
  const { layout, tokens } = scene;
  const ticks = ticksOf(scale, leastPixels);
  const decimals = tickDecimals(ticks);
  surface.strokeStyle = tokens.line;
  surface.lineWidth = 1;
  surface.beginPath();
  for (const tick of ticks) {
    const y = crisp(yOf(scale, tick));
    surface.moveTo(0, y);
    surface.lineTo(layout.plotRight, y);
  }
  surface.stroke();
  surface.fillStyle = tokens.muted;
  surface.textAlign = 'left';
  surface.textBaseline = 'middle';
  for (const tick of ticks)
    surface.fillText(formatNumber(tick, decimals), layout.plotRight + 8, yOf(scale, tick));
}

function paintSessions(surface: Surface, scene: Scene): void {
  const { layout, window, sessionStarts, tokens } = scene;
  const inside = sessionStarts.filter((start) => start > window.start && start < window.end);
  if (inside.length === 0 || layout.plotRight / inside.length < SESSION_GAP) return;
  surface.strokeStyle = tokens.line;
  surface.setLineDash([2, 3]);
  surface.beginPath();
  for (const start of inside) {
    const x = crisp(xOf(layout, window, start));
    surface.moveTo(x, 0);
    surface.lineTo(x, layout.axisTop);
  }
  surface.stroke();
  surface.setLineDash(NO_DASH);
}

function paintTime(surface: Surface, scene: Scene): void {
  const { layout, window, tokens } = scene;
  const gap = (LABEL_GAP * spanOf(window)) / Math.max(1, layout.plotRight);
  surface.textAlign = 'center';
  surface.textBaseline = 'middle';
  const y = layout.axisTop + 12;
  for (const tick of timeTicks(scene.openTime, scene.timeRanks, window.start, window.end, Math.max(1, gap))) {
    const x = xOf(layout, window, tick.index + 0.5);
    if (x < 14 || x > layout.plotRight - 14) continue;
    surface.font = axisFont(scene, tick.strong ? 600 : 400);
    surface.fillStyle = tick.strong ? tokens.text : tokens.muted;
    surface.fillText(tick.label, x, y);
  }
  surface.font = axisFont(scene);
  surface.fillStyle = tokens.muted;
  surface.textAlign = 'left';
  surface.fillText('IST', layout.plotRight + 8, y);
}

function paintFrame(surface: Surface, layout: ChartLayout, line: string): void {
  surface.strokeStyle = line;
  surface.lineWidth = 1;
  surface.beginPath();
  surface.moveTo(crisp(layout.plotRight), 0);
  surface.lineTo(crisp(layout.plotRight), layout.axisTop);
  for (const { top } of layout.lower) {
    surface.moveTo(0, crisp(top));
    surface.lineTo(layout.width, crisp(top));
  }
  surface.moveTo(0, crisp(layout.axisTop));
  surface.lineTo(layout.width, crisp(layout.axisTop));
  surface.stroke();
}

export function paintGrid(surface: Surface, scene: Scene, scales: SceneScales): void {
  surface.fillStyle = scene.tokens.page;
  surface.fillRect(0, 0, scene.layout.width, scene.layout.height);
  surface.font = axisFont(scene);
  paintScale(surface, scene, scales.price, 46);
  for (const { scale } of scales.lower) paintScale(surface, scene, scale, 28);
  paintSessions(surface, scene);
  paintFrame(surface, scene.layout, scene.tokens.line);
  paintTime(surface, scene);
}
