// What the ledger makes of a candidate's Sharpe ratio, and how often the best of the candidates is luck. Called by the evaluation once all
// candidates are measured and written down, so that each is deflated by all of them.

import { SESSIONS_PER_YEAR } from '../../../../engines/backtest/metrics-ratios.ts';
import { overfittingProbability } from '../../../../engines/validation/deflation/overfitting.ts';
import { sharpeMoments } from '../../../../engines/validation/deflation/sharpe.ts';
import {
  countTrials,
  deflateByLedger,
  type TrialEntry,
} from '../../../../engines/validation/deflation/trial-ledger.ts';
import type { DeflationView } from '../../../contracts/training-results.ts';

const YEAR = Math.sqrt(SESSIONS_PER_YEAR);

/** `idle`: it acted on nothing, and the returns are those of the rows it was surest of. `returns`: daily, after charges. Null with fewer than two days or without any spread: there is no ratio to deflate. */
export function deflationOf(
  returns: Float64Array,
  entries: readonly TrialEntry[],
  datasetHash: string,
  { overfitting, idle }: { readonly overfitting: number | null; readonly idle: boolean },
): DeflationView | null {
  if (returns.length < 2) return null;
  const moments = sharpeMoments(returns);
  if (Number.isNaN(moments.sharpe)) return null;
  const { entries: written, bySource } = countTrials(entries, datasetHash);
  const { probability, benchmark, trials, varianceFrom, undeflated } = deflateByLedger(
    moments,
    entries,
    datasetHash,
  );
  const sources = Object.entries(bySource)
    .filter(([, count]) => count > 0)
    .map(([source, count]) => `${count} ${source.replace('-', ' ')}`)
    .join(', ');
  const spread =
    varianceFrom === 'trials'
      ? 'spread of the measured ratios'
      : 'spread that luck alone gives independent ratios';
  return {
    sharpe: moments.sharpe * YEAR,
    trials,
    entries: written,
    deflated: probability,
    expectedBest: benchmark * YEAR,
    overfitting,
    idle,
    words:
      (idle
        ? 'It acted on nothing, so these figures are of the rows it was surest of (the upper tenth of its confidence so far), after charges: they tell luck from skill, not money. '
        : '') +
      `${trials} different things were tried on this dataset (${sources || 'this one'}). Of so many without any edge the best would show a ` +
      `Sharpe ratio of ${(benchmark * YEAR).toFixed(2)} a year (${spread}); this one shows ${(moments.sharpe * YEAR).toFixed(2)} over ` +
      `${moments.observations} days. Chance that it is above zero: ${percent(undeflated)} taken alone, ${percent(probability)} after all that was tried.` +
      (overfitting === null
        ? ''
        : ` The best candidate of one half of the days is below the median in the other half in ${percent(overfitting)} of the halves.`),
  };
}

/** Days per block below which a block says nothing; ten blocks where the days allow. */
const BLOCKS = [10, 8, 6, 4] as const;

/** `returns[candidate]`: over the same days. Null with fewer than two candidates or too few days. */
export function overfittingOf(returns: readonly Float64Array[]): number | null {
  const days = Math.max(0, ...returns.map((own) => own.length));
  // A candidate that never traded earned nothing on each of the days.
  const same = returns.map((own) => (own.length === 0 ? new Float64Array(days) : own));
  const blocks = BLOCKS.find((count) => days >= 2 * count);
  if (same.length < 2 || blocks === undefined || same.some((own) => own.length !== days)) return null;
  const { probability } = overfittingProbability(same, { blocks });
  return Number.isNaN(probability) ? null : probability;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
