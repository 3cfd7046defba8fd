// Equity over drawdown with % or ₹ and a log switch: one run on its detail page, up to six side by side in a comparison.

import { SegmentedControl, Switch, Tooltip } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { formatMoney, formatPercent, plural } from '../../ui/format.ts';
import { Term } from '../../ui/term.tsx';
import { ChartPanel } from '../chart-panel.tsx';
import type { ChartTable } from '../chart-table.ts';
import type { ChartTokens } from '../tokens.ts';
import {
  type AlignedEquity,
  alignEquity,
  canUseLog,
  type EquityCurve,
  type EquityUnit,
} from './equity-model.ts';
import { equityOption } from './equity-option.ts';

export interface EquityChartProps {
  readonly name: string;
  readonly curves: readonly EquityCurve[];
  readonly height?: number;
  /** Legend or note under the chart. */
  readonly children?: ReactNode;
}

function sentence(equity: AlignedEquity): string {
  const ends = equity.curves.map((curve) => {
    const last = [...curve.equity].reverse().find((value) => !Number.isNaN(value)) ?? Number.NaN;
    return `${curve.name}: ${formatPercent(last / curve.initialCapital - 1, 1, 'always')}, deepest drawdown ${formatPercent(
      Math.min(0, ...curve.drawdownFraction.filter((value) => !Number.isNaN(value))),
    )}`;
  });
  return `Equity and drawdown over ${plural(equity.dates.length, 'session')}. ${ends.join('. ')}`;
}

function tableOf(equity: AlignedEquity): ChartTable {
  return {
    columns: [
      'Session',
      ...equity.curves.flatMap(({ name }) => [`${name}: equity ₹`, `${name}: drawdown ₹`]),
    ],
    rows: equity.dates.map((date, at) => [
      date,
      ...equity.curves.flatMap((curve) => [curve.equity[at] ?? null, curve.drawdown[at] ?? null]),
    ]),
  };
}

export function EquityChart({ name, curves, height = 340, children }: EquityChartProps) {
  const [unit, setUnit] = useState<EquityUnit>('percent');
  const [log, setLog] = useState(false);
  const equity = useMemo(() => alignEquity(curves), [curves]);
  const logAllowed = canUseLog(equity);
  const option = useCallback(
    (tokens: ChartTokens) => equityOption(equity, { unit, log: log && logAllowed }, tokens),
    [equity, unit, log, logAllowed],
  );
  const interval = curves.length === 1 && equity.curves[0]?.endInterval;
  return (
    <ChartPanel
      title="Equity and drawdown"
      hint={
        curves.length === 1
          ? `capital ${formatMoney(curves[0]?.initialCapital ?? 0, 0)}, daily close`
          : 'return on each run’s own capital, daily close'
      }
      name={name}
      label={sentence(equity)}
      height={height}
      option={option}
      table={() => tableOf(equity)}
      actions={
        <>
          <SegmentedControl
            aria-label="Unit of the equity chart"
            data={[
              { value: 'percent', label: '%' },
              { value: 'rupees', label: '₹' },
            ]}
            value={unit}
            onChange={(value) => setUnit(value as EquityUnit)}
          />
          <Tooltip
            label={
              logAllowed
                ? 'Equal percent moves are equally tall'
                : 'An account at or below zero has no logarithm'
            }
          >
            <Switch
              label="Log"
              disabled={!logAllowed}
              checked={log && logAllowed}
              onChange={(event) => setLog(event.currentTarget.checked)}
            />
          </Tooltip>
        </>
      }
    >
      {interval ? (
        <p className="ad-muted" style={{ padding: '0 16px 10px', fontSize: 11 }}>
          Bracket at the right end: <Term name="bootstrap">95 % interval</Term> of the final equity,{' '}
          {formatMoney(interval.low, 0)} to {formatMoney(interval.high, 0)}.
        </p>
      ) : null}
      {children}
    </ChartPanel>
  );
}
