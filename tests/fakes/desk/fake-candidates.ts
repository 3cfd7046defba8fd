// Candidates of the looking desk: three families and their vote over four segments, with every view a candidate has. Development only.

import { createRandom } from '../../../engines/numeric/random.ts';
import type {
  CandidateReport,
  CandidateSummary,
  MoneyScores,
  Scores,
  SegmentResult,
} from '../../../src/contracts/training-results.ts';
import { fakeCandidate } from './fake-candidate.ts';
import { at, fakeFolds } from './fake-training-data.ts';

const TITLES: Readonly<Record<string, string>> = {
  leafwise: 'Boosted trees, leaf by leaf',
  depthwise: 'Boosted trees, level by level',
  symmetric: 'Boosted symmetric trees',
  'soft-vote': 'Mean of the families',
};
const AUC: Readonly<Record<string, readonly number[]>> = {
  leafwise: [0.571, 0.548, 0.562, 0.533],
  depthwise: [0.583, 0.519, 0.561, 0.497],
  symmetric: [0.552, 0.541, 0.55, 0.527],
  'soft-vote': [0.588, 0.551, 0.571, 0.534],
};
export const CANDIDATE_FAMILIES = ['soft-vote', 'leafwise', 'symmetric', 'depthwise'] as const;

const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;

function scoresOf(auc: number, rows: number): Scores {
  return {
    rows,
    auc,
    logLoss: 0.6961 - (auc - 0.5) * 0.32,
    brier: 0.252 - (auc - 0.5) * 0.2,
    ece: 0.021 + Math.abs(0.56 - auc) * 0.1,
    accuracy: 0.512 + (auc - 0.5) * 0.6,
    macroF1: 0.49 + (auc - 0.5) * 0.7,
    weightedF1: 0.5 + (auc - 0.5) * 0.5,
    macroPrecision: 0.49 + (auc - 0.5) * 0.6,
    macroRecall: 0.49 + (auc - 0.5) * 0.6,
    balance: [0.537, 0.463],
  };
}

function moneyOf(auc: number, trades: number): MoneyScores {
  const grossPnl = (auc - 0.5) * 2_400_000 + 21_400;
  const charges = trades * 61.4;
  return {
    trades,
    grossPnl,
    charges,
    netPnl: grossPnl - charges,
    hitRate: 0.44 + (auc - 0.5) * 0.9,
    sharpe: (auc - 0.54) * 38,
    maxDrawdown: 48_200 + (0.6 - auc) * 120_000,
    turnover: trades * 0.34,
    runId: null,
    basis:
      'Out-of-fold signals at each segment’s threshold, pessimistic fills, dated charges, ₹5,00,000, one share lot rounding.',
  };
}

function segmentsOf(family: string, count: number): readonly SegmentResult[] {
  const random = createRandom(family.length);
  return fakeFolds(count).map((fold): SegmentResult => {
    const auc = AUC[family]?.[fold.segment] ?? 0.5;
    const idle = family === 'depthwise' && fold.segment === 3;
    return {
      segment: fold.segment,
      trainFrom: fold.trainFrom,
      trainTo: fold.trainTo,
      testFrom: fold.testFrom,
      testTo: fold.testTo,
      trainRows: fold.trainRows,
      testRows: fold.testRows,
      scores: scoresOf(auc, fold.testRows),
      searchScore: family === 'soft-vote' ? null : 0.6912 + 0.002 * random.normal(),
      parameters:
        family === 'soft-vote'
          ? {}
          : { learningRate: 0.0312, maxLeaves: 48, rowFraction: 0.85, columnFraction: 0.8, rounds: 420 },
      rounds: family === 'soft-vote' ? null : 310 + 20 * fold.segment,
      threshold: idle ? null : 0.52 + 0.01 * fold.segment,
      calibration: {
        method: 'isotonic',
        accepted: fold.segment !== 1,
        words:
          fold.segment === 1
            ? 'Not accepted: the later rows were predicted no better with it. The raw probability serves.'
            : 'Accepted: log-loss of the later rows fell from 0.9598 to 0.9541.',
      },
      acted: idle ? 0 : 420 - 31 * fold.segment,
      hitRate: idle ? Number.NaN : 0.44 + (auc - 0.5),
      net: idle ? 0 : (auc - 0.545) * 4.2,
      curve: Array.from({ length: 32 }, (_, k) => ({
        round: (k + 1) * 10,
        train: 0.66 + 0.04 * Math.exp(-k / 9) - 0.0012 * k,
        validation: 0.69 + 0.02 * Math.exp(-k / 7) + 0.00002 * (k - 16) ** 2,
      })),
    };
  });
}

export function fakeSummary(runId: string, family: string, rank: number, count = 4): CandidateSummary {
  const perSegment = segmentsOf(family, count);
  const aucs = perSegment.map((segment) => segment.scores.auc);
  const meanAuc = mean(aucs);
  const rows = perSegment.reduce((sum, segment) => sum + segment.testRows, 0);
  const money = moneyOf(meanAuc, 1_244 + rank * 121);
  const faults = [
    ...(meanAuc < 0.6 ? [`Mean AUC ${meanAuc.toFixed(3)} is below the gate of 0.600.`] : []),
    ...(money.sharpe < 0
      ? [`Sharpe ${money.sharpe.toFixed(2)} after charges is below the gate of 0.00.`]
      : []),
  ];
  return {
    id: `candidate-${runId}-${family}`,
    runId,
    family,
    title: TITLES[family] ?? family,
    synthetic: false,
    rank,
    segments: count,
    perSegment,
    meanAuc,
    deviationAuc: Math.sqrt(mean(aucs.map((auc) => (auc - meanAuc) ** 2))),
    worstAuc: Math.min(...aucs),
    bestAuc: Math.max(...aucs),
    pooled: scoresOf(meanAuc - 0.004, rows),
    permutation: { low: 0.488, high: 0.513 },
    money,
    deflated: 0.31 - rank * 0.06,
    idle: false,
    passed: faults.length === 0,
    faults,
    holdOut: null,
    bundle:
      rank > 3
        ? null
        : {
            id: `bundle-${family}-4f1c09`,
            path: `models/${family}-4f1c09`,
            bytes: 1_482_112,
            parity: {
              rows: 22_410,
              maxDifference: family === 'soft-vote' ? 3.1e-7 : 0,
              equalLeaves: family === 'soft-vote' ? null : 22_410,
              tolerance: 1e-6,
              passed: true,
              runtime: 'onnxruntime-node 1.30.0',
              words: '22,410 rows: every tree ended in the same leaf.',
            },
            refused: null,
          },
    createdAt: at('2026-02-23', '19:42'),
  };
}

/** A whole report of it: the views from the candidate's own dice, the figures those of the run's grid. */
export function fakeReport(summary: CandidateSummary, runName: string, datasetId: string): CandidateReport {
  const { id, runId, family, title, segments } = summary;
  return {
    ...fakeCandidate({ id, runId, family, title, segments }),
    ...summary,
    runName,
    datasetId,
    perSegment: segmentsOf(family, segments),
  };
}
