// A stored model taken apart for export and serving: its members, what each reads, the regimes beside the inputs. Called by the bundle
// writer, parity checks and serving; pure.

import { estimatorOf } from '../../../../engines/learn/catalogue.ts';
import type { LearningData } from '../../../../engines/learn/contract.ts';
import { ownRegimes } from '../../../../engines/learn/onnx/estimator-writers.ts';
import {
  type Servable,
  type ServableMember,
  stepsOf,
} from '../../../../engines/learn/onnx/servable-writer.ts';
import { regimeChances } from '../../../../engines/learn/regimes/append-regimes.ts';
import { asRegimeState, type RegimeState, regimeNames } from '../../../../engines/learn/regimes/state.ts';
import type { StoredModel } from '../steps/contract.ts';
import { blendStateOf } from '../steps/stored-model.ts';
import { canonicalJson } from './bundle-text.ts';

/** One for the model of a single estimator. */
export function membersOf(stored: StoredModel): readonly StoredModel[] {
  return blendStateOf(stored.model)?.members ?? [stored];
}

/** Each once, in the order of the members: members fitted on the same part mostly share theirs. */
export function regimesOf(stored: StoredModel): readonly RegimeState[] {
  const distinct = new Map<string, RegimeState>();
  for (const { preparation, model } of membersOf(stored))
    for (const regimes of [preparation.regimes, ownRegimes(model)])
      if (regimes !== null && !distinct.has(canonicalJson(regimes)))
        distinct.set(canonicalJson(regimes), asRegimeState(regimes));
  return [...distinct.values()];
}

const statesOf = (regimes: RegimeState): number => regimes.hmm.start.length;

/** Throws RangeError where a member reads what is neither an input nor a regime. */
export function servableOf(stored: StoredModel): Servable {
  const { inputs, model, calibration } = stored;
  const placesOfRegimes = new Map<string, readonly number[]>();
  let columns = 0;
  for (const regimes of regimesOf(stored)) {
    const from = inputs.length + columns;
    placesOfRegimes.set(
      canonicalJson(regimes),
      Array.from({ length: statesOf(regimes) }, (_, k) => from + k),
    );
    columns += statesOf(regimes);
  }
  const placesOf = (regimes: unknown): readonly number[] =>
    regimes === null ? [] : placesOfRegimes.get(canonicalJson(regimes))!;
  const memberOf = (member: StoredModel): ServableMember => {
    const own = placesOf(member.preparation.regimes);
    const names = new Map([
      ...inputs.map((name, at) => [name, at] as const),
      ...regimeNames(own.length).map((name, k) => [name, own[k]!] as const),
    ]);
    const places = member.model.names.map((name) => {
      const at = names.get(name);
      if (at !== undefined) return at;
      throw new RangeError(`the model reads ${name}, which is none of its ${inputs.length} inputs`);
    });
    return { model: member.model, places, regimePlaces: placesOf(ownRegimes(member.model)) };
  };
  const members = membersOf(stored);
  const blend = blendStateOf(model);
  // The stack saw the chances of the first member that has some.
  const seen = members.find(({ preparation }) => preparation.regimes !== null)?.preparation.regimes ?? null;
  return {
    inputs,
    regimeColumns: columns,
    members: members.map(memberOf),
    blend:
      blend === null
        ? null
        : blend.stack === null
          ? { method: 'soft-vote' }
          : {
              method: 'stack',
              state: blend.stack,
              regimePlaces: blend.stack.states > 0 ? placesOf(seen) : [],
            },
    width: Math.max(1, stored.task.classes.length),
    calibration,
  };
}

/** How far a model looks back beside the row it predicts: rows of its sequence before it. */
export const historyOf = (stored: StoredModel): number => stepsOf(servableOf(stored)) - 1;

/** Every estimator inside, blended ones included. */
export const acceptsMissing = (stored: StoredModel): boolean =>
  membersOf(stored).every(({ model }) => estimatorOf(model.estimator).acceptsMissing);

/** The columns of regimes of a table of whole sessions, in the order of the graph's input. */
export function regimeColumnsOf(stored: StoredModel, data: LearningData): readonly Float32Array[] {
  return regimesOf(stored).flatMap((regimes) => {
    const states = statesOf(regimes);
    const chances = regimeChances(regimes, data);
    return Array.from({ length: states }, (_, k) => {
      const column = new Float32Array(data.rows);
      for (let i = 0; i < data.rows; i++) column[i] = chances[i * states + k]!;
      return column;
    });
  });
}
