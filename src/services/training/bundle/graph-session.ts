// An exported graph in onnxruntime: tables in, row-major doubles out. Called by parity checks and by serving of batches. One thread, so
// that sums are made in one order and a prediction has the same bits wherever and however often it is made.

import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { GRAPH_VALUES, stepsOf } from '../../../../engines/learn/onnx/servable-writer.ts';
import type { StoredModel } from '../steps/contract.ts';
import { rowsOf } from '../steps/row-data.ts';
import { regimeColumnsOf, servableOf } from './servable.ts';
import { windowsOf } from './windows.ts';

/** Row-major, one number per class, or one per row: before and after calibration. */
export interface RowPredictions {
  readonly raw: Float64Array;
  readonly calibrated: Float64Array;
}

export interface GraphSession {
  /** `data`: the stored model's inputs, of any order of columns; whole sessions where it looks along them. */
  predict(data: LearningData): Promise<RowPredictions>;
  close(): Promise<void>;
}

/** Rows at a time: their values and results stay small beside the model. */
const BATCH = 1_024;
/** Windows of rows are as large as many rows. */
const WINDOW_BATCH = 128;

export async function openSession(graph: Uint8Array): Promise<InferenceSession> {
  return InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
}

export async function openGraph(graph: Uint8Array, stored: StoredModel): Promise<GraphSession> {
  const servable = servableOf(stored);
  const session = await openSession(graph);
  const { inputs, width, regimeColumns } = servable;
  const steps = stepsOf(servable);
  const batch = steps > 1 ? WINDOW_BATCH : BATCH;
  return {
    async predict(data) {
      const raw = new Float64Array(data.rows * width);
      const calibrated = new Float64Array(data.rows * width);
      const own = rowsOf(data, inputs);
      const regimes = regimeColumns > 0 ? regimeColumnsOf(stored, own) : [];
      for (let from = 0; from < data.rows; from += batch) {
        const to = Math.min(data.rows, from + batch);
        const feeds: Record<string, Tensor> = { [GRAPH_VALUES.features]: rowMajor(own.columns, from, to) };
        if (regimeColumns > 0) feeds[GRAPH_VALUES.regimes] = rowMajor(regimes, from, to);
        if (steps > 1)
          Object.assign(feeds, windowsOf([...own.columns, ...regimes], own.order, from, to, steps));
        const results = await session.run(feeds);
        raw.set(results[GRAPH_VALUES.raw]!.data as Float64Array, from * width);
        calibrated.set(results[GRAPH_VALUES.prediction]!.data as Float64Array, from * width);
      }
      return { raw, calibrated };
    },
    close: () => session.release(),
  };
}

export function rowMajor(columns: readonly Float32Array[], from: number, to: number): Tensor {
  const width = columns.length;
  const values = new Float32Array((to - from) * width);
  columns.forEach((column, f) => {
    for (let i = from; i < to; i++) values[(i - from) * width + f] = column[i]!;
  });
  return new Tensor('float32', values, [to - from, width]);
}
