// Serves a bundle: single rows by the flat walker, batches by onnxruntime, sessions row by row. Called by signals, predictions of date ranges
// and the command line. Every batch is held against the walker on some of its rows: two ways that disagree serve nobody.

import type { LearningData } from '../../../../engines/learn/contract.ts';
import type { BundleFeatures, BundleInfo } from '../../../contracts/bundles.ts';
import { AppError } from '../../../contracts/errors.ts';
import { predictStored } from '../steps/stored-model.ts';
import { type Acted, type ActedRow, createActor } from './actor.ts';
import { largestDifference, PARITY_TOLERANCE } from './differences.ts';
import { acceptFeatures, missingRule, rowOfRecord } from './feature-check.ts';
import type { GraphSession, RowPredictions } from './graph-session.ts';
import type { Bundle } from './read-bundle.ts';
import { createRowPredictor } from './row-predictor.ts';
import { createSessionRows } from './session-rows.ts';
import { createSessionStream, type SessionStream } from './session-stream.ts';

export interface Serving {
  readonly info: BundleInfo;
  readonly features: BundleFeatures;
  /** Throws REFUSED where rows of these names, in this order, are not the bundle's. Call it once before rows without names. */
  accept(names: readonly string[], hash?: string): void;
  /**
   * Calibrated: one number per class, or one. `values` in the bundle's order, NaN missing. Throws REFUSED for models that look back
   * (use `stream`), for another number of values, for values that may not be missing; BAD_DATA for what the model cannot take.
   */
  predictRow(values: Float32Array): Float64Array;
  /** The same from named values; see `rowOfRecord` for what may be missing. */
  predictNamed(record: Readonly<Record<string, number | null | undefined>>, hash?: string): Float64Array;
  /** For any model: rows of sessions as they come. */
  stream(): SessionStream;
  /** Whole tables through onnxruntime. Models that look along sessions need the rows' order, and whole sessions. */
  predictBatch(data: LearningData): Promise<RowPredictions>;
  /**
   * What acting on a prediction means, by the bundle's policy or, without one, by its threshold. `row`: the row's own side, where the
   * label left it to the row, and its features. Throws REFUSED where a policy reads features that were not given.
   */
  act(prediction: Float64Array, row?: 1 | -1 | ActedRow): Acted;
  /** Tells how a call of direction turned out, once it is known; only a serving that tunes remembers it. */
  learn(right: boolean): void;
  close(): Promise<void>;
}

/** Rows of a batch that are predicted both ways. */
const COMPARED = 16;

export interface ServingOptions {
  /**
   * Moves the margin asked for by a hundredth with the hit rate of the latest calls, as the published live system did. Off: what serves
   * is what was evaluated.
   */
  readonly tuned?: boolean;
}

export function createServing({ info, stored, graph }: Bundle, options: ServingOptions = {}): Serving {
  const { features } = info;
  const missing = missingRule(features);
  const predict = createRowPredictor(stored);
  const single = createSessionRows(features.names, [], 1);
  const looksBack = features.history > 0 || features.wholeSession;
  const actor = createActor(stored, options.tuned === true);
  let session: Promise<GraphSession> | null = null;

  function predictRow(values: Float32Array): Float64Array {
    if (looksBack)
      throw new AppError(
        'REFUSED',
        `${info.manifest.title} looks along the session: a single row is not enough. Nothing was predicted; serve it as a stream of the session's rows.`,
      );
    if (values.length !== features.names.length)
      throw new AppError(
        'REFUSED',
        `The row has ${values.length} values, the model reads ${features.names.length}. Nothing was predicted; bring the model's features in its order.`,
      );
    single.reset();
    single.push(values, 0);
    missing?.(single.newest());
    return orBadData(() => predict(single));
  }

  return {
    info,
    features,
    accept: (names, hash) => acceptFeatures(features, names, hash),
    predictRow,
    predictNamed(record, hash) {
      if (hash !== undefined) acceptFeatures(features, features.names, hash);
      return predictRow(rowOfRecord(features, record));
    },
    stream() {
      const own = createSessionStream(stored, features, missing);
      return { ...own, push: (row) => orBadData(() => own.push(row)) };
    },
    async predictBatch(data) {
      acceptFeatures(features, data.names);
      if (looksBack && data.order === undefined)
        throw new AppError(
          'REFUSED',
          `${info.manifest.title} looks along the session, and the rows do not say which session they are of. Nothing was predicted; give them their order.`,
        );
      const filled = missing === null ? data : filledTable(data, features);
      // Only batches need the native runtime: rows are served without it.
      session ??= import('./graph-session.ts').then(({ openGraph }) => openGraph(graph, stored));
      const opened = await session;
      const batch = await opened.predict(filled).catch((error: unknown) => {
        throw asBadData(error);
      });
      const first = headOf(filled, COMPARED);
      const own = orBadData(() => predictStored(stored, first));
      const width = own.width;
      const apart = largestDifference(own.raw, batch.raw.subarray(0, first.rows * width));
      if (apart <= PARITY_TOLERANCE) return batch;
      throw new AppError(
        'INTERNAL',
        `onnxruntime and the application's own code predict differently with ${info.manifest.title} (by ${apart}). Nothing is served of this batch; check the installation, and export the model again.`,
        { difference: apart },
      );
    },
    act: actor.act,
    learn: actor.learn,
    async close() {
      const opened = session;
      session = null;
      if (opened !== null) await (await opened).close();
    },
  };
}

/** The first rows, whose sequences are not cut at their start. */
function headOf(data: LearningData, most: number): LearningData {
  const rows = Math.min(most, data.rows);
  const { order } = data;
  return {
    rows,
    names: data.names,
    columns: data.columns.map((column) => column.subarray(0, rows)),
    ...(order && {
      order: {
        sequence: order.sequence.subarray(0, rows),
        time: order.time.subarray(0, rows),
        t1: order.t1.subarray(0, rows),
      },
    }),
  };
}

function filledTable(data: LearningData, { missing }: BundleFeatures): LearningData {
  const columns = data.columns.map((column, f) => {
    const name = data.names[f]!;
    const rule = missing[name]!;
    const at = rule === 'missing' ? -1 : column.findIndex((x) => Number.isNaN(x));
    if (at < 0) return column;
    if (typeof rule === 'number') return column.map((x) => (Number.isNaN(x) ? rule : x));
    throw new AppError(
      'REFUSED',
      `${name} is missing in row ${at}, and the model was trained on rows that had it. Nothing was predicted; leave such rows out, or use a model that knows missing values.`,
      { feature: name, row: at },
    );
  });
  return { ...data, columns };
}

function orBadData<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw asBadData(error);
  }
}

/** Engines say RangeError of values they cannot take. */
function asBadData(error: unknown): unknown {
  if (!(error instanceof RangeError)) return error;
  return new AppError('BAD_DATA', `${error.message}. Nothing was predicted.`, undefined, error);
}
