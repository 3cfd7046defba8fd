// Which rows a live calibration may be fitted on, in the order they are tried: recent tradeable rows say most about what will be
// served, but there may be too few of them. Called by the calibration loop with guarded-fit.ts.

import type { CalibrationMethod } from './contract.ts';
import { type CalibrationBlock, type GuardedCalibration, guardedCalibration } from './guarded-fit.ts';

export interface LoggedRows extends CalibrationBlock {
  /** 1 where the row could have been traded. */
  readonly tradeable: Uint8Array;
}
export type CandidateName = 'recent tradeable' | 'tradeable' | 'recent' | 'all';

export interface CandidateResult {
  readonly name: CandidateName;
  readonly result: GuardedCalibration;
}

const RECENT = 1_200;
const MOST = 4_000;

/** Positions of the rows of each candidate, in order of time; never more than the latest 4,000. */
export function candidateRows(
  tradeable: Uint8Array,
): readonly (readonly [CandidateName, readonly number[]])[] {
  const all = Array.from(tradeable.keys());
  const could = all.filter((i) => tradeable[i] === 1);
  return [
    ['recent tradeable', could.slice(-RECENT)],
    ['tradeable', could.slice(-MOST)],
    ['recent', all.slice(-RECENT)],
    ['all', all.slice(-MOST)],
  ];
}

/** Tries the candidates until one is believed; gives every attempt, with its reason, the accepted one last. */
export function calibrateFromLog(method: CalibrationMethod, rows: LoggedRows): readonly CandidateResult[] {
  const tried: CandidateResult[] = [];
  for (const [name, at] of candidateRows(rows.tradeable)) {
    const { weight } = rows;
    const result = guardedCalibration(method, {
      probability: Float64Array.from(at, (i) => rows.probability[i]!),
      outcome: Uint8Array.from(at, (i) => rows.outcome[i]!),
      ...(weight === undefined ? {} : { weight: Float64Array.from(at, (i) => weight[i]!) }),
    });
    tried.push({ name, result });
    if (result.accepted) break;
  }
  return tried;
}
