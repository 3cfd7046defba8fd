// Trades of a run on the bars: entry and exit triangles, a line between them coloured by the result, stop and target as dashes over
// the life of the trade. Zoomed far out only the lines remain.

import { yOf } from '../scale.ts';
import { marksInside, type TradeMark } from '../trade-marks.ts';
import { spanOf } from '../window.ts';
import { xOf } from './layout.ts';
import type { Scene, SceneScales } from './scene.ts';
import { crisp, NO_DASH, type Surface } from './surface.ts';

const TRIANGLE = 5;
/** Below this many pixels per bar, triangles would cover each other. */
const LEAST_BAR_PIXELS = 1.5;

function triangle(surface: Surface, x: number, y: number, up: boolean, size: number): void {
  const tip = up ? -size : size;
  surface.beginPath();
  surface.moveTo(x, y + tip);
  surface.lineTo(x - size, y - tip * 0.8);
  surface.lineTo(x + size, y - tip * 0.8);
  surface.closePath();
}

function paintLevel(
  surface: Surface,
  price: number,
  from: number,
  to: number,
  y: (price: number) => number,
): void {
  if (!Number.isFinite(price)) return;
  surface.moveTo(from, crisp(y(price)));
  surface.lineTo(to, crisp(y(price)));
}

function paintMark(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  mark: TradeMark,
  detailed: boolean,
): void {
  const { layout, window, tokens } = scene;
  const { trade } = mark;
  const y = (price: number) => yOf(scales.price, price);
  const x1 = xOf(layout, window, mark.entryBar + 0.5);
  const x2 = xOf(layout, window, mark.exitBar + 0.5);
  const chosen = trade.sequence === scene.chosenTrade;
  const result = trade.netPnl >= 0 ? tokens.up : tokens.down;

  if (detailed) {
    const right = Math.max(x2, x1 + 8);
    surface.lineWidth = 1;
    surface.setLineDash([4, 3]);
    surface.strokeStyle = tokens.down;
    surface.beginPath();
    paintLevel(surface, trade.stopPrice, x1, right, y);
    surface.stroke();
    surface.strokeStyle = tokens.up;
    surface.beginPath();
    paintLevel(surface, trade.targetPrice, x1, right, y);
    surface.stroke();
    surface.setLineDash(NO_DASH);
  }
  surface.strokeStyle = result;
  surface.lineWidth = chosen ? 2.5 : 1.4;
  surface.beginPath();
  surface.moveTo(x1, y(trade.entryPrice));
  surface.lineTo(x2, y(trade.exitPrice));
  surface.stroke();
  if (!detailed) return;

  const size = chosen ? TRIANGLE + 2 : TRIANGLE;
  const long = trade.side > 0;
  surface.lineWidth = 1.2;
  surface.strokeStyle = tokens.page;
  // Entry filled with the text colour, exit with the result: which is which does not hang on colour, the entry points along the side.
  triangle(surface, x1, y(trade.entryPrice), long, size);
  surface.fillStyle = tokens.text;
  surface.fill();
  surface.stroke();
  triangle(surface, x2, y(trade.exitPrice), !long, size);
  surface.fillStyle = result;
  surface.fill();
  surface.stroke();
}

export function paintTrades(surface: Surface, scene: Scene, scales: SceneScales): void {
  const { layout, window } = scene;
  const detailed = layout.plotRight / spanOf(window) >= LEAST_BAR_PIXELS;
  const marks = marksInside(scene.marks, window.start, window.end);
  // The chosen trade last: on top of its neighbours.
  const isChosen = (mark: TradeMark) => mark.trade.sequence === scene.chosenTrade;
  for (const mark of marks.filter((each) => !isChosen(each)))
    paintMark(surface, scene, scales, mark, detailed);
  for (const mark of marks.filter(isChosen)) paintMark(surface, scene, scales, mark, detailed);
}

/** The flag of the movable anchor, at the foot of the price pane. */
export function paintAnchor(surface: Surface, scene: Scene): void {
  if (scene.anchorBar === null) return;
  const { layout, window, tokens } = scene;
  const x = crisp(xOf(layout, window, scene.anchorBar + 0.5));
  const foot = layout.price.bottom;
  surface.strokeStyle = tokens.accent;
  surface.fillStyle = tokens.accent;
  surface.lineWidth = 1;
  surface.setLineDash([2, 3]);
  surface.beginPath();
  surface.moveTo(x, 30);
  surface.lineTo(x, foot);
  surface.stroke();
  surface.setLineDash(NO_DASH);
  surface.beginPath();
  surface.moveTo(x, foot - 22);
  surface.lineTo(x + 14, foot - 17);
  surface.lineTo(x, foot - 12);
  surface.closePath();
  surface.fill();
  surface.fillRect(x - 1, foot - 22, 2, 22);
}
