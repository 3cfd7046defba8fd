// The waterfall as an SVG picture, for export. Same layout as on screen. Pure.

import { formatMoney, formatNumber, formatPercent } from '../../ui/format.ts';
import { crisp } from '../candles/painter/surface.ts';
import { createSvgSurface } from '../candles/painter/svg-surface.ts';
import type { ChartTokens } from '../tokens.ts';
import { barWords, type WaterfallLayout } from './waterfall-model.ts';

export const PICTURE_WIDTH = 1100;
const ROW = 40;
const TRACK = { left: 270, right: 760 };

export const pictureHeight = (layout: WaterfallLayout): number => layout.bars.length * ROW + 40;

export function waterfallSvg(layout: WaterfallLayout, tokens: ChartTokens): string {
  const height = pictureHeight(layout);
  const surface = createSvgSurface(PICTURE_WIDTH, height);
  const x = (share: number) => TRACK.left + share * (TRACK.right - TRACK.left);
  const text = (
    words: string,
    at: number,
    y: number,
    colour: string,
    align: CanvasTextAlign,
    weight = 400,
  ) => {
    surface.font = `${weight} 12px ${tokens.font}`;
    surface.fillStyle = colour;
    surface.textAlign = align;
    surface.textBaseline = 'middle';
    surface.fillText(words, at, y);
  };
  surface.fillStyle = tokens.page;
  surface.fillRect(0, 0, PICTURE_WIDTH, height);
  for (const [words, at] of [
    ['Net after', 915],
    ['Trades', 980],
    ['Won', 1060],
  ] as const)
    text(words, at, 18, tokens.muted, 'right');
  surface.strokeStyle = tokens.lineStrong;
  surface.beginPath();
  surface.moveTo(crisp(x(layout.zero)), 32);
  surface.lineTo(crisp(x(layout.zero)), height - 4);
  surface.stroke();
  layout.bars.forEach((bar, k) => {
    const y = 32 + k * ROW + ROW / 2;
    const total = bar.kind === 'total';
    const gain = (total ? bar.to : bar.change) >= 0;
    text(bar.label, 16, y, tokens.text, 'left', total ? 600 : 400);
    surface.fillStyle = gain ? tokens.upMark : tokens.downMark;
    surface.globalAlpha = total ? 1 : 0.75;
    surface.fillRect(x(bar.left), y - 10, Math.max(2, bar.width * (TRACK.right - TRACK.left)), 20);
    surface.globalAlpha = 1;
    text(barWords(bar), 830, y, gain ? tokens.up : tokens.down, 'right', 600);
    text(formatMoney(bar.to, 0), 915, y, tokens.text, 'right');
    text(formatNumber(bar.trades), 980, y, tokens.text, 'right');
    text(formatPercent(bar.hitRate), 1060, y, tokens.text, 'right');
  });
  return surface.toSvg();
}
