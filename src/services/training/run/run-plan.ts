// Everything a run follows from, made before its first step: families, split, graph. Called by the dry run and by the job's body, so
// that what is planned is what runs.

import type { WindowGroup } from '../../../../engines/features/window-groups.ts';
import { policyOf, policyProblems } from '../../../../engines/learn/policy/chosen.ts';
import type { DecisionPolicy } from '../../../../engines/learn/policy/decide.ts';
import type { LearningTask } from '../../../../engines/learn/task.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { Db } from '../../db/port.ts';
import type { TrainingTable } from '../steps/contract.ts';
import type { FamilyStudy } from './family-study.ts';
import { familyStudies } from './family-study.ts';
import { runGraph } from './graph.ts';
import { type RunSplit, type SplitTable, splitOfRun, walksForward } from './run-split.ts';
import type { PlannedStep } from './step-store.ts';
import { searchedWindows, windowNotes } from './window-search.ts';

export interface RunPlan {
  readonly request: TrainingRequest;
  readonly split: RunSplit;
  readonly studies: ReadonlyMap<string, FamilyStudy>;
  /** Of each group a model sees one column; empty where windows are not searched. */
  readonly windows: readonly WindowGroup[];
  /** Null: candidates act by their thresholds. */
  readonly policy: DecisionPolicy | null;
  readonly blends: readonly ('soft-vote' | 'stack')[];
  readonly graph: readonly PlannedStep[];
  /** What is left out, with reasons. */
  readonly notes: readonly string[];
  /** Reasons for which nothing can be trained. */
  readonly problems: readonly string[];
}

/** What a plan is made of. */
export type PlanTable = SplitTable & Pick<TrainingTable, 'names' | 'windowGroups'>;

/** Throws what `splitOfRun` throws. */
export async function planRun(
  db: Db,
  table: PlanTable,
  request: TrainingRequest,
  reserve?: { readonly runId: string; readonly at: number },
): Promise<RunPlan> {
  const chosen = policyForTask(request, table.task, table.names);
  const windows = searchedWindows(request, table.windowGroups ?? []);
  const outcomes = familyStudies(request, table.task, windows);
  const studies = new Map(outcomes.flatMap(({ family, study }) => (study ? [[family, study] as const] : [])));
  const split = await splitOfRun(
    db,
    table,
    request,
    studies.size > 0 && chosen.problem === null ? reserve : undefined,
  );
  const notes = [...outcomes.flatMap((one) => one.notes), ...windowNotes(request, windows), ...split.notes];
  const blends: ('soft-vote' | 'stack')[] = [];
  const taken = (blend: string) => `The blend "${blend}" is left out: a family of that name was asked for.`;
  if (request.softVote) {
    if (studies.has('soft-vote')) notes.push(taken('soft-vote'));
    else if (studies.size >= 2) blends.push('soft-vote');
    else notes.push('The vote is left out: it needs two families or more.');
  }
  if (request.stack !== 'none') {
    if (studies.size < 2) notes.push('The stack is left out: it needs two families or more.');
    else if (walksForward(split.split)) blends.push('stack');
    else
      notes.push(
        'The stack is left out: it learns from earlier segments, and in this split segments are trained on later rows than they test.',
      );
  }
  const graph = runGraph({
    families: [...studies].map(([family, { trials }]) => ({ family, trials })),
    blends,
    segments: split.segments,
  });
  const problems = [
    ...(chosen.problem === null ? [] : [chosen.problem]),
    ...(studies.size === 0 ? ['None of the families can be trained on this dataset.'] : []),
    ...(split.segments.length === 0
      ? ['No segment has enough rows; choose a split with longer parts or a larger dataset.']
      : []),
  ];
  return { request, split, policy: chosen.policy, studies, windows, blends, graph, notes, problems };
}

/** The policy of a request, or in one sentence why it would never act on this task. */
export function policyForTask(
  { policy: choice }: Pick<TrainingRequest, 'policy'>,
  task: LearningTask,
  names: readonly string[],
): { readonly policy: DecisionPolicy | null; readonly problem: string | null } {
  try {
    const policy = policyOf(choice);
    const found = policy === null ? [] : policyProblems(policy, task, names);
    if (found.length === 0) return { policy, problem: null };
    return {
      policy,
      problem: `The decision policy "${policy!.title}" would never act here: ${found.join('; ')}. Choose another policy or another dataset.`,
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { policy: null, problem: `The decision policy cannot be used: ${error.message}.` };
  }
}
