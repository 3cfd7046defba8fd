// Candles and volume. Bars of one colour are one path: a thousand candles are four calls to the surface.

import { yOf } from '../scale.ts';
import { xOf } from './layout.ts';
import type { Scene, SceneScales } from './scene.ts';
import { crisp, type Surface } from './surface.ts';

interface CandleShape {
  readonly x: number;
  readonly left: number;
  readonly width: number;
  readonly index: number;
}

function shapesOf(scene: Scene): readonly CandleShape[] {
  const { view, layout, window } = scene;
  const { candles } = view;
  const step = xOf(layout, window, candles.bucket) - xOf(layout, window, 0);
  const width = Math.max(1, Math.round(step * 0.7));
  const shapes: CandleShape[] = [];
  for (let index = 0; index < candles.count; index++) {
    const x = xOf(layout, window, candles.first + index * candles.bucket) + step / 2;
    if (x < -step || x > layout.plotRight + step) continue;
    const centre = crisp(x - 0.5);
    shapes.push({ x: centre, left: Math.round(centre - width / 2), width, index });
  }
  return shapes;
}

function paintVolume(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  shapes: readonly CandleShape[],
): void {
  if (scales.volumeMost <= 0) return;
  const { candles } = scene.view;
  const { price, volumeTop } = scene.layout;
  surface.save();
  surface.globalAlpha = 0.32;
  for (const rising of [true, false]) {
    surface.fillStyle = rising ? scene.tokens.upMark : scene.tokens.downMark;
    surface.beginPath();
    for (const { left, width, index } of shapes) {
      if ((candles.close[index] ?? 0) >= (candles.open[index] ?? 0) !== rising) continue;
      const height = ((candles.volume[index] ?? 0) / scales.volumeMost) * (price.bottom - volumeTop);
      surface.rect(left, price.bottom - height, width, height);
    }
    surface.fill();
  }
  surface.restore();
}

function paintPrices(
  surface: Surface,
  scene: Scene,
  scales: SceneScales,
  shapes: readonly CandleShape[],
): void {
  const { candles } = scene.view;
  const thin = (shapes[0]?.width ?? 1) < 3;
  surface.lineWidth = 1;
  for (const rising of [true, false]) {
    const colour = rising ? scene.tokens.upMark : scene.tokens.downMark;
    const outlined = rising && scene.hollow && !thin;
    surface.strokeStyle = colour;
    surface.fillStyle = colour;
    surface.beginPath();
    for (const { x, left, width, index } of shapes) {
      const open = candles.open[index] ?? Number.NaN;
      const close = candles.close[index] ?? Number.NaN;
      if (close >= open !== rising) continue;
      const top = yOf(scales.price, Math.max(open, close));
      const bottom = yOf(scales.price, Math.min(open, close));
      surface.moveTo(x, yOf(scales.price, candles.high[index] ?? Number.NaN));
      surface.lineTo(x, outlined ? top : yOf(scales.price, candles.low[index] ?? Number.NaN));
      if (!outlined) continue;
      surface.moveTo(x, bottom);
      surface.lineTo(x, yOf(scales.price, candles.low[index] ?? Number.NaN));
      surface.rect(left + 0.5, crisp(top), width - 1, Math.max(1, Math.round(bottom - top)));
    }
    surface.stroke();
    if (outlined) continue;
    surface.beginPath();
    for (const { left, width, index } of shapes) {
      const open = candles.open[index] ?? Number.NaN;
      const close = candles.close[index] ?? Number.NaN;
      if (close >= open !== rising) continue;
      const top = Math.round(yOf(scales.price, Math.max(open, close)));
      const bottom = Math.round(yOf(scales.price, Math.min(open, close)));
      surface.rect(left, top, width, Math.max(1, bottom - top));
    }
    surface.fill();
  }
}

export function paintCandles(surface: Surface, scene: Scene, scales: SceneScales): void {
  const shapes = shapesOf(scene);
  paintVolume(surface, scene, scales, shapes);
  paintPrices(surface, scene, scales, shapes);
}
