// One feature alone: its contribution over the rank of its value, with the median of each twentieth, so that a step or a bend shows.

import { type ReactNode, useCallback, useMemo } from 'react';
import { formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { ChartLegend } from '../chart-legend.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import { axisLabel, axisTitle, baseLine, tooltip, tooltipRow, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { dependenceOf } from './dependence-model.ts';
import type { ContributionColumn } from './swarm-model.ts';

export interface DependenceChartProps {
  readonly name: string;
  readonly column: ContributionColumn;
  readonly actions?: ReactNode;
  readonly height?: number;
}

export function DependenceChart({ name, column, actions, height = 300 }: DependenceChartProps) {
  const dependence = useMemo(() => dependenceOf(column), [column]);
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 16, right: 60, top: 12, bottom: 40 },
      tooltip: {
        ...tooltip(tokens),
        trigger: 'item',
        formatter: ({ value }: { value: readonly [number, number] }) =>
          tooltipRow('Value', `${formatPercent(value[0], 0)} of the rows lie below`) +
          tooltipRow('Contribution', formatNumber(value[1], 4, 'always')),
      },
      xAxis: {
        type: 'value',
        min: 0,
        max: 1,
        ...axisTitle(tokens, 'rank of the value among test rows'),
        axisLabel: axisLabel(tokens, (value) => formatPercent(value, 0)),
        ...baseLine(tokens),
      },
      yAxis: {
        ...valueAxis(tokens, (value) => formatNumber(value, 3)),
        position: 'right',
        axisPointer: { show: false },
      },
      series: [
        {
          type: 'scatter',
          symbolSize: 4,
          emphasis: { disabled: true },
          itemStyle: { color: tokens.accent, opacity: 0.5 },
          data: dependence.points,
          markLine: {
            silent: true,
            symbol: 'none',
            label: { show: false },
            lineStyle: { color: tokens.lineStrong, type: 'solid', width: 1 },
            data: [{ yAxis: 0 }],
          },
        },
        {
          type: 'line',
          data: dependence.medians,
          symbol: 'none',
          silent: true,
          lineStyle: { color: tokens.amber, width: 2 },
        },
      ],
    }),
    [dependence],
  );
  return (
    <ChartPanel
      title="One feature alone"
      name={name}
      label={`Contribution of ${column.name} over the rank of its value, ${plural(dependence.points.length, 'row')}`}
      height={height}
      option={option}
      actions={actions}
      table={() => ({
        columns: ['Rank of the value', 'Median contribution'],
        rows: dependence.medians.map(([rank, contribution]) => [rank, contribution]),
      })}
    >
      <ChartLegend
        items={[
          { words: 'test row', colour: 'accent', mark: 'dot' },
          { words: 'median of each twentieth', colour: 'amber' },
          ...(dependence.missing > 0
            ? [
                {
                  words: `${plural(dependence.missing, 'row')} without a value left out`,
                  colour: 'muted',
                  mark: 'ring' as const,
                },
              ]
            : []),
        ]}
      />
    </ChartPanel>
  );
}
