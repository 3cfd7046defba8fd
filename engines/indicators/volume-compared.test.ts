import { describe, expect, it } from 'vitest';
import { type Candle, scene } from '../../tests/fixtures/indicator-scenes.ts';
import { outputsOf } from '../../tests/property/naive-columns.ts';
import { RELATIVE_VOLUME, VOLUME_Z_SCORE } from './volume-compared.ts';

const traded = (...volumes: number[]): Candle[] => volumes.map((volume) => [100, 101, 99, 100, volume]);

describe('relative volume', () => {
  it('compares with the same minute of earlier sessions, the current one left out', () => {
    const input = scene([
      { candles: traded(100, 10) },
      { candles: traded(300, 30) },
      { candles: traded(400, 10) },
    ]);
    const { relative_volume: relative } = outputsOf(RELATIVE_VOLUME, input, { sessions: 20, minimum: 2 });
    expect(Array.from(relative!)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN, 2, 0.5]);
  });

  it('finds the minute by the scheduled open, not by the first bar', () => {
    const input = scene([{ candles: traded(100, 200) }, { candles: traded(400), late: 1 }]);
    const { relative_volume: relative } = outputsOf(RELATIVE_VOLUME, input, { sessions: 5, minimum: 1 });
    expect(relative![2]).toBe(2);
  });

  it('never compares a bar with another one of the same session', () => {
    // Two one-minute bars in each slot of two minutes: the later one stands for the slot.
    const days = [{ candles: traded(100, 200) }, { candles: traded(400, 600) }];
    const input = { ...scene(days), intervalMs: 120_000 };
    const { relative_volume: relative } = outputsOf(RELATIVE_VOLUME, input, { sessions: 5, minimum: 1 });
    expect(Array.from(relative!)).toEqual([Number.NaN, Number.NaN, 2, 3]);
  });

  it('leaves Muhurat and special sessions out, on either side of the comparison', () => {
    const input = scene([
      { candles: traded(100) },
      { candles: traded(1), kind: 'muhurat' },
      { candles: traded(200) },
    ]);
    const { relative_volume: relative } = outputsOf(RELATIVE_VOLUME, input, { sessions: 5, minimum: 1 });
    expect(Array.from(relative!)).toEqual([Number.NaN, Number.NaN, 2]);
  });
});

describe('volume z-score', () => {
  it('is missing where all volumes are the same, also after very different ones', () => {
    const volumes = [...Array.from({ length: 500 }, (_, k) => (k * 7919) % 1e7), ...Array(25).fill(12_345)];
    const { z_score } = outputsOf(VOLUME_Z_SCORE, scene([{ candles: traded(...volumes) }]), { period: 20 });
    expect(Number.isFinite(z_score![500]!)).toBe(true);
    expect(Array.from(z_score!.subarray(520)).every(Number.isNaN)).toBe(true);
  });
});
