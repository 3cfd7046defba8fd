// The plots of trials: course of the search, parallel coordinates, what each parameter explains. Draw what they are given.

import { useCallback, useMemo } from 'react';
import { ChartPanel } from '../../../charts/chart-panel.tsx';
import {
  axisLabel,
  categoryAxis,
  markupText,
  nameAxis,
  rowTooltip,
  tooltipRow,
  valueAxis,
} from '../../../charts/house-style.ts';
import type { ChartTokens } from '../../../charts/tokens.ts';
import { formatPercent, formatRatio } from '../../../ui/format.ts';
import type { ImportanceView } from './parameter-importance.ts';
import { type HistoryPoint, type ParallelPicture, wordLines } from './trial-models.ts';

const HEIGHT = 260;
const score = (value: number): string => formatRatio(value, 4);
const valueText = (value: number | string | boolean): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value);

export interface HistoryChartProps {
  readonly points: readonly HistoryPoint[];
  readonly objective: string;
  readonly lowerIsBetter: boolean;
  readonly name: string;
}

/** Scores of trials differ in the third digit. */
const SINGLE_REACH = 0.01;

export function HistoryChart({ points, objective, lowerIsBetter, name }: HistoryChartProps) {
  const values = new Set(
    points.flatMap((point) => [point.score, point.last].filter((value) => value !== null)),
  );
  const [first] = values;
  const single = values.size === 1 && first !== undefined ? first : null;
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 16, right: 62, top: 14, bottom: 26 },
      tooltip: {
        ...rowTooltip(
          tokens,
          'axis',
          points,
          (point) =>
            `<b>Trial ${point.index + 1}, ${point.state}</b>` +
            tooltipRow(objective, point.score === null ? '–' : score(point.score)) +
            (point.last === null ? '' : tooltipRow('Stopped at', score(point.last))) +
            tooltipRow('Best so far', point.best === null ? '–' : score(point.best)),
        ),
        axisPointer: { type: 'line', lineStyle: { color: tokens.lineStrong, type: [3, 3] } },
      },
      xAxis: categoryAxis(
        tokens,
        points.map((point) => String(point.index + 1)),
      ),
      yAxis: {
        ...valueAxis(tokens, score),
        position: 'right',
        // One value alone would stand in a range as wide as itself.
        ...(single === null ? {} : { min: single - SINGLE_REACH, max: single + SINGLE_REACH }),
      },
      series: [
        {
          name: 'Best so far',
          type: 'line',
          step: 'end',
          symbol: 'none',
          data: points.map((point) => point.best),
          lineStyle: { color: tokens.runs[0], width: 2 },
        },
        {
          name: objective,
          type: 'scatter',
          symbolSize: 8,
          data: points.map((point) => point.score),
          itemStyle: { color: tokens.text },
        },
        {
          name: 'Stopped early',
          type: 'scatter',
          symbol: 'diamond',
          symbolSize: 8,
          data: points.map((point) => point.last),
          itemStyle: { color: 'transparent', borderColor: tokens.muted, borderWidth: 1.5 },
        },
      ],
    }),
    [points, objective, single],
  );
  const best = points[points.length - 1]?.best ?? null;
  return (
    <ChartPanel
      title="Course of the search"
      hint={`${objective}, ${lowerIsBetter ? 'lower' : 'higher'} is better`}
      name={`${name}-history`}
      label={`${objective} of ${points.length} trials${best === null ? '' : `, best ${score(best)}`}`}
      height={HEIGHT}
      option={option}
      table={() => ({
        columns: ['Trial', 'State', objective, 'Stopped at', 'Best so far'],
        rows: points.map((point) => [point.index + 1, point.state, point.score, point.last, point.best]),
      })}
    />
  );
}

export interface ParallelChartProps {
  readonly picture: ParallelPicture;
  readonly labels: ReadonlyMap<string, string>;
  readonly name: string;
}

const NAME_LINE = 14;
/** Axes stand close: a name of several words is written in lines of about this many letters. */
const NAME_LETTERS = 10;

