// Indicator lines and the shaded bands between two of them, in any pane.

import type { CandleView } from '../candle-engine.ts';
import type { BandSpec, LineSpec } from '../lines.ts';
import { PANE_SCALE } from '../lines.ts';
import { type Scale, yOf } from '../scale.ts';
import { sessionAt } from '../window.ts';
import { xOf } from './layout.ts';
import { lineColour, type Scene, type SceneScales } from './scene.ts';
import { crisp, NO_DASH, type Surface } from './surface.ts';

type Line = CandleView['lines'][number];

/** Calls back with stretches of points that belong together: no NaN inside, and within one session where the line restarts there. */
function stretches(scene: Scene, line: Line, draw: (from: number, to: number) => void): void {
  const { index, value } = line.points;
  const splits = line.spec.perSession === true && scene.view.candles.bucket === 1;
  let from = -1;
  let nextSession = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= value.length; k++) {
    const missing = k === value.length || Number.isNaN(value[k]);
    const crossed = splits && (index[k] ?? 0) >= nextSession;
    if (from >= 0 && (missing || crossed)) {
      draw(from, k);
      from = -1;
    }
    if (missing || from >= 0) continue;
    from = k;
    if (splits)
      nextSession =
        scene.sessionStarts[sessionAt(scene.sessionStarts, index[k] ?? 0) + 1] ?? Number.POSITIVE_INFINITY;
  }
}

/**
 * A line of many bars per candle: one upright stroke per candle from its lowest to its highest value, reaching back to where the
 * candle before ended. Looks the same as the zigzag through every point, and costs a tenth of it.
 */
function paintColumns(surface: Surface, scene: Scene, line: Line, scale: Scale): void {
  const { index, value } = line.points;
  const { layout, window, view } = scene;
  const { bucket } = view.candles;
  const width = Math.max(1, Math.round(line.spec.width));
  surface.fillStyle = lineColour(scene.tokens, line.spec.colour);
  let before = Number.NaN;
  for (let k = 0; k < value.length; ) {
    const start = Math.floor((index[k] ?? 0) / bucket) * bucket;
    let low = before;
    let high = before;
    for (; k < value.length && (index[k] ?? 0) < start + bucket; k++) {
      before = value[k] ?? Number.NaN;
      if (!(before >= low)) low = before;
      if (!(before <= high)) high = before;
    }
    const x = Math.round(xOf(layout, window, start + bucket / 2));
    if (Number.isNaN(before) || x < 0 || x > layout.plotRight) continue;
    const top = Math.round(yOf(scale, high));
    surface.fillRect(x, top, width, Math.max(width, Math.round(yOf(scale, low)) - top));
  }
}

function paintLine(surface: Surface, scene: Scene, line: Line, scale: Scale): void {
  if (scene.view.candles.bucket > 1) {
    // The edges of a band without its shade would only be noise at this distance.
    if (!line.spec.quiet) paintColumns(surface, scene, line, scale);
    return;
  }
  const { index, value } = line.points;
  const { layout, window } = scene;
  surface.strokeStyle = lineColour(scene.tokens, line.spec.colour);
  surface.lineWidth = line.spec.width;
  surface.globalAlpha = line.spec.quiet ? 0.55 : 1;
  surface.setLineDash(line.spec.dash ? [...line.spec.dash] : NO_DASH);
  surface.beginPath();
  stretches(scene, line, (from, to) => {
    for (let k = from; k < to; k++) {
      const x = xOf(layout, window, (index[k] ?? 0) + 0.5);
      const y = yOf(scale, value[k] ?? 0);
      if (k === from) surface.moveTo(x, y);
      else surface.lineTo(x, y);
    }
  });
  surface.stroke();
  surface.setLineDash(NO_DASH);
  surface.globalAlpha = 1;
}

function paintBand(surface: Surface, scene: Scene, scale: Scale, band: BandSpec): void {
  const find = (id: string) => scene.view.lines.find((line) => line.spec.id === id);
  const upper = find(band.upper);
  const lower = find(band.lower);
  // Thinned lines keep different points above and below, so a band is filled only where every bar is there.
  if (!upper || !lower || scene.view.candles.bucket > 1) return;
  const { layout, window } = scene;
  surface.fillStyle = lineColour(scene.tokens, band.colour);
  surface.globalAlpha = band.opacity;
  surface.beginPath();
  stretches(scene, upper, (from, to) => {
    for (let k = from; k < to; k++) {
      const x = xOf(layout, window, (upper.points.index[k] ?? 0) + 0.5);
      const y = yOf(scale, upper.points.value[k] ?? 0);
      if (k === from) surface.moveTo(x, y);
      else surface.lineTo(x, y);
    }
    for (let k = to - 1; k >= from; k--)
      surface.lineTo(
        xOf(layout, window, (lower.points.index[k] ?? 0) + 0.5),
        yOf(scale, lower.points.value[k] ?? 0),
      );
    surface.closePath();
  });
  surface.fill();
  surface.globalAlpha = 1;
}

export function paintPriceLines(surface: Surface, scene: Scene, scales: SceneScales): void {
  for (const band of scene.view.bands) paintBand(surface, scene, scales.price, band);
  for (const line of scene.view.lines)
    if (line.spec.pane === 'price' && !line.spec.hidden) paintLine(surface, scene, line, scales.price);
}

export function paintLowerPanes(surface: Surface, scene: Scene, scales: SceneScales): void {
  const { layout, tokens } = scene;
  for (const { box, scale } of scales.lower) {
    surface.save();
    surface.beginPath();
    surface.rect(0, box.top + 1, layout.plotRight, box.bottom - box.top - 1);
    surface.clip();
    const levels = PANE_SCALE[box.id]?.levels ?? [];
    surface.strokeStyle = tokens.lineStrong;
    surface.lineWidth = 1;
    surface.setLineDash([2, 4]);
    surface.beginPath();
    for (const level of levels) {
      surface.moveTo(0, crisp(yOf(scale, level)));
      surface.lineTo(layout.plotRight, crisp(yOf(scale, level)));
    }
    surface.stroke();
    surface.setLineDash(NO_DASH);
    for (const line of scene.view.lines)
      if (line.spec.pane === box.id) paintLine(surface, scene, line, scale);
    surface.restore();
  }
}

/** Titles of the lines in a pane, for legends and readouts. */
export function linesOfPane(view: CandleView, pane: string): readonly LineSpec[] {
  return view.lines.map((line) => line.spec).filter((spec) => spec.pane === pane && spec.quiet !== true);
}
