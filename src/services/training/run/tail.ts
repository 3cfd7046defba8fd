// The last steps of a run, in the job's own thread: judge the candidates, write their bundles, write the reports. Called by the job's
// body once nothing is left to train. What is judged and how it is written is in evaluate/, bundle/ and reports/.

import { AppError, toErrorData } from '../../../contracts/errors.ts';
import type { CandidateReport } from '../../../contracts/training-results.ts';
import type { Db } from '../../db/port.ts';
import type { Calendar } from '../../market/index.ts';
import { createCandidateStore } from '../evaluate/candidate-store.ts';
import type {
  EvaluationDependencies,
  EvaluationParts,
  FamilyFits,
  PlacedTrial,
} from '../evaluate/contract.ts';
import type { TrainingTable } from '../steps/contract.ts';
import { FINAL, fitKey } from './graph.ts';
import type { ObjectStore } from './objects.ts';
import { sha256 } from './objects.ts';
import type { RunPlan } from './run-plan.ts';
import type { Settled } from './step-inputs.ts';
import type { PlannedStep, StepRecord, StepStore } from './step-store.ts';
import type { TailLibrary } from './tail-library.ts';

export interface TailParts {
  readonly db: Db;
  readonly dataFolder: string;
  readonly calendar: Calendar;
  readonly now: () => number;
  readonly run: EvaluationParts['run'];
  readonly plan: RunPlan;
  readonly table: TrainingTable;
  readonly settled: ReadonlyMap<string, Settled>;
  /** As stored before this start. */
  readonly before: readonly StepRecord[];
  readonly steps: StepStore;
  readonly objects: ObjectStore;
  readonly library: TailLibrary;
  readonly signal: AbortSignal;
  /** Share 0..1 of the tail that is done. */
  readonly progress: (fraction: number, words: string) => void;
  readonly note: (words: string) => void;
}

/** Evaluation takes most of the time. */
const EVALUATED_AT = 0.8;

/** Throws CANCELLED where it was stopped; a candidate that cannot be bundled is noted and the rest goes on. */
export async function runTail(parts: TailParts): Promise<void> {
  const { plan, steps, run, now } = parts;
  const evaluation = evaluationOf(parts);
  const fitted = evaluation.families.filter((family) =>
    family.segments.some(({ output }) => output.skipped === null),
  );
  if (fitted.length === 0) {
    const words = 'nothing was fitted';
    await steps.end(
      run.runId,
      plan.graph
        .filter(({ kind }) => kind === 'evaluate' || kind === 'bundle' || kind === 'report')
        .map(({ key }) => ({ key, state: 'skipped' as const, at: now(), words })),
    );
    parts.note('No candidate came out of this run: nothing was fitted. The steps say why.');
    return;
  }
  const inputHash = evaluationHash(parts);
  const candidates = createCandidateStore(parts.db);
  const evaluate = stepOf(parts, 'evaluate');
  const known = await candidates.list(run.runId);
  const fresh = isFresh(parts, evaluate, inputHash) && known.length > 0;
  if (!fresh)
    await timed(parts, evaluate, inputHash, async () => {
      const reports = await parts.library.evaluate(
        { ...evaluation, families: fitted },
        dependenciesOf(parts, (fraction, words) => parts.progress(EVALUATED_AT * fraction, words)),
      );
      return reports.map((report) => report.family).join(', ');
    });
  const reports: CandidateReport[] = [];
  for (const { id } of await candidates.list(run.runId)) reports.push(await candidates.get(id));

  const bundles = plan.graph.filter(({ kind }) => kind === 'bundle');
  for (const [k, step] of bundles.entries()) {
    parts.signal.throwIfAborted();
    parts.progress(EVALUATED_AT + (0.15 * k) / bundles.length, `Writing the bundle of ${step.family}`);
    const report = reports.find(({ family }) => family === step.family);
    const final = parts.settled.get(fitKey(FINAL, step.family))?.output;
    if (!report || final?.kind !== 'fit' || final.model === null) {
      await skip(parts, step, report ? 'it has no fit on the newest window' : 'it is no candidate');
      continue;
    }
    const own = sha256(`${inputHash} ${final.model}`);
    if (fresh && isFresh(parts, step, own) && report.bundle !== null) continue;
    await tried(parts, step, own, async () => {
      const bundle = await parts.library.bundle({ ...parts, report, final, model: final.model! });
      await candidates.attachBundle(report.id, bundle);
      return bundle.refused ?? bundle.parity.words;
    });
  }
  parts.progress(0.97, 'Writing reports');
  const report = stepOf(parts, 'report');
  if (!(fresh && isFresh(parts, report, inputHash)))
    await tried(parts, report, inputHash, () =>
      parts.library.report(
        run.runId,
        { ...evaluation, families: fitted },
        dependenciesOf(parts, () => {}),
      ),
    );
}

