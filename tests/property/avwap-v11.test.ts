// AVWAP v11 on random markets: equal to an independent reading of the specification, and causal: cutting the data anywhere
// leaves every intent up to the cut as it was. The published scan order fails that, which is shown too.

import { describe, expect, it } from 'vitest';
import { sliceBars } from '../../engines/market/bars.ts';
import { sliceSessions } from '../../engines/market/slices.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { type ParameterValues, resolveParameters } from '../../engines/parameters/parameters.ts';
import { columnsOf } from '../../engines/strategies/avwap-v11/columns.ts';
import { PUBLISHED_PARAMETERS } from '../../engines/strategies/avwap-v11/parameters.ts';
import { settingsOf } from '../../engines/strategies/avwap-v11/settings.ts';
import { avwapV11 } from '../../engines/strategies/avwap-v11/strategy.ts';
import type { EnterIntent, PositionView, StrategyInput } from '../../engines/strategies/contract.ts';
import { randomMarket } from '../fixtures/random-market.ts';
import { publishedScan } from './avwap-v11-published.ts';

/** Filters loose enough for every setup to occur on random prices. */
const LOOSE: ParameterValues = {
  min_history_bars: 0,
  short_adx_min: 5,
  long_adx_min: 5,
  short_adx_slope_min: 0,
  long_adx_slope_min: 0,
  short_rsi_max: 100,
  long_rsi_min: 0,
  short_stoch_max: 100,
  long_stoch_min: 0,
  long_stoch_max: 100,
  volume_min_ratio: 0,
  atr_pct_min: 0,
  small_counter_max_atr: 0.8,
  mod_impulse_max_atr: 0.8,
  huge_impulse_min_atr: 0.9,
  huge_impulse_min_range_atr: 1.3,
  // Quick indicators turn often, so that impulses follow each other closely.
  adx_period: 3,
  rsi_period: 3,
  stoch_period: 5,
  ema_fast_period: 4,
  ema_slow_period: 9,
  window_end: '15:15',
  avwap_dist_atr_mult: 0.05,
  long_enable_setup_a_pullback_c2_break: true,
  min_bars_left_after_entry: 1,
};

function resolved(given: ParameterValues): ParameterValues {
  const { values, problems } = resolveParameters(avwapV11.parameters, given);
  expect(problems).toEqual([]);
  return values;
}

interface Placed {
  readonly bar: number;
  readonly intent: EnterIntent;
}

function runAll(
  input: StrategyInput,
  values: ParameterValues,
  position: PositionView | null = null,
): Placed[] {
  const run = avwapV11.prepare(input, values);
  const placed: Placed[] = [];
  for (let bar = 0; bar < input.bars.length; bar++)
    for (const intent of run.onBar(bar, position)) if (intent.kind === 'enter') placed.push({ bar, intent });
  return placed;
}

function cutAt(input: StrategyInput, length: number): StrategyInput {
  const bars = sliceBars(input.bars, 0, length);
  return { ...input, bars, slices: sliceSessions(bars, input.slices.sessions) };
}

const SEEDS = Array.from({ length: 60 }, (_, k) => k + 1);
const VARIANTS: readonly [string, ParameterValues][] = [
  ['default evidence', LOOSE],
  ['strict evidence', { ...LOOSE, evidence_window: 'symmetric-strict' }],
  ['published evidence', { ...LOOSE, evidence_window: 'published' }],
  ['the default filters', { evidence_window: 'published', min_history_bars: 0 }],
];

describe.each(VARIANTS)('equals the specification read once more: %s', (_name, given) => {
  const seen: Record<string, number> = {};

  it('the same entries on the same bars at the same triggers', () => {
    for (const seed of SEEDS) {
      const input = randomMarket(seed, 21);
      const values = resolved(given);
      const placed = runAll(input, values);
      const columns = columnsOf(input, settingsOf(values));
      const entriesOf = publishedScan(columns, values);
      const expected: string[] = [];
      for (const day of columns.days)
        for (const side of [-1, 1] as const) {
          const earliest = new Map<number, ReturnType<typeof entriesOf>[number]>();
          // Impulse order: the first to claim an entry bar keeps it.
          for (const trade of entriesOf(day, side))
            if (!earliest.has(trade.entryBar)) earliest.set(trade.entryBar, trade);
          for (const trade of earliest.values())
            expected.push(`${trade.entryBar} ${trade.setup} ${trade.impulseBar} ${trade.trigger.toFixed(8)}`);
        }
      const actual = placed.map(
        ({ bar, intent }) => `${bar} ${intent.tag} ${intent.signalBar} ${intent.triggerPrice.toFixed(8)}`,
      );
      for (const { intent } of placed) seen[intent.tag] = (seen[intent.tag] ?? 0) + 1;
      expect(actual.sort(), `seed ${seed}`).toEqual(expected.sort());
    }
  });

  it('saw every setup it should', () => {
    const total = Object.values(seen).reduce((sum, count) => sum + count, 0);
    if (given.short_adx_min === undefined) expect(total).toBeGreaterThan(3);
    else expect(Object.keys(seen)).toHaveLength(6);
  });
});

