// A candidate's own out-of-fold chances, raw, with what came: in order of time, as a calibration needs them. Called by the command line
// through index.ts. Reads what the run stored; computes nothing again and never touches the hold-out.

import { directionScore, directionTarget } from '../../../../engines/learn/task.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { JobDependencies } from '../../jobs/body.ts';
import { loadCalendar } from '../../market/index.ts';
import { createObjectStore } from '../run/objects.ts';
import { createResultStore } from '../run/result-store.ts';
import { createStepStore } from '../run/step-store.ts';
import { loadTable } from '../steps/load-table.ts';
import { decodePredictions } from '../steps/prediction-codec.ts';
import { createCandidateStore } from './candidate-store.ts';
import { poolPredictions, type SegmentPredictions } from './pool-predictions.ts';
import { gathered, scoredRowsOf } from './scored-rows.ts';

export interface OutOfFold {
  /** Before calibration: of the success, or of a rise among rises and falls. */
  readonly probability: Float64Array;
  /** 1 where it came true. */
  readonly outcome: Uint8Array;
  /** Epoch milliseconds, ascending. */
  readonly time: Float64Array;
}

/** Throws NOT_FOUND, NO_DATA where no segment was predicted, REFUSED for a candidate that predicts numbers. */
export async function outOfFold(
  candidateId: string,
  { db, dataFolder }: Pick<JobDependencies, 'db' | 'dataFolder'>,
): Promise<OutOfFold> {
  const { runId, family, datasetId, title } = await createCandidateStore(db).get(candidateId);
  const table = await loadTable({ db, dataFolder, calendar: loadCalendar() }, datasetId);
  if (table.task.kind === 'number')
    throw new AppError('REFUSED', `${title} predicts a number, which is no probability. Nothing was fitted.`);
  const steps = (await createStepStore(db).list(runId)).filter(
    (step) => step.family === family && step.segment >= 0 && (step.kind === 'fit' || step.kind === 'blend'),
  );
  const results = await createResultStore(db).many(
    steps.flatMap(({ inputHash }) => (inputHash === null ? [] : [inputHash])),
  );
  const objects = createObjectStore(dataFolder);
  const parts = steps.flatMap(({ segment, inputHash }): SegmentPredictions[] => {
    const output = inputHash === null ? undefined : results.get(inputHash)?.output;
    if (output?.kind !== 'fit' || output.predictions === null || !objects.has(output.predictions)) return [];
    return [{ segment, predictions: decodePredictions(objects.read(output.predictions)) }];
  });
  if (parts.length === 0)
    throw new AppError(
      'NO_DATA',
      `No out-of-fold predictions of ${title} are stored any more. Nothing was fitted; resume its run to have them again.`,
    );
  const scored = scoredRowsOf(table, poolPredictions(parts, table.rows));
  const score = directionScore(table.task, scored.raw, scored.count);
  const target = directionTarget(table.task, scored.label, scored.value);
  const places = Uint32Array.from(scored.time.keys())
    .filter((place) => target[place] !== 0)
    .sort((a, b) => scored.time[a]! - scored.time[b]! || a - b);
  return {
    probability: gathered(score, places),
    outcome: Uint8Array.from(places, (place) => Number(target[place] === 1)),
    time: gathered(scored.time, places),
  };
}
