// The ECharts option of equity above drawdown: one x axis of sessions, one crosshair, lines that keep each run's hue and dash.

import { formatMoney, formatMoneyCompact, formatPercent, formatSessionDate } from '../../ui/format.ts';
import type { ChartOption } from '../echarts-core.ts';
import {
  axisLabel,
  categoryAxis,
  markupText,
  pointerLine,
  tooltip,
  tooltipRow,
  valueAxis,
} from '../house-style.ts';
import { runStyle } from '../run-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { type AlignedCurve, type AlignedEquity, type EquityUnit, equityScale } from './equity-model.ts';

export interface EquityView {
  readonly unit: EquityUnit;
  readonly log: boolean;
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
const shortDate = (date: string): string => {
  const words = formatSessionDate(date).split(' ');
  return `${words[1]} ${words[2]}`;
};

function readoutOf(equity: AlignedEquity, tokens: ChartTokens, at: number): string {
  const single = equity.curves.length === 1;
  const rows = equity.curves.map((curve, k) => {
    const style = runStyle(tokens, k);
    const value = curve.equity[at] ?? Number.NaN;
    if (Number.isNaN(value)) return '';
    const gain = value / curve.initialCapital - 1;
    const name = single ? 'Equity' : `${style.letter} · ${curve.name}`;
    return (
      tooltipRow(name, `${formatMoney(value, 0)} · ${formatPercent(gain, 2, 'always')}`, style.colour) +
      tooltipRow(
        'Drawdown',
        `${formatMoney(curve.drawdown[at] ?? 0, 0)} · ${formatPercent(curve.drawdownFraction[at] ?? 0, 2)}`,
      )
    );
  });
  return `<div style="margin-bottom:4px">${markupText(formatSessionDate(equity.dates[at] ?? ''))}</div>${rows.join('')}`;
}

/** The 95 % bracket of the end value, right of the last session. */
function bracket(curve: AlignedCurve, tokens: ChartTokens, plot: (equity: number) => number) {
  const colour = runStyle(tokens, 0).colour;
  if (!curve.endInterval) return [];
  const { low, high } = curve.endInterval;
  const at = curve.equity.length - 1;
  return [
    {
      type: 'custom',
      silent: true,
      clip: false,
      data: [[at, plot(low), plot(high)]],
      encode: { x: 0, y: [1, 2] },
      renderItem: (_: unknown, api: { value(i: number): number; coord(p: number[]): number[] }) => {
        const [x = 0, bottom = 0] = api.coord([api.value(0), api.value(1)]);
        const [, top = 0] = api.coord([api.value(0), api.value(2)]);
        const line = (x1: number, y1: number, x2: number, y2: number) => ({
          type: 'line',
          shape: { x1, y1, x2, y2 },
          style: { stroke: colour, lineWidth: 1.5, opacity: 0.8 },
        });
        const place = x + 9;
        return {
          type: 'group',
          children: [
            line(place, bottom, place, top),
            line(place - 4, bottom, place + 4, bottom),
            line(place - 4, top, place + 4, top),
          ],
        };
      },
    },
  ];
}

export function equityOption(equity: AlignedEquity, view: EquityView, tokens: ChartTokens): ChartOption {
  const scale = equityScale(view.unit, view.log);
  const percent = view.unit === 'percent';
  const single = equity.curves.length === 1;
  const start = single
    ? scale.plot(equity.curves[0]?.initialCapital ?? 1, equity.curves[0]?.initialCapital ?? 1)
    : scale.plot(1, 1);
  const equityWords = (position: number) =>
    percent ? formatPercent(scale.read(position), 1) : formatMoneyCompact(scale.read(position));
  const drawdownWords = (value: number) => (percent ? formatPercent(value, 1) : formatMoneyCompact(value));
  const x = categoryAxis(tokens, equity.dates, shortDate);
  const right = single ? 86 : 84;
  const lines = equity.curves.flatMap((curve, k) => {
    const style = runStyle(tokens, k);
    const line = { color: style.colour, width: 1.8, type: style.dash };
    const plot = (value: number) => scale.plot(value, curve.initialCapital);
    const drawdown = percent ? curve.drawdownFraction : curve.drawdown;
    return [
      {
        type: 'line',
        name: curve.name,
        data: curve.equity.map((value) => known(plot(value))),
        showSymbol: false,
        lineStyle: line,
        itemStyle: { color: style.colour },
        emphasis: { disabled: true },
        z: 10 - k,
        ...(single
          ? {
              markLine: {
                silent: true,
                symbol: 'none',
                label: { show: false },
                lineStyle: { color: tokens.lineStrong, type: [2, 3], width: 1 },
                data: [{ yAxis: start }],
              },
            }
          : {
              endLabel: {
                show: true,
                formatter: style.letter,
                color: style.colour,
                fontWeight: 700,
                fontSize: 11,
                distance: 6,
              },
              labelLayout: { moveOverlap: 'shiftY' },
            }),
      },
      {
        type: 'line',
        name: `${curve.name}, drawdown`,
        xAxisIndex: 1,
        yAxisIndex: 1,
        data: drawdown.map(known),
        showSymbol: false,
        lineStyle: { ...line, width: 1.3 },
        itemStyle: { color: style.colour },
        areaStyle: { color: style.colour, opacity: single ? 0.16 : 0.06 },
        emphasis: { disabled: true },
      },
      ...(single ? bracket(curve, tokens, plot) : []),
    ];
  });
  return {
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      ...tooltip(tokens),
      trigger: 'axis',
      axisPointer: pointerLine(tokens),
      formatter: (items: readonly { dataIndex: number }[]) =>
        readoutOf(equity, tokens, items[0]?.dataIndex ?? 0),
    },
    grid: [
      { left: 16, right, top: 12, height: '60%' },
      { left: 16, right, top: '72%', bottom: 24 },
    ],
    xAxis: [
      { ...x, gridIndex: 0, axisLabel: { show: false }, axisPointer: { label: { show: false } } },
      {
        ...x,
        gridIndex: 1,
        axisPointer: {
          label: { formatter: ({ value }: { value: unknown }) => formatSessionDate(String(value)) },
        },
      },
    ],
    yAxis: [
      {
        ...valueAxis(tokens, equityWords),
        gridIndex: 0,
        position: 'right',
        // The bracket of a single run stands between plot and labels.
        ...(single ? { axisLabel: { ...axisLabel(tokens, equityWords), margin: 24 } } : {}),
      },
      {
        ...valueAxis(tokens, drawdownWords),
        gridIndex: 1,
        position: 'right',
        max: 0,
        splitNumber: 2,
        ...(single ? { axisLabel: { ...axisLabel(tokens, drawdownWords), margin: 24 } } : {}),
      },
    ],
    dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], minValueSpan: 5 }],
    series: lines,
  };
}
