// Words for what a trade stores: exit reasons and the names of its decision's figures. Pure.

import type { ExitReason } from '../../../../engines/backtest/contract.ts';

const EXITS: Readonly<Record<ExitReason, string>> = {
  stop: 'Stop',
  breakeven: 'Breakeven stop',
  trail: 'Trailing stop',
  target: 'Target',
  signal: 'Exit signal',
  forced: 'Forced, flat by',
  'session-end': 'Session end',
  'data-end': 'End of data',
};

export function exitWords(reason: string): string {
  return (EXITS as Readonly<Record<string, string>>)[reason] ?? reason;
}

/** `avwap_distance_atr` → `Avwap distance atr`. */
export function detailWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
