// The job that predicts a range of dates: features through the research domain, as dataset builds compute them, then the model, then one line
// per decision in a CSV. Runs in a worker process or in the command line's own. Decides nothing and trades nothing.

import { join } from 'node:path';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { actingOn } from '../../../../engines/learn/task.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { JobContext } from '../../../contracts/jobs.ts';
import { type PredictRequest, predictRequestSchema } from '../../../contracts/training.ts';
import { indianStamp } from '../../backtests/index.ts';
import type { JobBody, JobDependencies } from '../../jobs/body.ts';
import { createCandleStore, loadCalendar } from '../../market/index.ts';
import { type FeatureRows, featureRows, type PreparedDataset, prepareDataset } from '../../research/index.ts';
import { type Cell, csvText } from '../reports/csv-text.ts';
import { writeWholeSync } from '../run/whole-file.ts';
import { decideStored } from '../steps/decide-stored.ts';
import { predictStored } from '../steps/stored-model.ts';
import { decisionCells } from './decision-cells.ts';
import { type ServedModel, servedModel } from './served-model.ts';

export interface PredictionFile {
  /** Under the data folder. */
  readonly path: string;
  readonly rows: number;
  readonly acted: number;
  readonly instruments: number;
  /** Names of the columns, in order. */
  readonly columns: readonly string[];
  /** What its reader must know. */
  readonly notes: readonly string[];
}

export const predictBody: JobBody = (payload, context, dependencies) =>
  predictRange(predictRequestSchema.parse(payload), context, dependencies);

/** Throws NOT_FOUND, REFUSED where the features cannot be computed as the model knows them, CANCELLED. */
export async function predictRange(
  request: PredictRequest,
  context: JobContext,
  dependencies: JobDependencies,
): Promise<PredictionFile> {
  const { db, dataFolder } = dependencies;
  const model = await servedModel(request.model, dependencies);
  const source = { store: createCandleStore(db), calendar: loadCalendar() };
  const prepared = await prepareDataset(db, source, {
    ...model.recipe,
    from: request.from,
    to: request.to,
    instruments: instrumentsOf(request, model),
  });
  checkFeatures(model, prepared);
  const columns = columnsOf(model);
  const lines: (readonly Cell[])[] = [];
  let acted = 0;
  let done = 0;
  const total = prepared.recipe.instruments.length;
  for await (const rows of featureRows(db, source, prepared)) {
    if (context.signal.aborted)
      throw new AppError(
        'CANCELLED',
        'The prediction was stopped. No file was written; the model is untouched.',
      );
    context.progress({
      stage: `Predicting ${rows.instrumentId}`,
      fraction: done / total,
      ...{ done, total, unit: 'instruments' },
    });
    for (const line of linesOf(model, rows)) {
      lines.push(line.cells);
      if (line.acts) acted++;
    }
    done++;
  }
  const path = join(
    'training',
    'predictions',
    `${fileName(model.title)}-${request.from}-${request.to}-${context.jobId.slice(0, 8)}.csv`,
  );
  writeWholeSync(join(dataFolder, path), new TextEncoder().encode(csvText(columns, lines)));
  return { path, rows: lines.length, acted, instruments: done, columns, notes: notesOf(model, prepared) };
}

/** Those asked for, else those it was trained on, else everything that can be traded. */
function instrumentsOf({ instruments }: PredictRequest, model: ServedModel): 'all' | string[] {
  const wanted = instruments !== undefined && instruments.length > 0 ? instruments : model.instruments;
  return wanted === null ? 'all' : [...wanted];
}

/** The very feature set, and every feature the model reads. */
function checkFeatures(
  { title, stored, featureSetHash }: ServedModel,
  { recipe, set }: PreparedDataset,
): void {
  const missing = stored.inputs.filter((name) => !set.names.includes(name));
  if (recipe.featureSetHash === featureSetHash && missing.length === 0) return;
  throw new AppError(
    'REFUSED',
    `${title} was trained on another version of the feature set "${recipe.featureSet.id}"${missing.length > 0 ? ` (it reads ${missing.slice(0, 5).join(', ')})` : ''}. Nothing was predicted: equal names would not mean equal features. Bring that version back, or train again.`,
    { wanted: featureSetHash, found: recipe.featureSetHash },
  );
}

function columnsOf({ stored }: ServedModel): string[] {
  const { classes } = stored.task;
  const names = classes.length === 0 ? ['prediction'] : classes.map((name) => `probability_${name}`);
  const calibrated = classes.length === 0 ? [] : classes.map((name) => `calibrated_${name}`);
  return [
    ...['time', 'instrument', ...names, ...calibrated, 'side', 'confidence', 'threshold', 'acted'],
    ...['decision', 'reasons', 'margin', 'q', 'neutral'],
  ];
}

interface Line {
  readonly cells: readonly Cell[];
  readonly acts: boolean;
}

function linesOf({ stored }: ServedModel, { instrumentId, matrix, sessions, side }: FeatureRows): Line[] {
  const { rows, time, names } = matrix;
  if (rows === 0) return [];
  const data: LearningData = {
    rows,
    names,
    columns: matrix.columns,
    order: { sequence: sequencesOf(time, sessions), time, t1: new Float64Array(rows).fill(Number.NaN) },
  };
  const { width, raw, calibrated } = predictStored(stored, data);
  const decided = decideStored(
    stored,
    data,
    { calibrated },
    undefined,
    side.length === rows ? side : undefined,
  );
  const acting = actingOn(stored.task, calibrated, rows, side.length === rows ? side : undefined);
  return Array.from({ length: rows }, (_, row) => {
    const confidence = acting.confidence[row]!;
    const made = decisionCells(stored, calibrated.subarray(row * width, (row + 1) * width), {
      ...{ side: acting.side[row]!, confidence, decided: decided?.[row] },
    });
    const acts = made.side !== 0;
    const own = (values: Float64Array) => Array.from(values.subarray(row * width, (row + 1) * width));
    const cells: Cell[] = [
      indianStamp(time[row]!),
      instrumentId,
      ...own(raw),
      ...(stored.task.kind === 'number' ? [] : own(calibrated)),
      (made.side || acting.side[row]) === 1 ? 'long' : 'short',
      confidence,
      stored.threshold,
      acts ? 'yes' : 'no',
      ...made.cells,
    ];
    return { cells, acts };
  });
}

/** One number per session: nothing is carried from one to the next. */
function sequencesOf(time: Float64Array, sessions: FeatureRows['sessions']): Int32Array {
  let k = 0;
  return Int32Array.from(time, (moment) => {
    while (k < sessions.length - 1 && sessions[k]!.close < moment) k++;
    return k;
  });
}

function notesOf({ stored }: ServedModel, { synthetic, warnings }: PreparedDataset): string[] {
  return [
    ...warnings,
    ...(synthetic ? ['Synthetic: these candles were generated.'] : []),
    ...(stored.threshold === null && stored.decision === undefined
      ? ['No threshold of this model ever earned more than staying out, so no row is acted on.']
      : []),
    ...(stored.calibration === null ? ['The probabilities are not calibrated.'] : []),
    'Days the model was trained on are in this file wherever the range holds them: it knows their outcome.',
  ];
}

function fileName(title: string): string {
  return (
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'model'
  );
}
