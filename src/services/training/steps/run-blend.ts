// A candidate made of the families of a segment: their mean, or a meta-learner over what they predicted out of fold before. Called by
// run-step.ts.

import type { Model } from '../../../../engines/learn/contract.ts';
import { fitStack, type StackState } from '../../../../engines/learn/ensemble/stack.ts';
import { AppError } from '../../../contracts/errors.ts';
import type { BlendSpec, FitOutput, StepContext, StepWorld, StoredModel, TrainingTable } from './contract.ts';
import { type EarlierRows, earlierRows } from './earlier-rows.ts';
import { segmentParts } from './parts.ts';
import { decodePredictions } from './prediction-codec.ts';
import { nothing } from './run-fit.ts';
import { servedModel, writeServed } from './serve-model.ts';
import { BLEND, type BlendState, blended, decodeStoredModel, predictStored } from './stored-model.ts';

/** Throws StepStopped when the context says stop, BAD_DATA where a member's object is not whole. */
export function runBlend(spec: BlendSpec, world: StepWorld, context: StepContext): FitOutput {
  const parameters = { method: spec.method, ...(spec.method === 'stack' ? { meta: spec.meta } : {}) };
  const words = `blending ${spec.members.length} families`;
  try {
    if (spec.members.length < 2)
      throw new RangeError(`${spec.members.length} families were fitted; a blend needs two`);
    const members = spec.members.map(({ model }) => decodeStoredModel(context.readObject(model)));
    context.onProgress({ fraction: 0.1, words });
    const made = spec.method === 'stack' ? stacked(spec, world, context) : voted(spec, world, members);
    context.onProgress({ fraction: 0.6, words });
    const { table } = world;
    const read = new Set(members.flatMap(({ inputs }) => inputs));
    const inputs = table.names.filter((name) => read.has(name));
    const state: BlendState = { method: spec.method, members, stack: made.stack };
    const served = servedModel({
      table,
      family: spec.family,
      model: blendModel(state, inputs, table),
      preparation: { selected: inputs, regimes: null },
      inputs,
      judge: made.judge,
      judged: made.judged,
      calibration: spec.calibration,
      turnoverPenalty: spec.turnoverPenalty,
      policy: spec.policy,
      parts: () => segmentParts(world, spec.segment, spec.innerShare),
    });
    const test = testRows(spec, context);
    return {
      kind: 'fit',
      skipped: null,
      parameters,
      searchScore: null,
      rounds: null,
      curve: [],
      trainRows: made.trainRows,
      purged: made.purged,
      ...writeServed(served, table, test, context),
    };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return nothing(error.message, parameters, null);
  }
}

interface MadeBlend {
  readonly stack: StackState | null;
  /** Rows nothing of the blend was fitted on, and what it says of them. */
  readonly judge: Uint32Array;
  readonly judged: Float64Array;
  readonly trainRows: number;
  readonly purged: number;
}

/** A mean has nothing to learn; its calibration is fitted where its members' own was, on what they say before it. */
function voted(spec: BlendSpec, world: StepWorld, members: readonly StoredModel[]): MadeBlend {
  const { outer, judge, purged } = segmentParts(world, spec.segment, spec.innerShare);
  const each = members.map((member) => predictStored(member, world.table, judge.rows));
  const { raw } = blended(null, each, each[0]!.width);
  return { stack: null, judge: judge.rows, judged: raw, trainRows: outer.size, purged };
}

function stacked(spec: BlendSpec, world: StepWorld, context: StepContext): MadeBlend {
  if (spec.meta === 'none') throw new RangeError('a stack was asked for without a meta-learner');
  const { fit, judge, part, purged } = earlierRows(spec, world, context);
  const { table } = world;
  const width = Math.max(1, table.task.classes.length);
  const stack = fitStack({
    members: fit.members,
    names: spec.members.map(({ family }) => family),
    width,
    ...(fit.states > 0 ? { regimes: { chances: fit.regimes, states: fit.states } } : {}),
    target: targetOf(table, fit),
    weight: Float64Array.from(fit.rows, (row) => table.weight[row]!),
    meta: spec.meta,
    seed: spec.seed,
  });
  const each = judge.members.map((raw) => ({ raw, regimes: judge.regimes, states: judge.states }));
  return {
    stack,
    judge: judge.rows,
    judged: blended(stack, each, width).raw,
    trainRows: part.size,
    purged,
  };
}

function targetOf({ task, value, label }: TrainingTable, { rows }: EarlierRows): Float64Array {
  return Float64Array.from(rows, (row) => (task.kind === 'number' ? value[row]! : label[row]!));
}

function blendModel(state: BlendState, inputs: readonly string[], { task }: TrainingTable): Model {
  return {
    estimator: BLEND,
    version: 1,
    names: inputs,
    classes: task.classes,
    parameters: { method: state.method },
    state,
  };
}

/** The rows the members were asked about; none for the final model. Throws BAD_DATA where they are not the same rows. */
function testRows({ members, segment }: BlendSpec, context: StepContext): Uint32Array {
  if (segment < 0) return new Uint32Array(0);
  const each = members.map(({ predictions }) => decodePredictions(context.readObject(predictions)).rows);
  const [first] = each;
  if (each.every((rows) => rows.length === first!.length && rows.every((row, k) => row === first![k])))
    return first!;
  throw new AppError(
    'BAD_DATA',
    'The families of a blend were asked about different rows, so they cannot be blended. Their own results are kept; forget their fits and resume the run.',
  );
}
