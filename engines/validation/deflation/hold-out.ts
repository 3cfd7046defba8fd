// The hold-out of a dataset: sessions that no split may touch, opened once per candidate, with a reason. Called by services, which
// store the openings, and by reports. Pure rules over entries.

import type { Session } from '../../market/session.ts';

export interface HoldOut {
  readonly datasetHash: string;
  /** Decision times after this belong to the hold-out, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly sessions: number;
}

/** The last `sessions` of the calendar; the sessions before them are all that splits are made of. */
export function reserveHoldOut(
  datasetHash: string,
  calendar: readonly Session[],
  sessions: number,
): { readonly holdOut: HoldOut; readonly research: readonly Session[] } {
  if (!(Number.isInteger(sessions) && sessions >= 1 && sessions < calendar.length))
    throw new RangeError(
      `a hold-out takes from 1 to ${calendar.length - 1} of ${calendar.length} sessions, got ${sessions}`,
    );
  const border = calendar.length - sessions;
  return {
    holdOut: {
      datasetHash,
      from: calendar[border]!.open,
      to: calendar[calendar.length - 1]!.close,
      sessions,
    },
    research: calendar.slice(0, border),
  };
}

export interface HoldOutOpening {
  readonly datasetHash: string;
  readonly candidate: string;
  readonly reason: string;
  readonly happenedAt: number;
}

/** The openings with this one; throws RangeError where the candidate already had its look, or no reason is given. */
export function openHoldOut(
  openings: readonly HoldOutOpening[],
  opening: HoldOutOpening,
): readonly HoldOutOpening[] {
  if (opening.reason.trim() === '')
    throw new RangeError('opening a hold-out needs a reason, since it can be done once; nothing was opened');
  const before = openings.find(
    ({ datasetHash, candidate }) => datasetHash === opening.datasetHash && candidate === opening.candidate,
  );
  if (before !== undefined)
    throw new RangeError(
      `candidate ${opening.candidate} already saw this hold-out (reason: ${before.reason}); its result stands, a new candidate is needed for another look`,
    );
  return [...openings, opening];
}

export interface HoldOutGate {
  readonly auc: number;
  readonly sharpe: number;
}
/** The published gate: AUC of 0.60 and no loss after charges. */
export const HOLD_OUT_GATE: HoldOutGate = { auc: 0.6, sharpe: 0 };

/** What the candidate fails by, in words; empty: passed. A missing figure fails. `told`: which AUC it is, where there are several. */
export function holdOutFaults(
  measured: HoldOutGate & { readonly told?: string | null },
  gate: HoldOutGate = HOLD_OUT_GATE,
): string[] {
  const faults: string[] = [];
  const told = (value: number): string => (Number.isNaN(value) ? 'missing' : value.toFixed(3));
  const which = measured.told ? ` (${measured.told})` : '';
  if (!(measured.auc >= gate.auc)) faults.push(`AUC ${told(measured.auc)}${which}, needed ${told(gate.auc)}`);
  if (!(measured.sharpe >= gate.sharpe))
    faults.push(`Sharpe ratio after charges ${told(measured.sharpe)}, needed ${told(gate.sharpe)}`);
  return faults;
}
