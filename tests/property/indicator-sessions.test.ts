// Pivots and the indicators that know sessions against their definition written out plainly, on awkward bars.

import { describe, expect, it } from 'vitest';
import { OPENING_RANGE } from '../../engines/indicators/opening-range.ts';
import { SWING_PIVOTS } from '../../engines/indicators/pivots.ts';
import { OPENING_GAP, PREVIOUS_DAY } from '../../engines/indicators/session-levels.ts';
import { RELATIVE_VOLUME } from '../../engines/indicators/volume-compared.ts';
import { CVD } from '../../engines/indicators/volume-delta.ts';
import type { Bar } from '../../engines/market/bars.ts';
import { MINUTE_MS } from '../../engines/market/interval.ts';
import { AWKWARD, awkwardBars, CLEAN } from '../contract/indicator-bars.ts';
import { completeBars, expectClose, meanOf, outputsOf, totalOf } from './naive-columns.ts';

/** Sessions of a few bars each, so that the same minute occurs in many of them. */
const SHORT_SESSIONS = { ...AWKWARD, newSession: 0.1 };
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

describe('swing pivots', () => {
  it.each([1, 2, 4])('strength %i: known at the confirming bar, not before', (strength) => {
    let confirmed = 0;
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 200, { ...AWKWARD, quiet: 0.4 });
      const bars = completeBars(SWING_PIVOTS, input);
      const columns = outputsOf(SWING_PIVOTS, input, { strength });
      const rows = bars.flatMap((bar, i) => (bar ? [{ bar, i }] : []));
      const sides = [
        { name: 'high', level: (bar: Bar) => bar.high, sign: 1 },
        { name: 'low', level: (bar: Bar) => bar.low, sign: -1 },
      ];
      for (const { name, level, sign } of sides) {
        const value = (k: number) => level(rows[k]!.bar) * sign;
        const isPivot = (k: number) =>
          k >= strength &&
          k + strength < rows.length &&
          Array.from({ length: strength }, (_, d) => d + 1).every(
            (d) => value(k) > value(k - d) && value(k) >= value(k + d),
          );
        rows.forEach(({ i }, k) => {
          // Latest pivot whose confirming bar has closed.
          let pivot = k - strength;
          while (pivot >= 0 && !isPivot(pivot)) pivot--;
          const known = pivot >= 0;
          if (known && pivot === k - strength) confirmed++;
          expect(columns[`${name}_level`]![i]).toBe(known ? level(rows[pivot]!.bar) : Number.NaN);
          expect(columns[`${name}_bars_since`]![i]).toBe(known ? k - pivot : Number.NaN);
        });
      }
    }
    expect(confirmed).toBeGreaterThan(50);
  });
});

describe('opening range', () => {
  it.each([1, 3, 5])('of the first %i minutes, from the close of the last of them on', (minutes) => {
    let known = 0;
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 300, SHORT_SESSIONS);
      const bars = completeBars(OPENING_RANGE, input);
      const columns = outputsOf(OPENING_RANGE, input, { minutes });
      bars.forEach((bar, i) => {
        const session = input.session[i]!;
        const end = session < 0 ? 0 : input.sessions[session]!.open + minutes * MINUTE_MS;
        const first = bars.filter(
          (other, k): other is Bar =>
            other !== undefined && input.session[k] === session && other.openTime + MINUTE_MS <= end,
        );
        const complete = bar !== undefined && bar.openTime + MINUTE_MS >= end && first.length > 0;
        if (complete) known++;
        const high = complete ? Math.max(...first.map((other) => other.high)) : Number.NaN;
        const low = complete ? Math.min(...first.map((other) => other.low)) : Number.NaN;
        expect(columns.high![i]).toBe(high);
        expect(columns.low![i]).toBe(low);
        expectClose(columns.width![i]!, high / low - 1, `row ${i}`);
        expectClose(
          columns.position![i]!,
          complete && high > low ? (bar.close - low) / (high - low) : Number.NaN,
          `row ${i}`,
        );
      });
    }
    expect(known).toBeGreaterThan(200);
  });
});

