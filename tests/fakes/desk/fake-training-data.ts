// What the looking desk's training runs are made of: folds, steps and trials with believable figures, from a seed. Development only.

import { createRandom } from '../../../engines/numeric/random.ts';
import type { SegmentView, TrialView } from '../../../src/contracts/training.ts';
import type { TrainingStep } from '../../../src/contracts/training-steps.ts';

const IST_MS = 19_800_000;

export const SPLIT_WORDS = 'window of 45 days, step of 15, embargo 30 min';

/** Exchange time of a date. */
export const at = (date: string, clock = '09:15'): number => Date.parse(`${date}T${clock}:00Z`) - IST_MS;

const SPANS = [
  ['2025-08-26', '2025-10-10', '2025-10-13', '2025-10-31'],
  ['2025-09-16', '2025-10-31', '2025-11-03', '2025-11-21'],
  ['2025-10-07', '2025-11-21', '2025-11-24', '2025-12-12'],
  ['2025-10-28', '2025-12-12', '2025-12-15', '2026-01-02'],
  ['2025-11-18', '2026-01-02', '2026-01-05', '2026-01-23'],
] as const;

export function fakeFolds(count: number): readonly SegmentView[] {
  return SPANS.slice(0, count).map(([trainFrom, trainTo, testFrom, testTo], segment) => ({
    segment,
    trainFrom: at(trainFrom),
    trainTo: at(trainTo, '15:30'),
    testFrom: at(testFrom),
    testTo: at(testTo, '15:30'),
    trainRows: 14_812 + 211 * segment,
    testRows: segment === 4 ? 0 : 6_121 - 173 * segment,
    purged: 84 + 7 * segment,
    embargoed: 42,
    skipped: segment === 4 ? 'The test part has 0 rows with a label; at least 50 are needed.' : null,
  }));
}

const RANGES: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  leafwise: {
    learningRate: [0.01, 0.08],
    maxLeaves: [24, 96],
    rowFraction: [0.6, 0.95],
    columnFraction: [0.6, 0.95],
    rounds: [200, 800],
  },
  depthwise: {
    maxDepth: [4, 10],
    learningRate: [0.01, 0.1],
    rowFraction: [0.6, 0.95],
    columnFraction: [0.6, 0.95],
    l2: [0.5, 3],
    rounds: [200, 600],
  },
  symmetric: { maxDepth: [4, 9], learningRate: [0.01, 0.1], l2: [1, 5], rounds: [300, 900] },
};
const WHOLE = new Set(['maxLeaves', 'maxDepth', 'rounds']);

/** `unfinished`: how many of the last trials are still to come or running. */
export function fakeTrials(
  families: readonly string[],
  segments: number,
  trials: number,
  done: (segment: number, family: string, index: number) => boolean,
): readonly TrialView[] {
  return families.flatMap((family, place) =>
    Array.from({ length: segments }, (_, segment) => segment).flatMap((segment) => {
      const random = createRandom(100 * place + segment + 1);
      return Array.from({ length: trials }, (_, index): TrialView => {
        const values = Object.fromEntries(
          Object.entries(RANGES[family] ?? RANGES.symmetric!).map(([name, [low, high]]) => {
            const value = low + (high - low) * random.next();
            return [name, WHOLE.has(name) ? Math.round(value) : Number(value.toFixed(4))];
          }),
        );
        const rate = Number(values.learningRate);
        const score = 0.6912 + 0.9 * (rate - 0.035) ** 2 + 0.0016 * random.normal() + 0.0007 * segment;
        const pruned = index > 3 && random.next() < 0.25;
        const steps = [50, 100, 150, 200].map((step) => ({
          step,
          value: score + 0.02 * Math.exp(-step / 60),
        }));
        const state = done(segment, family, index)
          ? index === 6 && family === 'symmetric' && segment === 2
            ? 'failed'
            : pruned
              ? 'pruned'
              : 'complete'
          : 'running';
        return {
          segment,
          family,
          index,
          values,
          state,
          score: state === 'complete' ? Number(score.toFixed(6)) : null,
          steps: state === 'running' ? steps.slice(0, 2) : pruned ? steps.slice(0, 2) : steps,
          elapsedMs: state === 'running' ? null : 4_200 + Math.round(3_000 * random.next()),
          reason:
            state === 'failed'
              ? 'A symmetric tree of depth 10 needs 1,024 rows per leaf; the training part has too few.'
              : state === 'pruned'
                ? 'After 100 rounds worse than the median of the trials before it.'
                : null,
        };
      });
    }),
  );
}

