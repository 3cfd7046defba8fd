// A comparison as text: figures with their differences from the first run, parameters that differ, trades that differ.

import type { Comparison, Run, TradeDifferences } from '../../contracts/backtests.ts';
import { count, percent, ratio, rupees, shortId } from './format.ts';
import { type Column, table } from './table.ts';

interface Measure {
  readonly name: string;
  readonly values: readonly number[];
  readonly show: (value: number, signed: boolean) => string;
}

type Metric = NonNullable<Run['metrics']>;
type Read = (metrics: Metric) => number;

const whole = (value: number, signed: boolean) =>
  Number.isFinite(value) ? `${signed && value > 0 ? '+' : ''}${count(value)}` : '–';

const MEASURES: readonly (readonly [string, Read, Measure['show']])[] = [
  ['trades', (m) => m.trades, whole],
  ['netPnl', (m) => m.netPnl, rupees],
  ['grossPnl', (m) => m.grossPnl, rupees],
  ['charges', (m) => m.charges.total, rupees],
  ['slippage', (m) => m.slippage, rupees],
  ['returnOnCapital', (m) => m.returnOnCapital, percent],
  ['sharpe', (m) => m.sharpe, ratio],
  ['sortino', (m) => m.sortino, ratio],
  ['maxDrawdown', (m) => m.maxDrawdown, rupees],
  ['hitRate', (m) => m.hitRate, percent],
  ['profitFactor', (m) => m.profitFactor, ratio],
  ['expectancy', (m) => m.expectancy, rupees],
  ['exposure', (m) => m.exposure, percent],
  ['turnover', (m) => m.turnover, ratio],
];

/** Figures in the order of the runs; NaN for a run without any. */
export function measures(runs: readonly Run[]): readonly Measure[] {
  return MEASURES.map(([name, read, show]) => ({
    name,
    values: runs.map(({ metrics }) => (metrics ? read(metrics) : Number.NaN)),
    show,
  }));
}

export function comparisonLines(
  runs: readonly Run[],
  parameterDifferences: Comparison['parameterDifferences'],
  tradeDifferences: readonly TradeDifferences[],
): string[] {
  const letters = runs.map((_, i) => String.fromCharCode(65 + i));
  return [
    ...runs.map(
      (run, i) =>
        `${letters[i]}  ${shortId(run.id)}  ${run.name}${run.synthetic ? '  [synthetic data]' : ''}${run.state === 'done' ? '' : `  [${run.state}]`}`,
    ),
    '',
    ...metricTable(runs, letters),
    '',
    ...(parameterDifferences.length === 0
      ? ['Same parameters and assumptions.']
      : table(
          [{ title: 'differs in' }, ...letters.map((title) => ({ title }))],
          parameterDifferences.map(({ name, values }) => [
            name,
            ...values.map((value) => shorten(String(value ?? '–'))),
          ]),
        )),
    '',
    ...tradeTable(tradeDifferences, letters),
  ];
}

function metricTable(runs: readonly Run[], letters: readonly string[]): string[] {
  const columns: Column[] = [{ title: '' }];
  for (const [i, letter] of letters.entries()) {
    columns.push({ title: letter, align: 'right' });
    if (i > 0) columns.push({ title: `${letter} − A`, align: 'right' });
  }
  return table(
    columns,
    measures(runs).map(({ name, values, show }) => [
      name,
      ...values.flatMap((value, i) => [
        show(value, false),
        ...(i > 0 ? [show(value - values[0]!, true)] : []),
      ]),
    ]),
  );
}

const KINDS = ['same', 'changed', 'only-first', 'only-second'] as const;

function tradeTable(differences: readonly TradeDifferences[], letters: readonly string[]): string[] {
  return table(
    [
      { title: 'trades' },
      ...KINDS.map((title) => ({ title, align: 'right' as const })),
      { title: 'effect on net P&L', align: 'right' },
    ],
    differences.map(({ counts, effects }, i) => [
      `A → ${letters[i + 1]}`,
      ...KINDS.map((kind) => `${count(counts[kind])} (${rupees(effects[kind], true)})`),
      rupees(
        KINDS.reduce((sum, kind) => sum + effects[kind], 0),
        true,
      ),
    ]),
  );
}

/** Hashes are told apart by their beginnings. */
const shorten = (text: string): string => (text.length > 24 ? `${text.slice(0, 12)}…` : text);
