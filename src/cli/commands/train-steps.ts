// The published main: `train --train --backtest --predict --start-date --end-date`, each step as far as it was asked for. Without --train the
// newest finished run on the dataset answers. Called by `train`.

import { AppError } from '../../contracts/errors.ts';
import type { TrainingRun } from '../../contracts/training.ts';
import { type TrainOptions, trainRequestOf } from '../arguments/train-request.ts';
import type { Context } from '../context.ts';
import type { Desk } from '../desk.ts';
import { candidateLines } from '../text/candidate-text.ts';
import { nextLines, runDocument, runLines } from '../text/training-text.ts';
import { chooseDataset } from '../work/choose-dataset.ts';
import { copyReports } from '../work/copy-reports.ts';
import { predict, predictionLines } from '../work/predict.ts';
import { checkedPlan, reservedSessions, showPlan, train } from '../work/train.ts';

export async function runSteps(desk: Desk, options: TrainOptions, context: Context): Promise<void> {
  const dataset = await chooseDataset(desk, options, context);
  const request = trainRequestOf(options, dataset, await reservedSessions(desk, dataset));
  if (options.dryRun) return showPlan(desk, request, context);
  if (options.train) await checkedPlan(desk, request);
  const run = options.train
    ? await train(desk, request, context)
    : await newestRun(desk, dataset.id, dataset.name);
  if (run.state !== 'done') {
    context.output.result(runDocument(run), () => [...runLines(run), ...nextLines(run)]);
    return;
  }
  if (run.best === null)
    throw new AppError(
      'NO_DATA',
      'No candidate came out of the run, so there is nothing to show or to predict with. Its steps say why.',
    );
  const candidate = await desk.training.candidate(run.best.candidateId);
  const file = options.predict
    ? await predict(
        desk,
        {
          model: candidate.id,
          from: options.startDate ?? dataset.from,
          to: options.endDate ?? dataset.to,
        },
        context,
      )
    : null;
  const copied = await copyReports(desk, run, options);
  const { money } = candidate;
  context.output.result(
    {
      ...runDocument(run),
      backtest: options.backtest
        ? { money, perSegment: candidate.perSegment, cautions: candidate.cautions }
        : null,
      prediction: file,
      copied,
    },
    () => [
      ...runLines(run),
      ...(options.backtest ? ['', ...candidateLines(candidate)] : []),
      ...(file === null ? [] : ['', ...predictionLines(file)]),
      ...Object.values(copied).map((path) => `Wrote ${path}`),
      ...nextLines(run),
    ],
  );
}

async function newestRun(desk: Desk, datasetId: string, name: string): Promise<TrainingRun> {
  const found = (await desk.training.list()).find(
    (run) => run.datasetId === datasetId && run.state === 'done' && run.best !== null,
  );
  if (found === undefined)
    throw new AppError(
      'NO_DATA',
      `No finished run has trained on ${name} yet. Nothing was started; add --train.`,
    );
  return desk.training.get(found.id);
}
