// Runs every leak check over a dataset and gives the proof that is stored with it. Called by dataset builds and `verify`.
// Holds one instrument at a time and the sample of the statistical checks. Everything follows from the seed.

import type { Session } from '../../market/session.ts';
import type { Fold } from '../splits/fold.ts';
import { WALK_FORWARD_DEFAULTS, type WalkForwardOptions, walkForwardFolds } from '../splits/walk-forward.ts';
import { directionTarget } from './direction-target.ts';
import { checkFutureKnowledge } from './future-knowledge.ts';
import { checkNames } from './names.ts';
import { createParityCheck } from './parity.ts';
import { checkPermutation } from './permutation.ts';
import { createProbeSampler } from './probe-sample.ts';
import type { LeakCheck, LeakProof } from './proof.ts';
import { createPurgeCheck } from './purge.ts';
import { createScrambleCheck } from './scramble.ts';
import { checkShift } from './shift.ts';
import type { LeakSubject, LeakSubjects } from './subject.ts';
import { createTruncationCheck } from './truncation.ts';

export interface ProofOptions {
  readonly seed: number;
  /** Rows recomputed without their future, at least, over all instruments; every instrument gets one. Default 200. */
  readonly truncationPoints?: number;
  /** Moments after which the future becomes noise, at least, over all instruments; every instrument gets one. Default 20. */
  readonly scrambleCuts?: number;
  /** Rows the statistical checks look at, sampled by whole days. Default 60,000. */
  readonly sampleRows?: number;
  /** At least 20. Default 20. */
  readonly permutations?: number;
  /** Split of the purge ledger. Default 60 train and 10 test sessions, 30 minutes of embargo; shorter data takes shares of it. */
  readonly split?: WalkForwardOptions;
  /** Columns of a foreign file that would become features, also such as the matrix does not hold. */
  readonly foreignNames?: readonly string[];
  /** Called between pieces of work with the fraction done, 0 to 1. False stops the proof. */
  readonly onProgress?: (fraction: number) => boolean;
}

const TRUNCATION_POINTS = 200;
const SAMPLE_ROWS = 60_000;
const PERMUTATIONS = 20;
const SCRAMBLE_CUTS = 20;
/** Where the work of the statistical checks starts, as a fraction of all. */
const STATISTICS_FROM = 0.85;

/**
 * Null when `onProgress` stopped it. Throws RangeError for a subject whose labels are not one per row, whose features are not
 * those of the first, or whose rows are not ascending.
 */
export function proveNoLeaks(subjects: LeakSubjects, options: ProofOptions): LeakProof | null {
  const { seed, onProgress = () => true, permutations = PERMUTATIONS } = options;
  const { count } = subjects;
  const truncation = createTruncationCheck(seed + 1);
  const scramble = createScrambleCheck(seed + 2);
  const parity = createParityCheck(seed + 3);
  const sampler = createProbeSampler(seed + 4, options.sampleRows ?? SAMPLE_ROWS, count);
  const purge = createPurgeCheck();
  const perInstrument = (wanted: number) => Math.max(1, Math.ceil(wanted / Math.max(1, count)));
  const points = perInstrument(options.truncationPoints ?? TRUNCATION_POINTS);
  const cuts = perInstrument(options.scrambleCuts ?? SCRAMBLE_CUTS);
  // Parity counts as one more piece.
  const pieces = count * (points + cuts + 1);
  let done = 0;
  const step = (): boolean => onProgress((STATISTICS_FROM * ++done) / pieces);

  let names: readonly string[] | undefined;
  let wholeServed = false;
  let split = options.split ?? WALK_FORWARD_DEFAULTS;
  let folds: readonly Fold[] | undefined;
  for (let index = 0; index < count; index++) {
    const subject = subjects.load(index);
    names ??= subject.matrix.names;
    checkSubject(subject, names);
    if (folds === undefined) {
      split = options.split ?? splitFor(subject.sessions);
      folds = walkForwardFolds(subject.sessions, split);
    }
    done = index * (points + cuts + 1);
    if (!truncation.add(subject, points, step)) return null;
    if (!scramble.add(subject, cuts, step)) return null;
    parity.add(subject, !wholeServed);
    wholeServed ||= subject.matrix.rows > 0;
    sampler.add(subject);
    purge.add(subject, folds);
    if (!step()) return null;
  }

  const sample = sampler.finish();
  const direction = directionTarget(sample);
  const knowledge = checkFutureKnowledge(sample, direction);
  if (!onProgress(STATISTICS_FROM + 0.04)) return null;
  const shift = checkShift(sample, direction);
  if (!onProgress(STATISTICS_FROM + 0.08)) return null;
  let permuted = 0;
  const permutation = checkPermutation(sample, direction, {
    seed: seed + 5,
    permutations,
    step: () => onProgress(STATISTICS_FROM + 0.08 + (0.07 * ++permuted) / permutations),
  });
  if (permutation === null) return null;
  const checks: readonly LeakCheck[] = [
    truncation.finish(),
    scramble.finish(),
    shift,
    knowledge,
    permutation,
    checkNames([...new Set([...(names ?? []), ...(options.foreignNames ?? [])])]),
    parity.finish(),
    purge.finish(split),
  ];
  onProgress(1);
  return {
    version: 1,
    passed: checks.every((check) => check.verdict === 'passed' || check.verdict === 'skipped'),
    seed,
    checks,
  };
}

/** The default split, or its proportions where the calendar is shorter. */
function splitFor(sessions: readonly Session[]): WalkForwardOptions {
  const { trainSessions, testSessions } = WALK_FORWARD_DEFAULTS;
  if (sessions.length >= trainSessions + testSessions) return WALK_FORWARD_DEFAULTS;
  const test = Math.max(1, Math.floor(sessions.length / 5));
  return {
    ...WALK_FORWARD_DEFAULTS,
    testSessions: test,
    trainSessions: Math.max(1, sessions.length - 2 * test),
  };
}

function checkSubject({ instrumentId, matrix, labels }: LeakSubject, names: readonly string[]): void {
  if (labels !== null && labels.length !== matrix.rows)
    throw new RangeError(`${instrumentId}: ${labels.length} labels for ${matrix.rows} rows`);
  if (matrix.names.length !== names.length || matrix.names.some((name, k) => name !== names[k]))
    throw new RangeError(`${instrumentId}: its features are not those of the instruments before it`);
  for (let i = 1; i < matrix.rows; i++)
    if (!(matrix.time[i]! >= matrix.time[i - 1]!))
      throw new RangeError(`${instrumentId}: row ${i} was decided before the row above it`);
}
