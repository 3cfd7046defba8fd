// Fits one estimator so that being interrupted at any round changes nothing: continues from the step's checkpoint, tells of its
// rounds, saves as it goes. Called by trials and fits.

import type {
  Estimator,
  EstimatorParameters,
  FitProgress,
  LabelledData,
  Model,
} from '../../../../engines/learn/contract.ts';
import { type TreeState, roundsOf as treeRounds } from '../../../../engines/learn/trees/model/tree-state.ts';
import { checkpointModel, type RoundReport, readCheckpoint } from './checkpoint.ts';
import { type StepContext, StepStopped } from './contract.ts';

export interface FitTask {
  readonly estimator: Estimator;
  readonly parameters: EstimatorParameters;
  readonly seed: number;
  readonly fit: LabelledData;
  /** Early stopping and learning curves read it. */
  readonly stop: LabelledData;
  readonly words: string;
  /** Ensembles train one member after the other and their rounds start again with each: no curve, nothing to prune by. */
  readonly tellsRounds: boolean;
  /** Told of every round once, in order, those before an interruption included; false ends the training there. */
  readonly onRound: (report: RoundReport) => boolean;
}

export interface FittedModel {
  /** Null where `onRound` ended it. */
  readonly model: Model | null;
  readonly reports: readonly RoundReport[];
  /** Rounds, epochs or iterations of the model; null where the estimator does not work in such. */
  readonly rounds: number | null;
}

/** Throws StepStopped when the context says stop, RangeError for data or parameters the estimator cannot learn from. */
export function fitModel(task: FitTask, context: StepContext): FittedModel {
  const { estimator } = task;
  const saved = readCheckpoint(context.loadCheckpoint());
  const reports: RoundReport[] = [];
  let ended = false;
  let stopped = false;
  const report = (one: RoundReport): void => {
    // A continued training may tell once more of the round it starts from.
    if (one.round <= (reports[reports.length - 1]?.round ?? -1)) return;
    reports.push(one);
    ended ||= !task.onRound(one);
  };
  for (const one of saved?.reports ?? []) report(one);

  // [Note: save after the report] Estimators save a round before they tell of it. What is written must hold both, or a training that
  // goes on from there would miss a point of its curve: so a model waits for the report of its round, or for the next round's.
  let waiting: Model | null = null;
  const write = (): void => {
    if (waiting !== null) context.saveCheckpoint(checkpointModel({ model: waiting, reports }));
    waiting = null;
  };
  const everyRounds = context.checkpointEveryRounds;
  const model = ended
    ? null
    : estimator.fit(task.fit, task.parameters, {
        seed: task.seed,
        validation: task.stop,
        ...(saved === null ? {} : { warmStart: saved.model }),
        checkpoint: {
          everyRounds,
          save: (own) => {
            waiting = own;
            if (!task.tellsRounds) write();
          },
        },
        onProgress: (progress) => {
          const { round } = progress;
          if (task.tellsRounds && round !== undefined) {
            if (round % everyRounds !== 0) write();
            report(reportOf(progress, round));
          }
          if (!ended) write();
          stopped ||= !context.onProgress({ ...progress, words: task.words });
          return !(stopped || ended);
        },
      });
  if (stopped && !ended) throw new StepStopped();
  return {
    model: ended ? null : model,
    reports,
    rounds: ended || model === null ? (reports.at(-1)?.round ?? null) : roundsOf(model),
  };
}

function reportOf({ trainLoss, validationLoss }: FitProgress, round: number): RoundReport {
  return { round, train: trainLoss ?? Number.NaN, validation: validationLoss ?? Number.NaN };
}

/** As each kind of estimator keeps them: trees by round, networks by epoch, linear models by iteration. */
export function roundsOf({ state }: Model): number | null {
  if (typeof state !== 'object' || state === null) return null;
  if ('roots' in state) return treeRounds(state as TreeState);
  const { epochs, iterations } = state as { readonly epochs?: unknown; readonly iterations?: unknown };
  if (typeof epochs === 'number') return epochs;
  return typeof iterations === 'number' ? iterations : null;
}
