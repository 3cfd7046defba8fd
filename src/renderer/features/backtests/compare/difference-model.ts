// Trade-level differences of two runs: kinds in words, the filter by kind, totals. Pure.

import type {
  Trade,
  TradeDifference,
  TradeDifferenceKind,
} from '../../../../../engines/backtest/contract.ts';

export const DIFFERENCE_KINDS = [
  'changed',
  'only-first',
  'only-second',
  'same',
] as const satisfies readonly TradeDifferenceKind[];

export function kindWords(kind: TradeDifferenceKind, first: string, second: string): string {
  switch (kind) {
    case 'same':
      return 'Same';
    case 'changed':
      return 'Changed';
    case 'only-first':
      return `Only in ${first}`;
    case 'only-second':
      return `Only in ${second}`;
  }
}

/** The trade a line is about: as the first run has it, else as the second. */
export function tradeOf(row: TradeDifference): Trade {
  const trade = row.first ?? row.second;
  if (!trade) throw new Error('A difference without a trade');
  return trade;
}

export function filterDifferences(
  rows: readonly TradeDifference[],
  kind: TradeDifferenceKind | undefined,
): readonly TradeDifference[] {
  return kind === undefined ? rows : rows.filter((row) => row.kind === kind);
}

export function totalEffect(rows: readonly TradeDifference[]): number {
  return rows.reduce((sum, row) => sum + row.effect, 0);
}
