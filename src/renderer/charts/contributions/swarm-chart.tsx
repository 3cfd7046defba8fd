// SHAP summary: for the features that matter most, what each value did to each prediction. Colour is the value, place the effect.

import { useCallback, useMemo } from 'react';
import { formatNumber, formatPercent, plural } from '../../ui/format.ts';
import { ChartLegend } from '../chart-legend.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import {
  axisLabel,
  axisTitle,
  markupText,
  NAMES_WIDTH,
  nameAxis,
  rowTooltip,
  tooltipRow,
} from '../house-style.ts';
import type { ChartTokens } from '../tokens.ts';
import { quantileColour } from './colour-scale.ts';
import { type ContributionColumn, meanSize, swarmOf } from './swarm-model.ts';

export interface SwarmChartProps {
  readonly name: string;
  readonly columns: readonly ContributionColumn[];
  /** Name of the feature drawn alone beside it. */
  readonly onPick: (feature: string) => void;
}

const LINE = 24;
const valueWords = (quantile: number): string =>
  Number.isFinite(quantile) ? `${formatPercent(quantile, 0)} of the rows lie below` : 'missing';

export function SwarmChart({ name, columns, onPick }: SwarmChartProps) {
  const swarm = useMemo(() => swarmOf(columns), [columns]);
  const option = useCallback(
    (tokens: ChartTokens) => {
      const reach = swarm.reach * 1.05;
      return {
        grid: { left: NAMES_WIDTH, right: 24, top: 8, bottom: 40 },
        tooltip: rowTooltip(
          tokens,
          'item',
          swarm.points,
          (point) =>
            `<b>${markupText(swarm.names[point.line] ?? '')}</b>` +
            tooltipRow('Contribution', formatNumber(point.contribution, 4, 'always')) +
            tooltipRow('Value', valueWords(point.quantile)),
        ),
        xAxis: {
          type: 'value',
          min: -reach,
          max: reach,
          ...axisTitle(tokens, 'contribution to the prediction (log-odds for classes)'),
          axisLabel: {
            ...axisLabel(tokens, (value) => formatNumber(value, 2)),
            showMaxLabel: false,
            showMinLabel: false,
          },
          axisLine: { show: false },
          splitLine: { lineStyle: { color: tokens.line } },
        },
        yAxis: [
          nameAxis(tokens, swarm.names),
          // The points stand on a plain axis with one unit per name, which lets them leave the middle of their line.
          { type: 'value', min: -0.5, max: swarm.names.length - 0.5, inverse: true, show: false },
        ],
        series: [
          {
            type: 'scatter',
            yAxisIndex: 1,
            symbolSize: 4,
            progressive: 0,
            emphasis: { disabled: true },
            data: swarm.points.map((point) => {
              const colour = quantileColour(point.quantile, tokens);
              return {
                value: [point.contribution, point.line + point.offset],
                itemStyle:
                  colour === null
                    ? { color: tokens.page, borderColor: tokens.muted, borderWidth: 1 }
                    : { color: colour },
              };
            }),
            markLine: {
              silent: true,
              symbol: 'none',
              label: { show: false },
              lineStyle: { color: tokens.lineStrong, type: 'solid', width: 1 },
              data: [{ xAxis: 0 }],
            },
          },
        ],
      };
    },
    [swarm],
  );
  return (
    <ChartPanel
      title="What the values did"
      hint={`SHAP of ${plural(swarm.rows, 'test row')}`}
      name={name}
      label={`SHAP summary of ${plural(swarm.names.length, 'feature')} over ${plural(swarm.rows, 'row')}; the strongest is ${swarm.names[0] ?? 'none'}`}
      height={56 + swarm.names.length * LINE}
      option={option}
      onPick={({ dataIndex }) => {
        const feature = swarm.names[swarm.points[dataIndex]?.line ?? -1];
        if (feature !== undefined) onPick(feature);
      }}
      table={() => ({
        columns: ['Feature', 'Mean |contribution|', 'Lowest', 'Highest'],
        rows: swarm.names.map((feature) => {
          const column = columns.find((one) => one.name === feature);
          const values = column ? Array.from(column.contribution).filter(Number.isFinite) : [];
          return [
            feature,
            column ? meanSize(column) : null,
            values.length > 0 ? Math.min(...values) : null,
            values.length > 0 ? Math.max(...values) : null,
          ];
        }),
      })}
    >
      <ChartLegend
        items={[
          { words: 'low to high value', colour: 'accent', mark: 'scale' },
          { words: 'no value', colour: 'muted', mark: 'ring' },
        ]}
      />
    </ChartPanel>
  );
}
