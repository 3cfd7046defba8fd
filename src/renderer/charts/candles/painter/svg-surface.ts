// Records the painter's calls as an SVG document, for export. Knows paths, rectangles, text and clip rectangles; nothing else is drawn.

import type { Surface } from './surface.ts';

const markup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const round = (value: number): string => String(Math.round(value * 100) / 100);

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { right: 'end', end: 'end', center: 'middle' };
const BASELINES: Partial<Record<CanvasTextBaseline, string>> = { middle: 'central', top: 'hanging' };

export interface SvgSurface extends Surface {
  toSvg(): string;
}

interface State {
  readonly fillStyle: Surface['fillStyle'];
  readonly strokeStyle: Surface['strokeStyle'];
  readonly lineWidth: number;
  readonly globalAlpha: number;
  readonly dash: readonly number[];
  readonly groups: number;
}

export function createSvgSurface(width: number, height: number): SvgSurface {
  const parts: string[] = [];
  const clips: string[] = [];
  const stack: State[] = [];
  let path: string[] = [];
  let dash: readonly number[] = [];
  let groups = 0;

  const opacity = () => (surface.globalAlpha === 1 ? '' : ` opacity="${round(surface.globalAlpha)}"`);
  const point = (x: number, y: number) => `${round(x)} ${round(y)}`;
  const rectangle = (x: number, y: number, w: number, h: number) =>
    `M${point(x, y)}H${round(x + w)}V${round(y + h)}H${round(x)}Z`;

  const surface: SvgSurface = {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    lineWidth: 1,
    font: '11px sans-serif',
    textAlign: 'left',
    textBaseline: 'alphabetic',
    globalAlpha: 1,
    setLineDash: (segments: Iterable<number>) => {
      dash = [...segments];
    },
    beginPath: () => {
      path = [];
    },
    moveTo: (x, y) => void path.push(`M${point(x, y)}`),
    lineTo: (x, y) => void path.push(`L${point(x, y)}`),
    closePath: () => void path.push('Z'),
    rect: (x, y, w, h) => void path.push(rectangle(x, y, w, h)),
    stroke: () => {
      if (path.length === 0) return;
      const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
      parts.push(
        `<path d="${path.join('')}" fill="none" stroke="${String(surface.strokeStyle)}" stroke-width="${round(surface.lineWidth)}"${dashes}${opacity()}/>`,
      );
    },
    fill: () => {
      if (path.length > 0)
        parts.push(`<path d="${path.join('')}" fill="${String(surface.fillStyle)}"${opacity()}/>`);
    },
    fillRect: (x, y, w, h) => {
      parts.push(`<path d="${rectangle(x, y, w, h)}" fill="${String(surface.fillStyle)}"${opacity()}/>`);
    },
    fillText: (text, x, y) => {
      const size = /(\d+(?:\.\d+)?)px\s*(.*)/.exec(surface.font);
      const weight = /\b(500|600|700)\b/.exec(surface.font)?.[1];
      parts.push(
        `<text x="${round(x)}" y="${round(y)}" fill="${String(surface.fillStyle)}" font-size="${size?.[1] ?? 11}" font-family="${markup(size?.[2] ?? 'sans-serif')}"${
          weight ? ` font-weight="${weight}"` : ''
        } text-anchor="${ANCHORS[surface.textAlign] ?? 'start'}" dominant-baseline="${BASELINES[surface.textBaseline] ?? 'auto'}"${opacity()}>${markup(text)}</text>`,
      );
    },
    save: () => {
      const { fillStyle, strokeStyle, lineWidth, globalAlpha } = surface;
      stack.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, dash, groups });
      groups = 0;
    },
    restore: () => {
      parts.push('</g>'.repeat(groups));
      const state = stack.pop();
      if (!state) return;
      surface.fillStyle = state.fillStyle;
      surface.strokeStyle = state.strokeStyle;
      surface.lineWidth = state.lineWidth;
      surface.globalAlpha = state.globalAlpha;
      dash = state.dash;
      groups = state.groups;
    },
    clip: () => {
      const id = `clip-${clips.length}`;
      clips.push(`<clipPath id="${id}"><path d="${path.join('')}"/></clipPath>`);
      parts.push(`<g clip-path="url(#${id})">`);
      groups++;
    },
    toSvg: () =>
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs>${clips.join('')}</defs>${parts.join('')}${'</g>'.repeat(groups)}</svg>`,
  };
  return surface;
}
