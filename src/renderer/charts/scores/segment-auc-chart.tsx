// The AUC of each test part in order of time, as stems from one half: mean, worst and best are named, since the mean alone hides both.

import { type ReactNode, useCallback } from 'react';
import { formatDate, formatNumber, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { categoryAxis, markupText, rowTooltip, tooltipRow, valueAxis } from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { aucRange } from './auc-range.ts';
import { spreadLabels } from './spread-labels.ts';

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

const HEIGHT = 180;
const TOP = 14;
const BOTTOM = 24;
const LABEL_GAP = 14;

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
      const levels = [
        { at: best, words: 'best', colour: tokens.lineStrong, dash: [2, 3], shown: best > mean },
        {
          at: mean,
          words: 'mean',
          colour: tokens.accent,
          dash: 'solid' as const,
          shown: Number.isFinite(mean),
        },
        { at: worst, words: 'worst', colour: tokens.amber, dash: [6, 3], shown: worst < mean },
      ].filter(({ shown }) => shown);
      const offsets = spreadLabels(
        levels.map(({ at }) => at),
        (HEIGHT - TOP - BOTTOM) / (max - min),
        LABEL_GAP,
      );
      const marks = levels.map(({ at, words, colour, dash }, k) => ({
        yAxis: at,
        lineStyle: { color: colour, type: dash, width: 1 },
        label: {
          show: true,
          position: 'end',
          distance: 6,
          offset: [0, offsets[k] ?? 0],
          formatter: `${words} ${three(at)}`,
          color: tokens.muted,
          fontSize: 11,
        },
      }));
      return {
        grid: { left: 46, right: 96, top: TOP, bottom: BOTTOM },
        tooltip: {
          ...rowTooltip(
            tokens,
            'axis',
            segments,
            (one) =>
              `<b>${markupText(`Segment ${one.segment + 1}`)}</b>` +
              tooltipRow('AUC', Number.isFinite(one.auc) ? three(one.auc) : 'one class only') +
              tooltipRow('Test rows', formatNumber(one.rows)) +
              tooltipRow('Test part', `${formatDate(one.testFrom)} – ${formatDate(one.testTo)}`),
          ),
          axisPointer: { type: 'none' },
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
          interval: 0.05,
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
              // By default ECharts rounds the place of the line to two digits.
              precision: 12,
              data: [
                {
                  yAxis: 0.5,
                  lineStyle: { color: tokens.text, type: [3, 3], width: 1 },
                  label: { show: false },
                },
                ...marks,
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
      hint="each dot one test part; dashed: a coin"
      name={name}
      label={`AUC of ${plural(segments.length, 'segment')}: mean ${three(mean)}, worst ${three(worst)}, best ${three(best)}`}
      height={HEIGHT}
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
