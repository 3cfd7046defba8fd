// The exits a label was measured with, as a strategy can carry them out: stop and target for each side, and the window's end as a time
// stop. Called when a model's decisions are traded. Labels on trades have no exits of their own: their strategy has.

import type { Distance, Horizon, LabelSpec } from '../../labels/spec.ts';

export interface LabelExits {
  /** Distances in the direction that earns and the one that loses, by side; null: the label has no such level. */
  readonly long: SideExits;
  readonly short: SideExits;
  readonly horizon: Horizon;
}

export interface SideExits {
  readonly target: Distance | null;
  readonly stop: Distance | null;
}

const NO_LEVELS: SideExits = { target: null, stop: null };

/** Null for labels on trades. */
export function exitsOfLabel(label: LabelSpec): LabelExits | null {
  switch (label.kind) {
    case 'triple-barrier': {
      const { target, stop, horizon } = label;
      const own: SideExits = { target, stop };
      // [Note: direction] Its target lies above and its stop below, whoever trades: a short earns at the lower one.
      const short = label.side === 'direction' ? { target: stop, stop: target } : own;
      return { long: own, short, horizon };
    }
    case 'tp-sl-window': {
      const own: SideExits = { target: fixed(label.target), stop: fixed(label.stop) };
      return { long: own, short: own, horizon: label.horizon };
    }
    case 'volatility-direction': {
      const { returns, floor, horizon } = label;
      const own: SideExits = {
        target: { by: 'volatility', multiple: label.targetMultiple, returns, floor },
        stop: { by: 'volatility', multiple: label.stopMultiple, returns, floor },
      };
      return { long: own, short: own, horizon };
    }
    case 'setup-conditional':
    case 'next-return':
      return { long: NO_LEVELS, short: NO_LEVELS, horizon: label.horizon };
    case 'strategy-exits':
    case 'meta-barrier':
      return null;
  }
}

/** `no stop or target, out after 12 bars`, for the basis of a run. */
export function describeExits({ long, short, horizon }: LabelExits): string {
  const levels =
    long.target === null && long.stop === null
      ? 'no stop or target'
      : JSON.stringify(long) === JSON.stringify(short)
        ? "the label's own stop and target"
        : "the label's upper and lower barrier as target and stop of a long, the other way round of a short";
  return `${levels}, out after ${horizon.length} ${horizon.unit}`;
}

function fixed(fraction: number): Distance {
  return { by: 'fixed', fraction };
}
