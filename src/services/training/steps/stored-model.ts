// Everything that serves as one object of bytes, and what it predicts. Called by fits and blends, by evaluation, bundles and
// predictions: all of them predict through here, so what is scored is what serves.

import { calibrateRows } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { LearningData, Model } from '../../../../engines/learn/contract.ts';
import { blendMean } from '../../../../engines/learn/ensemble/blend.ts';
import { predictStack, type StackState } from '../../../../engines/learn/ensemble/stack.ts';
import { exactFromJson, exactToJson } from '../../../../engines/learn/model-json.ts';
import { regimeChances } from '../../../../engines/learn/regimes/append-regimes.ts';
import { asRegimeState, type RegimeState, regimeNames } from '../../../../engines/learn/regimes/state.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { StoredModel, TrainingTable } from './contract.ts';
import { rowsOf } from './row-data.ts';

/** Estimator of the `Model` inside a stored blend; its state is a `BlendState`, its members are asked first. */
export const BLEND = 'blend';

export interface BlendState {
  readonly method: 'soft-vote' | 'stack';
  /** By family, in order. Their own calibrations and thresholds are not used: the blend has its own. */
  readonly members: readonly StoredModel[];
  /** Null for a soft vote. */
  readonly stack: StackState | null;
}

export interface StoredPrediction {
  /** Classes; 1 for numbers. */
  readonly width: number;
  /** Row-major, before and after calibration. */
  readonly raw: Float64Array;
  readonly calibrated: Float64Array;
  /** Forward-filtered chances of regimes, row-major; empty without regimes. */
  readonly regimes: Float32Array;
  readonly states: number;
}

/** UTF-8 JSON; equal models have equal bytes. */
export function encodeStoredModel(stored: StoredModel): Uint8Array {
  return new TextEncoder().encode(exactToJson(stored));
}

/** Throws BAD_DATA where the bytes are no model of this version. */
export function decodeStoredModel(bytes: Uint8Array): StoredModel {
  try {
    const value = exactFromJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as StoredModel;
    const known = ['family', 'inputs', 'task', 'preparation', 'model', 'calibration', 'threshold'];
    if (
      typeof value === 'object' &&
      value !== null &&
      value.version === ('decision' in value ? 2 : 1) &&
      known.every((key) => key in value)
    )
      return value;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError))
      throw error;
  }
  throw new AppError(
    'BAD_DATA',
    'A stored model cannot be read: it is not whole, or was written by another version. Dataset and run are untouched; resume the run to train it again.',
  );
}

export function blendStateOf(model: Model): BlendState | null {
  return model.estimator === BLEND ? (model.state as BlendState) : null;
}

/**
 * Rows of a table (with the order regimes and sequences need) or of any learning data; all of them where `rows` is absent. Throws
 * RangeError for features the model reads and the source lacks.
 */
export function predictStored(
  stored: StoredModel,
  source: TrainingTable | LearningData,
  rows?: Uint32Array,
): StoredPrediction {
  const width = Math.max(1, stored.task.classes.length);
  const blend = blendStateOf(stored.model);
  const { raw, regimes, states } =
    blend === null ? predictSingle(stored, source, rows) : predictBlend(blend, source, rows, width);
  return { width, raw, calibrated: calibrateRows(stored.calibration, raw), regimes, states };
}

type RawPrediction = Omit<StoredPrediction, 'width' | 'calibrated'>;

function predictSingle(
  { model, preparation }: StoredModel,
  source: TrainingTable | LearningData,
  rows: Uint32Array | undefined,
): RawPrediction {
  const state = preparation.regimes === null ? null : asRegimeState(preparation.regimes);
  const data = rowsOf(source, preparation.selected, rows);
  const chances = state === null ? new Float32Array(0) : chancesOf(state, source, rows);
  const prepared = state === null ? data : withChances(data, chances, state.hmm.start.length);
  return {
    raw: estimatorOf(model.estimator).predict(model, prepared),
    regimes: chances,
    states: state === null ? 0 : state.hmm.start.length,
  };
}

function chancesOf(
  state: RegimeState,
  source: TrainingTable | LearningData,
  rows: Uint32Array | undefined,
): Float32Array {
  return regimeChances(state, rowsOf(source, state.hmm.names, rows));
}

/** The same rows with the chances as columns beside the others. */
export function withChances<T extends LearningData>(data: T, chances: Float32Array, states: number): T {
  const added = Array.from({ length: states }, (_, k) => {
    const column = new Float32Array(data.rows);
    for (let i = 0; i < data.rows; i++) column[i] = chances[i * states + k]!;
    return column;
  });
  return { ...data, names: [...data.names, ...regimeNames(states)], columns: [...data.columns, ...added] };
}

function predictBlend(
  { members, stack }: BlendState,
  source: TrainingTable | LearningData,
  rows: Uint32Array | undefined,
  width: number,
): RawPrediction {
  const each = members.map((member) => predictStored(member, source, rows));
  return blended(stack, each, width);
}

/** What a blend makes of its members' predictions of the same rows. */
export function blended(
  stack: StackState | null,
  members: readonly Pick<StoredPrediction, 'raw' | 'regimes' | 'states'>[],
  width: number,
): RawPrediction {
  const raws = members.map((member) => member.raw);
  const { regimes, states } = members.find((member) => member.states > 0) ?? {
    regimes: new Float32Array(0),
    states: 0,
  };
  const raw =
    stack === null
      ? blendMean(raws, raws[0]!.length / width, width)
      : predictStack(stack, raws, stack.states > 0 ? { chances: regimes, states } : undefined);
  return { raw, regimes, states };
}
