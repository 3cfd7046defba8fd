// The monthly heat map as an SVG picture, for export. Pure.

import { formatMoneyCompact } from '../../ui/format.ts';
import { createSvgSurface } from '../candles/painter/svg-surface.ts';
import type { ChartTokens } from '../tokens.ts';
import { type MonthGrid, tintOf } from './month-model.ts';

export const MONTH_PICTURE_WIDTH = 1000;
const ROW = 34;
const CELL = 68;
const LEFT = 60;
const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec', 'Year'];

export const monthPictureHeight = (grid: MonthGrid): number => 40 + grid.years.length * ROW;

export function monthSvg(grid: MonthGrid, tokens: ChartTokens): string {
  const height = monthPictureHeight(grid);
  const surface = createSvgSurface(MONTH_PICTURE_WIDTH, height);
  surface.fillStyle = tokens.page;
  surface.fillRect(0, 0, MONTH_PICTURE_WIDTH, height);
  surface.font = `400 12px ${tokens.font}`;
  surface.textAlign = 'center';
  surface.textBaseline = 'middle';
  surface.fillStyle = tokens.muted;
  NAMES.forEach((words, k) => {
    surface.fillText(words, LEFT + k * CELL + CELL / 2, 18);
  });
  grid.years.forEach((year, row) => {
    const y = 34 + row * ROW;
    surface.fillStyle = tokens.text;
    surface.fillText(year.year, 30, y + ROW / 2);
    year.months.forEach((result, k) => {
      if (!result) return;
      surface.fillStyle = result.netPnl >= 0 ? tokens.upMark : tokens.downMark;
      surface.globalAlpha = tintOf(result.netPnl, grid.most) / 100;
      surface.fillRect(LEFT + k * CELL + 1, y + 1, CELL - 2, ROW - 2);
      surface.globalAlpha = 1;
      surface.fillStyle = tokens.text;
      surface.fillText(formatMoneyCompact(result.netPnl, 'always'), LEFT + k * CELL + CELL / 2, y + ROW / 2);
    });
    surface.fillStyle = tokens.text;
    surface.fillText(formatMoneyCompact(year.netPnl, 'always'), LEFT + 12 * CELL + CELL / 2, y + ROW / 2);
  });
  return surface.toSvg();
}
