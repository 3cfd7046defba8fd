// One measure of every feature as bars around its meaningless centre, the strongest first, with the bounds of an alarm where there are
// some. Used by the checks that measure features one by one.

import { SegmentedControl } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import type { FeatureFigures } from '../../../../../engines/validation/leaks/proof.ts';
import { ChartPanel } from '../../../charts/chart-panel.tsx';
import {
  axisLabel,
  markupText,
  NAMES_WIDTH,
  nameAxis,
  rowTooltip,
  tooltipRow,
} from '../../../charts/house-style.ts';
import type { ChartTokens } from '../../../charts/tokens.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import styles from './proof.module.css';

export interface FeatureMeasure {
  readonly id: string;
  readonly title: string;
  /** Name of the figure. */
  readonly of: string;
  /** Second figure, drawn under the first. */
  readonly beside?: string;
  /** Value that knows nothing. */
  readonly centre: number;
  /** Distance from the centre at which an alarm is raised. */
  readonly alarm?: number;
}

export interface FeatureBarsProps {
  readonly name: string;
  readonly title: string;
  readonly features: readonly FeatureFigures[];
  readonly measures: readonly FeatureMeasure[];
}

const SHOWN = 20;
const ROW = 18;
const three = (value: number) => formatNumber(value, 3);

/** Features that have the figure, farthest from the centre first. */
export function strongest(features: readonly FeatureFigures[], { of, centre }: FeatureMeasure) {
  return features
    .flatMap(({ feature, figures }) => {
      const value = figures[of];
      return value === undefined ? [] : [{ feature, value, figures }];
    })
    .sort((a, b) => Math.abs(b.value - centre) - Math.abs(a.value - centre));
}

export function FeatureBars({ name, title, features, measures }: FeatureBarsProps) {
  const [chosen, setChosen] = useState(measures[0]?.id);
  const measure = measures.find((one) => one.id === chosen) ?? measures[0];
  const all = useMemo(() => (measure ? strongest(features, measure) : []), [features, measure]);
  const shown = useMemo(() => all.slice(0, SHOWN), [all]);
  const option = useCallback(
    (tokens: ChartTokens) => {
      if (!measure) return {};
      const { centre, alarm, beside } = measure;
      const reach = Math.max(alarm ?? 0, 0.05, ...shown.map((row) => Math.abs(row.value - centre))) * 1.08;
      const bars = (values: readonly number[], colour: string) => ({
        type: 'bar',
        barMaxWidth: 9,
        barGap: '10%',
        data: values.map((value) => ({
          value: value - centre,
          itemStyle: {
            color: alarm !== undefined && Math.abs(value - centre) > alarm ? tokens.amber : colour,
          },
        })),
      });
      const first = bars(
        shown.map((row) => row.value),
        tokens.accent,
      );
      return {
        grid: { left: NAMES_WIDTH, right: 24, top: 8, bottom: 24 },
        tooltip: {
          ...rowTooltip(
            tokens,
            'axis',
            shown,
            (row) =>
              `<b>${markupText(row.feature)}</b>` +
              measures
                .flatMap((one) => [one.of, ...(one.beside ? [one.beside] : [])])
                .flatMap((figure) => {
                  const value = row.figures[figure];
                  return value === undefined
                    ? []
                    : [tooltipRow(FIGURE_WORDS[figure] ?? figure, three(value))];
                })
                .join(''),
          ),
          axisPointer: { type: 'none' },
        },
        xAxis: {
          type: 'value',
          // Where no feature points the other way, that half would be empty.
          min: shown.every((row) => row.value >= centre) ? 0 : -reach,
          max: reach,
          splitNumber: 4,
          axisLabel: {
            ...axisLabel(tokens, (value) => formatNumber(value + centre, 2)),
            showMaxLabel: false,
          },
          splitLine: { lineStyle: { color: tokens.line } },
        },
        yAxis: nameAxis(
          tokens,
          shown.map((row) => row.feature),
        ),
        series: [
          {
            ...first,
            markLine:
              alarm === undefined
                ? undefined
                : {
                    silent: true,
                    symbol: 'none',
                    label: { show: false },
                    lineStyle: { color: tokens.amber, type: [4, 3] },
                    data: [{ xAxis: -alarm }, { xAxis: alarm }],
                  },
          },
          ...(beside
            ? [
                bars(
                  shown.map((row) => row.figures[beside] ?? centre),
                  tokens.lineStrong,
                ),
              ]
            : []),
        ],
      };
    },
    [measure, measures, shown],
  );
  if (!measure || all.length === 0) return null;
  const [top] = all;
  const height = 40 + shown.length * (measure.beside ? ROW * 1.3 : ROW);
  return (
    <div className={styles.chart}>
      <ChartPanel
        title={title}
        hint={[
          ...(all.length > SHOWN ? [`the ${SHOWN} strongest of ${plural(all.length, 'feature')}`] : []),
          ...(measure.alarm === undefined ? [] : ['dashed: alarm']),
          ...(measure.beside ? ['grey: one bar late'] : []),
        ].join('; ')}
        actions={
          measures.length > 1 ? (
            <SegmentedControl
              aria-label="Measure"
              data={measures.map((one) => ({ value: one.id, label: one.title }))}
              value={measure.id}
              onChange={setChosen}
            />
          ) : null
        }
        name={name}
        label={`${measure.title} of ${plural(all.length, 'feature')}; strongest ${top?.feature} with ${three(top?.value ?? Number.NaN)}`}
        height={height}
        option={option}
        table={() => ({
          columns: ['Feature', measure.title, ...(measure.beside ? ['One bar late'] : [])],
          rows: all.map((row) => [
            row.feature,
            row.value,
            ...(measure.beside ? [row.figures[measure.beside] ?? null] : []),
          ]),
        })}
      />
    </div>
  );
}

const FIGURE_WORDS: Readonly<Record<string, string>> = {
  auc: 'AUC',
  aucDelayed: 'AUC one bar late',
  correlation: 'Correlation',
  rankCorrelation: 'Rank correlation',
};
