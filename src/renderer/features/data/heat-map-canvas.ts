// Draws the visible part of the coverage heat map on a canvas. Called on scroll, hover and resize; keeps no state.
// Colours come from the tokens, read once per theme by `readColours`.

import type { Coverage } from '../../../contracts/market.ts';
import {
  AXIS_HEIGHT,
  axisLabels,
  type Cell,
  cellPosition,
  type DayLevel,
  dayLevel,
  LABEL_WIDTH,
  NUMBER_FROM,
  ROW_HEIGHT,
  type View,
  visibleCells,
} from './heat-map-model.ts';

export interface HeatColours {
  readonly levels: Readonly<Record<DayLevel, string>>;
  readonly page: string;
  readonly surface: string;
  readonly text: string;
  readonly muted: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly flag: string;
  readonly focus: string;
  readonly accent: string;
  readonly synthetic: string;
  readonly font: string;
}

export const LEVEL_TOKENS: Readonly<Record<DayLevel, string>> = {
  closed: '--ad-page',
  none: '--ad-page',
  low: '--ad-seq-0',
  most: '--ad-seq-1',
  nearly: '--ad-seq-2',
  full: '--ad-seq-3',
  unplanned: '--ad-line-strong',
};

export function readColours(element: Element): HeatColours {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const levels = Object.fromEntries(
    Object.entries(LEVEL_TOKENS).map(([level, name]) => [level, token(name)]),
  ) as Record<DayLevel, string>;
  return {
    levels,
    page: token('--ad-page'),
    surface: token('--ad-surface'),
    text: token('--ad-text'),
    muted: token('--ad-muted'),
    line: token('--ad-line'),
    lineStrong: token('--ad-line-strong'),
    flag: token('--ad-amber'),
    focus: token('--ad-text'),
    accent: token('--ad-accent'),
    synthetic: token('--ad-violet'),
    font: style.fontFamily,
  };
}

export interface HeatScene {
  readonly coverage: Coverage;
  readonly view: View;
  readonly colours: HeatColours;
  readonly hovered: Cell | null;
  /** Ring around the keyboard's cell; null while the map has no focus. */
  readonly focused: Cell | null;
  /** Day whose detail is open. */
  readonly opened: Cell | null;
}

function drawCells(context: CanvasRenderingContext2D, { coverage, view, colours }: HeatScene): void {
  const visible = visibleCells(view);
  const gap = view.columnWidth >= 6 ? 1 : 0;
  const height = ROW_HEIGHT - 2;
  const numbers = view.columnWidth >= NUMBER_FROM;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `10px ${colours.font}`;
  for (let row = visible.firstRow; row < visible.endRow; row++) {
    const values = coverage.rows[row];
    if (!values) continue;
    const y = AXIS_HEIGHT + row * ROW_HEIGHT - view.scrollTop + 1;
    for (let column = visible.firstColumn; column < visible.endColumn; column++) {
      const count = values.counts[column] ?? 0;
      const level = dayLevel(count, values.expected[column] ?? 0);
      if (level === 'closed') continue;
      // Whole pixels keep the edges sharp where the width is not whole.
      const x = Math.round(LABEL_WIDTH + column * view.columnWidth - view.scrollLeft);
      const width = Math.round(LABEL_WIDTH + (column + 1) * view.columnWidth - view.scrollLeft) - x - gap;
      if (level === 'none') {
        // A hole stays a hole: a thin line where the day should be.
        context.fillStyle = colours.line;
        context.fillRect(x, y + height / 2, width, 1);
        continue;
      }
      context.fillStyle = colours.levels[level];
      context.fillRect(x, y, width, height);
      if ((values.findings[column] ?? 0) > 0) {
        context.fillStyle = colours.flag;
        context.fillRect(x, y, width, 3);
      }
      if (numbers) {
        context.fillStyle = colours.text;
        context.fillText(String(count), x + width / 2, y + height / 2 + 1);
      }
    }
  }
}

