// The AUC of a model, with its interval, against the band that labels without meaning give. Inside the band nothing was found.

import { type ReactNode, useCallback } from 'react';
import { formatNumber } from '../../ui/format.ts';
import { ChartLegend } from '../chart-legend.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import { axisLabel, baseLine, tooltip, tooltipRow } from '../house-style.ts';
import { boxMark, type Drawing, lineMark, wordMark } from '../mark-shapes.ts';
import type { ChartTokens } from '../tokens.ts';
import { aucRange } from './auc-range.ts';

export interface AucBandChartProps {
  readonly name: string;
  readonly title: ReactNode;
  readonly auc: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** Null: no labels were permuted. */
  readonly band: { readonly low: number; readonly high: number } | null;
  readonly children?: ReactNode;
}

const three = (value: number): string => formatNumber(value, 3);

export function AucBandChart({ name, title, auc, interval, band, children }: AucBandChartProps) {
  const [from, to] = aucRange([auc, interval.low, interval.high, band?.low ?? 0.5, band?.high ?? 0.5]);
  const { low, high } = interval;
  const bandLow = band?.low ?? Number.NaN;
  const bandHigh = band?.high ?? Number.NaN;
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 24, right: 24, top: 30, bottom: 26 },
      tooltip: {
        ...tooltip(tokens),
        trigger: 'item',
        formatter: () =>
          tooltipRow('This candidate', three(auc), tokens.accent) +
          tooltipRow('its 90 % interval', `${three(low)} to ${three(high)}`) +
          (Number.isFinite(bandLow)
            ? tooltipRow(
                'Permuted labels, 5 to 95 %',
                `${three(bandLow)} to ${three(bandHigh)}`,
                tokens.lineStrong,
              )
            : ''),
      },
      xAxis: {
        type: 'value',
        min: from,
        max: to,
        interval: 0.05,
        axisLabel: axisLabel(tokens, (value) => formatNumber(value, 2)),
        ...baseLine(tokens),
        splitLine: { lineStyle: { color: tokens.line } },
      },
      yAxis: { type: 'value', min: 0, max: 1, show: false },
      series: [
        {
          type: 'custom',
          data: [[0.5, 0.5]],
          renderItem: (_: unknown, drawing: Drawing) => ({
            type: 'group',
            children: [
              ...(Number.isFinite(bandLow)
                ? [boxMark(drawing, [bandLow, 0.12], [bandHigh, 0.88], tokens.lineStrong, 0.55)]
                : []),
              lineMark(drawing, [0.5, 0], [0.5, 1], { colour: tokens.text, dash: [3, 3] }),
              ...(Number.isFinite(low) && Number.isFinite(high)
                ? [boxMark(drawing, [low, 0.42], [high, 0.58], tokens.accent, 0.45)]
                : []),
              ...(Number.isFinite(auc)
                ? [
                    lineMark(drawing, [auc, 0], [auc, 1], { colour: tokens.accent, width: 3 }),
                    wordMark(drawing, [auc, 1], three(auc), {
                      colour: tokens.accent,
                      font: tokens.font,
                      rise: 17,
                    }),
                  ]
                : []),
            ],
          }),
        },
      ],
    }),
    [auc, low, high, bandLow, bandHigh, from, to],
  );
  return (
    <ChartPanel
      title={title}
      name={name}
      label={`Pooled AUC ${three(auc)}; permuted labels give ${band ? `${three(band.low)} to ${three(band.high)}` : 'no band'}`}
      height={124}
      option={option}
      table={() => ({
        columns: ['Figure', 'AUC'],
        rows: [
          ['Pooled test rows', auc],
          ['90 % interval, low', low],
          ['90 % interval, high', high],
          ['Permuted labels, 5 % lie below', band?.low ?? null],
          ['Permuted labels, 95 % lie below', band?.high ?? null],
        ],
      })}
    >
      <ChartLegend
        items={[
          { words: 'this candidate, with its 90 % interval', colour: 'accent' },
          ...(band
            ? [{ words: 'permuted labels, 5 to 95 %', colour: 'line-strong', mark: 'box' as const }]
            : []),
          { words: 'a coin', colour: 'text', mark: 'dotted' },
        ]}
      />
      {children}
    </ChartPanel>
  );
}
