// Comparing stored runs: which parameters and assumptions differ, and which trades. Called by the service.

import type { TradeDifference, TradeDifferenceKind } from '../../../engines/backtest/contract.ts';
import { diffTrades } from '../../../engines/backtest/difference.ts';
import type { Comparison, Run, TradeDifferences } from '../../contracts/backtests.ts';
import type { RunStore } from './run-store.ts';

type Value = number | boolean | string | null;

export async function compareRuns(runs: RunStore, runIds: readonly string[]): Promise<Comparison> {
  const found: Run[] = [];
  for (const runId of runIds) found.push(await runs.get(runId));
  return { runs: found, parameterDifferences: differencesOf(found) };
}

function differencesOf(runs: readonly Run[]): Comparison['parameterDifferences'] {
  const settings = runs.map(settingsOf);
  const names = [...new Set(settings.flatMap((values) => [...values.keys()]))];
  return names
    .map((name) => ({ name, values: settings.map((values) => values.get(name) ?? null) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
}

/** Everything about a run that a reader may want to hold against another, in reading order. */
function settingsOf(run: Run): ReadonlyMap<string, Value> {
  const values = new Map<string, Value>([
    ['strategy', `${run.strategyId} ${run.strategyVersion}`],
    ['interval', run.interval],
    ['from', run.from],
    ['to', run.to],
    ['instruments', run.instruments.length],
    ['fill policy', run.fillPolicy],
    ['data', run.dataHash],
  ]);
  for (const [name, choice] of Object.entries(run.assumptions ?? {}))
    values.set(`assumption.${name}`, choice);
  for (const { name, value } of run.parameters) if (!name.startsWith('published.')) values.set(name, value);
  return values;
}

export async function differTrades(runs: RunStore, first: string, second: string): Promise<TradeDifferences> {
  const rows = diffTrades(await runs.trades(first), await runs.trades(second));
  const totals = (measure: (row: TradeDifference) => number): Record<TradeDifferenceKind, number> => {
    const sums: Record<TradeDifferenceKind, number> = {
      same: 0,
      changed: 0,
      'only-first': 0,
      'only-second': 0,
    };
    for (const row of rows) sums[row.kind] += measure(row);
    return sums;
  };
  return {
    firstRunId: first,
    secondRunId: second,
    counts: totals(() => 1),
    effects: totals((row) => row.effect),
    rows,
  };
}