describe('published scan order', () => {
  const values = resolved({ ...LOOSE, ...PUBLISHED_PARAMETERS });

  it('takes the earliest impulse of the finished day that ever enters', () => {
    let passedOver = 0;
    for (const seed of SEEDS) {
      const input = randomMarket(seed, 21);
      const columns = columnsOf(input, settingsOf(values));
      const entriesOf = publishedScan(columns, values);
      const placed = runAll(input, values);
      for (const day of columns.days)
        for (const side of [-1, 1] as const) {
          const trades = entriesOf(day, side);
          const first = placed.find(
            ({ bar, intent }) => bar >= day.start && bar < day.end && intent.side === side,
          );
          expect(first?.intent.signalBar).toBe(trades[0]?.impulseBar);
          expect(first?.bar).toBe(trades[0]?.entryBar);
          if (trades.some((trade) => trade.entryBar < trades[0]!.entryBar)) passedOver++;
        }
    }
    // Otherwise the two orders would be the same thing and the option a name only.
    expect(passedOver).toBeGreaterThan(0);
  });
});

describe('causality', () => {
  const prefix = (placed: readonly Placed[], length: number) => placed.filter(({ bar }) => bar < length);

  it('cutting the bars anywhere leaves every intent up to there', () => {
    let compared = 0;
    for (const seed of SEEDS.slice(0, 30)) {
      const input = randomMarket(seed, 14);
      const values = resolved(seed % 2 === 0 ? LOOSE : { ...LOOSE, evidence_window: 'published' });
      const whole = runAll(input, values);
      const random = createRandom(seed);
      const cuts = Array.from({ length: 8 }, () => 1 + random.integer(input.bars.length));
      // Right behind an entry bar is where hindsight would show.
      cuts.push(...whole.slice(0, 8).map(({ bar }) => bar + 1));
      for (const cut of cuts) {
        expect(runAll(cutAt(input, cut), values), `seed ${seed}, cut ${cut}`).toEqual(prefix(whole, cut));
        compared += prefix(whole, cut).length;
      }
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('the published scan order is not causal: the same cuts change its intents', () => {
    const published = { ...LOOSE, ...PUBLISHED_PARAMETERS };
    const values = resolved(published);
    const online = resolved({ ...published, scan_order: 'first-entry' });
    let changed = 0;
    for (const seed of SEEDS) {
      const input = randomMarket(seed, 21);
      const whole = runAll(input, values);
      // Where an entry is possible, the whole day's knowledge may yet pass it over.
      for (const { bar } of runAll(input, online)) {
        const cut = runAll(cutAt(input, bar + 1), values);
        if (JSON.stringify(cut) !== JSON.stringify(prefix(whole, bar + 1))) changed++;
      }
    }
    expect(changed).toBeGreaterThan(0);
  });
});

describe('positions', () => {
  it('a held side gets no further entry; after it only impulses behind the exit count', () => {
    const values = resolved(LOOSE);
    const held = (side: 1 | -1): PositionView => ({
      side,
      entryPrice: 1,
      entryTime: 0,
      quantity: 1,
      stop: 1,
      target: 1,
    });
    for (const seed of SEEDS.slice(0, 10)) {
      const input = randomMarket(seed, 14);
      const free = runAll(input, values);
      const busy = runAll(input, values, held(-1));
      expect(busy).toEqual(free.filter(({ intent }) => intent.side === 1));
      const exitBar = Math.floor(input.bars.length / 2);
      const run = avwapV11.prepare(input, values);
      const after: EnterIntent[] = [];
      for (let bar = 0; bar < input.bars.length; bar++)
        for (const intent of run.onBar(bar, bar < exitBar ? held(1) : null))
          if (intent.kind === 'enter' && intent.side === 1) after.push(intent);
      expect(after.every((intent) => intent.signalBar > exitBar)).toBe(true);
      expect(after).toEqual(
        free.map(({ intent }) => intent).filter((intent) => intent.side === 1 && intent.signalBar > exitBar),
      );
    }
  });
});
