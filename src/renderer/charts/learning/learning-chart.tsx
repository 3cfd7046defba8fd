// Learning curves: the loss of the chosen segment on the rows it learned from and on the later ones it was stopped by, over the
// validation curves of the other segments.

import { useCallback } from 'react';
import { formatNumber, plural } from '../../ui/format.ts';
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

export interface LearningCurve {
  readonly segment: number;
  /** Round that was kept; null where the model has no rounds. */
  readonly rounds: number | null;
  readonly curve: readonly { readonly round: number; readonly train: number; readonly validation: number }[];
}

export interface LearningChartProps {
  readonly name: string;
  readonly curves: readonly LearningCurve[];
  /** Segment drawn strongly. */
  readonly chosen: number;
  readonly height?: number;
}

const four = (value: number): string => formatNumber(value, 4);

export function LearningChart({ name, curves, chosen, height = 280 }: LearningChartProps) {
  const option = useCallback(
    (tokens: ChartTokens) => {
      const own = curves.find(({ segment }) => segment === chosen);
      const points = (of: LearningCurve, pick: 'train' | 'validation') =>
        of.curve.map((point) => [point.round, Number.isFinite(point[pick]) ? point[pick] : null]);
      const others = curves
        .filter(({ segment, curve }) => segment !== chosen && curve.length > 0)
        .map((one) => ({
          type: 'line',
          name: `Segment ${one.segment + 1}, later rows`,
          data: points(one, 'validation'),
          showSymbol: false,
          silent: true,
          lineStyle: { color: tokens.lineStrong, width: 1, opacity: 0.55 },
          tooltip: { show: false },
        }));
      return {
        grid: { left: 16, right: 64, top: 24, bottom: 40 },
        tooltip: {
          ...tooltip(tokens),
          trigger: 'axis',
          formatter: (items: readonly { axisValue: number }[]) => {
            const round = Number(items[0]?.axisValue);
            const point = own?.curve.reduce((near, one) =>
              Math.abs(one.round - round) < Math.abs(near.round - round) ? one : near,
            );
            if (!point) return '';
            return (
              `<b>${markupText(`Segment ${chosen + 1}, round ${formatNumber(point.round)}`)}</b>` +
              tooltipRow('Rows it learned from', four(point.train), tokens.runs[1]) +
              tooltipRow('Later rows', four(point.validation), tokens.accent) +
              tooltipRow('Gap', formatNumber(point.validation - point.train, 4, 'always'))
            );
          },
        },
        xAxis: {
          type: 'value',
          ...axisTitle(tokens, 'boosting rounds or epochs'),
          minInterval: 1,
          axisLabel: axisLabel(tokens, (value) => formatNumber(value)),
          ...baseLine(tokens),
          axisPointer: {
            label: { formatter: ({ value }: { value: unknown }) => formatNumber(Number(value)) },
          },
        },
        yAxis: { ...valueAxis(tokens, (value) => formatNumber(value, 3)), position: 'right' },
        dataZoom: [{ type: 'inside', xAxisIndex: 0 }],
        series: [
          ...others,
          ...(own
            ? [
                {
                  type: 'line',
                  name: 'Rows it learned from',
                  data: points(own, 'train'),
                  showSymbol: false,
                  lineStyle: { color: tokens.runs[1], width: 1.6, type: [6, 3] },
                  itemStyle: { color: tokens.runs[1] },
                },
                {
                  type: 'line',
                  name: 'Later rows',
                  data: points(own, 'validation'),
                  showSymbol: false,
                  lineStyle: { color: tokens.accent, width: 2 },
                  itemStyle: { color: tokens.accent },
                  ...(own.rounds === null
                    ? {}
                    : {
                        markLine: {
                          silent: true,
                          symbol: 'none',
                          lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                          label: {
                            show: true,
                            position: 'end',
                            rotate: 0,
                            distance: 4,
                            formatter: `kept: ${formatNumber(own.rounds)}`,
                            color: tokens.muted,
                            fontSize: 11,
                          },
                          data: [{ xAxis: own.rounds }],
                        },
                      }),
                },
              ]
            : []),
        ],
      };
    },
    [curves, chosen],
  );
  return (
    <ChartPanel
      title={`Learning curve of segment ${chosen + 1}`}
      hint="loss by round"
      name={name}
      label={`Learning curves of ${plural(curves.length, 'segment')}, segment ${chosen + 1} in front`}
      height={height}
      option={option}
      table={() => ({
        columns: ['Segment', 'Round', 'Loss, learned rows', 'Loss, later rows'],
        rows: curves.flatMap((one) =>
          one.curve.map((point) => [one.segment + 1, point.round, point.train, point.validation]),
        ),
      })}
    >
      <ChartLegend
        items={[
          { words: 'later rows of the training part, by which it was stopped', colour: 'accent' },
          { words: 'rows it learned from', colour: 'run-2', mark: 'dashed' },
          ...(curves.length > 1
            ? [{ words: 'later rows of the other segments', colour: 'line-strong' }]
            : []),
        ]}
      />
    </ChartPanel>
  );
}
