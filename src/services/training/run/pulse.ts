// The heartbeat of a running training: once a second it looks at what is asked of the run, at quiet hours, power and clocks, and tells the
// store and the job how far it is. Made by train-run.ts; decides nothing about steps.

import type { JobContext } from '../../../contracts/jobs.ts';
import type { TrainingBudget, TrainingLive } from '../../../contracts/training.ts';
import type { Conductor } from './conductor.ts';
import type { RunPlan } from './run-plan.ts';
import type { StopRequest, TrainingRunStore } from './run-store.ts';
import type { StepStore } from './step-store.ts';
import { isTraining, type Walk } from './walk.ts';
import type { Sleep, WorkClock } from './work-clock.ts';

export type Halt = StopRequest | 'abort';

export interface PulseParts {
  readonly runId: string;
  readonly runs: TrainingRunStore;
  readonly steps: StepStore;
  readonly context: JobContext;
  readonly budget: TrainingBudget;
  readonly plan: RunPlan;
  readonly walk: Walk;
  readonly conductor: () => Conductor | null;
  readonly clock: WorkClock;
  readonly now: () => number;
  /** Why to stand still at a moment; null: go on. */
  readonly reasonToWait: (now: number) => string | null;
  /** Of earlier starts. */
  readonly before: { readonly activeMs: number; readonly sleeps: readonly Sleep[] };
  readonly note: (words: string) => void;
  /** Called as soon as the run is to end; may come more than once. */
  readonly onHalt: () => void;
}

export interface Pulse {
  readonly halted: () => Halt | null;
  readonly waitingFor: () => string | null;
  /** Words for trials that may not begin any more; null while there is time. */
  readonly late: () => string | null;
  /** Share of the whole run that the last steps have done. */
  tail(fraction: number, words: string): void;
  /** Shows how far it is. */
  tell(): void;
  /** Looks at what is asked, stores and shows. */
  beat(): Promise<void>;
  stop(): Promise<void>;
}

const BEAT_MS = 1_000;
/** Training takes this share of the bar, judging the rest. */
const TRAINED_AT = 0.93;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Before this much was done an estimate of the end would be a guess: the first steps say little of the rest. */
const TELLING_MS = 3_000;
const TELLING_STEPS = 5;

export function startPulse(parts: PulseParts): Pulse {
  const { runId, runs, steps, context, budget, plan, walk, clock, now } = parts;
  const training = plan.graph.filter(isTraining);
  const trials = training.filter((step) => step.kind === 'trial');
  let halted: Halt | null = null;
  let waitingFor: string | null = null;
  let tailDone: { readonly fraction: number; readonly words: string } | null = null;
  /** Time stood still for a reason is no work. */
  let idleMs = 0;
  let lastWorked = 0;
  let beating: Promise<void> | undefined;

  const activeMs = () => parts.before.activeMs + clock.worked() - idleMs;
  const late = () =>
    budget.wallMinutes !== null && activeMs() > budget.wallMinutes * MINUTE_MS
      ? `not begun: the ${budget.wallMinutes} minutes of training are used up`
      : null;

  /** Units of one per training step, those under way by their fraction; and how many were computed since this start. */
  function progressNow() {
    const conductor = parts.conductor();
    const running = conductor ? [...conductor.running.values()] : [];
    const underWay = running.reduce((sum, { fraction }) => sum + fraction, 0);
    const settled = training.filter(({ key }) => walk.settled.has(key)).length;
    const left = training.length - settled - underWay;
    const computed = (conductor?.computed.steps ?? 0) + underWay;
    const worked = clock.worked() - idleMs;
    const eta =
      waitingFor === null && computed >= TELLING_STEPS && worked > TELLING_MS
        ? now() + (left * worked) / computed
        : null;
    return { running, settled, underWay, eta, worked, conductor };
  }

  function tell() {
    const { running, settled, underWay, eta } = progressNow();
    if (tailDone !== null) {
      context.progress({
        stage: tailDone.words,
        fraction: TRAINED_AT + (1 - TRAINED_AT) * tailDone.fraction,
      });
      return;
    }
    const done = trials.filter(({ key }) => walk.settled.has(key)).length;
    const first = running[0]?.ready.step;
    const place = first
      ? ` · ${first.segment < 0 ? 'newest window' : `segment ${first.segment + 1}`} · ${first.family}`
      : '';
    context.progress({
      stage: waitingFor ? `Waiting: ${waitingFor}` : `${done} of ${trials.length} trials${place}`,
      fraction: training.length === 0 ? 0 : (TRAINED_AT * (settled + underWay)) / training.length,
      done: settled,
      total: training.length,
      unit: 'steps',
      ...(eta !== null && { eta }),
    });
  }

  async function look(): Promise<void> {
    const sleep = clock.tick(tailDone !== null);
    if (sleep)
      parts.note(`The machine slept for ${Math.round(sleep.ms / MINUTE_MS)} min; that is not counted.`);
    const worked = clock.worked();
    const resting = waitingFor !== null && (parts.conductor()?.running.size ?? 0) === 0;
    if (resting) idleMs += worked - lastWorked;
    lastWorked = worked;
    if (context.signal.aborted) halted = 'abort';
    else halted ??= await runs.stopRequest(runId);
    if (halted !== null) parts.onHalt();
    waitingFor = halted === null ? parts.reasonToWait(now()) : null;
    const { running, eta, worked: busyMs, conductor } = progressNow();
    const threads = running.map(({ ready, fraction, words }) => ({ step: ready.step.key, fraction, words }));
    const live: TrainingLive = {
      threads,
      residentBytes: process.memoryUsage.rss(),
      trialsPerHour: busyMs > 0 ? ((conductor?.computed.trials ?? 0) / busyMs) * HOUR_MS : 0,
      waitingFor,
    };
    await runs.pulse(runId, {
      live,
      eta,
      waitingFor: halted === 'pause' ? 'stopping at the next checkpoint' : waitingFor,
      activeMs: activeMs(),
      sleeps: [...parts.before.sleeps, ...clock.sleeps],
    });
    await steps.progress(
      runId,
      threads.map(({ step, fraction, words }) => ({ key: step, fraction, words })),
    );
    tell();
    conductor?.wake();
  }

  const beat = () => {
    beating ??= look().finally(() => {
      beating = undefined;
    });
    return beating;
  };
  /** Begun after whatever was asked until now. */
  const freshBeat = async () => {
    await beating?.catch(() => {});
    await beat();
  };
  // A beat that could not be stored is followed by another.
  const timer = setInterval(() => void beat().catch(() => {}), BEAT_MS);
  const onAbort = () => {
    halted = 'abort';
    parts.onHalt();
    parts.conductor()?.wake();
  };
  context.signal.addEventListener('abort', onAbort);
  if (context.signal.aborted) onAbort();

  return {
    halted: () => halted,
    waitingFor: () => waitingFor,
    late,
    tail(fraction, words) {
      tailDone = { fraction, words };
      tell();
    },
    tell,
    beat: freshBeat,
    async stop() {
      clearInterval(timer);
      context.signal.removeEventListener('abort', onAbort);
      await beating?.catch(() => {});
      await look().catch(() => {});
    },
  };
}
