// What a weekend report says of its winners and of what changed. Pure; called by weekend-report.ts.

import { type CandidateSummary, judgedAuc } from '../../../contracts/training-results.ts';
import type { Standing, Standings } from './report-store.ts';

/** An AUC counts as another from here on; the intervals of any real dataset are wider. */
const SAME_AUC = 0.0005;
/** By which the published system's new model had to be better before it replaced the old one. */
const WORTH_CHANGING = 0.02;

type Winner = Pick<
  CandidateSummary,
  'pooled' | 'withinAuc' | 'permutation' | 'passed' | 'faults' | 'worstAuc' | 'money' | 'synthetic'
>;

/** `incumbent`: best of the same dataset's name before; null where there was none. */
export function winnerWords(candidate: Winner, incumbent: Standing | null): string {
  const { pooled, permutation, passed, faults, money, synthetic } = candidate;
  const luck =
    permutation !== null && judgedAuc(candidate) <= permutation.high
      ? `Within what exchanged labels give (up to ${permutation.high.toFixed(3)}): it found nothing.`
      : null;
  return [
    synthetic ? 'Synthetic data.' : null,
    luck,
    passed ? 'Passed its gates.' : luck === null ? `Below its gates: ${faults[0] ?? 'not measured'}.` : null,
    `Worst segment ${figure(candidate.worstAuc)}.`,
    money === null
      ? 'Not traded.'
      : `${rupees(money.netPnl)} net of ${rupees(money.charges)} charges in ${money.trades} trades.`,
    incumbent === null ? 'The first of its dataset.' : againstIncumbent(pooled.auc, incumbent),
  ]
    .filter((one) => one !== null)
    .join(' ');
}

function againstIncumbent(auc: number, { auc: before, title, runName }: Standing): string {
  const place = `the best before (${title} of ${runName}, ${figure(before)})`;
  const change = auc - before;
  if (!Number.isFinite(change) || Math.abs(change) < SAME_AUC) return `As good as ${place}.`;
  if (change < 0) return `${figure(-change)} below ${place}: keep that one.`;
  return change / before >= WORTH_CHANGING
    ? `${figure(change)} above ${place}.`
    : `${figure(change)} above ${place}, which is less than 2 %: no reason to change models.`;
}

export interface Changes {
  readonly standings: Standings;
  readonly lines: readonly string[];
}

/** `found`: best of this report by dataset; `exists`: whether a candidate of the last report is still there. */
export function changesSince(
  before: Standings,
  found: Standings,
  exists: (candidateId: string) => boolean,
): Changes {
  const standings: Record<string, Standing> = {};
  const lines: string[] = [];
  for (const dataset of [...new Set([...Object.keys(before), ...Object.keys(found)])].sort()) {
    const [was, now] = [before[dataset], found[dataset]];
    if (now === undefined) {
      if (exists(was!.candidateId)) standings[dataset] = was!;
      else lines.push(`${dataset}: gone. ${was!.title} of ${was!.runName} was removed.`);
      continue;
    }
    standings[dataset] = now;
    lines.push(`${dataset}: ${changeOf(was, now)}`);
  }
  return { standings, lines };
}

function changeOf(was: Standing | undefined, now: Standing): string {
  if (was === undefined) return `new. ${now.title}, AUC ${figure(now.auc)}.`;
  const change = now.auc - was.auc;
  const from = `AUC ${figure(was.auc)} (${was.title}) → ${figure(now.auc)} (${now.title})`;
  if (Math.abs(change) < SAME_AUC) return `the same. ${from}.`;
  return `${change > 0 ? 'better' : 'worse'}. ${from}.`;
}

const figure = (value: number): string => (Number.isFinite(value) ? value.toFixed(3) : '–');

export function rupees(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const digits = Math.abs(value).toLocaleString('en-IN', { maximumFractionDigits: 0 });
  return `${value < 0 && digits !== '0' ? '−' : ''}₹${digits}`;
}