function drawLabels(
  context: CanvasRenderingContext2D,
  { coverage, view, colours, hovered }: HeatScene,
): void {
  const visible = visibleCells(view);
  context.fillStyle = colours.surface;
  context.fillRect(0, AXIS_HEIGHT, LABEL_WIDTH - 4, view.height);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (let row = visible.firstRow; row < visible.endRow; row++) {
    const values = coverage.rows[row];
    if (!values) continue;
    const y = AXIS_HEIGHT + row * ROW_HEIGHT - view.scrollTop;
    context.font = `${hovered?.row === row ? '600 ' : ''}12px ${colours.font}`;
    context.fillStyle = values.synthetic ? colours.synthetic : colours.text;
    context.fillText(values.instrumentId, 16, y + ROW_HEIGHT / 2 + 1, LABEL_WIDTH - 24);
  }
}

function drawAxis(context: CanvasRenderingContext2D, { coverage, view, colours }: HeatScene): void {
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, view.width, AXIS_HEIGHT - 2);
  context.font = `11px ${colours.font}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const label of axisLabels(coverage.dates, view.columnWidth)) {
    const x = LABEL_WIDTH + label.column * view.columnWidth - view.scrollLeft;
    if (x < LABEL_WIDTH - 60 || x > view.width) continue;
    context.fillStyle = label.year ? colours.text : colours.muted;
    context.fillText(label.text, x + 2, AXIS_HEIGHT / 2 - 1);
  }
}

/** Lines where a month begins, behind the cells and no further down than they reach. */
function drawMonths(context: CanvasRenderingContext2D, { coverage, view, colours }: HeatScene): void {
  const bottom = Math.min(view.height, AXIS_HEIGHT + view.rows * ROW_HEIGHT - view.scrollTop);
  context.fillStyle = colours.line;
  for (const { column } of axisLabels(coverage.dates, view.columnWidth)) {
    const x = Math.round(LABEL_WIDTH + column * view.columnWidth - view.scrollLeft);
    context.fillRect(x - 1, AXIS_HEIGHT - 8, 1, bottom - AXIS_HEIGHT + 8);
  }
}

function ring(
  context: CanvasRenderingContext2D,
  view: View,
  cell: Cell,
  colour: string,
  thickness: number,
): void {
  const { x, y } = cellPosition(view, cell);
  context.strokeStyle = colour;
  context.lineWidth = thickness;
  context.strokeRect(
    x - thickness / 2,
    y + 1 - thickness / 2,
    view.columnWidth + thickness - 1,
    ROW_HEIGHT - 2 + thickness,
  );
}

export function drawHeatMap(canvas: HTMLCanvasElement, scene: HeatScene): void {
  const { view, colours } = scene;
  const scale = window.devicePixelRatio;
  const width = Math.round(view.width * scale);
  const height = Math.round(view.height * scale);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.fillStyle = colours.page;
  context.fillRect(0, 0, view.width, view.height);

  context.save();
  context.beginPath();
  context.rect(LABEL_WIDTH - 3, AXIS_HEIGHT - 3, view.width, view.height);
  context.clip();
  drawMonths(context, scene);
  drawCells(context, scene);
  if (scene.hovered) ring(context, view, scene.hovered, colours.muted, 1);
  if (scene.opened) ring(context, view, scene.opened, colours.accent, 2);
  if (scene.focused) ring(context, view, scene.focused, colours.focus, 2);
  context.restore();
  drawAxis(context, scene);
  drawLabels(context, scene);
  context.fillStyle = colours.surface;
  context.fillRect(0, 0, LABEL_WIDTH - 4, AXIS_HEIGHT - 2);
  context.fillStyle = colours.line;
  context.fillRect(0, AXIS_HEIGHT - 2, view.width, 1);
  context.fillRect(LABEL_WIDTH - 4, 0, 1, view.height);
}
