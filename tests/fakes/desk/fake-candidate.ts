// One candidate of training with everything its page shows, made of dice: for looking at the screen, and for the tests of its
// view-models. The figures agree with each other where a person would notice; they are not results of any model.

import { BUNDLE_FILES, type ParityCertificate } from '../../../src/contracts/bundles.ts';
import type {
  BundleView,
  CandidateReport,
  HoldOutResult,
  MoneyScores,
  Scores,
  SegmentResult,
} from '../../../src/contracts/training-results.ts';
import {
  fakeContributions,
  fakeDecisions,
  fakeImportance,
  fakeRegimes,
  fakeReliability,
  fakeSlices,
  fakeThresholds,
} from './fake-candidate-parts.ts';
import { dice } from './fake-random.ts';

const DAY = 86_400_000;
/** Mon 6 Jan 2025 09:15 IST. */
const START = Date.parse('2025-01-06T03:45:00Z');

export interface FakeCandidateOptions {
  readonly id?: string;
  readonly runId?: string;
  readonly seed?: number;
  readonly family?: string;
  readonly title?: string;
  readonly synthetic?: boolean;
  readonly segments?: number;
  /** Edge in AUC over one half. */
  readonly edge?: number;
  readonly passed?: boolean;
  readonly opened?: boolean;
  /** No importance, no regimes, no money, no bundle: what a candidate of a thin run has. */
  readonly bare?: boolean;
}

export function fakeScores(seed: number, auc: number, rows: number): Scores {
  const of = dice(seed);
  return {
    rows,
    auc,
    logLoss: Math.LN2 - (auc - 0.5) * 0.35 + of.normal(0, 0.002),
    brier: 0.25 - (auc - 0.5) * 0.12,
    ece: Number.isNaN(auc) ? auc : of.uniform(0.008, 0.03),
    accuracy: 0.5 + (auc - 0.5) * 0.7,
    macroF1: 0.49 + (auc - 0.5) * 0.7,
    weightedF1: 0.5 + (auc - 0.5) * 0.7,
    macroPrecision: 0.5 + (auc - 0.5) * 0.7,
    macroRecall: 0.5 + (auc - 0.5) * 0.7,
    balance: [0.537, 0.463],
  };
}

function fakeSegment(segment: number, auc: number, seed: number): SegmentResult {
  const of = dice(seed * 100 + segment);
  const trainFrom = START + segment * 15 * DAY;
  const rounds = of.whole(40, 180);
  const idle = segment === 2;
  const acted = idle ? 0 : of.whole(90, 260);
  return {
    segment,
    trainFrom,
    trainTo: trainFrom + 45 * DAY,
    testFrom: trainFrom + 46 * DAY,
    testTo: trainFrom + 60 * DAY,
    trainRows: of.whole(17_000, 19_000),
    testRows: of.whole(5_800, 6_300),
    scores: fakeScores(seed + segment, auc, 6_000),
    searchScore: 0.689 + of.normal(0, 0.002),
    parameters: {
      learningRate: Number(of.uniform(0.02, 0.1).toFixed(4)),
      leaves: of.whole(12, 63),
      leastRowsInLeaf: of.whole(40, 200),
      featureShare: Number(of.uniform(0.5, 1).toFixed(2)),
      l2: Number(of.uniform(0, 5).toFixed(2)),
    },
    rounds,
    threshold: idle ? null : Number(of.uniform(0.52, 0.58).toFixed(3)),
    calibration: idle
      ? {
          method: 'isotonic',
          accepted: false,
          words:
            'On the later rows it was worse than the raw scores (log-loss 0.6931 against 0.6924): raw scores are kept.',
        }
      : {
          method: 'isotonic',
          accepted: true,
          words: 'Better than the raw scores on the later rows: log-loss 0.6908 against 0.6921.',
        },
    acted,
    hitRate: idle ? Number.NaN : of.uniform(0.42, 0.56),
    net: idle ? 0 : of.normal(0.01, 0.06),
    curve: Array.from({ length: Math.ceil((rounds + 50) / 5) }, (_, k) => {
      const round = k * 5;
      const overfit = Math.max(0, round - rounds) * 0.00004;
      return {
        round,
        train: Math.LN2 - 0.05 * (1 - Math.exp(-round / 80)) - round * 0.00003,
        validation:
          Math.LN2 - (auc - 0.5) * 0.4 * (1 - Math.exp(-round / 50)) + overfit + of.normal(0, 0.0002),
      };
    }),
  };
}

export function fakeMoney(net: number): MoneyScores {
  return {
    trades: 1_184,
    netPnl: net,
    grossPnl: net + 61_240.5,
    charges: 61_240.5,
    hitRate: 0.462,
    sharpe: net / 40_000,
    maxDrawdown: 48_310.25,
    turnover: 182.4,
    runId: 'f00dfeedf00dfeedf00dfeedf00dfeed',
    basis:
      'Signals above each segment’s own threshold through the backtest engine: ₹5,00,000 capital, ₹50,000 per trade, market orders at the next bar, pessimistic fills on 1-minute bars, dated charges, flat by 15:10.',
  };
}

const PARITY: ParityCertificate = {
  rows: 12_000,
  maxDifference: 2.98e-8,
  equalLeaves: 12_000,
  tolerance: 1e-6,
  passed: true,
  runtime: 'onnxruntime-node 1.30.0',
  words: 'The exported graph and the trainer agree on 12,000 rows; every tree ends in the same leaf.',
};

