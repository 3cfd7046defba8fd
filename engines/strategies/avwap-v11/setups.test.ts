// Every setup on both sides: the sequence that enters, where and at which trigger, and what each broken condition does.

import { describe, expect, it } from 'vitest';
import {
  AVWAP_LEVEL,
  type Prices,
  QUIET,
  SIDES,
  sceneColumns,
  settingsWith,
  sideOf,
} from '../../../tests/fixtures/avwap-scene.ts';
import type { ParameterValues } from '../../parameters/parameters.ts';
import type { Side } from '../contract.ts';
import type { Columns } from './columns.ts';
import { findEntry } from './setups.ts';

const C1 = 4;
const PUBLISHED: ParameterValues = { evidence_window: 'published' };
const MODERATE: Prices = [98.6, 98.7, 97.95, 98];
/** Breaks 97.90 and closes below it without touching the AVWAP. */
const BREAK: Prices = [98, 98.05, 97.4, 97.5];
/** The same after a touch of the AVWAP. */
const TOUCH_BREAK: Prices = [98, 100.1, 97.4, 97.5];
/** Small green candle closing below the AVWAP. */
const COUNTER: Prices = [97.9, 98.15, 97.85, 98.05];

interface Options {
  readonly given?: ParameterValues;
  readonly held?: number;
  readonly edit?: (columns: Columns) => void;
}

function enter(
  side: Side,
  impulse: 'MODERATE' | 'HUGE',
  bars: Record<number, Prices>,
  { given = {}, held, edit = () => {} }: Options = {},
) {
  const settings = settingsWith(given);
  const columns = sceneColumns(side, bars, held);
  edit(columns);
  const found = findEntry(columns, settings, sideOf(settings, side), columns.days[0]!, impulse, C1);
  return found && { tag: found.tag, entryBar: found.entryBar, trigger: found.trigger };
}

/** A level of the short's view as this side sees it. */
const level = (side: Side, price: number) => (side === -1 ? price : 2 * AVWAP_LEVEL - price);

function expectEntry(
  side: Side,
  found: ReturnType<typeof enter>,
  tag: string,
  entryBar: number,
  trigger: number,
) {
  expect(found?.tag).toBe(tag);
  expect(found?.entryBar).toBe(entryBar);
  expect(found?.trigger).toBeCloseTo(level(side, trigger), 10);
}

describe.each(SIDES)('A_MOD, side %i', (side) => {
  const tag = side === -1 ? 'A_MOD_BREAK_C1_LOW' : 'A_MOD_BREAK_C1_HIGH';
  const bars = { [C1]: MODERATE, [C1 + 1]: TOUCH_BREAK };

  it('enters on the next bar at the extreme of C1 plus the buffer', () => {
    expectEntry(side, enter(side, 'MODERATE', bars), tag, C1 + 1, 97.9);
  });

  it('takes the relative buffer where it is larger', () => {
    const found = enter(side, 'MODERATE', bars, { given: { buffer_pct: 0.001 } });
    const extreme = level(side, 97.95);
    expect(found?.trigger).toBeCloseTo(extreme * (1 + side * 0.001), 10);
  });

  it.each<[string, Options, Record<number, Prices>]>([
    ['the break is missing', {}, { [C1]: MODERATE, [C1 + 1]: [98, 100.1, 97.92, 97.93] }],
    ['the close comes back over the trigger', {}, { [C1]: MODERATE, [C1 + 1]: [98, 100.1, 97.4, 97.95] }],
    [
      'no evidence after the impulse',
      { given: { evidence_window: 'symmetric-strict' } },
      { [C1]: MODERATE, [C1 + 1]: BREAK },
    ],
    ['too few scheduled bars are left', { given: { min_bars_left_after_entry: 20 } }, bars],
    ['the entry lies outside the window', { given: { window_end: '10:30' } }, bars],
    ['the AVWAP is too near', { given: { avwap_dist_atr_mult: 2.6 } }, bars],
    ['the AVWAP is unbelievably far', { given: { avwap_dist_atr_max: 2.4 } }, bars],
    ['the data ends before the entry bar', { held: C1 + 1 }, bars],
    ['the AVWAP is missing at the entry', { edit: ({ avwap }) => avwap.fill(Number.NaN, C1 + 1) }, bars],
  ])('not when %s', (_name, options, sequence) => {
    expect(enter(side, 'MODERATE', sequence, options)).toBeUndefined();
  });

  it('without close confirmation the break is enough', () => {
    const sequence = { [C1]: MODERATE, [C1 + 1]: [98, 100.1, 97.4, 97.95] as Prices };
    const found = enter(side, 'MODERATE', sequence, { given: { require_entry_close_confirm: false } });
    expectEntry(side, found, tag, C1 + 1, 97.9);
  });

  it('exactly the required bars left are enough', () => {
    expect(enter(side, 'MODERATE', bars, { given: { min_bars_left_after_entry: 19 } })).toBeDefined();
  });

  it('a later lag waits for that bar alone', () => {
    const sequence = { [C1]: MODERATE, [C1 + 3]: TOUCH_BREAK };
    expectEntry(side, enter(side, 'MODERATE', sequence, { given: { lag_a_mod: 3 } }), tag, C1 + 3, 97.9);
    expect(enter(side, 'MODERATE', sequence)).toBeUndefined();
  });
});