export function evaluationOf({ run, plan, table, settled }: TailParts): EvaluationParts {
  const outputOf = (segment: number, family: string) => {
    const output = settled.get(fitKey(segment, family))?.output;
    return output?.kind === 'fit' ? output : null;
  };
  const titles: Readonly<Record<string, string>> = {
    'soft-vote': 'Mean of the families',
    stack: 'Stacked families',
  };
  const families = [...plan.studies.keys(), ...plan.blends].map((family): FamilyFits => {
    const final = outputOf(FINAL, family);
    return {
      family,
      title: plan.studies.get(family)?.estimator.title ?? titles[family]!,
      segments: plan.split.segments.flatMap((segment) => {
        const output = outputOf(segment, family);
        return output ? [{ segment, output }] : [];
      }),
      final: final?.skipped === null ? final : null,
    };
  });
  const trials = plan.graph.flatMap((step): PlacedTrial[] => {
    const output = settled.get(step.key)?.output;
    if (step.kind !== 'trial' || output?.kind !== 'trial' || output.trial === null) return [];
    return [
      {
        family: step.family,
        segment: step.segment,
        trial: output.trial,
        fixed: plan.studies.get(step.family)!.fixed,
      },
    ];
  });
  return { run, request: plan.request, table, split: plan.split.split, families, trials };
}

/** Over everything the evaluation reads. */
function evaluationHash({ plan, table, settled }: TailParts): string {
  const outputs = plan.graph.flatMap(({ key }) => {
    const output = settled.get(key)?.output;
    return output ? [[key, sha256(JSON.stringify(output))]] : [];
  });
  const { gates, seed, turnoverPenalty, objective } = plan.request;
  const { datasetHash, costHash } = table;
  return sha256(
    JSON.stringify([
      datasetHash,
      costHash,
      plan.split.hash,
      gates,
      seed,
      turnoverPenalty,
      objective,
      outputs,
    ]),
  );
}

function stepOf({ plan }: TailParts, key: string): PlannedStep {
  return plan.graph.find((step) => step.key === key)!;
}

function isFresh({ before }: TailParts, { key }: PlannedStep, inputHash: string): boolean {
  const known = before.find((step) => step.key === key);
  return known?.state === 'done' && !known.forgotten && known.inputHash === inputHash;
}

function dependenciesOf(
  { db, dataFolder, calendar, now, signal, objects }: TailParts,
  progress: EvaluationDependencies['progress'],
): EvaluationDependencies {
  return { readObject: objects.read, db, dataFolder, calendar, now, progress, signal };
}

async function timed(
  { steps, run, now }: TailParts,
  { key }: PlannedStep,
  inputHash: string,
  work: () => Promise<string>,
): Promise<void> {
  const started = performance.now();
  await steps.start(run.runId, { key, inputHash, at: now() });
  const words = await work();
  await steps.end(run.runId, [
    {
      key,
      state: 'done',
      at: now(),
      inputHash,
      outputHash: inputHash,
      elapsedMs: performance.now() - started,
      words,
    },
  ]);
}

/** The step's failure is its own: what is there already stays and the run goes on. */
async function tried(
  parts: TailParts,
  step: PlannedStep,
  inputHash: string,
  work: () => Promise<string>,
): Promise<void> {
  try {
    await timed(parts, step, inputHash, work);
  } catch (error) {
    if (parts.signal.aborted || (error instanceof AppError && error.code === 'DISK_FULL')) throw error;
    const { message } = toErrorData(error);
    await parts.steps.end(parts.run.runId, [
      { key: step.key, state: 'failed', at: parts.now(), inputHash, error: message },
    ]);
    parts.note(`${step.key} failed: ${message}`);
  }
}

async function skip({ steps, run, now }: TailParts, { key }: PlannedStep, words: string): Promise<void> {
  await steps.end(run.runId, [{ key, state: 'skipped', at: now(), words }]);
}
