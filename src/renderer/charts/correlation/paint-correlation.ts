// Paints the correlation map on any surface: cells tinted by strength, one hue per sign, names where they fit, a frame per group.
// Green and red are for money, so the signs wear accent and amber; the figure and the readout carry the sign too.

import type { Surface } from '../candles/painter/surface.ts';
import { createSvgSurface } from '../candles/painter/svg-surface.ts';
import type { ChartTokens } from '../tokens.ts';
import { type Cell, type CorrelationView, NAME_FROM, NUMBER_FROM } from './correlation-model.ts';

export const NAME_WIDTH = 190;

export interface CorrelationScene {
  readonly view: CorrelationView;
  readonly size: number;
  readonly tokens: ChartTokens;
  readonly pointed: Cell | null;
}

export function mapWidth(count: number, size: number): number {
  return (size >= NAME_FROM ? NAME_WIDTH : 0) + count * size + 2;
}

export const mapHeight = (count: number, size: number): number => count * size + 2;

export const nameRoom = (size: number): number => (size >= NAME_FROM ? NAME_WIDTH : 0);

function shortName(name: string): string {
  return name.length > 28 ? `${name.slice(0, 27)}…` : name;
}

export function paintCorrelation(surface: Surface, { view, size, tokens, pointed }: CorrelationScene): void {
  const left = nameRoom(size);
  const count = view.names.length;
  const gap = size >= 8 ? 1 : 0;
  surface.fillStyle = tokens.page;
  surface.fillRect(0, 0, mapWidth(count, size), mapHeight(count, size));
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) {
      const value = view.values[row]?.[column] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      surface.globalAlpha = Math.max(0.06, Math.abs(value));
      surface.fillStyle = value >= 0 ? tokens.accent : tokens.amber;
      surface.fillRect(left + column * size, row * size, size - gap, size - gap);
    }
  surface.globalAlpha = 1;
  if (size >= NUMBER_FROM) paintNumbers(surface, view, size, tokens, left);
  if (left > 0) paintNames(surface, view, size, tokens, pointed);
  surface.strokeStyle = tokens.text;
  surface.lineWidth = 1.5;
  for (const { start, length } of view.groups) {
    surface.beginPath();
    surface.rect(left + start * size - 0.5, start * size - 0.5, length * size, length * size);
    surface.stroke();
  }
  if (pointed) {
    surface.lineWidth = 2;
    surface.strokeStyle = tokens.text;
    surface.beginPath();
    surface.rect(left + pointed.column * size - 1, pointed.row * size - 1, size + 1, size + 1);
    surface.stroke();
  }
}

function paintNumbers(
  surface: Surface,
  view: CorrelationView,
  size: number,
  tokens: ChartTokens,
  left: number,
): void {
  surface.font = `10px ${tokens.font}`;
  surface.textAlign = 'center';
  surface.textBaseline = 'middle';
  view.values.forEach((values, row) => {
    values.forEach((value, column) => {
      if (!Number.isFinite(value) || row === column) return;
      surface.fillStyle = Math.abs(value) > 0.55 ? tokens.page : tokens.text;
      const text = `${value < 0 ? '−' : ''}${Math.abs(value).toFixed(2).replace(/^0/, '')}`;
      surface.fillText(text, left + column * size + size / 2, row * size + size / 2);
    });
  });
}

function paintNames(
  surface: Surface,
  view: CorrelationView,
  size: number,
  tokens: ChartTokens,
  pointed: Cell | null,
): void {
  surface.textAlign = 'right';
  surface.textBaseline = 'middle';
  view.names.forEach((name, row) => {
    const isPointed = pointed?.row === row || pointed?.column === row;
    surface.font = `${isPointed ? 600 : 400} ${Math.min(11, size - 1)}px ${tokens.font}`;
    surface.fillStyle = isPointed ? tokens.text : tokens.muted;
    surface.fillText(shortName(name), NAME_WIDTH - 8, row * size + size / 2);
  });
}

export function correlationSvg(scene: CorrelationScene): string {
  const count = scene.view.names.length;
  const surface = createSvgSurface(mapWidth(count, scene.size), mapHeight(count, scene.size));
  paintCorrelation(surface, { ...scene, pointed: null });
  return surface.toSvg();
}