describe('the published evidence window favours shorts', () => {
  const bars = { [C1]: MODERATE, [C1 + 1]: BREAK };

  it('symmetric after the impulse only: neither side has evidence on the next bar without a touch', () => {
    const given = { evidence_window: 'symmetric-strict' };
    for (const side of SIDES) expect(enter(side, 'MODERATE', bars, { given })).toBeUndefined();
  });

  it('published: the short enters, the mirrored long does not', () => {
    expect(enter(-1, 'MODERATE', bars, { given: PUBLISHED })?.entryBar).toBe(C1 + 1);
    expect(enter(1, 'MODERATE', bars, { given: PUBLISHED })).toBeUndefined();
  });

  it('symmetric with the impulse counted: both enter', () => {
    for (const side of SIDES)
      expect(enter(side, 'MODERATE', bars, { given: { evidence_window: 'symmetric' } })?.entryBar).toBe(
        C1 + 1,
      );
  });

  it('needing both kinds of evidence asks for the touch as well', () => {
    for (const side of SIDES) {
      const given = { evidence_window: 'symmetric', avwap_mode: 'both' };
      expect(enter(side, 'MODERATE', bars, { given })).toBeUndefined();
      const touched = { [C1]: MODERATE, [C1 + 1]: TOUCH_BREAK };
      expect(enter(side, 'MODERATE', touched, { given })?.entryBar).toBe(C1 + 1);
      const strict = { ...given, evidence_window: 'symmetric-strict' };
      expect(enter(side, 'MODERATE', touched, { given: strict })).toBeUndefined();
    }
  });

  it('switched off, the rule asks for nothing but the distance', () => {
    for (const side of SIDES) {
      const given = { require_avwap_rule: false };
      expect(enter(side, 'MODERATE', bars, { given })?.entryBar).toBe(C1 + 1);
      expect(enter(side, 'MODERATE', bars, { given: { ...given, avwap_dist_atr_mult: 3 } })).toBeUndefined();
    }
  });
});

describe.each(SIDES)('A_PULLBACK, side %i', (side) => {
  const tag = side === -1 ? 'A_PULLBACK_C2_THEN_BREAK_C2_LOW' : 'A_PULLBACK_C2_THEN_BREAK_C2_HIGH';
  const on: ParameterValues = { long_enable_setup_a_pullback_c2_break: true };
  // C2's low 97.85 lies above the break level of C1 less the buffer: A_MOD does not fire.
  const c2: Prices = [97.95, 98.15, 97.92, 98.05];
  const bars = { [C1]: MODERATE, [C1 + 1]: c2, [C1 + 2]: BREAK };

  it('enters two bars after C1 at the extreme of C2', () => {
    expectEntry(side, enter(side, 'MODERATE', bars, { given: on }), tag, C1 + 2, 97.87);
  });

  it('is on for shorts and off for longs by default', () => {
    expect(enter(side, 'MODERATE', bars)?.tag).toBe(side === -1 ? tag : undefined);
  });

  it.each<[string, Prices, Prices]>([
    ['C2 goes with the impulse', [98.05, 98.15, 97.92, 97.95], BREAK],
    ['C2 is too large', [97.94, 98.25, 97.92, 98.2], BREAK],
    ['C2 closes beyond the AVWAP', [99.95, 100.15, 99.9, 100.05], BREAK],
    ['the break is missing', c2, QUIET],
  ])('not when %s', (_name, second, third) => {
    const sequence = { [C1]: MODERATE, [C1 + 1]: second, [C1 + 2]: third };
    expect(enter(side, 'MODERATE', sequence, { given: on })).toBeUndefined();
  });

  it('a failed break of C1 gives up a long but lets a short try its pull-back', () => {
    // C2 breaks C1's trigger and closes back: A_MOD fails on the close.
    const failed: Prices = [97.95, 98.15, 97.8, 98.05];
    const sequence = { [C1]: MODERATE, [C1 + 1]: failed, [C1 + 2]: BREAK };
    const found = enter(side, 'MODERATE', sequence, { given: on });
    if (side === -1) expectEntry(side, found, tag, C1 + 2, 97.75);
    else expect(found).toBeUndefined();
  });

  it('comes first where its lag is the shorter one', () => {
    const sequence = { ...bars, [C1 + 3]: TOUCH_BREAK };
    const found = enter(side, 'MODERATE', sequence, { given: { ...on, lag_a_mod: 3 } });
    expectEntry(side, found, tag, C1 + 2, 97.87);
  });
});

