// Net rupees per group (hour, weekday, setup…) as signed bars, in the order given.

import { useCallback } from 'react';
import type { Breakdown } from '../../../../engines/backtest/contract.ts';
import { formatMoney, formatMoneyCompact, formatPercent, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { categoryAxis, markupText, rowTooltip, tooltipRow, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';

export interface BreakdownBarsProps {
  readonly name: string;
  readonly title: string;
  readonly rows: readonly Breakdown[];
  readonly words: (key: string) => string;
  readonly height?: number;
}

export function BreakdownBars({ name, title, rows, words, height = 200 }: BreakdownBarsProps) {
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 16, right: 66, top: 12, bottom: 24 },
      tooltip: rowTooltip(
        tokens,
        'item',
        rows,
        (row) =>
          `<b>${markupText(words(row.key))}</b>` +
          tooltipRow('Net', formatMoney(row.netPnl, 0, 'always')) +
          tooltipRow('Trades', String(row.trades)) +
          tooltipRow('Hit rate', formatPercent(row.hitRate)) +
          tooltipRow('Per trade', formatMoney(row.averagePnl, 0, 'always')),
      ),
      xAxis: categoryAxis(
        tokens,
        rows.map((row) => words(row.key)),
      ),
      yAxis: {
        ...valueAxis(tokens, (value) => formatMoneyCompact(value)),
        scale: false,
        position: 'right',
        axisPointer: { show: false },
      },
      series: [
        {
          type: 'bar',
          barMaxWidth: 36,
          data: rows.map((row) => ({
            value: row.netPnl,
            itemStyle: { color: row.netPnl >= 0 ? tokens.upMark : tokens.downMark },
          })),
        },
      ],
    }),
    [rows, words],
  );
  return (
    <ChartPanel
      title={title}
      hint="net rupees"
      name={name}
      label={`${title}: net rupees of ${plural(rows.length, 'group')}`}
      height={height}
      option={option}
      table={() => ({
        columns: ['Group', 'Trades', 'Net ₹', 'Hit rate', 'Profit factor'],
        rows: rows.map((row) => [words(row.key), row.trades, row.netPnl, row.hitRate, row.profitFactor]),
      })}
    />
  );
}
