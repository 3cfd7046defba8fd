// Words for what runs store: fill policies, keys of breakdowns, reasons of refusals. Pure.

import type { BreakdownKind, FillPolicyName } from '../../../../engines/backtest/contract.ts';
import { DENIAL_WORDS } from '../../../../engines/risk/denial-words.ts';
import type { DenialReason } from '../../../../engines/risk/limits.ts';
import { exitWords } from '../../charts/candles/trade-words.ts';
import { formatMonth } from '../../ui/format.ts';

export interface PolicyWords {
  readonly title: string;
  readonly short: string;
  readonly text: string;
  readonly flattering: boolean;
}

export const POLICY_WORDS: Readonly<Record<FillPolicyName, PolicyWords>> = {
  pessimistic: {
    title: 'Pessimistic',
    short: 'Pessimistic',
    text: 'Enters at the first price after the decision. Inside a bar the stop comes before the target; gaps fill at the open and stops slip. Dated charges, whole shares, one account.',
    flattering: false,
  },
  'ohlc-path': {
    title: 'OHLC path',
    short: 'OHLC path',
    text: 'As pessimistic, but prices inside a bar are assumed to run open, nearer extreme, other extreme, close. Real bars often do not.',
    flattering: true,
  },
  'as-published': {
    title: 'As published',
    short: 'As published',
    text: 'Every favourable assumption of the published system at once: best price first, fills at the trigger, exact stops, hindsight top N, flat 13 bp, shares without limit. To be compared, not believed.',
    flattering: true,
  },
};

export function denialWords(reason: string): string {
  return DENIAL_WORDS[reason as DenialReason] ?? sentence(reason);
}

/** `max-open-positions` → `Max open positions`. */
export function sentence(name: string): string {
  const words = name.replace(/[-_]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const BREAKDOWN_WORDS: Readonly<Record<BreakdownKind, string>> = {
  side: 'Side',
  setup: 'Setup',
  instrument: 'Instrument',
  hour: 'Hour of entry (IST)',
  weekday: 'Weekday',
  month: 'Month',
  exitReason: 'Exit reason',
};

export function breakdownKey(kind: BreakdownKind, key: string): string {
  switch (kind) {
    case 'side':
      return sentence(key.toLowerCase());
    case 'month':
      return formatMonth(key);
    case 'exitReason':
      return exitWords(key);
    default:
      return key;
  }
}

/** `account.margin_long` → its label, with the name kept for who types it. */
export function assumptionName(id: string): string {
  return sentence(id.replace(/([A-Z])/g, ' $1').toLowerCase());
}
