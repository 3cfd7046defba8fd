// Every look at a dataset counts: trials of searches, reruns, manual backtests, baselines. From the entries of one dataset follow
// the number of trials and their spread that a Sharpe ratio is deflated by. Called by services, which store the entries, and by
// reports. Entries are only ever added.

import { mean, sampleStd } from '../../numeric/statistics.ts';
import { type DeflatedSharpe, deflatedSharpe, type SharpeMoments } from './sharpe.ts';

export const TRIAL_SOURCES = ['search', 'rerun', 'manual-backtest', 'baseline', 'imported'] as const;
export type TrialSource = (typeof TRIAL_SOURCES)[number];

export interface TrialEntry {
  /** Unique; adding an entry again (a resumed run) changes nothing. */
  readonly id: string;
  readonly datasetHash: string;
  readonly source: TrialSource;
  /** What ran: family, parameters, features, threshold. Equal fingerprints are one strategy looked at again. */
  readonly fingerprint: string;
  readonly happenedAt: number;
  /** Of the daily equity series after charges, per day; null where the trial failed, was pruned or never traded. It still counts. */
  readonly sharpe: number | null;
  readonly observations: number;
}

/** A new list with the entry at its end; throws RangeError where its id is taken by another trial or the entry makes no sense. */
export function addTrial(entries: readonly TrialEntry[], entry: TrialEntry): readonly TrialEntry[] {
  if (entry.id === '' || entry.datasetHash === '' || entry.fingerprint === '')
    throw new RangeError('a trial needs an id, a dataset and a fingerprint; nothing was written');
  if (entry.sharpe !== null && !Number.isFinite(entry.sharpe))
    throw new RangeError(
      `trial ${entry.id} has the Sharpe ratio ${entry.sharpe}; write null where there is none`,
    );
  const known = entries.find(({ id }) => id === entry.id);
  if (known === undefined) return [...entries, entry];
  if (known.datasetHash !== entry.datasetHash || known.fingerprint !== entry.fingerprint)
    throw new RangeError(`trial ${entry.id} is already written for something else; nothing was changed`);
  return entries;
}

export interface TrialCount {
  readonly datasetHash: string;
  readonly entries: number;
  /** Different things tried: repeats of one fingerprint are looks at the same ratio, not new chances. */
  readonly distinct: number;
  readonly bySource: Readonly<Record<TrialSource, number>>;
  /** Distinct trials with a ratio. */
  readonly measured: number;
  readonly meanSharpe: number;
  /** Sample variance of the measured ratios, one per fingerprint (its latest); 0 with fewer than two. */
  readonly variance: number;
}

export function countTrials(entries: readonly TrialEntry[], datasetHash: string): TrialCount {
  const own = entries.filter((entry) => entry.datasetHash === datasetHash);
  const bySource = Object.fromEntries(TRIAL_SOURCES.map((source) => [source, 0])) as Record<
    TrialSource,
    number
  >;
  const latest = new Map<string, number | null>();
  for (const entry of [...own].sort((a, b) => a.happenedAt - b.happenedAt)) {
    bySource[entry.source]++;
    // A failed rerun does not forget what an earlier run measured.
    latest.set(entry.fingerprint, entry.sharpe ?? latest.get(entry.fingerprint) ?? null);
  }
  const ratios = [...latest.values()].filter((sharpe) => sharpe !== null);
  return {
    datasetHash,
    entries: own.length,
    distinct: latest.size,
    bySource,
    measured: ratios.length,
    meanSharpe: mean(ratios),
    variance: ratios.length < 2 ? 0 : sampleStd(ratios) ** 2,
  };
}

export interface LedgerDeflation extends DeflatedSharpe {
  /** Whether the spread of the trials was measured or assumed. See [Note: spread]. */
  readonly varianceFrom: 'trials' | 'sampling';
}

/**
 * [Note: spread] The variance comes from the ledger's ratios. Where too few were measured, or they lie closer together than
 * luck alone would put independent ones (a search that circles one optimum), it is the sampling variance of a ratio of zero,
 * 1 / (observations − 1): the ledger must not make a candidate look safer because its trials were alike or not measured.
 * This is the stricter of the two choices.
 */
export function deflateByLedger(
  moments: SharpeMoments,
  entries: readonly TrialEntry[],
  datasetHash: string,
): LedgerDeflation {
  const count = countTrials(entries, datasetHash);
  // The candidate itself was at least one look, written or not.
  const trials = Math.max(1, count.distinct);
  const sampling = moments.observations >= 2 ? 1 / (moments.observations - 1) : 0;
  const measured = count.variance >= sampling;
  return {
    ...deflatedSharpe(moments, trials, measured ? count.variance : sampling),
    varianceFrom: measured ? 'trials' : 'sampling',
  };
}
