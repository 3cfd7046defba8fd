// Importance of features as horizontal bars, the largest on top. The measure is chosen by the page.

import { type ReactNode, useCallback } from 'react';
import { plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { axisLabel, markupText, NAMES_WIDTH, nameAxis, rowTooltip, tooltipRow } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';

export interface ImportanceBar {
  readonly name: string;
  readonly value: number;
}

export interface ImportanceChartProps {
  readonly name: string;
  readonly measure: string;
  readonly bars: readonly ImportanceBar[];
  readonly all: number;
  readonly words: (value: number) => string;
  /** Ticks are round: fewer digits than a value. */
  readonly tick: (value: number) => string;
  readonly actions?: ReactNode;
  readonly onPick: (feature: string) => void;
}

/** As in the summary beside it, so that equal features stand level. */
const LINE = 24;

export function ImportanceChart({
  name,
  measure,
  bars,
  all,
  words,
  tick,
  actions,
  onPick,
}: ImportanceChartProps) {
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: NAMES_WIDTH, right: 64, top: 8, bottom: 40 },
      tooltip: {
        ...rowTooltip(
          tokens,
          'axis',
          bars,
          (bar) => `<b>${markupText(bar.name)}</b>${tooltipRow(measure, words(bar.value))}`,
        ),
        axisPointer: { type: 'none' },
      },
      xAxis: {
        type: 'value',
        splitNumber: 4,
        axisLabel: axisLabel(tokens, tick),
        splitLine: { lineStyle: { color: tokens.line } },
      },
      yAxis: nameAxis(
        tokens,
        bars.map((bar) => bar.name),
      ),
      series: [
        {
          type: 'bar',
          barMaxWidth: 10,
          data: bars.map((bar) => ({
            value: bar.value,
            itemStyle: { color: bar.value > 0 ? tokens.accent : tokens.amber },
          })),
        },
      ],
    }),
    [bars, measure, words, tick],
  );
  return (
    <ChartPanel
      title="Importance"
      hint={
        all > bars.length ? `the ${bars.length} largest of ${plural(all, 'feature')}` : plural(all, 'feature')
      }
      name={name}
      label={`${measure} of ${plural(all, 'feature')}; the largest is ${bars[0]?.name ?? 'none'}`}
      height={56 + bars.length * LINE}
      option={option}
      actions={actions}
      onPick={({ dataIndex }) => {
        const bar = bars[dataIndex];
        if (bar) onPick(bar.name);
      }}
      table={() => ({ columns: ['Feature', measure], rows: bars.map((bar) => [bar.name, bar.value]) })}
    />
  );
}
