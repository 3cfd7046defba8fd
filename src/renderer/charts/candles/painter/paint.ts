// One frame of the candle chart, in drawing order. The crosshair is drawn on its own canvas above, so moving the pointer repaints
// nothing else.

import { formatClock, formatDate, formatNumber } from '../../../ui/format.ts';
import type { DecisionLayer } from '../decisions.ts';
import { valueAt } from '../scale.ts';
import { xOf } from './layout.ts';
import { paintCandles } from './paint-candles.ts';
import { paintDecision, paintDecisionMarks, paintDecisionStrip } from './paint-decisions.ts';
import { axisFont, paintGrid } from './paint-grid.ts';
import { paintLowerPanes, paintPriceLines } from './paint-lines.ts';
import { paintAnchor, paintTrades } from './paint-trades.ts';
import { type Scene, type SceneScales, scalesOf } from './scene.ts';
import { crisp, NO_DASH, type Surface } from './surface.ts';

export function paint(surface: Surface, scene: Scene): SceneScales {
  const scales = scalesOf(scene);
  const { layout } = scene;
  paintGrid(surface, scene, scales);
  surface.save();
  surface.beginPath();
  surface.rect(0, layout.price.top, layout.plotRight, layout.price.bottom - layout.price.top);
  surface.clip();
  paintCandles(surface, scene, scales);
  paintPriceLines(surface, scene, scales);
  paintAnchor(surface, scene);
  paintTrades(surface, scene, scales);
  if (scene.decisions) {
    paintDecisionMarks(surface, scene, scales, scene.decisions);
    if (scene.decisions.chosen !== null)
      paintDecision(surface, scene, scales, scene.decisions.layer, scene.decisions.chosen);
  }
  surface.restore();
  paintLowerPanes(surface, scene, scales);
  if (scene.decisions) paintDecisionStrip(surface, scene, scene.decisions);
  return scales;
}

export interface Crosshair {
  readonly bar: number;
  /** Pixels from the top; null when only the bar is known (synced from elsewhere, or keyboard). */
  readonly y: number | null;
}

function tag(surface: Surface, scene: Scene, text: string, x: number, y: number, width: number): void {
  surface.fillStyle = scene.tokens.text;
  surface.fillRect(x, y - 9, width, 18);
  surface.fillStyle = scene.tokens.page;
  surface.fillText(text, x + width / 2, y);
}

/** The decision under the pointer, while another or none is chosen. */
function paintPointed(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  layer: DecisionLayer,
  bar: number,
): void {
  const { layout } = scene;
  surface.save();
  surface.beginPath();
  surface.rect(0, layout.price.top, layout.plotRight, layout.price.bottom - layout.price.top);
  surface.clip();
  paintDecision(surface, scene, scales, layer, bar);
  surface.restore();
}

export function paintCrosshair(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  crosshair: Crosshair,
  daily: boolean,
): void {
  const { layout, window, tokens, openTime } = scene;
  const x = crisp(xOf(layout, window, crosshair.bar + 0.5));
  surface.strokeStyle = tokens.lineStrong;
  surface.lineWidth = 1;
  surface.setLineDash([3, 3]);
  surface.beginPath();
  surface.moveTo(x, 0);
  surface.lineTo(x, layout.axisTop);
  if (crosshair.y !== null && crosshair.y < layout.axisTop) {
    surface.moveTo(0, crisp(crosshair.y));
    surface.lineTo(layout.plotRight, crisp(crosshair.y));
  }
  surface.stroke();
  surface.setLineDash(NO_DASH);
  if (scene.decisions && crosshair.bar !== scene.decisions.chosen)
    paintPointed(surface, scene, scales, scene.decisions.layer, crosshair.bar);
  surface.font = axisFont(scene, 500);
  surface.textAlign = 'center';
  surface.textBaseline = 'middle';
  const time = openTime[crosshair.bar];
  if (time !== undefined) {
    const words = daily ? formatDate(time) : `${formatDate(time)} ${formatClock(time)}`;
    const width = words.length * 6.4 + 12;
    const left = Math.min(Math.max(0, x - width / 2), layout.plotRight - width);
    tag(surface, scene, words, left, layout.axisTop + 12, width);
  }
  if (crosshair.y === null) return;
  const pane = [{ box: layout.price, scale: scales.price }, ...scales.lower].find(
    ({ box }) => (crosshair.y ?? 0) >= box.top && (crosshair.y ?? 0) < box.bottom,
  );
  if (!pane) return;
  const value = valueAt(pane.scale, crosshair.y);
  tag(
    surface,
    scene,
    formatNumber(value, 2),
    layout.plotRight + 1,
    crosshair.y,
    layout.width - layout.plotRight - 1,
  );
}
