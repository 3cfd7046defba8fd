// How far a model is to be trusted, from its calibration: strong, ok or weak by the published limits. Read by the gate of neutrality.

import type { ModelQuality } from './inputs.ts';

export interface QualityEvidence {
  /** AUC of the calibrated probability on rows after those it was fitted on; null where nobody measured it. */
  readonly auc: number | null;
  /** Slope of the Platt calibration; null where there is none. */
  readonly slope: number | null;
}

/**
 * Strong: AUC ≥ 0.57 and slope ≥ 0.25; ok: 0.53 and 0.15; else weak. A number that is not there makes the quality unknown: the
 * replaced system took a file without an AUC for a weak model and opened its gates wider for it.
 */
export function modelQuality({ auc, slope }: QualityEvidence): ModelQuality {
  if (auc === null || slope === null || Number.isNaN(auc) || Number.isNaN(slope)) return 'unknown';
  if (auc >= 0.57 && slope >= 0.25) return 'strong';
  return auc >= 0.53 && slope >= 0.15 ? 'ok' : 'weak';
}
