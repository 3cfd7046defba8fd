// What the last steps of a run call: evaluation, bundles, reports. Loaded only when a run has come so far; tests put others in their place.

import type { BundleView, CandidateReport } from '../../../contracts/training-results.ts';
import type { EvaluateRun, EvaluationDependencies, EvaluationParts } from '../evaluate/contract.ts';
import type { FitOutput } from '../steps/contract.ts';
import type { TailParts } from './tail.ts';

export interface BundleTask extends TailParts {
  readonly report: CandidateReport;
  /** Fit on the newest window, and the object of its model. */
  readonly final: FitOutput;
  readonly model: string;
}

export interface TailLibrary {
  readonly evaluate: EvaluateRun;
  bundle(task: BundleTask): Promise<BundleView>;
  /** Gives what was written, in words. */
  report(runId: string, parts: EvaluationParts, dependencies: EvaluationDependencies): Promise<string>;
}
