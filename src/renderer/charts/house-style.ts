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
    axisLine: { lineStyle: { color: tokens.line } },
    axisTick: { show: false },
    splitLine: { show: false },
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
