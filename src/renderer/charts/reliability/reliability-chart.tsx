// Reliability diagram: of the rows called p, how many came true, before and after calibration, with the number of rows in each bin below.
// On the diagonal the probabilities mean what they say.

import { type ReactNode, useCallback } from 'react';
import { formatNumber, formatPercent } from '../../ui/format.ts';
import { ChartLegend } from '../chart-legend.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import {
  axisLabel,
  axisTitle,
  baseLine,
  markupText,
  tooltip,
  tooltipRow,
  valueAxis,
} from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';

export interface ReliabilityBinView {
  readonly from: number;
  readonly to: number;
  readonly rows: number;
  readonly meanProbability: number;
  readonly observed: number;
}

export interface ReliabilityChartProps {
  readonly name: string;
  readonly calibrated: readonly ReliabilityBinView[];
  readonly raw: readonly ReliabilityBinView[];
  /** Ends of both axes. */
  readonly range: readonly [number, number];
  readonly actions?: ReactNode;
  readonly height?: number;
}

/** A bin of fewer rows is drawn hollow: its share moves by chance. */
const FEW = 50;

export function ReliabilityChart({
  name,
  calibrated,
  raw,
  range,
  actions,
  height = 400,
}: ReliabilityChartProps) {
  const [min, max] = range;
  const option = useCallback(
    (tokens: ChartTokens) => {
      const diagram = [
        {
          words: 'calibrated',
          bins: calibrated,
          colour: tokens.accent,
          symbol: 'circle',
          line: 'solid',
          z: 3,
        },
        {
          words: 'raw',
          bins: raw,
          colour: tokens.runs[1] ?? tokens.amber,
          symbol: 'diamond',
          line: [6, 3],
          z: 2,
        },
      ] as const;
      const filled = (bins: readonly ReliabilityBinView[]) => bins.filter((bin) => bin.rows > 0);
      const axis = {
        type: 'value' as const,
        min,
        max,
        ...baseLine(tokens),
        splitLine: { lineStyle: { color: tokens.line } },
      };
      return {
        grid: [
          { left: 16, right: 56, top: 12, height: '66%' },
          { left: 16, right: 56, top: '76%', bottom: 40 },
        ],
        tooltip: {
          ...tooltip(tokens),
          trigger: 'item',
          formatter: ({ seriesIndex, dataIndex }: { seriesIndex: number; dataIndex: number }) => {
            const one = diagram[seriesIndex % 2];
            const bin = one && (seriesIndex < 2 ? filled(one.bins) : one.bins)[dataIndex];
            if (!one || !bin) return '';
            return (
              `<b>${markupText(`${one.words}, ${formatNumber(bin.from, 2)} to ${formatNumber(bin.to, 2)}`)}</b>` +
              tooltipRow('Said, on average', formatPercent(bin.meanProbability), one.colour) +
              tooltipRow('Came true', formatPercent(bin.observed)) +
              tooltipRow('Rows', formatNumber(bin.rows))
            );
          },
        },
        xAxis: [
          { ...axis, gridIndex: 0, axisLabel: { show: false } },
          {
            ...axis,
            gridIndex: 1,
            ...axisTitle(tokens, 'probability the model said'),
            axisLabel: axisLabel(tokens, (value) => formatNumber(value, 2)),
          },
        ],
        yAxis: [
          {
            ...axis,
            gridIndex: 0,
            position: 'right',
            axisLabel: axisLabel(tokens, (value) => formatPercent(value, 0)),
          },
          {
            ...valueAxis(tokens, (value) => formatNumber(value)),
            gridIndex: 1,
            position: 'right',
            scale: false,
            splitNumber: 2,
            axisPointer: { show: false },
          },
        ],
        series: [
          ...diagram.map(({ words, bins, colour, symbol, line, z }, place) => ({
            type: 'line',
            name: words,
            data: filled(bins).map((bin) => ({
              value: [bin.meanProbability, bin.observed],
              itemStyle:
                bin.rows < FEW
                  ? { color: tokens.page, borderColor: colour, borderWidth: 1.5 }
                  : { color: colour },
            })),
            symbol,
            symbolSize: 8,
            z,
            lineStyle: { color: colour, width: 1.6, type: line },
            ...(place === 0
              ? {
                  markLine: {
                    silent: true,
                    symbol: 'none',
                    lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                    label: { show: false },
                    data: [[{ coord: [min, min] }, { coord: [max, max] }]],
                  },
                }
              : {}),
          })),
          ...diagram.map(({ words, bins, colour }, place) => ({
            type: 'custom',
            name: `${words}, rows`,
            xAxisIndex: 1,
            yAxisIndex: 1,
            data: bins.map((bin) => [bin.from, bin.rows, bin.to]),
            encode: { x: [0, 2], y: 1 },
            clip: true,
            renderItem: (
              _: unknown,
              drawing: { value(i: number): number; coord(p: readonly [number, number]): [number, number] },
            ) => {
              const from = drawing.value(0);
              const to = drawing.value(2);
              const [left, top] = drawing.coord([from, drawing.value(1)]);
              const [right, bottom] = drawing.coord([to, 0]);
              const half = Math.max(1, (right - left) / 2 - 1);
              return {
                type: 'rect',
                shape: {
                  x: left + 1 + place * half,
                  y: top,
                  width: Math.max(1, half - 1),
                  height: bottom - top,
                },
                style: { fill: colour, opacity: 0.8 },
              };
            },
          })),
        ],
      };
    },
    [calibrated, raw, min, max],
  );
  return (
    <ChartPanel
      title="Said and came true"
      hint="rows per bin below"
      name={name}
      label={`Reliability diagram of ${formatNumber(calibrated.reduce((sum, bin) => sum + bin.rows, 0))} test rows, calibrated and raw`}
      height={height}
      option={option}
      actions={actions}
      table={() => ({
        columns: ['Scores', 'From', 'To', 'Rows', 'Said, mean', 'Came true'],
        rows: [
          ...calibrated.map((bin) => [
            'calibrated',
            bin.from,
            bin.to,
            bin.rows,
            bin.meanProbability,
            bin.observed,
          ]),
          ...raw.map((bin) => ['raw', bin.from, bin.to, bin.rows, bin.meanProbability, bin.observed]),
        ],
      })}
    >
      <ChartLegend
        items={[
          { words: 'calibrated', colour: 'accent' },
          { words: 'raw scores', colour: 'run-2', mark: 'dashed' },
          { words: 'means what it says', colour: 'text', mark: 'dotted' },
          { words: `hollow: fewer than ${FEW} rows`, colour: 'accent', mark: 'ring' },
        ]}
      />
    </ChartPanel>
  );
}
