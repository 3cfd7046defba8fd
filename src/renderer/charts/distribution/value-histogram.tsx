// The distribution of any column: equal bins between two ends, the tails gathered in the outer ones, the median marked. Not for money:
// trades have `histogram-chart.tsx`.

import { useCallback } from 'react';
import { formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { categoryAxis, markupText, rowTooltip, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { equalBins } from './equal-bins.ts';

export interface ValueHistogramProps {
  readonly name: string;
  readonly title?: string;
  readonly from: number;
  readonly to: number;
  readonly counts: readonly number[];
  readonly median: number;
  /** Draws a bound or a quantile as text. */
  readonly words: (value: number) => string;
  readonly height?: number;
}

export function ValueHistogram(props: ValueHistogramProps) {
  const { name, title = 'Distribution', from, to, counts, median, words, height = 180 } = props;
  const option = useCallback(
    (tokens: ChartTokens) => {
      const bins = equalBins(from, to, counts);
      const rows = counts.reduce((sum, count) => sum + count, 0);
      const medianBin = bins.findIndex((bin) => median < bin.to);
      return {
        grid: { left: 16, right: 52, top: 20, bottom: 24 },
        tooltip: rowTooltip(
          tokens,
          'item',
          bins,
          (bin) =>
            `${markupText(`${words(bin.from)} to ${words(bin.to)}`)}<br><b>${plural(bin.count, 'row')}</b>, ${formatPercent(bin.count / Math.max(1, rows))}`,
        ),
        xAxis: {
          ...categoryAxis(
            tokens,
            bins.map((bin) => words(bin.from)),
          ),
          axisLabel: {
            ...categoryAxis(tokens, []).axisLabel,
            interval: Math.max(0, Math.ceil(bins.length / 5) - 1),
          },
        },
        yAxis: {
          ...valueAxis(tokens, (value) => formatNumber(value)),
          scale: false,
          splitNumber: 3,
          position: 'right',
          minInterval: 1,
          axisPointer: { show: false },
        },
        series: [
          {
            type: 'bar',
            barCategoryGap: '8%',
            itemStyle: { color: tokens.accent },
            data: bins.map((bin) => bin.count),
            ...(medianBin < 0
              ? {}
              : {
                  markLine: {
                    silent: true,
                    symbol: 'none',
                    lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                    label: {
                      show: true,
                      position: 'end',
                      formatter: `median ${words(median)}`,
                      color: tokens.muted,
                      fontSize: 11,
                    },
                    data: [{ xAxis: medianBin }],
                  },
                }),
          },
        ],
      };
    },
    [from, to, counts, median, words],
  );
  return (
    <ChartPanel
      title={title}
      hint="tails in the outer bars"
      name={name}
      label={`${title}: from ${words(from)} to ${words(to)}, median ${words(median)}`}
      height={height}
      option={option}
      table={() => ({
        columns: ['From', 'To', 'Rows'],
        rows: equalBins(from, to, counts).map((bin) => [bin.from, bin.to, bin.count]),
      })}
    />
  );
}
