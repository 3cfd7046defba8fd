// A column month by month: mean with one standard deviation on either side, and below it how far the month's distribution has moved
// from the first (population stability index).

import { useCallback } from 'react';
import { formatMonth, formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { axisLabel, categoryAxis, markupText, rowTooltip, tooltipRow, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';

export interface MonthOfColumn {
  readonly month: string;
  readonly rows: number;
  readonly missing: number;
  readonly mean: number;
  readonly std: number;
  readonly psi: number;
}

export interface StabilityChartProps {
  readonly name: string;
  readonly months: readonly MonthOfColumn[];
  readonly words: (value: number) => string;
  readonly height?: number;
}

/** From here a distribution counts as drifting, and as another one. */
const PSI_BOUNDS = [0.1, 0.25];

/** Ticks are round: no more digits than they need. */
const axisWords = (value: number): string => {
  const plain = Number(value.toPrecision(6));
  return formatNumber(plain, Math.min(6, String(plain).split('.')[1]?.length ?? 0));
};
const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
const shortMonth = (month: string): string => {
  const words = formatMonth(month).split(' ');
  return `${words[0]} ${words[1]?.slice(2) ?? ''}`;
};

function readout(month: MonthOfColumn, words: (value: number) => string): string {
  return (
    `<b>${markupText(formatMonth(month.month))}</b>` +
    tooltipRow('Mean', words(month.mean)) +
    tooltipRow('Standard deviation', words(month.std)) +
    tooltipRow('PSI', formatNumber(month.psi, 3)) +
    tooltipRow('Missing', formatPercent(month.missing)) +
    tooltipRow('Rows', formatNumber(month.rows))
  );
}

export function StabilityChart({ name, months, words, height = 240 }: StabilityChartProps) {
  const option = useCallback(
    (tokens: ChartTokens) => {
      const names = months.map((month) => month.month);
      const category = categoryAxis(tokens, names, shortMonth);
      const psiMost = Math.max(0.3, ...months.map((month) => month.psi).filter(Number.isFinite));
      return {
        grid: [
          { left: 16, right: 64, top: 10, height: '52%' },
          { left: 16, right: 64, top: '68%', bottom: 24 },
        ],
        tooltip: rowTooltip(tokens, 'axis', months, (month) => readout(month, words)),
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        xAxis: [
          { ...category, gridIndex: 0, axisLabel: { ...category.axisLabel, show: false } },
          { ...category, gridIndex: 1 },
        ],
        yAxis: [
          { ...valueAxis(tokens, axisWords), gridIndex: 0, position: 'right', splitNumber: 3 },
          {
            ...valueAxis(tokens, (value) => formatNumber(value, 2)),
            gridIndex: 1,
            position: 'right',
            scale: false,
            min: 0,
            max: psiMost,
            interval: psiMost,
            splitLine: { show: false },
            axisLabel: axisLabel(tokens, (value) => formatNumber(value, 2)),
          },
        ],
        series: [
          {
            type: 'line',
            data: months.map((month) => known(month.mean - month.std)),
            stack: 'band',
            symbol: 'none',
            silent: true,
            stackStrategy: 'all',
            lineStyle: { opacity: 0 },
          },
          {
            type: 'line',
            data: months.map((month) => known(2 * month.std)),
            stack: 'band',
            stackStrategy: 'all',
            symbol: 'none',
            silent: true,
            lineStyle: { opacity: 0 },
            areaStyle: { color: tokens.accent, opacity: 0.16 },
          },
          {
            type: 'line',
            data: months.map((month) => known(month.mean)),
            symbol: 'circle',
            symbolSize: 5,
            lineStyle: { color: tokens.accent, width: 1.6 },
            itemStyle: { color: tokens.accent },
          },
          {
            type: 'bar',
            xAxisIndex: 1,
            yAxisIndex: 1,
            barMaxWidth: 14,
            data: months.map((month) => ({
              value: known(month.psi),
              itemStyle: { color: month.psi >= (PSI_BOUNDS[0] ?? 0) ? tokens.amber : tokens.lineStrong },
            })),
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: tokens.lineStrong, type: [2, 3], width: 1 },
              label: { show: false },
              data: PSI_BOUNDS.map((yAxis) => ({ yAxis })),
            },
          },
        ],
      };
    },
    [months, words],
  );
  const worst = Math.max(...months.map((month) => month.psi).filter(Number.isFinite), 0);
  return (
    <ChartPanel
      title="Stability by month"
      hint="mean ± σ, PSI below"
      name={name}
      label={`Stability over ${plural(months.length, 'month')}: largest PSI ${formatNumber(worst, 2)}`}
      height={height}
      option={option}
      table={() => ({
        columns: ['Month', 'Mean', 'Standard deviation', 'PSI', 'Missing share', 'Rows'],
        rows: months.map((month) => [
          formatMonth(month.month),
          month.mean,
          month.std,
          month.psi,
          month.missing,
          month.rows,
        ]),
      })}
    />
  );
}
