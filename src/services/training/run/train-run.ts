// One start of a run, from its table to its reports: plan, threads, conductor, heartbeat, last steps. Called by the job's body, which
// keeps the run's state.

import { AppError } from '../../../contracts/errors.ts';
import type { JobContext } from '../../../contracts/jobs.ts';
import type { TrainingRun } from '../../../contracts/training.ts';
import type { JobDependencies } from '../../jobs/body.ts';
import type { StepWorld, TrainingTable } from '../steps/contract.ts';
import { seenCount } from '../steps/window-choice.ts';
import type { TrainingBodyParts } from './body.ts';
import { createCheckpointStore } from './checkpoints.ts';
import { type Conductor, createConductor, objectsOf } from './conductor.ts';
import { createObjectStore } from './objects.ts';
import { createPool } from './pool.ts';
import { type Halt, startPulse } from './pulse.ts';
import { resourcesFor } from './resources.ts';
import { createResultStore } from './result-store.ts';
import { planRun, type RunPlan } from './run-plan.ts';
import { createTrainingRunStore } from './run-store.ts';
import { createStepStore } from './step-store.ts';
import { runTail } from './tail.ts';
import { reasonToWait, remembered } from './waiting.ts';
import { createWalk } from './walk.ts';
import { createWorkClock } from './work-clock.ts';

export type { Halt } from './pulse.ts';

export interface TrainRunParts {
  readonly run: TrainingRun;
  readonly jobId: string;
  readonly context: JobContext;
  readonly dependencies: JobDependencies;
  readonly parts: TrainingBodyParts;
}

