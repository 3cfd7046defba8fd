// One candidate's own figures: everything about it that does not depend on the others. Called by the evaluation, family by family, so that
// only one candidate's predictions are in memory.

import { policyOf } from '../../../../engines/learn/policy/chosen.ts';
import { actingOn } from '../../../../engines/learn/task.ts';
import type { SegmentSummary } from '../../../../engines/validation/scores/segments.ts';
import type { CandidateReport } from '../../../contracts/training-results.ts';
import { walksForward } from '../run/run-split.ts';
import { splitHash } from '../run/split-store.ts';
import type { FitOutput, StoredModel } from '../steps/contract.ts';
import { decodePredictions } from '../steps/prediction-codec.ts';
import { decodeStoredModel } from '../steps/stored-model.ts';
import { candidateIdOf } from './candidate-store.ts';
import type { EvaluationDependencies, EvaluationParts, FamilyFits } from './contract.ts';
import { decisionTable } from './decision-table.ts';
import { decisionsView } from './decisions-view.ts';
import { type Looks, looksOf } from './importance.ts';
import { luckOf } from './luck.ts';
import { type MoneyMaker, type MoneyRun, tradedRunId } from './money.ts';
import { paperReturns } from './paper-returns.ts';
import { type PooledPredictions, poolPredictions, type SegmentPredictions } from './pool-predictions.ts';
import { referenceReturns } from './reference-returns.ts';
import { regimeTimelines } from './regime-timelines.ts';
import { isActedOn, type ScoredRows, scoredRowsOf } from './scored-rows.ts';
import { confusionRows, reliabilityOf, scoresOf } from './scores-of.ts';
import { segmentResultOf, summaryOfSegments, thresholdView } from './segment-results.ts';
import { slicesOf } from './slices.ts';

type Own = Pick<
  CandidateReport,
  | 'id'
  | 'family'
  | 'title'
  | 'pooled'
  | 'permutation'
  | 'perSegment'
  | 'intervals'
  | 'reliability'
  | 'rawReliability'
  | 'confusion'
  | 'thresholds'
  | 'threshold'
  | 'decisions'
  | 'slices'
  | 'importance'
  | 'contributions'
  | 'regimes'
>;

export interface JudgedFamily {
  readonly own: Own;
  readonly summary: SegmentSummary;
  readonly money: MoneyRun | null;
  /** Daily, after charges: of the account where it was traded, else of the rows' own worth. */
  readonly returns: Float64Array;
  /** Daily worth where it was surest; what its luck is judged by where it acted on nothing. */
  readonly surest: Float64Array;
  readonly skipped: readonly { readonly segment: number; readonly output: FitOutput }[];
  readonly testedTwice: boolean;
  readonly acted: number;
}

export interface JudgePlace {
  readonly parts: EvaluationParts;
  readonly dependencies: EvaluationDependencies;
  readonly money: MoneyMaker;
  /** Segments that counted, ascending. */
  readonly folds: readonly number[];
}

