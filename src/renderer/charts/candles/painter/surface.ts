// The few drawing calls the candle painter makes. A canvas context has them; `svg-surface.ts` writes the same picture as SVG.

export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'font'
  | 'textAlign'
  | 'textBaseline'
  | 'globalAlpha'
  | 'setLineDash'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'closePath'
  | 'rect'
  | 'fillRect'
  | 'fillText'
  | 'save'
  | 'restore'
> & {
  stroke(): void;
  fill(): void;
  clip(): void;
};

/** Half-pixel alignment: a 1 px line on whole coordinates would be two grey pixels wide. */
export const crisp = (value: number): number => Math.round(value) + 0.5;

export const NO_DASH: number[] = [];
