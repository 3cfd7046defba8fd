// Where the designer's chart looks: the last sessions at first, then wherever the chosen decision lives. Pure.

import type { ChartBars } from '../../../../contracts/market.ts';
import { type BarWindow, spanOf, windowOver } from '../../../charts/candles/window.ts';

/** Enough bars to see outcomes side by side, few enough to tell their marks apart. */
const FIRST_BARS = 110;
/** Share of the window kept free on either side of a chosen decision. */
const ROOM = 0.12;

export function homeWindow({ bars }: Pick<ChartBars, 'bars'>): BarWindow {
  return windowOver(Math.max(0, bars.length - FIRST_BARS), bars.length, bars.length);
}

/** The window to show a decision in, or null where it is well on screen already. A window zoomed far out is brought near. */
export function windowAround(window: BarWindow, bar: number, end: number, length: number): BarWindow | null {
  const life = Math.max(1, end - bar);
  const span = Math.max(Math.min(spanOf(window), 4 * FIRST_BARS), life / (1 - 2 * ROOM));
  const room = span * ROOM;
  const isNear = spanOf(window) <= span;
  if (isNear && bar >= window.start + room / 2 && end <= window.end - room / 2) return null;
  const start = (bar + end) / 2 - span / 2;
  return windowOver(start, start + span, length);
}
