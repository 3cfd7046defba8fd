// What acting above each threshold would have given: net worth above, coverage and hit rate below, with the threshold looked at and the
// one in use as lines.

import { type ReactNode, useCallback } from 'react';
import type { ThresholdPoint } from '../../../../engines/validation/scores/threshold.ts';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { ChartLegend } from '../chart-legend.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import {
  axisLabel,
  axisTitle,
  baseLine,
  markupText,
  rowTooltip,
  tooltipRow,
  valueAxis,
} from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';

export type ThresholdUnit = 'sum' | 'row';

export interface ThresholdChartProps {
  readonly name: string;
  readonly points: readonly ThresholdPoint[];
  /** Place of the point looked at. */
  readonly chosen: number;
  /** Threshold in use; null: nothing is traded. */
  readonly inUse: number | null;
  /** Worth of all acted rows together, or of one. */
  readonly unit: ThresholdUnit;
  readonly actions?: ReactNode;
  readonly height?: number;
}

const WORTH_TICK: Readonly<Record<ThresholdUnit, (value: number) => string>> = {
  sum: (value) => formatPercent(value, 0),
  row: (value) => `${formatNumber(value * 10_000, 0)} bp`,
};
const WORTH_WORDS: Readonly<Record<ThresholdUnit, string>> = {
  sum: 'net after charges, summed over acted rows, in % of one position',
  row: 'net after charges of an acted row, in basis points of the entry',
};

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

function readout(point: ThresholdPoint, tokens: ChartTokens): string {
  return (
    `<b>${markupText(`Threshold ${formatNumber(point.threshold, 3)}`)}</b>` +
    tooltipRow('Net after charges', formatPercent(point.net, 1, 'always'), tokens.text) +
    tooltipRow(
      'Net per acted row',
      Number.isFinite(point.expectancy)
        ? `${formatNumber(point.expectancy * 10_000, 1, 'always')} bp`
        : 'nothing acted on',
    ) +
    tooltipRow('Coverage', formatPercent(point.coverage), tokens.accent) +
    tooltipRow('Hit rate after charges', formatPercent(point.hitRate), tokens.runs[1]) +
    tooltipRow('Acted on', formatNumber(point.acted))
  );
}

export function ThresholdChart({
  name,
  points,
  chosen,
  inUse,
  unit,
  actions,
  height = 340,
}: ThresholdChartProps) {
  const option = useCallback(
    (tokens: ChartTokens) => {
      const at = points[chosen]?.threshold;
      const first = points[0]?.threshold ?? 0;
      const last = points.at(-1)?.threshold ?? 1;
      const x = {
        type: 'value' as const,
        min: first,
        max: last,
        ...baseLine(tokens),
        axisPointer: { label: { show: false } },
      };
      const marks = (labels: boolean) => ({
        silent: true,
        symbol: 'none',
        // By default ECharts rounds the place of the line to two digits.
        precision: 12,
        data: [
          ...(inUse !== null && inUse >= first && inUse <= last
            ? [
                {
                  xAxis: inUse,
                  lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                  label: {
                    show: labels,
                    position: 'end',
                    rotate: 0,
                    distance: 4,
                    formatter: `in use ${formatNumber(inUse, 3)}`,
                    color: tokens.muted,
                    fontSize: 11,
                  },
                },
              ]
            : []),
          ...(at === undefined
            ? []
            : [
                {
                  xAxis: at,
                  lineStyle: { color: tokens.accent, type: 'solid', width: 1.5 },
                  label: { show: false },
                },
              ]),
        ],
      });
      const line = (
        value: (point: ThresholdPoint) => number,
        colour: string | undefined,
        dash: 'solid' | readonly number[],
      ) => ({
        type: 'line',
        data: points.map((point) => [point.threshold, known(value(point))]),
        showSymbol: false,
        lineStyle: { color: colour, width: 1.8, type: dash },
        itemStyle: { color: colour },
      });
      return {
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: [
          { left: 16, right: 72, top: 20, height: '46%' },
          { left: 16, right: 72, top: '62%', bottom: 40 },
        ],
        tooltip: rowTooltip(tokens, 'axis', points, (point) => readout(point, tokens)),
        xAxis: [
          { ...x, gridIndex: 0, axisLabel: { show: false } },
          {
            ...x,
            gridIndex: 1,
            ...axisTitle(tokens, 'act when the model is at least this sure'),
            axisLabel: axisLabel(tokens, (value) => formatNumber(value, 2)),
          },
        ],
        yAxis: [
          {
            ...valueAxis(tokens, WORTH_TICK[unit]),
            gridIndex: 0,
            position: 'right',
            scale: false,
          },
          {
            ...valueAxis(tokens, (value) => formatPercent(value, 0)),
            gridIndex: 1,
            position: 'right',
            scale: false,
            min: 0,
            max: 1,
            splitNumber: 2,
          },
        ],
        series: [
          {
            ...line((point) => (unit === 'sum' ? point.net : point.expectancy), tokens.text, 'solid'),
            markLine: {
              ...marks(true),
              data: [
                ...marks(true).data,
                {
                  yAxis: 0,
                  lineStyle: { color: tokens.lineStrong, type: 'solid', width: 1 },
                  label: { show: false },
                },
              ],
            },
          },
          {
            ...line((point) => point.coverage, tokens.accent, 'solid'),
            xAxisIndex: 1,
            yAxisIndex: 1,
            markLine: marks(false),
          },
          { ...line((point) => point.hitRate, tokens.runs[1], [6, 3]), xAxisIndex: 1, yAxisIndex: 1 },
        ],
      };
    },
    [points, chosen, inUse, unit],
  );
  const point = points[chosen];
  return (
    <ChartPanel
      title="By threshold"
      hint={WORTH_WORDS[unit]}
      actions={actions}
      name={name}
      label={`Net, coverage and hit rate over ${points.length} thresholds; at ${formatNumber(point?.threshold ?? Number.NaN, 3)} net ${formatPercent(point?.net ?? Number.NaN, 1, 'always')}`}
      height={height}
      option={option}
      table={() => ({
        columns: [
          'Threshold',
          'Acted on',
          'Coverage',
          'Hit rate after charges',
          'Hit rate before',
          'Net',
          'Per row',
          'Charges',
          'Turnover',
        ],
        rows: points.map((one) => [
          one.threshold,
          one.acted,
          one.coverage,
          one.hitRate,
          one.grossHitRate,
          one.net,
          one.expectancy,
          one.charges,
          one.turnover,
        ]),
      })}
    >
      <ChartLegend
        items={[
          { words: 'net after charges', colour: 'text' },
          { words: 'coverage: share of rows acted on', colour: 'accent' },
          { words: 'hit rate after charges', colour: 'run-2', mark: 'dashed' },
          ...(inUse === null ? [] : [{ words: 'threshold in use', colour: 'text', mark: 'dotted' as const }]),
        ]}
      />
    </ChartPanel>
  );
}
