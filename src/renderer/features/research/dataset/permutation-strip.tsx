// The AUC that labels without meaning give, as a band, with the AUC of the real labels beside it.

import { useCallback } from 'react';
import { ChartPanel } from '../../../charts/chart-panel.tsx';
import { axisLabel, baseLine, tooltip, tooltipRow } from '../../../charts/house-style.ts';
import { boxMark, type Drawing, lineMark, wordMark } from '../../../charts/mark-shapes.ts';
import type { ChartTokens } from '../../../charts/tokens.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import { Term } from '../../../ui/term.tsx';
import styles from './proof.module.css';

export interface PermutationStripProps {
  readonly figures: Readonly<Record<string, number>>;
}

const three = (value: number) => formatNumber(value, 3);
const MARGIN = 0.02;

export function PermutationStrip({ figures }: PermutationStripProps) {
  const { permutations = 0, mean, low, high, min, max, realAuc } = figures;
  const known = [min, max, realAuc, 0.5].filter((value): value is number => value !== undefined);
  const from = Math.floor((Math.min(...known) - MARGIN) * 20) / 20;
  const to = Math.ceil((Math.max(...known) + MARGIN) * 20) / 20;
  const option = useCallback(
    (tokens: ChartTokens) => ({
      grid: { left: 24, right: 24, top: 26, bottom: 26 },
      tooltip: {
        ...tooltip(tokens),
        trigger: 'item',
        formatter: () =>
          [
            ['Real labels', realAuc],
            ['Permuted, mean', mean],
            ['5 % below', low],
            ['95 % below', high],
            ['Lowest', min],
            ['Highest', max],
          ]
            .flatMap(([label, value]) =>
              typeof value === 'number' ? [tooltipRow(String(label), three(value))] : [],
            )
            .join(''),
      },
      xAxis: {
        type: 'value',
        min: from,
        max: to,
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
              ...(min !== undefined && max !== undefined
                ? [boxMark(drawing, [min, 0.47], [max, 0.53], tokens.lineStrong)]
                : []),
              ...(low !== undefined && high !== undefined
                ? [boxMark(drawing, [low, 0.2], [high, 0.8], tokens.lineStrong)]
                : []),
              lineMark(drawing, [0.5, 0], [0.5, 1], { colour: tokens.text, dash: [3, 3] }),
              ...(realAuc === undefined
                ? []
                : [
                    lineMark(drawing, [realAuc, 0], [realAuc, 1], { colour: tokens.accent, width: 3 }),
                    wordMark(drawing, [realAuc, 1], `real ${three(realAuc)}`, {
                      colour: tokens.accent,
                      font: tokens.font,
                      rise: 16,
                    }),
                  ]),
            ],
          }),
        },
      ],
    }),
    [from, to, mean, low, high, min, max, realAuc],
  );
  const band =
    low !== undefined && high !== undefined ? `${three(low)} to ${three(high)} (5 to 95 %)` : 'unknown';
  return (
    <div className={styles.chart}>
      <ChartPanel
        title={
          <>
            <Term name="auc">AUC</Term> of permuted labels
          </>
        }
        hint={`${plural(permutations, 'permutation')}; thick: 5 to 95 %, thin: all; dashed: one half`}
        name="label-permutation"
        label={`AUC of permuted labels lies in ${band}; the real labels give ${realAuc === undefined ? 'none' : three(realAuc)}`}
        height={116}
        option={option}
        table={() => ({
          columns: ['Figure', 'AUC'],
          rows: [
            ['Real labels', realAuc ?? null],
            ['Permuted, mean', mean ?? null],
            ['Permuted, 5 % lie below', low ?? null],
            ['Permuted, 95 % lie below', high ?? null],
            ['Permuted, lowest', min ?? null],
            ['Permuted, highest', max ?? null],
          ],
        })}
      />
    </div>
  );
}
