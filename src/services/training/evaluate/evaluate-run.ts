// The evaluation of a training run: every candidate judged on rows its models never saw, traded through the backtest engine, deflated by
// everything that was tried on the dataset, ranked by mean and worst segment. Called by the orchestrator's `evaluate` step.

import { holdOutFaults } from '../../../../engines/validation/deflation/hold-out.ts';
import { sharpeMoments } from '../../../../engines/validation/deflation/sharpe.ts';
import { countTrials } from '../../../../engines/validation/deflation/trial-ledger.ts';
import { rankCandidates } from '../../../../engines/validation/scores/segments.ts';
import type { Dataset } from '../../../contracts/datasets.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { CandidateReport, DeflationView } from '../../../contracts/training-results.ts';
import { createDatasetStore } from '../../research/index.ts';
import { looksAtHoldOut } from '../ledger/hold-out-openings.ts';
import { backtestEntries, candidateEntry, type LedgerPlace, searchEntries } from '../ledger/trial-entries.ts';
import { recordTrials, trialsOf } from '../ledger/trial-ledger.ts';
import { writeRunReports } from '../reports/write-run-reports.ts';
import { candidateIdOf, createCandidateStore, NOTHING_ACTED_ON } from './candidate-store.ts';
import { cautionsOf } from './cautions.ts';
import type { EvaluateRun, EvaluationDependencies, EvaluationParts } from './contract.ts';
import { deflationOf, overfittingOf } from './deflation.ts';
import { type GatedAuc, gatedAuc } from './gated-auc.ts';
import { factsOfSplit, type JudgedFamily, judgeFamily, segmentsOf } from './judge-family.ts';
import { createMoneyMaker } from './money.ts';

export const evaluateRun: EvaluateRun = async (parts, dependencies) => {
  const { table, families, run } = parts;
  const { db, progress, now } = dependencies;
  const folds = segmentsOf(families);
  if (folds.length === 0) throw nothingToJudge();
  const dataset = await createDatasetStore(db).get(run.datasetId);
  const [from, to] = testedDates(parts, folds);
  const place = {
    db,
    datasetId: run.datasetId,
    instruments: table.instruments,
    from,
    to,
    now,
    signal: dependencies.signal,
  };
  const money = await createMoneyMaker(place);
  const judged: JudgedFamily[] = [];
  for (const [k, fits] of families.entries()) {
    stopIfAsked(dependencies);
    progress((0.9 * k) / families.length, `Judging ${fits.title}`);
    const one = await judgeFamily({ parts, dependencies, money, folds }, fits);
    if (one !== null) judged.push(one);
  }
  if (judged.length === 0) throw nothingToJudge();
  stopIfAsked(dependencies);
  progress(0.92, 'Counting trials');
  const { hash: splitHash, trainsAfterTest } = factsOfSplit(parts);
  const ledger: LedgerPlace = { run, request: parts.request, table, splitHash, at: run.createdAt };
  await writeLedger(parts, dependencies, ledger, judged);
  const entries = await trialsOf(db, table.datasetHash);
  const { distinct } = countTrials(entries, table.datasetHash);
  // All by the same measure: halves of days in which one traded and another was only surest cannot be held against each other.
  const someIdle = judged.some(({ acted }) => acted === 0);
  const overfitting = overfittingOf(judged.map(({ returns, surest }) => (someIdle ? surest : returns)));
  const holdOutLooks = await looksAtHoldOut(db, table.datasetHash);
  const order = rankCandidates(judged.map((one) => one.summary));
  const reports = order.map((k, rank) => {
    const one = judged[k]!;
    const idle = one.acted === 0;
    const deflation = deflationOf(idle ? one.surest : one.returns, entries, table.datasetHash, {
      overfitting,
      idle,
    });
    const gated = gatedAuc(one.own.pooled.auc, one.summary.weightedMean);
    const cautions = cautionsOf({
      ...{ synthetic: run.synthetic, request: parts.request, table, dataset, trainsAfterTest },
      ...{
        perSegment: one.own.perSegment,
        decisions: one.own.decisions ?? null,
        skipped: one.skipped,
        testedTwice: one.testedTwice,
      },
      ...{ money: one.money?.scores ?? null, noMoney: money.why, distinctTrials: distinct, holdOutLooks },
    });
    return reportOf(parts, dataset, one, {
      rank: rank + 1,
      folds: folds.length,
      deflation,
      cautions: gated.caution === null ? cautions : [...cautions, gated.caution],
      gated,
      at: now(),
    });
  });
  progress(0.95, 'Writing reports');
  const written = await writeRunReports({ parts, dataset, reports, dependencies });
  const finished = reports.map((report) => ({ ...report, files: written.get(report.id) ?? [] }));
  await createCandidateStore(db).save(
    finished.map((report) => ({
      report,
      finalModel: families.find(({ family }) => family === report.family)?.final?.model ?? null,
    })),
    now(),
  );
  progress(1, `${finished.length} candidates judged`);
  return finished;
};

