// What each training step is given, made of the request and of the outputs of the steps before it; or why it has nothing to do. Pure:
// the same request and outputs give the same specs, whenever and on however many threads.

import { bestTrial, type StudyTrial } from '../../../../engines/learn/search/study.ts';
import { defaultsOf } from '../../../../engines/parameters/parameters.ts';
import type { FitOutput, FitSpec, Preparation, ThreadOutput, ThreadSpec } from '../steps/contract.ts';
import { FINAL, fitKey, trialKey } from './graph.ts';
import type { RunPlan } from './run-plan.ts';
import type { PlannedStep } from './step-store.ts';

/** How a step ended. `output` is null where there is none. */
export interface Settled {
  readonly state: 'done' | 'failed' | 'skipped';
  readonly output: ThreadOutput | null;
  readonly words: string;
}

export type StepInput = { readonly spec: ThreadSpec } | { readonly skip: string };

/** For steps of kind trial, fit and blend, whose needs are all settled. */
export function inputOf(step: PlannedStep, plan: RunPlan, settled: ReadonlyMap<string, Settled>): StepInput {
  switch (step.kind) {
    case 'trial':
      return trialInput(step, plan, settled);
    case 'fit':
      return fitInput(step, plan, settled);
    case 'blend':
      return blendInput(step, plan, settled);
    default:
      throw new Error(`${step.key} is no step of a training thread`);
  }
}

/** Seeds of different places differ, and none depends on what else is in the run. FNV-1a. */
export function seedOf(seed: number, segment: number, family: string): number {
  let hash = 0x811c9dc5;
  for (const letter of `${seed} ${segment} ${family}`)
    hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193) >>> 0;
  return hash >>> 1;
}

function trialInput(step: PlannedStep, plan: RunPlan, settled: ReadonlyMap<string, Settled>): StepInput {
  const { segment, family } = step;
  const study = plan.studies.get(family)!;
  const earlier: StudyTrial[] = [];
  for (let k = 0; k < step.trial!; k++) {
    const before = settled.get(trialKey(segment, family, k))!;
    if (before.state !== 'done')
      return { skip: `${describe(k)} ${before.state === 'failed' ? 'failed' : 'was left out'}` };
    if (before.output?.kind !== 'trial' || before.output.trial === null)
      return { skip: 'the grid is used up' };
    earlier.push(before.output.trial);
  }
  const seed = seedOf(plan.request.seed, segment, family);
  return {
    spec: {
      kind: 'trial',
      segment,
      family,
      seed,
      innerShare: plan.request.innerShare,
      estimatorVersion: study.estimator.version,
      study: study.settings(seed),
      earlier,
      fixed: study.fixed,
      preparation: preparationOf(plan),
      objective: plan.request.objective,
      turnoverPenalty: plan.request.turnoverPenalty,
    },
  };
}

function fitInput(step: PlannedStep, plan: RunPlan, settled: ReadonlyMap<string, Settled>): StepInput {
  const { segment, family } = step;
  const study = plan.studies.get(family)!;
  const { seed, settings } = { seed: seedOf(plan.request.seed, segment, family), settings: study.settings };
  const trials: StudyTrial[] = [];
  for (let k = 0; k < study.trials; k++) {
    const one = settled.get(trialKey(segment, family, k))!;
    if (one.state === 'failed') return { skip: `${describe(k)} of its search failed` };
    if (one.output?.kind === 'trial' && one.output.trial !== null) trials.push(one.output.trial);
  }
  const best = bestTrial({ version: 1, settings: settings(seed), trials });
  if (best === null) {
    const reason = trials.find((trial) => trial.reason !== null)?.reason;
    return {
      skip:
        trials.length === 0
          ? 'no trial of its search was run'
          : `no trial of its search came to an end${reason ? ` (${reason})` : ''}`,
    };
  }
  const spec: FitSpec = {
    kind: 'fit',
    segment,
    family,
    seed,
    innerShare: plan.request.innerShare,
    estimatorVersion: study.estimator.version,
    parameters: { ...defaultsOf(study.estimator.parameters), ...study.fixed, ...best.values },
    searchScore: best.score,
    preparation: preparationOf(plan),
    calibration: plan.request.calibration,
    turnoverPenalty: plan.request.turnoverPenalty,
    ...policyIn(plan),
  };
  return { spec };
}

function blendInput(step: PlannedStep, plan: RunPlan, settled: ReadonlyMap<string, Settled>): StepInput {
  const { segment, family } = step;
  const method = family as 'soft-vote' | 'stack';
  const families = [...plan.studies.keys()].filter((one) => modelOf(settled, segment, one) !== null);
  if (families.length < 2) return { skip: `${families.length} of its members were fitted, two are needed` };
  const predictionsOf = (one: number) =>
    families.map((member) => modelOf(settled, one, member)?.predictions ?? null);
  const earlier =
    method === 'soft-vote'
      ? []
      : plan.split.segments
          .filter((one) => segment === FINAL || one < segment)
          .flatMap((one) => {
            const predictions = predictionsOf(one);
            return predictions.every((hash) => hash !== null) ? [{ segment: one, predictions }] : [];
          });
  return {
    spec: {
      kind: 'blend',
      segment,
      family,
      seed: seedOf(plan.request.seed, segment, family),
      innerShare: plan.request.innerShare,
      method,
      meta: plan.request.stack,
      preparation: preparationOf(plan),
      calibration: plan.request.calibration,
      turnoverPenalty: plan.request.turnoverPenalty,
      ...policyIn(plan),
      members: families.map((member) => {
        const fitted = modelOf(settled, segment, member)!;
        // The newest window has no test rows, so there is nothing to predict.
        return { family: member, model: fitted.model!, predictions: fitted.predictions ?? '' };
      }),
      earlier,
    },
  };
}

/** The fit of a family with a model, or null. */
function modelOf(settled: ReadonlyMap<string, Settled>, segment: number, family: string): FitOutput | null {
  const output = settled.get(fitKey(segment, family))?.output;
  return output?.kind === 'fit' && output.skipped === null && output.model !== null ? output : null;
}

/** Without `windows` where none are searched: such steps have the inputs they always had. */
const preparationOf = ({ request: { selection, regimes }, windows }: RunPlan): Preparation => ({
  selection,
  regimes,
  ...(windows.length > 0 && { windows: windows.map(({ name, members }) => ({ name, members })) }),
});
/** Absent without one: a threshold's steps have the inputs they always had. */
const policyIn = ({ policy }: RunPlan) => (policy === null ? {} : { policy });
const describe = (trial: number) => `trial ${trial + 1}`;
