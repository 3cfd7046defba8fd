// Trade-level differences of two runs: kinds in words, the filter behind each step of the waterfall, totals. Pure.

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

const STOPS: ReadonlySet<string> = new Set(['stop', 'breakeven', 'trail']);

interface StepFilter {
  /** Completes `Trades …`. */
  readonly words: string;
  readonly keeps: (row: TradeDifference) => boolean;
}

const changes = (row: TradeDifference, ...starts: readonly string[]): boolean =>
  row.changes.some((change) => starts.some((start) => change.startsWith(start)));
const isOneSided = (row: TradeDifference): boolean => row.kind === 'only-first' || row.kind === 'only-second';

/**
 * What each assumption of the waterfall touches in a trade. The two ends of the waterfall are stored, not its middle, so a trade
 * that several assumptions touch appears under each of them.
 */
const STEP_FILTERS: Readonly<Record<string, StepFilter>> = {
  'exit-order': {
    words: 'that leave for another reason or at another time',
    keeps: (row) =>
      changes(
        row,
        'exit target',
        'exit stop',
        'exit trail',
        'exit breakeven',
        'exit session',
        'exit forced',
        'exit signal',
        'exit time',
      ),
  },
  'entry-price': {
    words: 'that enter at another price or time',
    keeps: (row) => changes(row, 'entry'),
  },
  'stop-fills': {
    words: 'that leave on a stop at another price',
    keeps: (row) => changes(row, 'exit price') && STOPS.has(row.second?.exitReason ?? ''),
  },
  'forced-exit': {
    words: 'closed at the end of the day in either run',
    keeps: (row) =>
      row.kind === 'changed' &&
      [row.first, row.second].some(
        (trade) => trade?.exitReason === 'forced' || trade?.exitReason === 'session-end',
      ),
  },
  selection: { words: 'that only one of the runs took', keeps: isOneSided },
  costs: { words: 'with other charges', keeps: (row) => changes(row, 'charges') },
  capacity: {
    words: 'of another size, or refused for want of capital',
    keeps: (row) => changes(row, 'quantity') || row.kind === 'only-first',
  },
};

export function stepFilter(stepId: string | undefined): StepFilter | null {
  return stepId === undefined ? null : (STEP_FILTERS[stepId] ?? null);
}

export function filterDifferences(
  rows: readonly TradeDifference[],
  kind: TradeDifferenceKind | undefined,
  stepId: string | undefined,
): readonly TradeDifference[] {
  const step = stepFilter(stepId);
  return rows.filter(
    (row) => (kind === undefined || row.kind === kind) && (step === null || step.keeps(row)),
  );
}

export function totalEffect(rows: readonly TradeDifference[]): number {
  return rows.reduce((sum, row) => sum + row.effect, 0);
}
