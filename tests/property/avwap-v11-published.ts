// AVWAP v11 as published, written out once more, plainly: shorts and longs apart, in the published order of
// the scan, one trade per day and side. The oracle of `avwap-v11.test.ts`; shares only the indicator columns with the product.

import type { ParameterValues } from '../../engines/parameters/parameters.ts';
import type { Columns } from '../../engines/strategies/avwap-v11/columns.ts';
import type { Day } from '../../engines/strategies/avwap-v11/days.ts';

export interface PublishedTrade {
  readonly setup: string;
  readonly impulseBar: number;
  readonly entryBar: number;
  readonly trigger: number;
}

export function publishedScan(columns: Columns, p: ParameterValues) {
  const { open: O, high: H, low: L, close: C, volume: V } = columns.bars;
  const { atr: A, emaFast: E20, emaSlow: E50, rsi: R, stochasticK: K, stochasticD: D, adx: X } = columns;
  const W = columns.avwap;
  const num = (name: string) => p[name] as number;
  const minute = (name: string) => {
    const text = p[name] as string;
    return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  };
  const at = (a: Float64Array, i: number) => a[i]!;
  const inWindow = (i: number) =>
    columns.closeMinute[i]! >= minute('window_start') && columns.closeMinute[i]! <= minute('window_end');
  const barsLeft = (i: number) => columns.barsAfter[i]! >= num('min_bars_left_after_entry');
  const buffer = (price: number) => Math.max(num('buffer_abs'), num('buffer_pct') * price);
  const rising = (a: Float64Array, i: number) => at(a, i) > at(a, i - 1) && at(a, i - 1) > at(a, i - 2);
  const falling = (a: Float64Array, i: number) => at(a, i) < at(a, i - 1) && at(a, i - 1) < at(a, i - 2);
  const body = (i: number) => Math.abs(at(C, i) - at(O, i));
  const small = (i: number) => body(i) <= num('small_counter_max_atr') * at(A, i);

  function impulse(i: number, short: boolean): string {
    const range = at(H, i) - at(L, i);
    if (!(at(A, i) > 0) || !(range > 0)) return '';
    if (short ? !(at(C, i) < at(O, i)) : !(at(C, i) > at(O, i))) return '';
    if (body(i) >= num('huge_impulse_min_atr') * at(A, i)) return 'HUGE';
    if (range >= num('huge_impulse_min_range_atr') * at(A, i)) return 'HUGE';
    const least = num(short ? 'short_mod_impulse_min_atr' : 'long_mod_impulse_min_atr');
    if (body(i) < least * at(A, i) || body(i) > num('mod_impulse_max_atr') * at(A, i)) return '';
    const place = short ? (at(C, i) - at(L, i)) / range : (at(H, i) - at(C, i)) / range;
    return place <= num('close_near_extreme_max') ? 'MODERATE' : '';
  }

  function common(i: number): boolean {
    if (!(at(A, i) / at(C, i) >= num('atr_pct_min'))) return false;
    const average = at(columns.volumeAverage, i);
    return average <= 0 || at(V, i) / average >= num('volume_min_ratio');
  }

  function shortFilter(i: number): boolean {
    if (!(at(X, i) >= num('short_adx_min') && rising(X, i))) return false;
    if (!(at(X, i) - at(X, i - 2) >= num('short_adx_slope_min'))) return false;
    if (!(at(R, i) <= num('short_rsi_max') && falling(R, i))) return false;
    if (!(at(K, i) <= num('short_stoch_max') && at(K, i) < at(D, i) && falling(K, i))) return false;
    return at(E20, i) < at(E50, i) && at(C, i) < at(E20, i) && at(C, i) < at(W, i);
  }

  function longFilter(i: number): boolean {
    if (!(at(X, i) >= num('long_adx_min') && rising(X, i))) return false;
    if (!(at(X, i) - at(X, i - 2) >= num('long_adx_slope_min'))) return false;
    if (!(at(R, i) >= num('long_rsi_min') && rising(R, i))) return false;
    if (!(at(K, i) >= num('long_stoch_min') && at(K, i) <= num('long_stoch_max'))) return false;
    if (!(at(K, i) > at(D, i) && rising(K, i))) return false;
    return at(E20, i) > at(E50, i) && at(C, i) > at(E20, i) && at(C, i) > at(W, i);
  }

  function longestRun(from: number, to: number, holds: (i: number) => boolean): number {
    let longest = 0;
    for (let run = 0, i = from; i <= to; i++) {
      run = holds(i) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  const shortTouch = (i: number) => at(H, i) >= at(W, i) && at(C, i) < at(W, i);
  const longTouch = (i: number) => at(L, i) <= at(W, i) && at(C, i) > at(W, i);
  const someBar = (from: number, to: number, holds: (i: number) => boolean) => {
    for (let i = from; i <= to; i++) if (holds(i)) return true;
    return false;
  };

  function shortEvidence(i: number, e: number): boolean {
    const strict = p.evidence_window === 'symmetric-strict';
    const run = longestRun(strict ? i + 1 : i, e, (j) => at(C, j) < at(W, j));
    return someBar(i + 1, e, shortTouch) || run >= num('avwap_min_consec_closes');
  }
  function longEvidence(i: number, e: number): boolean {
    const symmetric = p.evidence_window === 'symmetric';
    const run = longestRun(symmetric ? i : i + 1, e, (j) => at(C, j) > at(W, j));
    return someBar(i + 1, e, longTouch) || run >= num('avwap_min_consec_closes');
  }
  const believable = (distance: number, e: number) =>
    distance >= num('avwap_dist_atr_mult') * at(A, e) && distance <= num('avwap_dist_atr_max') * at(A, e);
  const shortChecks = (i: number, e: number, trigger: number) =>
    at(C, e) < trigger && believable(at(W, e) - at(C, e), e) && shortEvidence(i, e);
  const longChecks = (i: number, e: number, trigger: number) =>
    at(C, e) > trigger && believable(at(C, e) - at(W, e), e) && longEvidence(i, e);

  function shortTrade(i: number, kind: string, n: number): PublishedTrade | undefined {
    if (kind === 'MODERATE') {
      const trigger = at(L, i) - buffer(at(L, i));
      const e = i + 1;
      if (e < n && at(L, e) < trigger && inWindow(e) && barsLeft(e) && shortChecks(i, e, trigger))
        return { setup: 'A_MOD_BREAK_C1_LOW', impulseBar: i, entryBar: e, trigger };
      const c2 = i + 1;
      const e2 = i + 2;
      if (e2 >= n || !(at(C, c2) > at(O, c2)) || !small(c2) || !(at(C, c2) < at(W, c2))) return undefined;
      const trigger2 = at(L, c2) - buffer(at(L, c2));
      if (at(L, e2) < trigger2 && inWindow(e2) && barsLeft(e2) && shortChecks(i, e2, trigger2))
        return {
          setup: 'A_PULLBACK_C2_THEN_BREAK_C2_LOW',
          impulseBar: i,
          entryBar: e2,
          trigger: trigger2,
        };
      return undefined;
    }
    const end = Math.min(i + 3, n - 1);
    if (!someBar(i + 1, end, (j) => at(C, j) > at(O, j) && small(j))) return undefined;
    if (!someBar(i + 1, end, shortTouch)) return undefined;
    let lowest = Number.POSITIVE_INFINITY;
    for (let j = i + 1; j <= end; j++) lowest = Math.min(lowest, at(L, j));
    const trigger = lowest - buffer(lowest);
    for (let j = end + 1; j < n; j++) {
      if (!inWindow(j) || !barsLeft(j)) continue;
      if (at(C, j) >= at(W, j)) return undefined;
      if (at(L, j) < trigger && shortChecks(i, j, trigger))
        return { setup: 'B_HUGE_RED_FAILED_BOUNCE', impulseBar: i, entryBar: j, trigger };
    }
    return undefined;
  }

  function longTrade(i: number, kind: string, n: number): PublishedTrade | undefined {
    if (kind === 'MODERATE') {
      const trigger = at(H, i) + buffer(at(H, i));
      const e = i + 1;
      if (e < n && at(H, e) > trigger)
        return inWindow(e) && barsLeft(e) && longChecks(i, e, trigger)
          ? { setup: 'A_MOD_BREAK_C1_HIGH', impulseBar: i, entryBar: e, trigger }
          : undefined;
      const c2 = i + 1;
      const e2 = i + 2;
      if (p.long_enable_setup_a_pullback_c2_break !== true || e2 >= n) return undefined;
      if (!(at(C, c2) < at(O, c2)) || !small(c2) || !(at(C, c2) > at(W, c2))) return undefined;
      const trigger2 = at(H, c2) + buffer(at(H, c2));
      if (at(H, e2) > trigger2 && inWindow(e2) && barsLeft(e2) && longChecks(i, e2, trigger2))
        return {
          setup: 'A_PULLBACK_C2_THEN_BREAK_C2_HIGH',
          impulseBar: i,
          entryBar: e2,
          trigger: trigger2,
        };
      return undefined;
    }
    const end = Math.min(i + 3, n - 1);
    if (!someBar(i + 1, end, (j) => at(C, j) < at(O, j) && small(j))) return undefined;
    const middle = (at(O, i) + at(C, i)) / 2;
    const lost = someBar(i + 1, end, (j) => !(at(L, j) > middle));
    const under = someBar(i + 1, end, (j) => !(at(C, j) > at(W, j)));
    if (lost && under) return undefined;
    let highest = Number.NEGATIVE_INFINITY;
    for (let j = i + 1; j <= end; j++) highest = Math.max(highest, at(H, j));
    const trigger = highest + buffer(highest);
    for (let j = end + 1; j < n; j++) {
      if (!inWindow(j) || !barsLeft(j)) continue;
      if (at(C, j) <= at(W, j)) return undefined;
      if (at(H, j) > trigger && longChecks(i, j, trigger))
        return { setup: 'B_HUGE_GREEN_PULLBACK_HOLD_THEN_BREAK', impulseBar: i, entryBar: j, trigger };
    }
    return undefined;
  }

  /** Every impulse of the day that enters, in impulse order. */
  return function entriesOf(day: Day, side: 1 | -1): PublishedTrade[] {
    const trades: PublishedTrade[] = [];
    if (day.scheduled < num('min_bars_for_scan')) return trades;
    for (let i = day.start + 2; i < day.end; i++) {
      if (columns.barsAfter[i]! < (p.allow_incomplete_tail === true ? 1 : 3)) continue;
      if (!inWindow(i)) continue;
      const kind = impulse(i, side === -1);
      if (kind === '' || !common(i) || !(side === -1 ? shortFilter(i) : longFilter(i))) continue;
      const trade = side === -1 ? shortTrade(i, kind, day.end) : longTrade(i, kind, day.end);
      if (trade) trades.push(trade);
    }
    return trades;
  };
}
