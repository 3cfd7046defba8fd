// Lines, boxes and words for ECharts' custom series, in data coordinates. Used by charts that draw figures no series type knows.

export interface Drawing {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

export function lineMark(
  drawing: Pick<Drawing, 'coord'>,
  from: readonly [number, number],
  to: readonly [number, number],
  style: { readonly colour: string; readonly width?: number; readonly dash?: readonly number[] },
) {
  const [x1, y1] = drawing.coord(from);
  const [x2, y2] = drawing.coord(to);
  return {
    type: 'line' as const,
    shape: { x1, y1, x2, y2 },
    style: {
      stroke: style.colour,
      lineWidth: style.width ?? 1,
      ...(style.dash ? { lineDash: [...style.dash] } : {}),
    },
  };
}

export function boxMark(
  drawing: Pick<Drawing, 'coord'>,
  from: readonly [number, number],
  to: readonly [number, number],
  fill: string,
  opacity = 1,
) {
  const [x1, y1] = drawing.coord(from);
  const [x2, y2] = drawing.coord(to);
  return {
    type: 'rect' as const,
    shape: { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) },
    style: { fill, opacity },
  };
}

export function wordMark(
  drawing: Pick<Drawing, 'coord'>,
  at: readonly [number, number],
  text: string,
  style: {
    readonly colour: string;
    readonly font: string;
    readonly rise?: number;
    readonly align?: 'left' | 'center' | 'right';
  },
) {
  const [x, y] = drawing.coord(at);
  return {
    type: 'text' as const,
    x,
    y: y - (style.rise ?? 0),
    style: {
      text,
      fill: style.colour,
      font: `11px ${style.font}`,
      align: style.align ?? ('center' as const),
    },
  };
}
