// How the chart's height and width are shared out: price pane with volume at its foot, lower panes, time axis below, price axis right.
// Pure.

export interface PaneBox {
  readonly id: string;
  readonly top: number;
  readonly bottom: number;
}

export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  /** Right end of the plots; the price axis starts here. */
  readonly plotRight: number;
  readonly price: PaneBox;
  /** Top of the volume bars, inside the price pane. */
  readonly volumeTop: number;
  readonly lower: readonly PaneBox[];
  readonly axisTop: number;
}

export const PRICE_AXIS = 66;
export const TIME_AXIS = 24;
const VOLUME_SHARE = 0.18;
const LOWER_SHARE = 0.2;
const LOWER_LEAST = 64;
const LOWER_MOST = 130;
/** The price pane keeps at least this share, however many panes are open. */
const PRICE_LEAST_SHARE = 0.4;

export function layoutChart(width: number, height: number, lowerIds: readonly string[]): ChartLayout {
  const axisTop = Math.max(0, height - TIME_AXIS);
  const wanted = Math.min(LOWER_MOST, Math.max(LOWER_LEAST, axisTop * LOWER_SHARE));
  const room = axisTop * (1 - PRICE_LEAST_SHARE);
  const each = lowerIds.length === 0 ? 0 : Math.floor(Math.min(wanted, room / lowerIds.length));
  const priceBottom = axisTop - each * lowerIds.length;
  return {
    width,
    height,
    plotRight: Math.max(0, width - PRICE_AXIS),
    price: { id: 'price', top: 0, bottom: priceBottom },
    volumeTop: priceBottom - priceBottom * VOLUME_SHARE,
    lower: lowerIds.map((id, k) => ({
      id,
      top: priceBottom + k * each,
      bottom: priceBottom + (k + 1) * each,
    })),
    axisTop,
  };
}

export const xOf = (layout: ChartLayout, window: { start: number; end: number }, bar: number): number =>
  ((bar - window.start) / (window.end - window.start)) * layout.plotRight;

export const barAtX = (layout: ChartLayout, window: { start: number; end: number }, x: number): number =>
  window.start + (x / Math.max(1, layout.plotRight)) * (window.end - window.start);
