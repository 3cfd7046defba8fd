// Words and marks of a dataset, shared by the list, its page and the builder.

import type { DatasetSummary, ProofVerdict } from '../../../contracts/datasets.ts';
import { formatPercent } from '../../ui/format.ts';

export const PROOF_WORDS: Readonly<
  Record<ProofVerdict, { readonly short: string; readonly meaning: string }>
> = {
  passed: { short: 'Proof passed', meaning: 'No check found a number that knows its future.' },
  alarm: {
    short: 'Proof: look',
    meaning: 'A check raised an alarm: a feature knows suspiciously much. Open the proof before using it.',
  },
  failed: {
    short: 'Proof failed',
    meaning: 'A check proved that something looks ahead. Models trained on it would be worth nothing.',
  },
  none: {
    short: 'No proof',
    meaning: 'Nothing was proven: the file came from elsewhere, or the build did not finish.',
  },
};

/** `12.1 % SELL · 75.8 % FLAT · 12.1 % BUY`, or an empty text for a label that is a number. */
export function balanceWords({ classes, balance }: Pick<DatasetSummary, 'classes' | 'balance'>): string {
  const all = balance.reduce((sum, count) => sum + count, 0);
  if (all === 0) return '';
  return classes.map((name, k) => `${formatPercent((balance[k] ?? 0) / all)} ${name}`).join(' · ');
}

/** The first digits of a hash, as long as a person compares. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
