// Predicts the newest row of a session with one member of a stored model: from the row alone where that is all it reads, from the rows
// before it where it looks back. Called by row-predictor.ts.

import { ownRegimes, windowSteps } from '../../../../engines/learn/onnx/estimator-writers.ts';
import { regimeNames } from '../../../../engines/learn/regimes/state.ts';
import type { StoredModel } from '../steps/contract.ts';
import { predictStored } from '../steps/stored-model.ts';
import { createRowModel } from './row-model.ts';
import type { SessionRows } from './session-rows.ts';

export interface MemberPrediction {
  readonly raw: Float64Array;
  /** Chances of the regimes the member was given; empty without. */
  readonly regimes: Float32Array;
  readonly states: number;
}

/** `regimeAt`: place of the member's regimes among those the session follows; −1 without. */
export function createMemberPredictor(
  member: StoredModel,
  inputs: readonly string[],
  regimeAt: number,
): (session: SessionRows) => MemberPrediction {
  const { model } = member;
  const none = new Float32Array(0);
  // An estimator that follows regimes of its own needs its whole session; one with windows only those.
  const reads = ownRegimes(model) !== null ? Number.POSITIVE_INFINITY : windowSteps(model);
  const width = Math.max(1, model.classes.length);
  if (reads > 1)
    return (session) => {
      const steps = regimeAt < 0 ? reads : Number.POSITIVE_INFINITY;
      const { raw, regimes, states } = predictStored(member, session.table(steps));
      return { raw: raw.slice(-width), regimes: states > 0 ? regimes.slice(-states) : none, states };
    };
  const predict = createRowModel(model);
  const row = new Float32Array(model.names.length);
  const state = regimeAt < 0 ? 0 : row.length;
  const names = regimeNames(state);
  // Places among the inputs; regimes count on from their number.
  const places = Int32Array.from(model.names, (name) => {
    const at = inputs.indexOf(name);
    return at >= 0 && !(regimeAt >= 0 && names.includes(name)) ? at : inputs.length + names.indexOf(name);
  });
  return (session) => {
    const values = session.newest();
    const chances = regimeAt < 0 ? none : session.chances()[regimeAt]!;
    for (let f = 0; f < row.length; f++) {
      const at = places[f]!;
      row[f] = at < values.length ? values[at]! : chances[at - values.length]!;
    }
    return { raw: predict(row), regimes: chances, states: chances.length };
  };
}