const FILES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(BUNDLE_FILES)
    .filter((name) => name !== BUNDLE_FILES.manifest)
    .map((name, k) => [name, `${k}b4d1f`.repeat(11).slice(0, 64)]),
);

function bundleOf(id: string): BundleView {
  return {
    id: `bundle-${id}`,
    path: `models/${id}`,
    bytes: 1_482_113,
    parity: PARITY,
    refused: null,
    files: FILES,
  };
}

export function fakeHoldOut(candidateId: string): HoldOutResult {
  return {
    candidateId,
    reason: 'Best worst segment of the three families; nothing more will be tried on this dataset.',
    openedAt: START + 330 * DAY,
    from: START + 260 * DAY,
    to: START + 288 * DAY,
    scores: fakeScores(71, 0.514, 4_120),
    money: { ...fakeMoney(-8_240.4), trades: 212, runId: null },
    passed: false,
    faults: [
      'AUC 0.514 is below the gate of 0.600.',
      'Sharpe −0.62 after charges is below the gate of 0.00.',
    ],
    perInstrument: ['NSE:RELIANCE', 'NSE:M&M', 'NSE:BAJAJ-AUTO', 'NSE:TCS'].map((instrumentId, k) => ({
      instrumentId,
      rows: 1_030 - k * 7,
      auc: k === 3 ? Number.NaN : 0.5 + k * 0.011,
    })),
  };
}

export function fakeCandidate(options: FakeCandidateOptions = {}): CandidateReport {
  const {
    id = 'c0ffee00c0ffee00',
    runId = 'a11ce000a11ce000',
    seed = 7,
    segments = 5,
    edge = 0.055,
  } = options;
  const { family = 'leafwise', synthetic = true, bare = false, opened = false } = options;
  const of = dice(seed);
  const aucs = Array.from({ length: segments }, () => 0.5 + edge + of.normal(0, 0.014));
  const mean = aucs.reduce((sum, auc) => sum + auc, 0) / Math.max(1, segments);
  const passed = options.passed ?? false;
  const net = bare ? Number.NaN : 18_420.75;
  return {
    id,
    runId,
    family,
    title: options.title ?? 'Leaf-wise boosted trees',
    synthetic,
    rank: 1,
    segments,
    meanAuc: segments === 0 ? Number.NaN : mean,
    deviationAuc: segments < 2 ? Number.NaN : 0.0142,
    worstAuc: segments === 0 ? Number.NaN : Math.min(...aucs),
    bestAuc: segments === 0 ? Number.NaN : Math.max(...aucs),
    pooled: fakeScores(seed, segments === 0 ? Number.NaN : mean - 0.002, segments * 6_000),
    permutation: bare ? null : { low: 0.489, high: 0.5112 },
    money: bare ? null : fakeMoney(net),
    deflated: bare ? null : 0.412,
    idle: bare,
    passed,
    faults: passed
      ? []
      : [
          segments === 0
            ? 'No segment could be scored.'
            : `AUC ${(mean - 0.002).toFixed(3)} is below the gate of 0.600.`,
          'Worst segment earns less than its charges.',
        ],
    holdOut: opened ? fakeHoldOut(id) : null,
    bundle: bare ? null : bundleOf(id),
    createdAt: START + 320 * DAY,
    datasetId: 'da7a5e7000da7a5e',
    runName: 'Weekend search, meta-labels of AVWAP v11',
    classes: ['lose', 'win'],
    perSegment: aucs.map((auc, segment) => fakeSegment(segment, auc, seed)),
    intervals: {
      auc: segments === 0 ? { low: Number.NaN, high: Number.NaN } : { low: mean - 0.013, high: mean + 0.011 },
      net: { low: -0.083, high: 0.192 },
    },
    reliability: bare ? [] : fakeReliability(seed, 0.95),
    rawReliability: bare ? [] : fakeReliability(seed + 1, 0.55),
    confusion: [
      [9_821, 6_294],
      [7_120, 6_765],
    ],
    thresholds: bare ? [] : fakeThresholds(seed, edge),
    threshold: bare ? null : 0.54,
    ...(bare ? {} : { decisions: fakeDecisions(seed) }),
    slices: bare ? { hour: [], instrument: [], side: [], regime: [] } : fakeSlices(seed, edge),
    deflation: bare
      ? null
      : {
          sharpe: 0.46,
          trials: 148,
          entries: 11,
          deflated: 0.412,
          expectedBest: 1.87,
          overfitting: 0.43,
          words:
            'After 148 trials the best of pure luck would show a Sharpe ratio near 1.87. This one shows 0.46: it is what luck alone gives.',
        },
    importance: bare ? [] : fakeImportance(seed),
    contributions: bare ? null : fakeContributions(seed),
    regimes: bare ? [] : fakeRegimes(seed),
    cautions: [
      'The instruments are those of today’s index: companies that fell out of it are missing.',
      'Thresholds were chosen per segment inside the training part; the curve over pooled test rows is hindsight.',
      'Slippage is half the usual spread; orders larger than a lakh would move the price.',
      'Family and title were ranked after looking at all test parts; only the hold-out is untouched.',
    ],
    files: [
      {
        name: 'training_report.json',
        words: 'Everything on this page, in the layout of the old reports',
        path: `training/${runId}/training_report.json`,
      },
      {
        name: 'feature_importance.csv',
        words: 'Gain, splits, permutation and mean |SHAP| of every feature',
        path: `training/${runId}/feature_importance.csv`,
      },
      {
        name: 'test_predictions.csv',
        words: 'Every out-of-fold prediction with its row and outcome',
        path: `training/${runId}/test_predictions.csv`,
      },
    ],
  };
}
