// Every pattern and every rule occurs in real candles: one that never fires there is dead, as four of the published patterns were
//. Also the win rates over the same files: counts add up, and nothing thin is shown.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { FeatureSet } from '../../engines/features/definition.ts';
import { CANDLE } from '../../engines/features/families/candle.ts';
import { FLOW } from '../../engines/features/families/flow.ts';
import { STRUCTURE } from '../../engines/features/families/structure.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import {
  LEAST_COUNT,
  type PatternStatistic,
  patternStatistics,
} from '../../engines/features/patterns/win-rates.ts';
import { resolveSet } from '../../engines/features/resolve.ts';
import { RULE_FEATURES } from '../../engines/features/rules/index.ts';
import { type Bars, barsFrom } from '../../engines/market/bars.ts';
import { type Interval, intervalMs } from '../../engines/market/interval.ts';
import { barsInsideSessions, sliceSessions } from '../../engines/market/slices.ts';
import { loadCalendar } from '../../src/services/market/calendar.ts';
import { describeWithData } from '../shared-data.ts';

function readBars(file: string): Bars {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
  return barsFrom(
    lines.map((line) => {
      const [stamp, open, high, low, close, volume] = line.split(',');
      return {
        openTime: Date.parse(stamp!),
        open: Number(open),
        high: Number(high),
        low: Number(low),
        close: Number(close),
        volume: Number(volume),
      };
    }),
  );
}

const day = (time: number) => new Date(time).toISOString().slice(0, 10);

function readInside(file: string) {
  const bars = readBars(file);
  const sessions = loadCalendar().sessions(
    'nse-equity',
    day(bars.openTime[0]!),
    day(bars.openTime[bars.length - 1]!),
  );
  return { sessions, bars: barsInsideSessions(bars, sessions) };
}

function statisticsOf(file: string, interval: Interval): PatternStatistic[] {
  const { bars, sessions } = readInside(file);
  return patternStatistics(bars, sliceSessions(bars, sessions), {
    intervalMs: intervalMs(interval),
    horizon: 5,
    costFraction: 0.0005,
  });
}

describeWithData('patterns on real candles', (folder) => {
  const files = (ending: RegExp) =>
    readdirSync(join(folder, 'market'))
      .filter((name) => /^(NSE|NFO)_/.test(name) && ending.test(name))
      .map((name) => join(folder, 'market', name));

  it.each([
    // Islands between two full gaps: about one in 50,000 one-minute bars, none in nine months of five-minute bars.
    ['5m', /_5minute/, ['abandoned_baby_bearish', 'abandoned_baby_bullish']],
    ['1m', /_minute/, []],
  ] as const)('every pattern fires on %s bars', (interval, ending, absent) => {
    const occurrences = new Map<string, number>();
    for (const file of files(ending))
      for (const statistic of statisticsOf(file, interval)) {
        const { id, direction, occurrences: found, count, unjudged, wins, winRate } = statistic;
        occurrences.set(id, (occurrences.get(id) ?? 0) + found);
        if (direction !== 'neutral') expect(count + unjudged, id).toBe(found);
        expect(winRate === null, id).toBe(direction === 'neutral' || count < LEAST_COUNT);
        if (winRate !== null) {
          expect(wins! / count).toBe(winRate);
          expect(statistic.interval!.low).toBeLessThan(winRate);
          expect(statistic.interval!.high).toBeGreaterThan(winRate);
        }
      }
    const dead = [...occurrences].filter(([, found]) => found === 0).map(([id]) => id);
    expect(dead.sort()).toEqual(absent);
  });

  it('every rule, candle, structure and flow feature takes more than one value within three weeks of minutes', () => {
    const templates = [...RULE_FEATURES, ...CANDLE, ...STRUCTURE, ...FLOW];
    const set: FeatureSet = {
      id: 'rules',
      version: 1,
      title: 'Rules',
      description: '',
      entries: templates.map(({ id }) => ({
        name: id,
        feature: id,
        source: 'self',
        timeframe: 'decision',
        parameters: {},
      })),
    };
    const self = { interval: '1m' as const, ...readInside(join(folder, 'market', 'NSE_SBIN_minute.csv.gz')) };
    const matrix = buildMatrix(resolveSet(set, CATALOGUE), { decisionInterval: '1m', series: { self } });
    matrix.names.forEach((name, k) => {
      const values = matrix.columns[k]!.filter((value) => !Number.isNaN(value));
      expect(values.length, name).toBeGreaterThan(0.9 * matrix.rows);
      expect(new Set(values).size, name).toBeGreaterThan(1);
      const { range } = CATALOGUE.get(name)!;
      if (range === null) return;
      expect(
        values.reduce((a, b) => Math.min(a, b)),
        name,
      ).toBeGreaterThanOrEqual(Math.fround(range.min));
      expect(
        values.reduce((a, b) => Math.max(a, b)),
        name,
      ).toBeLessThanOrEqual(Math.fround(range.max));
    });
  });
});
