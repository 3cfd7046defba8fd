// How long a run will take: work of each step that is not there yet, times what such work took on this machine, over its threads. Pure.

import type { ParameterValue } from '../../../../engines/parameters/parameters.ts';
import type { FamilyStudy } from './family-study.ts';
import type { Throughput } from './result-store.ts';
import type { PlannedStep } from './step-store.ts';
import { isTraining } from './walk.ts';

export interface EstimateInput {
  /** Training steps to compute. */
  readonly steps: readonly PlannedStep[];
  readonly studies: ReadonlyMap<string, FamilyStudy>;
  readonly measured: ReadonlyMap<string, Throughput>;
  /** Rows × features of a segment's training part. */
  readonly cells: (segment: number) => number;
  readonly threads: number;
  /** Candidates that will be judged, with the rows of the table: the last steps. */
  readonly candidates: number;
  readonly rows: number;
}

export interface Estimate {
  readonly ms: number;
  readonly basis: 'measured here' | 'reference';
}

/**
 * Milliseconds per row × feature × round where nothing was measured yet, from runs on two 2.5 GHz cores: trees count rounds, networks
 * epochs; what counts nothing is one round.
 */
const REFERENCE: Readonly<Record<string, number>> = {
  leafwise: 6e-6,
  depthwise: 6e-6,
  symmetric: 6e-6,
  'random-forest': 2e-5,
  'extra-trees': 1e-5,
  logistic: 2e-4,
  ridge: 2e-5,
  mlp: 2e-4,
  gru: 4e-3,
};
const REFERENCE_OTHER = 1e-4;
/** Reading, scoring and writing that any step does, whatever its family. */
const STEP_MS = 60;
/** Per candidate and row: scores, permutations, money and explanations. */
const JUDGED_ROW_MS = 0.05;
const COUNTERS = ['rounds', 'epochs', 'iterations'];

export function estimateRun(input: EstimateInput): Estimate {
  const { studies, measured, threads } = input;
  let ms = 0;
  let unmeasured = false;
  for (const { family, segment, kind } of input.steps.filter(isTraining)) {
    const study = studies.get(family);
    const known = measured.get(family);
    unmeasured ||= known === undefined && kind !== 'blend';
    const rate = known?.rate ?? REFERENCE[family] ?? REFERENCE_OTHER;
    const rounds = kind === 'blend' || !study ? 1 : roundsOf(study, known);
    ms += STEP_MS + input.cells(segment) * rounds * rate;
  }
  const judged = input.candidates * input.rows * JUDGED_ROW_MS;
  return { ms: ms / threads + judged, basis: unmeasured ? 'reference' : 'measured here' };
}

/** What fits really took where it was measured, since early stopping ends most of them; never more than was asked for. */
function roundsOf({ estimator, fixed, first }: FamilyStudy, measured: Throughput | undefined): number {
  const counter = estimator.parameters.find(({ name }) => COUNTERS.includes(name));
  if (counter === undefined) return 1;
  const value: ParameterValue | undefined =
    fixed[counter.name] ?? first[0]?.[counter.name] ?? counter.default;
  const asked = typeof value === 'number' ? value : 1;
  return Math.min(asked, measured?.rounds ?? Number.POSITIVE_INFINITY);
}