/** Null: it came to its end. */
export async function trainRun({ run, context, dependencies, parts }: TrainRunParts): Promise<Halt | null> {
  const { db, dataFolder, now } = dependencies;
  const { request } = run;
  const runs = createTrainingRunStore(db);
  const steps = createStepStore(db);
  const results = createResultStore(db);
  const objects = createObjectStore(dataFolder);
  const calendar = parts.calendar();
  const notes = createNotes((words) => {
    context.log(words);
    return runs.addNotes(run.id, [words]);
  });

  context.progress({ stage: `Reading ${run.datasetName}`, fraction: 0 });
  const loaded = await parts.loadTable({ db, dataFolder, calendar }, request.datasetId);
  if (loaded.datasetHash !== run.datasetHash)
    throw new AppError(
      'CONFLICT',
      'The dataset is not the one this run was started on. What was trained is kept; start a new run.',
    );
  const plan = await planRun(db, loaded, request, { runId: run.id, at: now() });
  if (plan.problems.length > 0) throw new AppError('REFUSED', plan.problems.join(' '));
  const table: TrainingTable = { ...loaded, holdOutFrom: plan.split.holdOutFrom };
  const resources = resourcesFor(request.budget, sizeOf(table, plan), parts.cores);
  for (const words of [...plan.notes, ...(table.notes ?? []), ...resources.notes]) notes.add(words);
  if (request.budget.onBattery === 'wait' && parts.power() === 'unknown')
    notes.add('This system does not tell whether it runs on battery, so training goes on either way.');
  await storePlan(runs, run.id, plan);
  await steps.plan(run.id, plan.graph);
  context.log(
    `${plan.graph.length} steps: ${plan.split.words}; ${[...plan.studies.keys(), ...plan.blends].join(', ')}; ${resources.threads} threads.`,
  );
  const before = await steps.list(run.id);
  await steps.reopen(run.id);

  const world: StepWorld = { table, split: plan.split.split };
  const library = await parts.steps();
  const forgotten = new Map(
    before.flatMap((step) => (step.forgotten && step.inputHash ? [[step.inputHash, step.key] as const] : [])),
  );
  const forgottenKeys = new Set(before.filter((step) => step.forgotten).map((step) => step.key));
  const known = await results.many([...forgotten.keys()]);
  const walk = createWalk({
    plan,
    hashOf: (spec) => library.hashOf(spec, world),
    async lookup(inputHash, step) {
      if (forgottenKeys.has(step.key)) return null;
      const found = await results.get(inputHash);
      return found && objectsOf(found.output).every((hash) => objects.has(hash)) ? found : null;
    },
  });
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const pool = createPool(
    resources.threads,
    {
      world,
      dataFolder,
      stop,
      checkpointEveryRounds: parts.checkpointEveryRounds,
      ...(parts.stepsModule !== undefined && { libraryModule: parts.stepsModule }),
    },
    resources.heapMb,
  );
  let conductor: Conductor | null = null;
  const tailStop = new AbortController();
  const power = remembered(parts.power, now);
  const pulse = startPulse({
    runId: run.id,
    runs,
    steps,
    context,
    budget: request.budget,
    plan,
    walk,
    conductor: () => conductor,
    clock: createWorkClock({ wall: now, monotonic: () => Number(process.hrtime.bigint() / 1_000n) / 1_000 }),
    now,
    reasonToWait: (at) => reasonToWait({ budget: request.budget, calendar, power }, at),
    before: { activeMs: run.activeMs, sleeps: run.sleeps },
    note: notes.add,
    onHalt: () => tailStop.abort(),
  });
  try {
    conductor = createConductor({
      runId: run.id,
      steps,
      results,
      checkpoints: createCheckpointStore(dataFolder),
      walk,
      pool,
      stop,
      now,
      cellsOf: ({ spec, step }) =>
        trainRowsOf(plan, step.segment) *
        seenCount(table.names.length, plan.windows) *
        (spec.kind === 'trial' ? 1 - request.innerShare : 1),
      forgotten: new Map([...known].map(([inputHash, { outputHash }]) => [inputHash, outputHash])),
      note: notes.add,
    });
    await pulse.beat();
    const complete = await conductor.run(() => {
      pulse.tell();
      return { halt: pulse.halted() !== null, wait: pulse.waitingFor() !== null, late: pulse.late() };
    });
    await pool.close();
    // What was asked in the last second counts, too.
    if (complete) await pulse.beat();
    if (pulse.halted() !== null) return pulse.halted();
    const { computed } = conductor;
    context.log(
      `Trained: ${computed.steps} steps computed now, ${computed.trials} of them trials. Judging candidates.`,
    );
    const late = pulse.late();
    if (late !== null) notes.add(`Some trials were ${late}.`);
    await runTail({
      db,
      dataFolder,
      calendar,
      now,
      run: {
        runId: run.id,
        name: run.name,
        datasetId: run.datasetId,
        datasetName: run.datasetName,
        synthetic: run.synthetic,
        rerunOf: run.rerunOf,
        createdAt: run.createdAt,
      },
      plan,
      table,
      settled: walk.settled,
      before,
      steps,
      objects,
      library: await parts.tail(),
      signal: tailStop.signal,
      progress: pulse.tail,
      note: notes.add,
    });
    return null;
  } catch (error) {
    // Judging that was told to stop ends with an error; what was asked is what happened.
    const halted = pulse.halted();
    if (tailStop.signal.aborted && halted !== null) return halted;
    throw error;
  } finally {
    await pulse.stop();
    await pool.close();
    await notes.written();
  }
}

function sizeOf(table: TrainingTable, plan: RunPlan) {
  const trainRows = Math.max(...plan.split.folds.map((fold) => fold.trainRows));
  return { rows: table.rows, features: table.names.length, trainRows };
}

/** The newest window is as long as the last fold's training part. */
export function trainRowsOf({ split: { folds } }: Pick<RunPlan, 'split'>, segment: number): number {
  return (segment < 0 ? folds[folds.length - 1] : folds[segment])?.trainRows ?? 0;
}

async function storePlan(
  runs: ReturnType<typeof createTrainingRunStore>,
  runId: string,
  { split, studies, blends, graph }: RunPlan,
): Promise<void> {
  await runs.planned(runId, {
    splitText: split.text,
    splitHash: split.hash,
    splitWords: split.words,
    folds: split.folds,
    segments: split.segments.length,
    trials: graph.filter((step) => step.kind === 'trial').length,
    families: [...studies.keys(), ...blends],
    holdOut: split.holdOut,
  });
}

/** Notes are written one after the other, and none twice. */
function createNotes(write: (words: string) => Promise<void>) {
  const said = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  return {
    add(words: string) {
      if (said.has(words)) return;
      said.add(words);
      writing = writing.then(() => write(words)).catch(() => {});
    },
    written: () => writing,
  };
}
