// Labelled decisions: a mark per class beside the candles, a strip of lanes below, and the barriers of one decision over its life.
// Shape and place say the class; the colour only repeats it. Zoomed far out the strip shows how dense each class is.

import { formatNumber } from '../../../ui/format.ts';
import {
  DECISION_PANE,
  type DecisionClass,
  type DecisionLayer,
  type DecisionScene,
  laneCounts,
} from '../decisions.ts';
import { yOf } from '../scale.ts';
import { spanOf } from '../window.ts';
import { xOf } from './layout.ts';
import { axisFont } from './paint-grid.ts';
import type { Scene, SceneScales } from './scene.ts';
import { crisp, NO_DASH, type Surface } from './surface.ts';

/** Narrower bars would let marks cover each other: the strip alone says the class. */
const MARK_BAR_PIXELS = 5;
const MARK_SIZE = 3.5;
const MARK_GAP = 9;

function toneColour(scene: Scene, { tone }: DecisionClass): string {
  const { tokens } = scene;
  if (tone === 'up') return tokens.upMark;
  if (tone === 'down') return tokens.downMark;
  return tone === 'amber' ? tokens.amber : tokens.muted;
}

function paintShape(
  surface: Surface,
  shape: DecisionClass['shape'],
  x: number,
  y: number,
  size: number,
): void {
  surface.beginPath();
  switch (shape) {
    case 'up':
    case 'down': {
      const tip = shape === 'up' ? -size : size;
      surface.moveTo(x, y + tip);
      surface.lineTo(x - size, y - tip * 0.8);
      surface.lineTo(x + size, y - tip * 0.8);
      break;
    }
    case 'diamond':
      surface.moveTo(x, y - size);
      surface.lineTo(x + size, y);
      surface.lineTo(x, y + size);
      surface.lineTo(x - size, y);
      break;
    case 'square':
      surface.moveTo(x - size * 0.7, y - size * 0.7);
      surface.lineTo(x + size * 0.7, y - size * 0.7);
      surface.lineTo(x + size * 0.7, y + size * 0.7);
      surface.lineTo(x - size * 0.7, y + size * 0.7);
      break;
  }
  surface.closePath();
  surface.fill();
}

/** Bars on screen that carry a shown decision. */
function visible(
  scene: Scene,
  { lane, shown }: DecisionLayer,
  draw: (bar: number, lane: number) => void,
): void {
  const from = Math.max(0, Math.floor(scene.window.start));
  const to = Math.min(lane.length, Math.ceil(scene.window.end));
  for (let bar = from; bar < to; bar++) if (lane[bar]! >= 0 && shown[bar] === 1) draw(bar, lane[bar]!);
}

export function paintDecisionMarks(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  { layer }: DecisionScene,
): void {
  const { layout, window, view } = scene;
  const { candles } = view;
  if (candles.bucket > 1 || layout.plotRight / spanOf(window) < MARK_BAR_PIXELS) return;
  visible(scene, layer, (bar, lane) => {
    const kind = layer.classes[lane];
    const at = bar - candles.first;
    if (!kind || at < 0 || at >= candles.count) return;
    const below = kind.shape === 'up';
    const price = below ? candles.low[at]! : candles.high[at]!;
    surface.fillStyle = toneColour(scene, kind);
    paintShape(
      surface,
      kind.shape,
      xOf(layout, window, bar + 0.5),
      yOf(scales.price, price) + (below ? MARK_GAP : -MARK_GAP),
      MARK_SIZE,
    );
  });
}

export function paintDecisionStrip(surface: Surface, scene: Scene, { layer, chosen }: DecisionScene): void {
  const { layout, window, view, tokens } = scene;
  const box = layout.lower.find((one) => one.id === DECISION_PANE);
  if (!box || layer.classes.length === 0) return;
  const height = (box.bottom - box.top - 4) / layer.classes.length;
  const middle = (lane: number) => box.top + 2 + (lane + 0.5) * height;
  const step = layout.plotRight / spanOf(window);
  surface.save();
  surface.beginPath();
  surface.rect(0, box.top + 1, layout.plotRight, box.bottom - box.top - 1);
  surface.clip();
  if (chosen !== null) {
    surface.fillStyle = tokens.selected;
    surface.fillRect(xOf(layout, window, chosen), box.top + 1, Math.max(2, step), box.bottom - box.top);
  }
  if (view.candles.bucket > 1) paintDensity(surface, scene, layer, middle, height);
  else
    visible(scene, layer, (bar, lane) => {
      const kind = layer.classes[lane];
      if (!kind) return;
      surface.fillStyle = toneColour(scene, kind);
      const x = xOf(layout, window, bar + 0.5);
      if (step >= MARK_BAR_PIXELS) paintShape(surface, kind.shape, x, middle(lane), Math.min(5, height / 3));
      else
        surface.fillRect(
          Math.round(x - step * 0.35),
          Math.round(middle(lane) - height * 0.3),
          Math.max(1, Math.round(step * 0.7)),
          Math.round(height * 0.6),
        );
    });
  surface.restore();
  surface.font = axisFont(scene);
  surface.textAlign = 'left';
  surface.textBaseline = 'middle';
  layer.classes.forEach((kind, lane) => {
    surface.fillStyle = toneColour(scene, kind);
    paintShape(surface, kind.shape, layout.plotRight + 12, middle(lane), 4);
    surface.fillStyle = tokens.text;
    surface.fillText(kind.name, layout.plotRight + 22, middle(lane));
  });
}

