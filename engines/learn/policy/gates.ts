// Every gate there is, by id. Called by decisions, forms and the command line.

import type { Gate } from './gate.ts';
import { modelCandidate, modelLean, ruleDirection } from './gates/direction.ts';
import { margin, modelAgrees } from './gates/margin.ts';
import { flowVeto, requireSetup } from './gates/market.ts';
import { highNeutrality, neutralLimit } from './gates/neutrality.ts';
import { qualityGate, returnGate, slopedWinGate, winGate } from './gates/trust.ts';

export const GATES: readonly Gate[] = [
  highNeutrality,
  modelCandidate,
  ruleDirection,
  modelLean,
  flowVeto,
  requireSetup,
  margin,
  modelAgrees,
  neutralLimit,
  qualityGate,
  winGate,
  slopedWinGate,
  returnGate,
];

/** Throws RangeError for an id nobody knows, naming those there are. */
export function gateOf(id: string): Gate {
  const found = GATES.find((gate) => gate.id === id);
  if (found !== undefined) return found;
  throw new RangeError(`there is no gate ${id}; there are ${GATES.map((gate) => gate.id).join(', ')}`);
}