interface Place {
  readonly rank: number;
  readonly folds: number;
  readonly deflation: DeflationView | null;
  readonly cautions: readonly string[];
  readonly gated: GatedAuc;
  readonly at: number;
}

function reportOf(
  { run, request, table }: EvaluationParts,
  dataset: Dataset,
  { own, summary, money, acted }: JudgedFamily,
  { rank, deflation, cautions, gated, at }: Place,
): CandidateReport {
  const sharpe = money?.scores.sharpe ?? deflation?.sharpe ?? Number.NaN;
  const { auc, told } = gated;
  const faults = holdOutFaults({ auc, sharpe, told }, request.gates);
  if (own.permutation !== null && auc <= own.permutation.high)
    faults.push(
      `AUC ${auc.toFixed(3)}${told === null ? '' : ` (${told})`} lies within what exchanged labels give (up to ${own.permutation.high.toFixed(3)})`,
    );
  if (acted === 0) faults.push(NOTHING_ACTED_ON);
  if (summary.without > 0) faults.push(`${summary.without} of ${summary.segments} segments have no score`);
  return {
    ...own,
    runId: run.runId,
    runName: run.name,
    synthetic: run.synthetic,
    rank,
    segments: summary.segments - summary.without,
    meanAuc: summary.mean,
    deviationAuc: summary.deviation,
    worstAuc: summary.worst,
    bestAuc: summary.best,
    money: money?.scores ?? null,
    deflated: deflation?.deflated ?? null,
    withinAuc: summary.weightedMean,
    idle: acted === 0 || money?.scores.trades === 0,
    passed: faults.length === 0,
    faults,
    holdOut: null,
    bundle: null,
    createdAt: at,
    datasetId: run.datasetId,
    classes: table.task.classes.length > 0 ? table.task.classes : dataset.classes,
    deflation,
    cautions,
    files: [],
  };
}

/** First and last date of the sessions any fold tests on. */
function testedDates({ split, table }: EvaluationParts, folds: readonly number[]): [string, string] {
  const spans = folds.flatMap((fold) => split.folds[fold]!.test);
  const from = Math.min(...spans.map((span) => span.from));
  const to = Math.max(...spans.map((span) => span.to));
  const tested = table.sessions.filter((session) => session.close > from && session.open < to);
  return [tested[0]!.date, tested.at(-1)!.date];
}

/** Trials first, then what the candidates measured: the order in which they were looked at. */
async function writeLedger(
  { trials, run, table, families }: EvaluationParts,
  { db, now }: EvaluationDependencies,
  ledger: LedgerPlace,
  judged: readonly JudgedFamily[],
): Promise<void> {
  const [first, last] = [table.sessions[0]!.date, table.sessions.at(-1)!.date];
  const candidates = judged.map(({ own, returns }) =>
    candidateEntry(ledger, {
      candidateId: candidateIdOf(run.runId, own.family),
      family: families.find(({ family }) => family === own.family)!.family,
      perSegment: own.perSegment,
      sharpe: returns.length < 2 ? Number.NaN : sharpeMoments(returns).sharpe,
      observations: returns.length,
    }),
  );
  const seen = { instruments: table.instruments, from: first, to: last };
  const byHand = await backtestEntries(db, table.datasetHash, seen);
  await recordTrials(db, [...searchEntries(ledger, trials), ...candidates, ...byHand], now());
}

function stopIfAsked({ signal }: EvaluationDependencies): void {
  if (signal.aborted)
    throw new AppError(
      'CANCELLED',
      'The evaluation was stopped. Everything trained is kept; resume the run to judge it.',
    );
}

function nothingToJudge(): AppError {
  return new AppError(
    'NO_DATA',
    'No segment of any family has predictions, so there is nothing to judge. Everything trained is kept; see the reasons in the run, and give it more rows or fewer classes.',
  );
}
