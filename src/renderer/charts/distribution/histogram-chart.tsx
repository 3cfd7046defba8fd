// How net rupees per trade are spread: losses left of zero, gains right, the tails gathered in the end bars.

import { useCallback, useMemo } from 'react';
import { formatMoney, formatMoneyCompact, formatNumber, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { categoryAxis, markupText, rowTooltip, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { type HistogramBin, histogram } from './histogram-model.ts';

export interface HistogramChartProps {
  readonly name: string;
  /** Net rupees of each trade. */
  readonly values: readonly number[];
  readonly height?: number;
}

const binWords = (bin: HistogramBin): string => `${formatMoney(bin.from, 0)} to ${formatMoney(bin.to, 0)}`;

export function HistogramChart({ name, values, height = 220 }: HistogramChartProps) {
  const bins = useMemo(() => histogram(values), [values]);
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 16, right: 48, top: 12, bottom: 24 },
      tooltip: rowTooltip(
        tokens,
        'item',
        bins,
        (bin) => `${markupText(binWords(bin))}<br><b>${plural(bin.count, 'trade')}</b>`,
      ),
      xAxis: {
        ...categoryAxis(
          tokens,
          bins.map((bin) => formatMoneyCompact(bin.from)),
        ),
        axisLabel: {
          ...categoryAxis(tokens, []).axisLabel,
          interval: Math.max(0, Math.ceil(bins.length / 8) - 1),
        },
      },
      yAxis: {
        ...valueAxis(tokens, (value) => formatNumber(value)),
        scale: false,
        position: 'right',
        minInterval: 1,
        axisPointer: { show: false },
      },
      series: [
        {
          type: 'bar',
          barCategoryGap: '12%',
          data: bins.map((bin) => ({
            value: bin.count,
            itemStyle: { color: bin.from >= 0 ? tokens.upMark : tokens.downMark },
          })),
        },
      ],
    }),
    [bins],
  );
  const gains = values.filter((value) => value > 0).length;
  return (
    <ChartPanel
      title="Profit and loss per trade"
      hint="net rupees; outliers in the end bars"
      name={name}
      label={`Distribution of ${plural(values.length, 'trade')}: ${formatNumber(gains)} above zero`}
      height={height}
      option={option}
      table={() => ({
        columns: ['Net ₹ from', 'to', 'Trades'],
        rows: bins.map((bin) => [bin.from, bin.to, bin.count]),
      })}
    />
  );
}