export interface StepsOptions {
  readonly families: readonly string[];
  readonly segments: number;
  readonly trials: number;
  readonly blends: readonly string[];
  readonly startedAt: number;
  /** How many steps are done, how many run; the rest waits. */
  readonly done: number;
  readonly running: number;
  readonly failedKey?: string;
}

export function fakeSteps(options: StepsOptions): readonly TrainingStep[] {
  const plan: Pick<TrainingStep, 'key' | 'kind' | 'segment' | 'family' | 'trial'>[] = [
    { key: 'split', kind: 'split', segment: -1, family: '', trial: null },
  ];
  const places = [...Array.from({ length: options.segments }, (_, segment) => segment), -1];
  for (const segment of places) {
    const prefix = segment === -1 ? 'final' : `s${segment}`;
    for (const family of options.families) {
      for (let trial = 0; trial < options.trials; trial++)
        plan.push({ key: `${prefix}/${family}/t${trial}`, kind: 'trial', segment, family, trial });
      plan.push({ key: `${prefix}/${family}/fit`, kind: 'fit', segment, family, trial: null });
    }
    for (const family of options.blends)
      plan.push({ key: `${prefix}/${family}/blend`, kind: 'blend', segment, family, trial: null });
  }
  for (const family of [...options.families, ...options.blends]) {
    plan.push({ key: `evaluate/${family}`, kind: 'evaluate', segment: -1, family, trial: null });
    plan.push({ key: `bundle/${family}`, kind: 'bundle', segment: -1, family, trial: null });
  }
  plan.push({ key: 'report', kind: 'report', segment: -1, family: '', trial: null });
  const random = createRandom(7);
  let time = options.startedAt;
  return plan.map((step, index): TrainingStep => {
    const failed = step.key === options.failedKey;
    const state =
      index < options.done
        ? failed
          ? 'failed'
          : 'done'
        : index < options.done + options.running
          ? 'running'
          : 'waiting';
    const reused = state === 'done' && index > 0 && index < 9;
    const elapsed = reused ? 0 : 2_400 + Math.round(4_000 * random.next());
    const startedAt = state === 'waiting' ? null : time;
    if (state !== 'waiting') time += elapsed / 2;
    const hash = (salt: number): string =>
      Array.from({ length: 8 }, (_, part) =>
        (Math.imul(index * 31 + salt, 2_654_435_761 + part * 977) >>> 0).toString(16).padStart(8, '0'),
      ).join('');
    return {
      ...step,
      state,
      inputHash: state === 'waiting' ? null : hash(1),
      outputHash: state === 'done' ? hash(2) : null,
      reused,
      startedAt,
      endedAt: state === 'done' || state === 'failed' ? time : null,
      elapsedMs: state === 'done' || state === 'failed' ? elapsed : null,
      fraction: state === 'done' ? 1 : state === 'running' ? 0.35 : 0,
      words:
        state === 'running'
          ? step.kind === 'trial'
            ? 'round 150 of 420, validation loss 0.6921'
            : 'fitting the best of 10 trials'
          : state === 'done' && step.kind === 'trial'
            ? 'log-loss 0.6918'
            : '',
      error: failed
        ? 'The training part of segment 3 holds one class only after purging. Nothing of this step was kept; the other steps were. Choose a longer window.'
        : null,
    };
  });
}
