// The one look of every ECharts chart: axes, tooltip, crosshair and grid from the tokens. Pure builders; charts spread them into
// their options.

import type { ChartTokens } from './tokens.ts';

export function axisLabel(tokens: ChartTokens, formatter?: (value: number) => string) {
  return {
    color: tokens.muted,
    fontSize: 11,
    fontFamily: tokens.font,
    hideOverlap: true,
    ...(formatter ? { formatter } : {}),
  };
}

/** A quiet line under the drawing: no ticks, no grid. */
export function baseLine(tokens: ChartTokens) {
  return {
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    splitLine: { show: false },
  };
}

/** What a horizontal axis measures, in words under its middle. Leave 40 px below the grid. */
export function axisTitle(tokens: ChartTokens, words: string) {
  return {
    name: words,
    nameLocation: 'middle' as const,
    nameGap: 24,
    nameTextStyle: { color: tokens.muted, fontSize: 11, fontFamily: tokens.font },
  };
}

export function valueAxis(tokens: ChartTokens, formatter: (value: number) => string) {
  return {
    type: 'value' as const,
    scale: true,
    splitNumber: 4,
    axisLabel: axisLabel(tokens, formatter),
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: tokens.line, width: 1 } },
    axisPointer: {
      show: true,
      triggerTooltip: false,
      label: {
        backgroundColor: tokens.text,
        color: tokens.page,
        fontSize: 11,
        padding: [3, 6] as [number, number],
        shadowBlur: 0,
        formatter: ({ value }: { value: unknown }) => formatter(Number(value)),
      },
      lineStyle: { color: tokens.lineStrong, type: [3, 3] },
    },
  };
}

export function categoryAxis(
  tokens: ChartTokens,
  data: readonly string[],
  formatter: (value: string) => string = (value) => value,
) {
  return {
    type: 'category' as const,
    data: [...data],
    boundaryGap: true,
    axisLabel: { ...axisLabel(tokens), formatter },
    ...baseLine(tokens),
  };
}

/** Left edge of a grid beside a `nameAxis`. */
export const NAMES_WIDTH = 190;

/** Names one below the other, the first on top, each shown as far as it fits. */
export function nameAxis(tokens: ChartTokens, names: readonly string[]) {
  return {
    ...categoryAxis(tokens, names),
    inverse: true,
    axisLine: { show: false },
    axisLabel: {
      ...axisLabel(tokens),
      width: NAMES_WIDTH - 14,
      overflow: 'truncate' as const,
      hideOverlap: false,
      interval: 0,
    },
  };
}

export function pointerLine(tokens: ChartTokens) {
  return {
    type: 'line' as const,
    lineStyle: { color: tokens.lineStrong, type: [3, 3] },
    label: {
      show: true,
      backgroundColor: tokens.text,
      color: tokens.page,
      fontSize: 11,
      padding: [3, 6] as [number, number],
      shadowBlur: 0,
    },
  };
}

export function tooltip(tokens: ChartTokens) {
  return {
    confine: true,
    backgroundColor: tokens.raised,
    borderColor: tokens.line,
    borderWidth: 1,
    padding: [8, 10] as [number, number],
    textStyle: { color: tokens.text, fontSize: 12, fontFamily: tokens.font },
    extraCssText:
      'border-radius:4px;box-shadow:none;font-variant-numeric:tabular-nums;max-width:380px;white-space:normal',
    transitionDuration: 0,
  };
}

interface Pointed {
  readonly dataIndex: number;
}

/** Tooltip of a chart whose n-th point is the n-th row: the readout of the row pointed at, by its mark or by its place on the axis. */
export function rowTooltip<Row>(
  tokens: ChartTokens,
  trigger: 'item' | 'axis',
  rows: readonly Row[],
  readout: (row: Row) => string,
) {
  return {
    ...tooltip(tokens),
    trigger,
    formatter: (at: Pointed | readonly Pointed[]) => {
      const pointed = 'dataIndex' in at ? at : at[0];
      const row = rows[pointed?.dataIndex ?? -1];
      return row === undefined ? '' : readout(row);
    },
  };
}

/** Text put into tooltip markup: instrument and run names are user data. */
export function markupText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One `label  value` line of a tooltip. */
export function tooltipRow(label: string, value: string, colour?: string): string {
  const dot = colour
    ? `<span style="display:inline-block;width:8px;height:8px;border-radius:4px;margin-right:6px;background:${markupText(colour)}"></span>`
    : '';
  return `<div style="display:flex;justify-content:space-between;gap:20px"><span>${dot}${markupText(label)}</span><b style="font-weight:600">${markupText(value)}</b></div>`;
}
