// Regimes over price: behind the closing prices a band of the likeliest state, below the probabilities of all states, as they were known
// at each bar. Bars stand side by side, so nights and weekends take no room.

import { type ReactNode, useCallback, useMemo } from 'react';
import { formatDate, formatDateTime, formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { ChartPanel } from '../chart-panel.tsx';
import { axisLabel, baseLine, markupText, tooltip, tooltipRow, valueAxis } from '../house-style.ts';
import { runStyle } from '../run-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { cumulated, likeliest, type RegimeSeries, regimeSpans, thinned } from './regime-model.ts';

export interface RegimeChartProps {
  readonly name: string;
  readonly instrumentId: string;
  readonly states: readonly string[];
  readonly series: RegimeSeries;
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
  readonly height?: number;
}

const known = (value: number | undefined): number | null =>
  value !== undefined && Number.isFinite(value) ? value : null;
const dayWords = (time: number): string => formatDate(time).split(' ').slice(1, 3).join(' ');

export function RegimeChart(props: RegimeChartProps) {
  const { name, instrumentId, states, series, actions, children, height = 420 } = props;
  const drawn = useMemo(() => thinned(series), [series]);
  const spans = useMemo(() => regimeSpans(drawn.series), [drawn]);
  const option = useCallback(
    (tokens: ChartTokens) => {
      const { time, close, probabilities } = drawn.series;
      const bars = Array.from({ length: time.length }, (_, bar) => bar);
      const colourOf = (state: number) => runStyle(tokens, state).colour;
      const x = {
        type: 'category' as const,
        data: bars,
        boundaryGap: false,
        ...baseLine(tokens),
      };
      const stamp = (bar: number) => time[bar] ?? Number.NaN;
      return {
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        grid: [
          { left: 16, right: 72, top: 12, height: '62%' },
          { left: 16, right: 72, top: '73%', bottom: 26 },
        ],
        tooltip: {
          ...tooltip(tokens),
          trigger: 'axis',
          formatter: (items: readonly { dataIndex: number }[]) => {
            const bar = items[0]?.dataIndex ?? 0;
            const state = likeliest(drawn.series, bar);
            return (
              `<b>${markupText(`${formatDateTime(stamp(bar))} IST`)}</b>` +
              tooltipRow('Close', formatNumber(close[bar] ?? Number.NaN, 2), tokens.text) +
              states
                .map((words, k) =>
                  tooltipRow(
                    `${k + 1}: ${words}${k === state ? ' (likeliest)' : ''}`,
                    formatPercent(probabilities[k]?.[bar] ?? Number.NaN, 0),
                    colourOf(k),
                  ),
                )
                .join('')
            );
          },
        },
        xAxis: [
          { ...x, gridIndex: 0, axisLabel: { show: false }, axisPointer: { label: { show: false } } },
          {
            ...x,
            gridIndex: 1,
            axisLabel: { ...axisLabel(tokens), formatter: (bar: string) => dayWords(stamp(Number(bar))) },
            axisPointer: {
              label: { formatter: ({ value }: { value: unknown }) => formatDateTime(stamp(Number(value))) },
            },
          },
        ],
        yAxis: [
          {
            ...valueAxis(tokens, (value) => formatNumber(value, value < 100 ? 2 : 0)),
            gridIndex: 0,
            position: 'right',
          },
          {
            ...valueAxis(tokens, (value) => formatPercent(value, 0)),
            gridIndex: 1,
            position: 'right',
            scale: false,
            min: 0,
            max: 1,
            interval: 0.5,
          },
        ],
        dataZoom: [{ type: 'inside', xAxisIndex: [0, 1], minValueSpan: 20 }],
        series: [
          {
            type: 'custom',
            silent: true,
            clip: true,
            z: 1,
            data: spans.map(({ from, to, state }) => [from, to, state]),
            encode: { x: [0, 1], y: -1 },
            tooltip: { show: false },
            renderItem: (
              params: { coordSys: { y: number; height: number } },
              drawing: { value(i: number): number; coord(p: readonly [number, number]): [number, number] },
            ) => {
              const state = drawing.value(2);
              if (state < 0) return null;
              // On whole pixels, so that neighbours meet without a gap.
              const edge = (bar: number) => Math.round(drawing.coord([Math.min(time.length - 1, bar), 0])[0]);
              const left = edge(drawing.value(0));
              const right = edge(drawing.value(1) + 1);
              return {
                type: 'rect',
                shape: {
                  x: left,
                  y: params.coordSys.y,
                  width: Math.max(1, right - left),
                  height: params.coordSys.height,
                },
                style: { fill: colourOf(state), opacity: 0.2 },
              };
            },
          },
          {
            type: 'line',
            name: 'Close',
            z: 5,
            data: bars.map((bar) => known(close[bar])),
            showSymbol: false,
            lineStyle: { color: tokens.text, width: 1.4 },
            itemStyle: { color: tokens.text },
            emphasis: { disabled: true },
          },
          // Each area reaches down to zero and lies over those of the later states: side by side the page would shine through between them.
          ...cumulated(drawn.series).map((upTo, state) => ({
            type: 'line',
            name: states[state] ?? `State ${state + 1}`,
            xAxisIndex: 1,
            yAxisIndex: 1,
            z: 2 + states.length - state,
            data: upTo,
            showSymbol: false,
            lineStyle: { width: 0 },
            itemStyle: { color: colourOf(state) },
            areaStyle: { color: colourOf(state), opacity: 1, origin: 0 },
            emphasis: { disabled: true },
          })),
        ],
      };
    },
    [drawn, spans, states],
  );
  return (
    <ChartPanel
      title="Regimes over price"
      hint={`${drawn.step === 1 ? plural(series.time.length, 'bar') : `every ${drawn.step}th of ${plural(series.time.length, 'bar')}`}, times in IST; wheel zooms, double click shows all`}
      name={name}
      label={`Closing prices of ${instrumentId} with the likeliest of ${plural(states.length, 'state')} behind them, and the probability of each below`}
      height={height}
      option={option}
      actions={actions}
      table={() => ({
        columns: ['Bar (IST)', 'Close', ...states.map((words, k) => `${k + 1}: ${words}`)],
        rows: Array.from({ length: drawn.series.time.length }, (_, bar) => [
          formatDateTime(drawn.series.time[bar] ?? Number.NaN),
          drawn.series.close[bar] ?? null,
          ...drawn.series.probabilities.map((of) => of[bar] ?? null),
        ]),
      })}
    >
      {children}
    </ChartPanel>
  );
}
