// The AUC of each test part in order of time, as stems from one half: mean, worst and best are named, since the mean alone hides both.

import { type ReactNode, useCallback } from 'react';
import { formatDate, formatNumber, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { categoryAxis, markupText, tooltip, tooltipRow, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { aucRange } from './auc-range.ts';

export interface SegmentAuc {
  readonly segment: number;
  readonly testFrom: number;
  readonly testTo: number;
  readonly rows: number;
  readonly auc: number;
}

export interface SegmentAucChartProps {
  readonly name: string;
  readonly segments: readonly SegmentAuc[];
  readonly mean: number;
  readonly worst: number;
  readonly best: number;
  readonly onPick: (segment: number) => void;
  readonly children?: ReactNode;
}

const three = (value: number): string => formatNumber(value, 3);

export function SegmentAucChart({
  name,
  segments,
  mean,
  worst,
  best,
  onPick,
  children,
}: SegmentAucChartProps) {
  const option = useCallback(
    (tokens: ChartTokens) => {
      const [min, max] = aucRange(segments.map(({ auc }) => auc));
      const level = (
        yAxis: number,
        words: string,
        colour: string,
        dash: readonly number[] | 'solid',
        position: string,
      ) => ({
        yAxis,
        lineStyle: { color: colour, type: dash, width: 1 },
        label: {
          show: true,
          position,
          distance: 4,
          formatter: `${words} ${three(yAxis)}`,
          color: tokens.muted,
          fontSize: 11,
        },
      });
      return {
        grid: { left: 16, right: 116, top: 14, bottom: 24 },
        tooltip: {
          ...tooltip(tokens),
          trigger: 'axis',
          axisPointer: { type: 'none' },
          formatter: (items: readonly { dataIndex: number }[]) => {
            const one = segments[items[0]?.dataIndex ?? -1];
            if (!one) return '';
            return (
              `<b>${markupText(`Segment ${one.segment + 1}`)}</b>` +
              tooltipRow('AUC', Number.isFinite(one.auc) ? three(one.auc) : 'one class only') +
              tooltipRow('Test rows', formatNumber(one.rows)) +
              tooltipRow('Test part', `${formatDate(one.testFrom)} – ${formatDate(one.testTo)}`)
            );
          },
        },
        xAxis: categoryAxis(
          tokens,
          segments.map(({ segment }) => String(segment + 1)),
        ),
        yAxis: {
          ...valueAxis(tokens, (value) => formatNumber(value, 2)),
          scale: false,
          min,
          max,
          axisPointer: { show: false },
          axisLabel: { show: false },
        },
        series: [
          {
            type: 'custom',
            silent: true,
            data: segments.map(({ auc }, k) => [k, auc]),
            renderItem: (
              _: unknown,
              drawing: { value(i: number): number; coord(p: readonly [number, number]): [number, number] },
            ) => {
              const auc = drawing.value(1);
              if (!Number.isFinite(auc)) return null;
              const [x, y] = drawing.coord([drawing.value(0), auc]);
              const [, half] = drawing.coord([drawing.value(0), 0.5]);
              return {
                type: 'line',
                shape: { x1: x, x2: x, y1: y, y2: half },
                style: { stroke: tokens.accent, lineWidth: 2, opacity: 0.5 },
              };
            },
          },
          {
            type: 'line',
            data: segments.map(({ auc }) => (Number.isFinite(auc) ? auc : null)),
            lineStyle: { opacity: 0 },
            symbol: 'circle',
            symbolSize: 9,
            itemStyle: { color: tokens.accent },
            markLine: {
              silent: true,
              symbol: 'none',
              data: [
                {
                  yAxis: 0.5,
                  lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                  label: { show: false },
                },
                ...(Number.isFinite(mean) ? [level(mean, 'mean', tokens.accent, 'solid', 'end')] : []),
                ...(Number.isFinite(worst) && worst < mean
                  ? [level(worst, 'worst', tokens.amber, [6, 3], 'end')]
                  : []),
                ...(Number.isFinite(best) && best > mean
                  ? [level(best, 'best', tokens.lineStrong, [2, 3], 'end')]
                  : []),
              ],
            },
          },
        ],
      };
    },
    [segments, mean, worst, best],
  );
  return (
    <ChartPanel
      title="AUC by segment"
      hint="each dot one test part, in order of time; dashed at one half: a coin"
      name={name}
      label={`AUC of ${plural(segments.length, 'segment')}: mean ${three(mean)}, worst ${three(worst)}, best ${three(best)}`}
      height={180}
      option={option}
      onPick={({ dataIndex }) => {
        const one = segments[dataIndex];
        if (one) onPick(one.segment);
      }}
      table={() => ({
        columns: ['Segment', 'Test from', 'Test to', 'Rows', 'AUC'],
        rows: segments.map((one) => [
          one.segment + 1,
          formatDate(one.testFrom),
          formatDate(one.testTo),
          one.rows,
          one.auc,
        ]),
      })}
    >
      {children}
    </ChartPanel>
  );
}