describe('relative volume', () => {
  it.each([
    [3, 1],
    [5, 2],
    [20, 5],
  ])('of %i sessions, at least %i', (lookBack, minimum) => {
    let known = 0;
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 300, SHORT_SESSIONS);
      const bars = completeBars(RELATIVE_VOLUME, input);
      const columns = outputsOf(RELATIVE_VOLUME, input, { sessions: lookBack, minimum });
      const slot = (bar: Bar, session: number) => (bar.openTime - input.sessions[session]!.open) / MINUTE_MS;
      bars.forEach((bar, i) => {
        const session = input.session[i]!;
        const earlier = bars.flatMap((other, k) => {
          const number = input.session[k]!;
          const counts = other && bar && number < session && number >= session - lookBack;
          return counts && slot(other, number) === slot(bar, session) ? [other.volume] : [];
        });
        const usual = meanOf(earlier);
        const enough = bar !== undefined && earlier.length >= minimum && usual > 0;
        if (enough) known++;
        expectClose(columns.relative_volume![i]!, enough ? bar.volume / usual : Number.NaN, `row ${i}`);
      });
    }
    expect(known).toBeGreaterThan(200);
  });
});

describe('volume delta', () => {
  it('signs each bar by its close, or by the last change of the session', () => {
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 300, { ...SHORT_SESSIONS, quiet: 0.4 });
      const bars = completeBars(CVD, input);
      const columns = outputsOf(CVD, input, {});
      bars.forEach((bar, i) => {
        const day = bars.filter(
          (other, k): other is Bar => other !== undefined && k <= i && input.session[k] === input.session[i],
        );
        const signs: number[] = [];
        day.forEach((other, k) => {
          const change = k === 0 ? 0 : Math.sign(other.close - day[k - 1]!.close);
          signs.push(change === 0 ? (signs[k - 1] ?? 0) : change);
        });
        const delta = totalOf(day.map((other, k) => signs[k]! * other.volume));
        const volume = totalOf(day.map((other) => other.volume));
        expectClose(columns.cvd![i]!, bar ? delta : Number.NaN, `row ${i}`);
        expectClose(columns.share![i]!, bar && volume > 0 ? delta / volume : Number.NaN, `row ${i}`);
      });
    }
  });
});

describe('the session before', () => {
  it.each([
    ['clean', CLEAN],
    ['awkward', AWKWARD],
  ] as const)('gives high, low, close and gap, on %s bars', (_name, options) => {
    for (const seed of SEEDS) {
      const input = awkwardBars(seed, 200, options);
      const levels = outputsOf(PREVIOUS_DAY, input, {});
      const { gap } = outputsOf(OPENING_GAP, input, {});
      const day = (bars: readonly (Bar | undefined)[], session: number) =>
        bars.filter((bar, k): bar is Bar => bar !== undefined && input.session[k] === session);
      const complete = completeBars(PREVIOUS_DAY, input);
      const forGap = completeBars(OPENING_GAP, input);
      input.session.forEach((session, i) => {
        const before = complete[i] ? day(complete, session - 1) : [];
        const known = before.length > 0 && session > 0;
        expect(levels.high![i]).toBe(known ? Math.max(...before.map(({ high }) => high)) : Number.NaN);
        expect(levels.low![i]).toBe(known ? Math.min(...before.map(({ low }) => low)) : Number.NaN);
        expect(levels.close![i]).toBe(known ? before[before.length - 1]!.close : Number.NaN);
        const last = forGap[i] && session > 0 ? day(forGap, session - 1).at(-1) : undefined;
        const open = day(forGap, session)[0]?.open ?? Number.NaN;
        expectClose(gap![i]!, last ? open / last.close - 1 : Number.NaN, `row ${i}`);
      });
    }
  });
});
