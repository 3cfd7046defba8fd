// The walk-forward grid as a table: every cell has its number, takes the focus (arrow keys) and opens the candidate at that segment.
// Blue and orange diverge around no skill; green and red are kept for money.

import { Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useRef, useState } from 'react';
import { formatNumber, formatRatio } from '../../../ui/format.ts';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import { familyTitle, shortDays } from '../training-words.ts';
import styles from './grid.module.css';
import { GRID_METRICS, type Grid, type GridCell, type GridMetric } from './grid-model.ts';
import { cellWords } from './grid-words.ts';

const STEPS: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

function background(cell: GridCell, money: boolean): string | undefined {
  if (cell.kind !== 'result' || cell.tint === 0) return undefined;
  const colour = money
    ? cell.side === 'up'
      ? '--ad-up-mark'
      : '--ad-down-mark'
    : cell.side === 'up'
      ? '--ad-run-1'
      : '--ad-run-2';
  return `color-mix(in srgb, var(${colour}) ${cell.tint}%, transparent)`;
}

function CellText({ cell }: { readonly cell: GridCell }) {
  switch (cell.kind) {
    case 'result':
      return <>{cell.text}</>;
    case 'working':
      return (
        <span className={styles.quiet}>
          {cell.done === cell.total ? 'fitted' : `${formatNumber(cell.done)} of ${formatNumber(cell.total)}`}
        </span>
      );
    case 'waiting':
      return <span className={styles.quiet}>waits</span>;
    case 'failed':
      return <span className={styles.trouble}>failed</span>;
    case 'none':
      return <span className={styles.quiet}>–</span>;
  }
}

export interface WalkForwardGridProps {
  readonly grid: Grid;
  readonly metric: GridMetric;
  readonly titles: ReadonlyMap<string, string>;
  readonly onMetric: (id: string) => void;
}

export function WalkForwardGrid({ grid, metric, titles, onMetric }: WalkForwardGridProps) {
  const table = useRef<HTMLTableElement>(null);
  const navigate = useNavigate();
  const [at, setAt] = useState({ row: 0, column: 0 });
  const focused = grid.rows[at.row]?.cells[at.column];
  const focusedSegment = grid.segments[at.column];
  const open = (row: number, column: number) => {
    const candidateId = grid.rows[row]?.candidateId;
    const segment = grid.segments[column]?.segment;
    if (candidateId && segment !== undefined)
      void navigate({
        to: '/training/candidates/$candidateId',
        params: { candidateId },
        search: { tab: 'segments', segment },
      });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      open(at.row, at.column);
      return;
    }
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const row = Math.min(grid.rows.length - 1, Math.max(0, at.row + step[0]));
    const column = Math.min(grid.segments.length - 1, Math.max(0, at.column + step[1]));
    setAt({ row, column });
    table.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)?.focus();
  };
  return (
    <Panel
      title={<Term name="walkForward">Walk-forward grid</Term>}
      hint="candidates × segments, out of sample"
      actions={
        <Select
          aria-label="What the cells show"
          w={190}
          data={GRID_METRICS.map(({ id, label }) => ({ value: id, label }))}
          value={metric.id}
          onChange={(id) => id && onMetric(id)}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label="Walk-forward grid">
        <table
          ref={table}
          className={styles.table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells take the focus with the arrow keys
          role="grid"
          aria-label={`${metric.label} of each candidate in each segment`}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col" className={styles.name}>
                Candidate
              </th>
              {grid.segments.map((segment) => (
                <th key={segment.segment} scope="col">
                  {segment.segment + 1}
                  <span className={styles.days}>{shortDays(segment.testFrom, segment.testTo)}</span>
                </th>
              ))}
              <th scope="col">Mean</th>
            </tr>
          </thead>
          <tbody>
            {grid.rows.map((row, place) => (
              <tr key={row.family}>
                <th scope="row" className={styles.name}>
                  {row.rank === null ? null : <span className={styles.rank}>{row.rank}</span>}
                  {row.title ?? familyTitle(row.family, titles)}
                </th>
                {row.cells.map((cell, column) => {
                  const segment = grid.segments[column];
                  return (
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the table takes the keys of all its cells
                    <td
                      key={segment?.segment}
                      data-cell={`${place}-${column}`}
                      data-open={row.candidateId !== null && cell.kind === 'result' ? true : undefined}
                      tabIndex={at.row === place && at.column === column ? 0 : -1}
                      style={{ background: background(cell, grid.money) }}
                      title={segment ? cellWords(cell, segment) : undefined}
                      onFocus={() => setAt({ row: place, column })}
                      onClick={() => {
                        if (cell.kind === 'result') open(place, column);
                      }}
                    >
                      <CellText cell={cell} />
                    </td>
                  );
                })}
                <td className={styles.mean}>{Number.isFinite(row.mean) ? metric.text(row.mean) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.foot}>
        <Legend grid={grid} metric={metric} />
        <span className={styles.detail} aria-live="polite">
          {focused && focusedSegment ? cellWords(focused, focusedSegment) : ''}
        </span>
      </div>
    </Panel>
  );
}

function Legend({ grid, metric }: { readonly grid: Grid; readonly metric: GridMetric }) {
  const { scale } = metric;
  if (scale.kind === 'best')
    return (
      <span className={styles.legend}>
        worst of this grid <span className={styles.ramp} data-ramp="best" /> best
      </span>
    );
  if (grid.money)
    return (
      <span className={styles.legend}>
        loss <span className={styles.ramp} data-ramp="money" /> gain, share of the entries summed
      </span>
    );
  const reach = scale.reach ?? 0;
  return (
    <span className={styles.legend}>
      {formatRatio(scale.centre - reach, 2)} <span className={styles.ramp} data-ramp="skill" />{' '}
      {formatRatio(scale.centre + reach, 2)}, {formatRatio(scale.centre, 2)} knows nothing
    </span>
  );
}
