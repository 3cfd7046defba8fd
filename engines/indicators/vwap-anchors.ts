// Where an anchored VWAP starts, and how it moves on to the next anchor without ever looking ahead.
// `avwap.ts` feeds bars to one of these; nothing else does. A new kind of anchor is one more function here.

import {
  addToMoments,
  clearMoments,
  copyMoments,
  emptyMoments,
  type VolumeMoments,
} from './volume-moments.ts';

export type VwapAnchor =
  /** First bar of the bar's own session. */
  | { readonly kind: 'session-open' }
  /** A bar by its index from the start of the series; missing before it. */
  | { readonly kind: 'bar'; readonly index: number }
  /** Bar with the highest high (lowest low) of the session before, the earliest of equals; changes at each session's first bar. */
  | { readonly kind: 'previous-high' }
  | { readonly kind: 'previous-low' }
  /**
   * The latest swing pivot: a bar higher (lower) than the `strength` bars before it and not exceeded by the `strength`
   * bars after it. It is only known, and only used, once those later bars have closed; until then the older one stands.
   */
  | { readonly kind: 'pivot-high'; readonly strength: number }
  | { readonly kind: 'pivot-low'; readonly strength: number };

export interface AnchorTracker {
  /** Sums from the anchor to the latest bar; empty while there is no anchor. */
  readonly moments: VolumeMoments;
  /** Takes in a closed bar. Returns false where the result on this bar is missing. */
  add(high: number, low: number, price: number, volume: number, session: number): boolean;
}

export function createAnchorTracker(anchor: VwapAnchor): AnchorTracker {
  switch (anchor.kind) {
    case 'session-open':
      return createSessionTracker();
    case 'bar':
      return createBarTracker(anchor.index);
    case 'previous-high':
      return createPreviousSessionTracker(1);
    case 'previous-low':
      return createPreviousSessionTracker(-1);
    case 'pivot-high':
      return createPivotTracker(1, anchor.strength);
    case 'pivot-low':
      return createPivotTracker(-1, anchor.strength);
  }
}

function createSessionTracker(): AnchorTracker {
  const moments = emptyMoments();
  let current = -1;
  return {
    moments,
    add(_high, _low, price, volume, session) {
      if (session < 0) return false;
      if (session !== current) {
        clearMoments(moments);
        current = session;
      }
      return addToMoments(moments, price, volume);
    },
  };
}

function createBarTracker(index: number): AnchorTracker {
  if (!Number.isInteger(index) || index < 0)
    throw new RangeError(`the anchor bar must be a whole number from 0, got ${index}`);
  const moments = emptyMoments();
  let at = 0;
  return {
    moments,
    add: (_high, _low, price, volume) => at++ >= index && addToMoments(moments, price, volume),
  };
}

/** Two sums run side by side: the one shown, and the one from the extreme of the session under way, next session's anchor. */
function createPreviousSessionTracker(sign: 1 | -1): AnchorTracker {
  const moments = emptyMoments();
  const fromExtreme = emptyMoments();
  let current = -1;
  let extreme = Number.NaN;
  let anchored = false;
  return {
    moments,
    add(high, low, price, volume, session) {
      if (session < 0) return false;
      if (session !== current) {
        anchored = current >= 0;
        if (anchored) copyMoments(fromExtreme, moments);
        clearMoments(fromExtreme);
        extreme = Number.NaN;
        current = session;
      }
      const level = sign === 1 ? high : low;
      if (Number.isFinite(level) && !((level - extreme) * sign <= 0)) {
        extreme = level;
        clearMoments(fromExtreme);
      }
      addToMoments(fromExtreme, price, volume);
      return anchored && addToMoments(moments, price, volume);
    },
  };
}

function createPivotTracker(sign: 1 | -1, strength: number): AnchorTracker {
  if (!Number.isInteger(strength) || strength < 1)
    throw new RangeError(`the strength of a pivot must be a whole number from 1, got ${strength}`);
  const moments = emptyMoments();
  const size = 2 * strength + 1;
  const levels = new Float64Array(size).fill(Number.NaN);
  const prices = new Float64Array(size).fill(Number.NaN);
  const volumes = new Float64Array(size).fill(Number.NaN);
  let next = 0;
  let anchored = false;

  /** Ring slot of the bar `back` bars ago (0 = the latest). */
  const slot = (back: number) => (next - 1 - back + 2 * size) % size;

  function isPivot(): boolean {
    const middle = levels[slot(strength)]!;
    for (let k = 1; k <= strength; k++) {
      if (!((middle - levels[slot(strength + k)]!) * sign > 0)) return false;
      if (!((middle - levels[slot(strength - k)]!) * sign >= 0)) return false;
    }
    return true;
  }

  return {
    moments,
    add(high, low, price, volume) {
      levels[next] = sign === 1 ? high : low;
      prices[next] = price;
      volumes[next] = volume;
      next = next + 1 === size ? 0 : next + 1;
      if (isPivot()) {
        anchored = true;
        clearMoments(moments);
        for (let back = strength; back > 0; back--) {
          const s = slot(back);
          addToMoments(moments, prices[s]!, volumes[s]!);
        }
      }
      return anchored && addToMoments(moments, price, volume);
    },
  };
}
