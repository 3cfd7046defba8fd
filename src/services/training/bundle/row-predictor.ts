// Predicts the newest row of a session with a whole stored model: its members, their blend, the calibration. The path orders are decided on;
// onnxruntime has no part in it. Called by serving.ts and session-stream.ts.

import { calibrateRow } from '../../../../engines/learn/calibration/calibrate-rows.ts';
import type { StoredModel } from '../steps/contract.ts';
import { blended, blendStateOf } from '../steps/stored-model.ts';
import { canonicalJson } from './bundle-text.ts';
import { createMemberPredictor } from './member-predictor.ts';
import { membersOf, regimesOf } from './servable.ts';
import type { SessionRows } from './session-rows.ts';

/** Calibrated: one number per class, or one. */
export type RowPredictor = (session: SessionRows) => Float64Array;

export function createRowPredictor(stored: StoredModel): RowPredictor {
  const { inputs, calibration, task } = stored;
  const known = regimesOf(stored).map(canonicalJson);
  const members = membersOf(stored).map((member) =>
    createMemberPredictor(
      member,
      inputs,
      member.preparation.regimes === null ? -1 : known.indexOf(canonicalJson(member.preparation.regimes)),
    ),
  );
  const blend = blendStateOf(stored.model);
  const width = Math.max(1, task.classes.length);
  const [first] = members;
  return (session) => {
    const raw =
      blend === null
        ? first!(session).raw
        : blended(
            blend.stack,
            members.map((member) => member(session)),
            width,
          ).raw;
    if (calibration !== null) calibrateRow(calibration, raw, 0, raw);
    return raw;
  };
}
