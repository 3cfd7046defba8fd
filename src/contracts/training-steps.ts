// The steps a training run is made of: what each does, how it stands, and how they are read, a page at a time. Shared by the orchestrator's
// store, the run's page and the command line.

import { z } from 'zod';

/** What a step does. Keys are unique inside a run: `split`, `s2/leafwise/t4`, `s2/leafwise/fit`, `final/leafwise/t4`, `bundle/leafwise`, `report`. */
export const STEP_KINDS = ['split', 'trial', 'fit', 'blend', 'evaluate', 'bundle', 'report'] as const;
export type StepKind = (typeof STEP_KINDS)[number];
export const STEP_STATES = ['waiting', 'running', 'done', 'failed', 'skipped', 'cancelled'] as const;
export type StepState = (typeof STEP_STATES)[number];

export interface TrainingStep {
  readonly key: string;
  readonly kind: StepKind;
  /** Segment of the split, from 0; −1 for the final fit on the newest window and for steps of the whole run. */
  readonly segment: number;
  /** Candidate the step belongs to (an estimator, `soft-vote`, `stack`); empty for steps of the whole run. */
  readonly family: string;
  readonly trial: number | null;
  readonly state: StepState;
  /** SHA-256 over everything the step reads; equal inputs are computed once, in whatever run. */
  readonly inputHash: string | null;
  readonly outputHash: string | null;
  /** It was computed before, in this run before a stop or in another with equal inputs. */
  readonly reused: boolean;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Time the thread worked, sleep of the machine left out. */
  readonly elapsedMs: number | null;
  /** 0..1 while running. */
  readonly fraction: number;
  readonly words: string;
  readonly error: string | null;
}

/** Steps of one answer: a long run has more than a hundred thousand, 300 bytes each. */
export const MOST_STEPS = 10_000;
export const STEPS_PAGE = 1_000;

/** Those of one state, segment or family where given; in the order of the plan. */
export const stepsAskedSchema = z.object({
  state: z.enum(STEP_STATES).optional(),
  segment: z.int().min(-1).optional(),
  family: z.string().optional(),
  offset: z.int().min(0).max(10_000_000).default(0),
  limit: z.int().min(1).max(MOST_STEPS).default(STEPS_PAGE),
});
export type StepsAsked = z.infer<typeof stepsAskedSchema>;

export interface StepPage {
  readonly steps: readonly TrainingStep[];
  /** Steps that were asked for in all, beside those of this page. */
  readonly total: number;
  readonly offset: number;
}

/** How far a family is in a segment (−1: the newest window), over all its steps there. */
export interface StepPlace {
  readonly segment: number;
  readonly family: string;
  readonly total: number;
  /** Done or failed. */
  readonly over: number;
  readonly running: boolean;
  /** Why it has no result there; empty where nothing was said, null where nothing failed or was skipped. Trials are left out. */
  readonly failed: string | null;
  readonly skipped: string | null;
  readonly words: string | null;
}
