// Trains a tree model: puts everything of it into one memory, runs the rounds (with a team where one is given) and gives the
// state. Called by the families; the same inputs, seed and parameters give the same bytes with any kernels and any team.

import { type BinnedData, binWith } from './bins/binned-data.ts';
import type { TrainingJob } from './grow/job.ts';
import { type Layout, layoutOf } from './grow/layout.ts';
import { controlOf, createMember } from './grow/member.ts';
import { bestRound, runRounds, type StopReason } from './grow/rounds.ts';
import { giveBack, takeMemory } from './grow/spare-memory.ts';
import { announceFailure, MAX_MEMBERS, type TreeTeam } from './grow/team.ts';
import { createStateBuilder } from './model/state-builder.ts';
import { roundsOf, type TreeState, truncate } from './model/tree-state.ts';
import { addTreeScores } from './model/walk.ts';
import { checkTreeParameters, type TreeParameters } from './parameters.ts';
import { type WasmMemory, wasmRuntime } from './wasm/kernel-module.ts';

/** Rows of a training or a validation part. Classes are bytes, numbers are doubles; `mean` may have either. */
export interface TreeRows {
  readonly columns: readonly Float32Array[];
  readonly rows: number;
  readonly labels: Uint8Array | null;
  readonly target: Float64Array;
  /** Null: all 1. */
  readonly weights: Float64Array | null;
}

export interface TreeTraining {
  readonly parameters: TreeParameters;
  readonly outputs: number;
  /** Scores before the first tree. A forest's `target` is centred on its own. */
  readonly initial: Float64Array;
  readonly train: TreeRows;
  readonly binned: BinnedData;
  readonly validation: TreeRows | null;
  readonly warmStart: TreeState | null;
  readonly team: TreeTeam | null;
  /** Use the plain kernels although WebAssembly is there. */
  readonly plain: boolean;
  readonly measureTraining: boolean;
  /** After each round, counted from 1; `checkpoint()` gives the state so far. False stops. */
  readonly onRound:
    | ((round: number, trainLoss: number, validationLoss: number, checkpoint: () => TreeState) => boolean)
    | null;
}

/** More rows would leave a gradient fewer than 7 bits. */
const MAX_ROWS = 1 << 24;

export function trainTrees(training: TreeTraining): TreeState {
  checkTreeParameters(training.parameters);
  const earlier = withOwnLosses(training.warmStart);
  const continued = { ...training, warmStart: earlier };
  const { job, buffer } = prepare(continued);
  fill(job, buffer, continued);
  const builder = createStateBuilder(
    training.parameters.objective,
    training.initial,
    training.binned.thresholds,
    earlier,
  );
  const stopped = run(job, training, builder);
  const state = builder.state(stopped);
  if (job.wasm) giveBack(job.memory as WasmMemory, job.members > 1);
  return stopped === 'early' ? truncate(state, bestRound(state.validationLoss)) : state;
}

/** A model that was stopped early and cut back continues from where it was cut: the losses after that are not its own. */
function withOwnLosses(state: TreeState | null): TreeState | null {
  if (state === null) return null;
  const rounds = roundsOf(state);
  return {
    ...state,
    trainLoss: state.trainLoss.slice(0, rounds),
    validationLoss: state.validationLoss.slice(0, rounds),
  };
}

function run(
  job: TrainingJob,
  training: TreeTraining,
  builder: ReturnType<typeof createStateBuilder>,
): StopReason {
  if (job.members > 1) training.team!.start(job, job.members);
  try {
    return runRounds(createMember(job, 0), {
      onTree: (tree) => builder.add(tree),
      onRound: (round, trainLoss, validationLoss) => {
        builder.addLosses(trainLoss, validationLoss);
        return (
          training.onRound?.(round + 1, trainLoss, validationLoss, () => builder.state('running')) ?? true
        );
      },
    });
  } catch (error) {
    announceFailure(controlOf(job));
    throw error;
  }
}

