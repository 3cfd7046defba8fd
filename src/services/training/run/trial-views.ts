// The trials of a run as its plots read them: steps joined with what is stored of them. Called by the service.

import type { TrialView } from '../../../contracts/training.ts';
import type { StepResult } from './result-store.ts';
import type { StepRecord } from './step-store.ts';

/** Trials that have begun; `results` by input hash. */
export function trialViews(
  steps: readonly StepRecord[],
  results: ReadonlyMap<string, StepResult>,
): readonly TrialView[] {
  return steps.flatMap((step): TrialView[] => {
    if (step.kind !== 'trial') return [];
    const place = { segment: step.segment, family: step.family, index: step.trial ?? 0 };
    const output = step.inputHash === null ? undefined : results.get(step.inputHash)?.output;
    if (step.state === 'done' && output?.kind === 'trial') {
      const { trial } = output;
      if (trial === null) return [];
      return [
        {
          ...place,
          values: trial.values,
          state: trial.state,
          score: trial.score,
          steps: trial.steps,
          elapsedMs: step.elapsedMs,
          reason: trial.reason,
        },
      ];
    }
    if (step.state !== 'running' && step.state !== 'failed') return [];
    return [
      {
        ...place,
        values: {},
        state: step.state,
        score: null,
        steps: [],
        elapsedMs: step.elapsedMs,
        reason: step.error,
      },
    ];
  });
}
