// Margin × quality as a heat map: what each pair of settings would have let through of the test rows. For looking; the best cell is
// hindsight.

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { DecisionsView } from '../../../../contracts/training-results.ts';
import { formatNumber, formatPercent } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { type GridFigure, type GridMapCell, gridMap } from './decisions-model.ts';
import styles from './shaded-table.module.css';
import { netWords } from './threshold-model.ts';

const FIGURES: readonly { readonly value: GridFigure; readonly label: string }[] = [
  { value: 'net', label: 'Net' },
  { value: 'hitRate', label: 'Hit rate' },
  { value: 'coverage', label: 'Coverage' },
];
const two = (value: number) => formatNumber(value, 2);

function figureText(cell: GridMapCell, figure: GridFigure): string {
  if (cell.acted === 0) return '–';
  return figure === 'net' ? netWords(cell.net) : formatPercent(cell[figure], 1);
}

function cellWords(cell: GridMapCell): string {
  if (cell.acted === 0) return 'nothing is acted on';
  return `${formatNumber(cell.acted)} rows (${formatPercent(cell.coverage, 1)}), ${formatPercent(cell.hitRate, 1)} right, net ${netWords(cell.net)} of one position`;
}

export function GridMapPanel({ view }: { readonly view: DecisionsView }) {
  const [figure, setFigure] = useState<GridFigure>('net');
  const map = gridMap(view, figure);
  if (map === null)
    return (
      <Panel title="Margin and quality" padded>
        <p className="ad-muted">
          No quality of calls was learned for this candidate, so there is no grid: it needs two sides and
          enough judged rows.
        </p>
      </Panel>
    );
  const { margin, quality } = map.inUse;
  const inUse =
    margin === null || quality === null
      ? 'this policy has not both gates'
      : `in use: margin ${two(margin)}, quality ${two(quality)}; the nearest cell is framed`;
  return (
    <Panel
      title="Margin and quality"
      hint={inUse}
      padded
      actions={
        <SegmentedControl
          aria-label="Figure of the grid"
          data={[...FIGURES]}
          value={figure}
          onChange={(next) => setFigure(next as GridFigure)}
        />
      }
    >
      <table className={styles.table}>
        <caption className="ad-hidden">What each margin and quality would have let through</caption>
        <thead>
          <tr>
            <th scope="col">Least quality</th>
            {map.margins.map((own) => (
              <th key={own} scope="col">
                margin {two(own)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {map.cells.map((row, k) => (
            <tr key={map.qualities[k]}>
              <th scope="row">{two(map.qualities[k] ?? Number.NaN)}</th>
              {row.map((cell) => (
                <td key={cell.margin} title={cellWords(cell)} data-used={cell.used || undefined}>
                  <span
                    className={styles.tint}
                    data-tone={figure === 'net' ? (cell.tint < 0 ? 'loss' : 'gain') : undefined}
                    style={{ opacity: Math.abs(cell.tint) * 0.45 }}
                    aria-hidden
                  />
                  <span className={styles.cell}>
                    <b>{figureText(cell, figure)}</b>
                    <span>{formatNumber(cell.acted)}</span>
                  </span>
                  {cell.used ? <span className="ad-hidden">nearest to the setting in use</span> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        Each cell: the figure, and the rows let through. Right means that the side taken came true. The other
        gates of the policy are left out. Drawn over test rows: choosing the best cell would be hindsight.
      </p>
    </Panel>
  );
}
