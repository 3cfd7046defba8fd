// The strategy as the kernel sees it: intents with exits, score and figures; quiet bars; plots; indices; short history.

import { describe, expect, it } from 'vitest';
import { randomMarket } from '../../../tests/fixtures/random-market.ts';
import { type ParameterValues, resolveParameters } from '../../parameters/parameters.ts';
import { type EnterIntent, NO_INTENTS, type StrategyInput } from '../contract.ts';
import { findStrategy, STRATEGIES } from '../index.ts';
import { longQuality, shortQuality } from './quality.ts';
import { avwapV11 } from './strategy.ts';

const FULL_HISTORY: ParameterValues = { evidence_window: 'published', min_history_bars: 0 };

function intentsOf(input: StrategyInput, given: ParameterValues): { bar: number; intent: EnterIntent }[] {
  const { values, problems } = resolveParameters(avwapV11.parameters, given);
  expect(problems).toEqual([]);
  const run = avwapV11.prepare(input, values);
  const found: { bar: number; intent: EnterIntent }[] = [];
  for (let bar = 0; bar < input.bars.length; bar++) {
    const intents = run.onBar(bar, null);
    if (intents.length === 0) expect(intents).toBe(NO_INTENTS);
    for (const intent of intents) if (intent.kind === 'enter') found.push({ bar, intent });
  }
  return found;
}

/** Markets with their default signals; enough of them for both sides. */
const markets = Array.from({ length: 60 }, (_, seed) => randomMarket(seed, 42));

describe('avwap-v11', () => {
  it('is listed and found by its id', () => {
    expect(findStrategy('avwap-v11')).toBe(avwapV11);
    expect(findStrategy('nothing')).toBeUndefined();
    expect(new Set(STRATEGIES.map(({ id }) => id)).size).toBe(STRATEGIES.length);
  });

  it('its intents carry the plan, the trigger, the score and finite figures', () => {
    const sides = new Set<number>();
    for (const input of markets)
      for (const { bar, intent } of intentsOf(input, FULL_HISTORY)) {
        const { bars } = input;
        const { details, side } = intent;
        sides.add(side);
        expect(intent.exits.basis).toBe('fill');
        expect(intent.exits.target).toBe(side === 1 ? 0.015 : 0.012);
        expect(intent.signalBar).toBeLessThan(bar);
        // The entry bar broke the trigger and closed beyond it.
        expect((bars.close[bar]! - intent.triggerPrice) * side).toBeGreaterThan(0);
        for (const value of Object.values(details))
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        expect(details.signal_close).toBe(bars.close[intent.signalBar]);
        expect(details.entry_close).toBe(bars.close[bar]);
        const figures = {
          adx: details.adx as number,
          avwapDistanceAtr: details.avwap_distance_atr as number,
          emaGapAtr: details.ema20_gap_atr as number,
          impulse: details.impulse as 'MODERATE' | 'HUGE',
        };
        expect(intent.score).toBe(
          side === 1
            ? longQuality({ ...figures, adxSlope: details.adx_slope as number })
            : shortQuality(figures),
        );
        expect(details.adx).toBeGreaterThanOrEqual(25);
        expect(details.atr_pct).toBeGreaterThanOrEqual(0.002);
      }
    expect(sides).toEqual(new Set([1, -1]));
  });

  it('waits for its history', () => {
    let early = 0;
    for (const input of markets) {
      const all = intentsOf(input, FULL_HISTORY);
      const late = intentsOf(input, { ...FULL_HISTORY, min_history_bars: 500 });
      early += all.length - late.length;
      expect(late).toEqual(all.filter(({ intent }) => intent.signalBar >= 500));
    }
    expect(early).toBeGreaterThan(0);
  });

  it('one side switched off leaves the other unchanged', () => {
    for (const input of markets.slice(0, 20)) {
      const both = intentsOf(input, FULL_HISTORY);
      expect(intentsOf(input, { ...FULL_HISTORY, sides: 'short' })).toEqual(
        both.filter(({ intent }) => intent.side === -1),
      );
    }
  });

  it('the strict evidence admits less than the published one', () => {
    const count = (given: ParameterValues) =>
      markets.reduce((total, input) => total + intentsOf(input, given).length, 0);
    const strict = count({ ...FULL_HISTORY, evidence_window: 'symmetric-strict' });
    const published = count(FULL_HISTORY);
    expect(strict).toBeLessThan(published);
  });

  it('without traded volume there is no AVWAP and no signal', () => {
    for (const input of markets.slice(0, 10)) {
      const bars = { ...input.bars, volume: new Float64Array(input.bars.length) };
      expect(intentsOf({ ...input, bars }, FULL_HISTORY)).toEqual([]);
    }
  });

  it('a day scheduled shorter than the least is left out', () => {
    const input = markets.find((market) => intentsOf(market, FULL_HISTORY).length > 0)!;
    expect(intentsOf(input, { ...FULL_HISTORY, min_bars_for_scan: 26 })).toEqual([]);
  });

  it('survives no bars at all, and missing values anywhere', () => {
    const empty = randomMarket(1, 3, 1);
    expect(empty.bars.length).toBe(0);
    expect(intentsOf(empty, {})).toEqual([]);
    const input = randomMarket(2, 10);
    for (const column of [input.bars.open, input.bars.high, input.bars.close, input.bars.volume])
      for (let i = 0; i < column.length; i += 9) column[i] = Number.NaN;
    for (const { intent } of intentsOf(input, FULL_HISTORY)) expect(intent.score).not.toBeNaN();
  });

  it('plots every line its decisions used, one value per bar', () => {
    const input = markets[0]!;
    const run = avwapV11.prepare(input, resolveParameters(avwapV11.parameters, {}).values);
    const plots = run.plots();
    expect(plots.map(({ name, pane }) => `${pane}: ${name}`)).toEqual([
      'price: AVWAP',
      'price: AVWAP +1σ',
      'price: AVWAP −1σ',
      'price: AVWAP +2σ',
      'price: AVWAP −2σ',
      'price: EMA 20',
      'price: EMA 50',
      'lower: RSI',
      'lower: ADX',
      'lower: %K',
      'lower: %D',
    ]);
    for (const { values } of plots) expect(values.length).toBe(input.bars.length);
    const last = input.bars.length - 1;
    const [line, up1, down1, up2] = plots.map(({ values }) => values[last]!);
    expect(up1! - line!).toBeGreaterThan(0);
    expect(line! - down1!).toBeCloseTo(up1! - line!, 9);
    expect(up2! - line!).toBeCloseTo(2 * (up1! - line!), 9);
  });
});