/** Null where no segment has a result. */
export async function judgeFamily(place: JudgePlace, fits: FamilyFits): Promise<JudgedFamily | null> {
  const { parts, dependencies, money, folds } = place;
  const { table, run, request } = parts;
  const segments = readSegments(fits, dependencies);
  if (segments.length === 0) return null;
  const pooled = poolPredictions(segments, table.rows);
  const scored = scoredRowsOf(table, pooled);
  if (scored.count === 0) return null;
  const id = candidateIdOf(run.runId, fits.family);
  const perSegment = segments.map((own) =>
    segmentResultOf(table, parts.split, own, outputOf(fits, own.segment)),
  );
  const decisions = decisionsView(policyOf(request.policy), scored, fits);
  const traded = await money.trade?.({
    decisions: decisionTable(table, pooled),
    runId: tradedRunId(id),
    name: `${fits.title}, out of fold · ${run.name}`,
  });
  const { looks, stored } = await looksOfNewest(parts, fits, segments, scored, dependencies, request.seed);
  const tested = segments.reduce((sum, { predictions }) => sum + predictions.rows.length, 0);
  return {
    own: {
      id,
      family: fits.family,
      title: fits.title,
      pooled: scoresOf(scored),
      ...luckOf(scored, request.seed),
      perSegment,
      reliability: reliabilityOf(scored),
      rawReliability: reliabilityOf(scored, rawConfidence(scored, parts)),
      confusion: confusionRows(scored),
      thresholds: thresholdView(scored),
      threshold: fits.final?.threshold ?? perSegment.at(-1)!.threshold,
      ...(decisions && { decisions }),
      slices: slicesOf(scored, table, dependencies.calendar),
      importance: looks.importance,
      contributions: looks.contributions,
      regimes: await regimeTimelines(dependencies.db, table, segments, stored),
    },
    summary: summaryOfSegments(perSegment, folds),
    money: traded ?? null,
    returns: traded?.returns ?? paperReturns(scored),
    surest: referenceReturns(scored),
    skipped: fits.segments.filter(({ output }) => output.skipped !== null),
    testedTwice: tested > pooled.rows.length,
    acted: countActedRows(scored),
  };
}

/** Segments with predictions, in order. */
export function readSegments(
  { segments }: FamilyFits,
  { readObject }: Pick<EvaluationDependencies, 'readObject'>,
): SegmentPredictions[] {
  return segments.flatMap(({ segment, output }) =>
    output.predictions === null
      ? []
      : [{ segment, predictions: decodePredictions(readObject(output.predictions)) }],
  );
}

export function pooledOf(
  fits: FamilyFits,
  { table }: Pick<EvaluationParts, 'table'>,
  dependencies: Pick<EvaluationDependencies, 'readObject'>,
): PooledPredictions {
  return poolPredictions(readSegments(fits, dependencies), table.rows);
}

function outputOf({ segments }: FamilyFits, segment: number): FitOutput {
  return segments.find((one) => one.segment === segment)!.output;
}

/** Confidence before calibration in the side that is acted on after it. */
function rawConfidence(scored: ScoredRows, { table }: EvaluationParts): Float64Array {
  const rowSide = Int8Array.from(scored.rows, (row) => table.side[row]!);
  const raw = actingOn(scored.task, scored.raw, scored.count, rowSide);
  const { task } = scored;
  if (task.kind !== 'two-sided') return raw.confidence;
  return raw.confidence.map((_, place) => {
    const class_ = scored.side[place] === 1 ? task.long : task.short;
    return scored.raw[place * scored.width + class_]!;
  });
}

async function looksOfNewest(
  { table }: EvaluationParts,
  fits: FamilyFits,
  segments: readonly SegmentPredictions[],
  scored: ScoredRows,
  { readObject }: EvaluationDependencies,
  seed: number,
): Promise<{ readonly looks: Looks; readonly stored: StoredModel | null }> {
  const newest = segments.at(-1)!;
  const output = outputOf(fits, newest.segment);
  if (output.model === null) return { looks: { importance: [], contributions: null }, stored: null };
  const stored = decodeStoredModel(readObject(output.model));
  const labelled = new Set(scored.rows);
  const rows = newest.predictions.rows.filter((row) => labelled.has(row));
  return { looks: looksOf({ table, stored, rows, rounds: output.rounds, seed }), stored };
}

function countActedRows(scored: ScoredRows): number {
  let acted = 0;
  for (let place = 0; place < scored.count; place++) if (isActedOn(scored, place)) acted++;
  return acted;
}

export function factsOfSplit({ split }: Pick<EvaluationParts, 'split'>) {
  return { hash: splitHash(split), trainsAfterTest: !walksForward(split) };
}

export function segmentsOf(families: readonly FamilyFits[]): number[] {
  return [...new Set(families.flatMap(({ segments }) => segments.map(({ segment }) => segment)))].sort(
    (a, b) => a - b,
  );
}
