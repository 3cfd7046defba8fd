// Fits the calibration of a model's probabilities on rows of the judge part, each class by itself, and believes it only after it has
// passed on the later fifth of those rows. Called by fits and blends.

import type { CalibrationState } from '../../../../engines/learn/calibration/contract.ts';
import {
  CALIBRATION_GUARDS,
  type GuardedCalibration,
  guardedCalibration,
} from '../../../../engines/learn/calibration/guarded-fit.ts';
import { CALIBRATION_METHODS } from '../../../../engines/learn/calibration/methods.ts';
import type { TrainingRequest } from '../../../contracts/training.ts';
import type { FitOutput, StoredModel, TrainingTable } from './contract.ts';

export interface FittedCalibration {
  readonly rules: StoredModel['calibration'];
  readonly told: FitOutput['calibration'];
}

/** Datasets have thousands of judge rows: a fifth of them judges, however many that are. */
const GUARDS = { ...CALIBRATION_GUARDS, mostLaterRows: Number.POSITIVE_INFINITY };

/** `rows` ascending in the table; `raw` row-major over them. */
export function fitCalibration(
  table: TrainingTable,
  rows: Uint32Array,
  raw: Float64Array,
  asked: TrainingRequest['calibration'],
): FittedCalibration {
  const { classes } = table.task;
  const none = (words: string): FittedCalibration => ({
    rules: null,
    told: { method: asked, accepted: false, words },
  });
  if (classes.length === 0) return none('a predicted number is no probability: nothing to calibrate');
  if (asked === 'none') return none('not asked for: the raw probability is used');
  const method = CALIBRATION_METHODS.find(({ id }) => id === asked)!;
  // Instruments lie one after the other in the table; a later block must be later for all of them.
  const places = Array.from(rows.keys()).sort(
    (a, b) => table.time[rows[a]!]! - table.time[rows[b]!]! || a - b,
  );
  const fitOf = (k: number): GuardedCalibration =>
    guardedCalibration(
      method,
      {
        probability: Float64Array.from(places, (place) => raw[place * classes.length + k]!),
        outcome: Uint8Array.from(places, (place) => Number(table.label[rows[place]!] === k)),
        weight: Float64Array.from(places, (place) => table.weight[rows[place]!]!),
      },
      GUARDS,
    );
  if (classes.length === 2) {
    const fit = fitOf(1);
    if (!fit.accepted) return none(refusal(fit.reason));
    return {
      rules: [mirrored(fit.state), fit.state],
      told: { method: asked, accepted: true, words: words(fit) },
    };
  }
  const fits = classes.map((_, k) => fitOf(k));
  const each = fits.map((fit, k) => `${classes[k]}: ${fit.accepted ? words(fit) : fit.reason}`).join('; ');
  if (fits.every((fit) => !fit.accepted)) return none(refusal(each));
  return {
    rules: fits.map((fit) => (fit.accepted ? fit.state : null)),
    told: { method: asked, accepted: true, words: each },
  };
}

const refusal = (why: string): string => `refused, the raw probability stays in use: ${why}`;

function words(fit: GuardedCalibration & { readonly accepted: true }): string {
  const { fittedRows, laterRows, rawBrier, brier } = fit.evidence;
  return `fitted on ${fittedRows} rows; on the later ${laterRows} the Brier score goes from ${rawBrier.toFixed(4)} to ${brier.toFixed(4)}`;
}

/** The rule of the other of two classes: 1 − rule(1 − p), so that a row sums to 1 as it stands. */
export function mirrored(rule: CalibrationState): CalibrationState {
  switch (rule.kind) {
    case 'platt':
      return { kind: 'platt', a: rule.a, b: -rule.b };
    case 'beta':
      return { kind: 'beta', a: rule.b, b: rule.a, c: -rule.c };
    case 'isotonic':
      return {
        kind: 'isotonic',
        at: rule.at.map((p) => 1 - p).reverse(),
        value: rule.value.map((p) => 1 - p).reverse(),
      };
  }
}