describe.each(SIDES)('B_HUGE, side %i', (side) => {
  const tag = side === -1 ? 'B_HUGE_RED_FAILED_BOUNCE' : 'B_HUGE_GREEN_PULLBACK_HOLD_THEN_BREAK';
  const HUGE: Prices = [99.8, 99.9, 97.9, 98];
  /** Reaches the AVWAP and closes back below it. */
  const touched: Prices = [98.1, 100.05, 98, 98.4];
  const bounce = { [C1]: HUGE, [C1 + 1]: COUNTER, [C1 + 2]: touched, [C1 + 3]: QUIET };
  // Lowest low of the bounce is 97.85.
  const bars = { ...bounce, [C1 + 6]: BREAK };

  it('enters on the first valid break after the bounce window', () => {
    expectEntry(side, enter(side, 'HUGE', bars), tag, C1 + 6, 97.8);
    expectEntry(side, enter(side, 'HUGE', { ...bounce, [C1 + 4]: BREAK }), tag, C1 + 4, 97.8);
  });

  it.each<[string, Record<number, Prices>, Options]>([
    ['there is no small counter candle', { ...bars, [C1 + 1]: QUIET }, {}],
    ['the break lies inside the bounce window', { ...bounce, [C1 + 3]: BREAK }, {}],
    ['the window is over before the break', bars, { given: { window_end: '11:45' } }],
    ['a close crosses the AVWAP first', { ...bars, [C1 + 5]: [99, 100.4, 98.9, 100.2] }, {}],
    ['a close stands on the AVWAP first', { ...bars, [C1 + 5]: [99, 100.4, 98.9, 100] }, {}],
    ['the fixed bar has no break', bars, { given: { lag_b_huge: 5 } }],
    ['the data ends with the bounce', bars, { held: C1 + 4 }],
  ])('not when %s', (_name, sequence, options) => {
    expect(enter(side, 'HUGE', sequence, options)).toBeUndefined();
  });

  it('a fixed bar after the bounce is the only one asked; one inside it means the first valid', () => {
    expect(enter(side, 'HUGE', bars, { given: { lag_b_huge: 6 } })?.entryBar).toBe(C1 + 6);
    expect(enter(side, 'HUGE', bars, { given: { lag_b_huge: 2 } })?.entryBar).toBe(C1 + 6);
  });

  it('a bar outside the window is skipped, not held against the setup', () => {
    const sequence = { ...bars, [C1 + 5]: [99, 100.4, 98.9, 100.2] as Prices };
    const blind = (columns: Columns) => {
      columns.closeMinute[C1 + 5] = 0;
    };
    expect(enter(side, 'HUGE', sequence, { edit: blind })?.entryBar).toBe(C1 + 6);
  });

  it('a break without close goes on to the next bar', () => {
    const sequence = { ...bounce, [C1 + 5]: [98, 98.05, 97.4, 97.9] as Prices, [C1 + 6]: BREAK };
    expect(enter(side, 'HUGE', sequence)?.entryBar).toBe(C1 + 6);
  });
});

describe('what a huge bounce must show differs between the sides', () => {
  const HUGE: Prices = [99.8, 99.9, 97.9, 98];
  const plain = { [C1]: HUGE, [C1 + 1]: COUNTER, [C1 + 5]: BREAK };

  it('a short needs a touch of the AVWAP in the bounce, unless touches are switched off', () => {
    expect(enter(-1, 'HUGE', plain)).toBeUndefined();
    expect(enter(-1, 'HUGE', plain, { given: { avwap_touch: false } })?.entryBar).toBe(C1 + 5);
  });

  it('a long needs none: its pull-back held half of the impulse', () => {
    expect(enter(1, 'HUGE', plain)?.entryBar).toBe(C1 + 5);
  });

  it('a long pull-back through the middle is fine while its closes hold the AVWAP, and over when they do not', () => {
    const through = { ...plain, [C1 + 2]: [98, 99.5, 98, 98.2] as Prices };
    expect(enter(1, 'HUGE', through)?.entryBar).toBe(C1 + 5);
    const lost = { ...plain, [C1 + 2]: [98, 100.5, 98, 100.2] as Prices };
    expect(enter(1, 'HUGE', lost)).toBeUndefined();
  });
});