/** One block per drawn candle and lane, as tall as its share of the candle's bars. */
function paintDensity(
  surface: Surface,
  scene: Scene,
  layer: DecisionLayer,
  middle: (lane: number) => number,
  height: number,
): void {
  const { layout, window, view } = scene;
  const { candles } = view;
  const width = Math.max(1, Math.ceil(xOf(layout, window, candles.bucket) - xOf(layout, window, 0)));
  for (let k = 0; k < candles.count; k++) {
    const bar = candles.first + k * candles.bucket;
    const x = Math.round(xOf(layout, window, bar));
    if (x + width < 0 || x > layout.plotRight) continue;
    const counts = laneCounts(layer, bar, bar + candles.bucket);
    layer.classes.forEach((kind, lane) => {
      const tall = Math.round((height * 0.9 * counts[lane]!) / candles.bucket);
      if (tall === 0) return;
      surface.fillStyle = toneColour(scene, kind);
      surface.fillRect(x, Math.round(middle(lane) + height * 0.45) - tall, width, tall);
    });
  }
}

interface Level {
  readonly name: string;
  readonly price: number;
  readonly colour: string;
  readonly dash: number[];
}

/** Entry, target and stop from the moment after the decision to the moment the outcome was known, closed by an upright line. */
export function paintDecision(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  layer: DecisionLayer,
  bar: number,
): void {
  const end = layer.end[bar] ?? Number.NaN;
  if (!(layer.lane[bar]! >= 0) || !Number.isFinite(end)) return;
  const { layout, window, tokens } = scene;
  const left = xOf(layout, window, bar + 1);
  const right = Math.max(left + 6, xOf(layout, window, end));
  const y = (price: number) => yOf(scales.price, price);
  const levels: readonly Level[] = [
    {
      name: layer.levelNames?.target ?? 'target',
      price: layer.target[bar]!,
      colour: tokens.up,
      dash: [6, 3],
    },
    { name: 'entry', price: layer.entry[bar]!, colour: tokens.text, dash: NO_DASH },
    { name: layer.levelNames?.stop ?? 'stop', price: layer.stop[bar]!, colour: tokens.down, dash: [2, 3] },
  ].filter(({ price }) => Number.isFinite(price));

  surface.globalAlpha = 0.12;
  surface.fillStyle = tokens.accent;
  const column = xOf(layout, window, bar);
  surface.fillRect(
    column,
    layout.price.top,
    Math.max(2, left - column),
    layout.price.bottom - layout.price.top,
  );
  surface.globalAlpha = 1;

  surface.lineWidth = 1.5;
  for (const { price, colour, dash } of levels) {
    surface.strokeStyle = colour;
    surface.setLineDash(dash);
    surface.beginPath();
    surface.moveTo(left, crisp(y(price)));
    surface.lineTo(right, crisp(y(price)));
    surface.stroke();
  }
  surface.setLineDash(NO_DASH);
  const heights = levels.map(({ price }) => y(price));
  const top = levels.length > 1 ? Math.min(...heights) : layout.price.top + 30;
  const bottom = levels.length > 1 ? Math.max(...heights) : layout.volumeTop;
  surface.strokeStyle = tokens.text;
  surface.lineWidth = 1;
  surface.beginPath();
  surface.moveTo(crisp(right), top);
  surface.lineTo(crisp(right), bottom);
  surface.stroke();
  paintWords(surface, scene, levels, right, y, layer.endWords(bar), top);
}

const CHARACTER = 6.2;
const LEAST_APART = 13;
/** Height of the readout at the top of the pane. */
const READOUT = 34;

/** Prices right of the life, or left of its end where the plot ends; words never cover each other. */
function paintWords(
  surface: Surface,
  scene: Scene,
  levels: readonly Level[],
  right: number,
  y: (price: number) => number,
  endWords: string,
  top: number,
): void {
  const { layout, tokens } = scene;
  surface.font = axisFont(scene, 500);
  surface.textBaseline = 'middle';
  const texts = levels.map(({ name, price }) => `${name} ${formatNumber(price, 2)}`);
  const widest = Math.max(endWords.length, ...texts.map((text) => text.length)) * CHARACTER;
  const fits = right + 8 + widest < layout.plotRight;
  const x = fits ? right + 6 : right - 6;
  surface.textAlign = fits ? 'left' : 'right';
  const put = (text: string, at: number, colour: string) => {
    const width = text.length * CHARACTER + 6;
    surface.globalAlpha = 0.92;
    surface.fillStyle = tokens.page;
    surface.fillRect(fits ? x - 3 : x - width + 3, at - 7, width, 14);
    surface.globalAlpha = 1;
    surface.fillStyle = colour;
    surface.fillText(text, x, at);
  };
  let lowest = Number.NEGATIVE_INFINITY;
  const ordered = levels
    .map((level, k) => ({ at: y(level.price), text: texts[k]!, colour: level.colour }))
    .sort((a, b) => a.at - b.at);
  // Above the levels where the readout leaves room, else below them.
  const above = top - 17 > layout.price.top + READOUT;
  if (above) put(endWords, top - 17, tokens.text);
  for (const { at, text, colour } of ordered) {
    const place = Math.max(at, lowest + LEAST_APART);
    put(text, place, colour);
    lowest = place;
  }
  if (!above) put(endWords, Math.max(lowest, top) + LEAST_APART + 3, tokens.text);
}