function prepare(training: TreeTraining): { readonly job: TrainingJob; readonly buffer: ArrayBufferLike } {
  const { parameters, binned, train, validation, outputs, warmStart } = training;
  if (train.rows < 1) throw new RangeError('trees need at least one row to learn from, got none');
  if (train.rows > MAX_ROWS)
    throw new RangeError(`trees learn from at most ${MAX_ROWS} rows, got ${train.rows}; train on fewer`);
  if (binned.features < 1) throw new RangeError('trees need at least one feature, got none');
  const symmetric = parameters.policy === 'symmetric';
  const maxLeaves = symmetric ? 2 ** parameters.maxDepth : parameters.maxLeaves;
  const members = Math.max(1, Math.min(training.team?.size ?? 1, binned.groups, MAX_MEMBERS));
  const weighted = train.weights !== null;
  const layout = layoutOf({
    rows: train.rows,
    groups: binned.groups,
    outputs,
    members,
    slots: symmetric ? maxLeaves / 2 : maxLeaves,
    maxLeaves,
    validationRows: validation?.rows ?? 0,
    weighted,
    sampled: parameters.rowFraction < 1 || parameters.withReplacement,
  });
  const runtime = training.plain ? null : wasmRuntime();
  const shared = members > 1;
  const memory = memoryFor(runtime, layout, shared);
  const job: TrainingJob = {
    memory: memory.memory,
    wasm: runtime !== null,
    members,
    layout,
    parameters: { ...parameters, maxLeaves },
    rows: train.rows,
    features: binned.features,
    groups: binned.groups,
    outputs,
    validationRows: validation?.rows ?? 0,
    binCounts: Uint16Array.from(binned.thresholds, (thresholds) => thresholds.length + 1),
    hasMissing: binned.hasMissing,
    initial: training.initial,
    weightSum: weighted ? sum(train.weights!) : train.rows,
    firstRound: warmStart === null ? 0 : roundsOf(warmStart),
    earlierLosses: warmStart?.validationLoss ?? new Float64Array(0),
    measureTraining: training.measureTraining,
  };
  return { job, buffer: memory.buffer };
}

function memoryFor(
  runtime: ReturnType<typeof wasmRuntime>,
  layout: Layout,
  shared: boolean,
): { readonly memory: unknown; readonly buffer: ArrayBufferLike } {
  try {
    if (runtime !== null) {
      const memory = takeMemory(runtime, layout.total, shared);
      return { memory, buffer: memory.buffer };
    }
    const bytes = Math.ceil(layout.total / 8) * 8;
    const buffer = shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
    return { memory: buffer, buffer };
  } catch {
    throw new RangeError(
      `training needs ${Math.ceil(layout.total / 2 ** 20)} MB at once and the machine does not give it; use fewer rows, features or leaves`,
    );
  }
}

function fill(job: TrainingJob, buffer: ArrayBufferLike, training: TreeTraining): void {
  const { layout, rows, groups, outputs, validationRows } = job;
  const { train, validation, binned, initial, warmStart } = training;
  const words = new Uint32Array(buffer);
  const doubles = new Float64Array(buffer);
  const bytes = new Uint8Array(buffer);
  words.set(binned.words, layout.words >> 2);
  rowsOfGroups(binned.words, rows, groups, words, layout.rowBins >> 2);
  if (train.labels !== null) bytes.set(train.labels.subarray(0, rows), layout.labels);
  doubles.set(train.target.subarray(0, rows), layout.target >> 3);
  if (train.weights !== null) doubles.set(train.weights.subarray(0, rows), layout.weights >> 3);
  const boosted = job.parameters.objective !== 'mean';
  const start = (at: number, pitch: number, count: number, columns: readonly Float32Array[]) => {
    if (boosted)
      for (let k = 0; k < outputs; k++)
        doubles.fill(initial[k]!, (at + k * pitch) >> 3, ((at + k * pitch) >> 3) + count);
    if (warmStart !== null) addTreeScores(warmStart, columns, count, doubles.subarray(at >> 3), pitch >> 3);
  };
  start(layout.scores, layout.pitch, rows, train.columns);
  if (validation === null) return;
  const other = binWith(validation.columns, validationRows, binned.thresholds);
  rowsOfGroups(other.words, validationRows, groups, words, layout.validationBins >> 2);
  if (validation.labels !== null)
    bytes.set(validation.labels.subarray(0, validationRows), layout.validationLabels);
  doubles.set(validation.target.subarray(0, validationRows), layout.validationTarget >> 3);
  const weights = layout.validationWeights >> 3;
  if (validation.weights === null) doubles.fill(1, weights, weights + validationRows);
  else doubles.set(validation.weights.subarray(0, validationRows), weights);
  start(layout.validationScores, layout.validationPitch, validationRows, validation.columns);
}

/** Words group after group to words row after row, in blocks that stay in the cache. */
function rowsOfGroups(
  source: Uint32Array,
  rows: number,
  groups: number,
  target: Uint32Array,
  at: number,
): void {
  const BLOCK = 512;
  for (let first = 0; first < rows; first += BLOCK) {
    const end = Math.min(rows, first + BLOCK);
    for (let g = 0; g < groups; g++)
      for (let i = first, from = g * rows + first, to = at + first * groups + g; i < end; i++, from++) {
        target[to] = source[from]!;
        to += groups;
      }
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