export function ParallelChart({ picture, labels, name }: ParallelChartProps) {
  const names = useMemo(
    () => picture.axes.map((axis) => wordLines(labels.get(axis.name) ?? axis.name, NAME_LETTERS)),
    [picture, labels],
  );
  const nameLines = Math.max(1, ...names.map((lines) => lines.length));
  const option = useCallback(
    (tokens: ChartTokens) => ({
      tooltip: rowTooltip(
        tokens,
        'item',
        picture.lines,
        (line) =>
          `<b>${markupText(`Segment ${line.trial.segment + 1}, trial ${line.trial.index + 1}`)}</b>` +
          picture.axes
            .map((axis, k) => tooltipRow(labels.get(axis.name) ?? axis.name, valueText(line.values[k] ?? '')))
            .join(''),
      ),
      parallel: { left: 60, right: 70, top: 24 + nameLines * NAME_LINE, bottom: 20 },
      parallelAxis: picture.axes.map((axis, dim) => ({
        dim,
        name: names[dim]?.join('\n') ?? axis.name,
        nameLocation: 'end',
        nameGap: 14,
        nameTextStyle: {
          color: tokens.muted,
          fontSize: 11,
          lineHeight: NAME_LINE,
          fontFamily: tokens.font,
        },
        ...(axis.categories === null
          ? // Ends only: with round steps between them the labels of the ends would be written over.
            { type: 'value', min: axis.low, max: axis.high, interval: axis.high - axis.low }
          : { type: 'category', data: [...axis.categories] }),
        axisLine: { lineStyle: { color: tokens.lineStrong } },
        axisTick: { show: false },
        axisLabel: {
          ...axisLabel(tokens),
          showMinLabel: true,
          showMaxLabel: true,
          // Many lines end where the ends are written.
          backgroundColor: tokens.page,
          padding: [1, 3],
          ...(axis.categories === null ? { formatter: (value: number) => valueText(value) } : {}),
        },
        areaSelectStyle: { width: 14, color: tokens.accent, opacity: 0.2, borderColor: tokens.accent },
      })),
      series: [
        {
          type: 'parallel',
          smooth: 0,
          inactiveOpacity: 0.04,
          activeOpacity: 1,
          emphasis: { lineStyle: { width: 3, opacity: 1 } },
          data: picture.lines.map((line) => ({
            value: [...line.values],
            lineStyle: {
              color: line.merit >= 0.5 ? tokens.runs[0] : tokens.runs[1],
              width: line.merit > 0.9 ? 2.2 : 1.1,
              opacity: 0.2 + 0.75 * Math.abs(line.merit - 0.5) * 2,
            },
          })),
        },
      ],
    }),
    [picture, labels, names, nameLines],
  );
  return (
    <ChartPanel
      title="Parallel coordinates"
      hint="each line a finished trial; drag along an axis to keep only what passes there"
      name={`${name}-parallel`}
      label={`${picture.lines.length} finished trials over ${picture.axes.length} axes`}
      height={HEIGHT + 60}
      option={option}
      table={() => ({
        columns: ['Segment', 'Trial', ...picture.axes.map((axis) => labels.get(axis.name) ?? axis.name)],
        rows: picture.lines.map((line) => [line.trial.segment + 1, line.trial.index + 1, ...line.values]),
      })}
    />
  );
}

export interface ImportanceChartProps {
  readonly view: ImportanceView;
  readonly labels: ReadonlyMap<string, string>;
  readonly name: string;
}

export function ImportanceChart({ view, labels, name }: ImportanceChartProps) {
  const rows = view.parameters;
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 16, right: 52, top: 8, bottom: 8, containLabel: true },
      tooltip: rowTooltip(
        tokens,
        'item',
        rows,
        (row) =>
          `<b>${markupText(labels.get(row.name) ?? row.name)}</b>` +
          tooltipRow('Of the variance', formatPercent(row.share)) +
          tooltipRow('Bins', String(row.bins)),
      ),
      xAxis: { type: 'value', min: 0, max: 1, show: false },
      yAxis: nameAxis(
        tokens,
        rows.map((row) => labels.get(row.name) ?? row.name),
      ),
      series: [
        {
          type: 'bar',
          barMaxWidth: 16,
          data: rows.map((row) => row.share),
          itemStyle: { color: tokens.runs[0] },
          label: {
            show: true,
            position: 'right',
            color: tokens.text,
            fontSize: 11,
            fontFamily: tokens.font,
            formatter: ({ dataIndex }: { dataIndex: number }) =>
              formatPercent(rows[dataIndex]?.share ?? 0, 0),
          },
        },
      ],
    }),
    [rows, labels],
  );
  return (
    <ChartPanel
      title="What each parameter explains"
      hint="share of the scores’ variance, alone"
      name={`${name}-importance`}
      label={`Importance of ${rows.length} parameters over ${view.trials} trials`}
      height={HEIGHT}
      option={option}
      table={() => ({
        columns: ['Parameter', 'Share of variance', 'Bins'],
        rows: rows.map((row) => [labels.get(row.name) ?? row.name, row.share, row.bins]),
      })}
    />
  );
}
