// Figures of every run with their intervals, and each difference against the first run.

import { Switch } from '@mantine/core';
import { useState } from 'react';
import type { Run } from '../../../../contracts/backtests.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { Term } from '../../../ui/term.tsx';
import styles from './compare.module.css';
import { differingRows, METRIC_ROWS, type MetricCell, type MetricRow, metricCells } from './metric-model.ts';
import { RunKey } from './run-legend.tsx';

function tone(row: MetricRow, value: number): string | undefined {
  if (!row.signed || !Number.isFinite(value) || value === 0) return undefined;
  return value > 0 ? 'ad-up' : 'ad-down';
}

function Cell({ row, cell }: { readonly row: MetricRow; readonly cell: MetricCell }) {
  return (
    <td>
      <div className={tone(row, cell.value)}>{cell.text}</div>
      {cell.interval ? <div className={styles.interval}>{cell.interval}</div> : null}
    </td>
  );
}

function asText(rows: readonly MetricRow[], runs: readonly Run[]): string {
  const head = ['Metric', ...runs.flatMap((run, k) => (k === 0 ? [run.name] : [run.name, 'Difference']))];
  const lines = rows.map((row) => [
    row.label,
    ...metricCells(row, runs).flatMap((cell, k) =>
      k === 0 ? [cell.text] : [cell.text, cell.differenceText ?? ''],
    ),
  ]);
  return [head, ...lines].map((line) => line.join('\t')).join('\n');
}

export function MetricTable({ runs }: { readonly runs: readonly Run[] }) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const rows = onlyDifferent ? differingRows(runs) : METRIC_ROWS;
  return (
    <Panel
      title="Figures"
      hint={
        <>
          differences against A; small print: <Term name="bootstrap">95 % intervals</Term>
        </>
      }
      actions={
        <>
          <Switch
            label="Only what differs"
            checked={onlyDifferent}
            onChange={(event) => setOnlyDifferent(event.currentTarget.checked)}
          />
          <CopyButton text={() => asText(rows, runs)} label="Copy table" />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={styles.tableScroller} tabIndex={0} aria-label="Figures of the runs">
        <table className={styles.metrics}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              {runs.flatMap((run, index) => [
                <th key={run.id} scope="col" title={run.name}>
                  <RunKey index={index} />
                </th>,
                ...(index === 0
                  ? []
                  : [
                      <th key={`${run.id} difference`} scope="col" className={styles.differenceHead}>
                        against A
                      </th>,
                    ]),
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-metric={row.id}>
                <th scope="row">{row.term ? <Term name={row.term}>{row.label}</Term> : row.label}</th>
                {metricCells(row, runs).flatMap((cell, index) => [
                  <Cell key={runs[index]?.id} row={row} cell={cell} />,
                  ...(cell.differenceText === null
                    ? []
                    : [
                        <td
                          key={`${runs[index]?.id} difference`}
                          className={`${styles.difference} ${tone(row, cell.difference) ?? ''}`}
                        >
                          {cell.difference === 0 ? '=' : cell.differenceText}
                        </td>,
                      ]),
                ])}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Panel>
  );
}
