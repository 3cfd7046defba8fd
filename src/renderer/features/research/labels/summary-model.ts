// What the summary of a preview says: shares with intervals over rows that overlap, and how wins compare with what breaks even. Pure.

import { wilsonInterval } from '../../../../../engines/features/patterns/wilson.ts';
import { DROP_REASONS, type DropReason, HITS, type Hit } from '../../../../../engines/labels/definition.ts';
import type { LabelSummary } from '../../../../contracts/labels.ts';
import { formatPercent } from '../../../ui/format.ts';

export interface Share {
  readonly name: string;
  readonly count: number;
  readonly share: number;
  /**
   * 95 % Wilson interval over as many rows as are worth their own: rows × average uniqueness. Overlapping labels repeat each
   * other, and counting them all would flatter the interval.
   */
  readonly low: number;
  readonly high: number;
}

export function classShares(summary: LabelSummary): readonly Share[] {
  const all = summary.balance.reduce((sum, count) => sum + count, 0);
  const worth = Math.max(1, all * summary.averageUniqueness);
  return summary.classes.map((name, k) => {
    const count = summary.balance[k] ?? 0;
    const share = all === 0 ? Number.NaN : count / all;
    if (all === 0 || !Number.isFinite(worth))
      return { name, count, share, low: Number.NaN, high: Number.NaN };
    const { low, high } = wilsonInterval(share * worth, worth);
    return { name, count, share, low, high };
  });
}

export interface Counted<Name> {
  readonly name: Name;
  readonly count: number;
}

function counted<Name extends string>(
  names: readonly Name[],
  counts: Readonly<Partial<Record<Name, number>>>,
): readonly Counted<Name>[] {
  return names
    .map((name) => ({ name, count: counts[name] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
}

export const droppedOf = (summary: LabelSummary): readonly Counted<DropReason>[] =>
  counted(DROP_REASONS, summary.dropped);
export const hitsOf = (summary: LabelSummary): readonly Counted<Hit>[] => counted(HITS, summary.hits);

/** The share of rows a bet would have won: of `win`, or where both sides are asked, of the larger side's class. */
export function winShare(summary: LabelSummary): Share | null {
  const shares = classShares(summary);
  const win = shares.find((one) => one.name === 'win');
  if (win) return win;
  const sides = shares.filter((one) => one.name === 'BUY' || one.name === 'SELL');
  return sides.toSorted((a, b) => b.share - a.share)[0] ?? null;
}

/** One sentence beside the break-even share; null where the label has no pair of target and stop. */
export function breakEvenWords(summary: LabelSummary): string | null {
  const { breakEven } = summary;
  const win = winShare(summary);
  if (!breakEven || !win || !Number.isFinite(win.share)) return null;
  const needed = formatPercent(breakEven.withCharges);
  if (breakEven.withCharges >= 1)
    return `Charges alone exceed the target: even winning every time would not pay (${needed} would be needed).`;
  const rows =
    win.name === 'win'
      ? `Taking every row would have won ${formatPercent(win.share)}`
      : `${win.name} is the more frequent side with ${formatPercent(win.share)} of rows`;
  if (win.low > breakEven.withCharges)
    return `${rows}, more than the ${needed} that pays for charges. Look for what makes it so before believing it.`;
  if (win.high < breakEven.withCharges)
    return `${rows}; ${needed} must win to pay for charges. A model has to choose rows that win more often.`;
  return `${rows}, which cannot be told from the ${needed} that pays for charges.`;
}
