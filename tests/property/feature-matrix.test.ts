// The whole feature machinery on random awkward markets: the live stream gives the matrix byte for byte, for every set; no row
// changes when later bars come; each row uses the last bar complete at its time, and nothing stale.

import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../engines/features/catalogue.ts';
import type { FeatureData, SourceSeries } from '../../engines/features/data.ts';
import {
  type Candidate,
  type FeatureSet,
  type FeatureSource,
  type FeatureTimeframe,
  SIDE_ROLES,
} from '../../engines/features/definition.ts';
import { buildMatrix } from '../../engines/features/matrix.ts';
import { type FeatureCatalogue, type ResolvedSet, resolveSet } from '../../engines/features/resolve.ts';
import { rowFeature } from '../../engines/features/row-feature.ts';
import { FEATURE_SETS } from '../../engines/features/sets/index.ts';
import { DAY_MS, type Interval, intervalMs, MINUTE_MS } from '../../engines/market/interval.ts';
import type { Session } from '../../engines/market/session.ts';
import { createRandom } from '../../engines/numeric/random.ts';
import { awkwardMarket, awkwardSessions } from '../fixtures/awkward-sessions.ts';
import { expectPrefix, expectSameRows, knownAt, streamRows } from '../fixtures/feature-stream-run.ts';

const SEEDS = [300, 3300, 6300];

/** Shortest bars that make every timeframe of a set. */
function baseOf({ timeframes }: ResolvedSet): Interval {
  return timeframes.includes('1m') || timeframes.includes('3m') ? '1m' : '5m';
}

interface Shape {
  readonly base: Interval;
  readonly decision: Interval;
  readonly days: number;
}

/** Sides on calendars and bars of their own: some days more, some less, finer bars, and a series that ends early. */
function awkwardData(seed: number, { base, decision, days }: Shape): FeatureData {
  const sessions = awkwardSessions(seed, days, intervalMs(base) / MINUTE_MS);
  const series: Partial<Record<FeatureSource, SourceSeries>> = {
    self: { interval: base, sessions, bars: awkwardMarket(seed + 1, sessions, base) },
  };
  SIDE_ROLES.forEach((role, k) => {
    const calendar =
      k % 2 === 0 ? sessions : awkwardSessions(seed + 10 + k, days, intervalMs(base) / MINUTE_MS);
    const traded = k === 2 ? calendar.slice(0, Math.ceil(calendar.length * 0.7)) : calendar;
    const interval = k === 1 && base === '5m' ? '1m' : base;
    series[role] = {
      interval,
      sessions: calendar,
      bars: awkwardMarket(seed + 20 + k, traded, interval),
    };
  });
  return { decisionInterval: decision, series };
}

function candidates(seed: number): (row: number) => Candidate {
  return (row) => {
    const random = createRandom(seed * 100_003 + row);
    const side = random.next() < 0.5 ? 1 : -1;
    const entryReference = 100 + random.next() * 1000;
    return {
      side,
      entryReference,
      stop: entryReference * (1 - side * random.next() * 0.01),
      target: entryReference * (1 + side * random.next() * 0.02),
      quality: random.next() < 0.2 ? Number.NaN : random.next(),
    };
  };
}

/** `seed` makes the proposals that sets about trades are asked for. */
function expectParity(resolved: ResolvedSet, data: FeatureData, seed: number): void {
  const propose = resolved.needsCandidate ? candidates(seed) : undefined;
  const plain = buildMatrix(resolved, data);
  const proposals = Array.from({ length: plain.rows }, (_, i) => candidates(seed)(i));
  const matrix = propose === undefined ? plain : buildMatrix(resolved, data, { candidates: proposals });
  expect(matrix.rows).toBeGreaterThan(10);
  expectSameRows(matrix, streamRows(resolved, data, propose), `${resolved.set.id}, seed ${seed}`);
}

function shapesOf(resolved: ResolvedSet): Shape[] {
  const base = baseOf(resolved);
  if (base === '1m')
    return [
      { base, decision: '1m', days: 4 },
      { base, decision: '5m', days: 6 },
    ];
  return [
    { base, decision: '5m', days: 12 },
    { base, decision: '15m', days: 30 },
    { base, decision: '60m', days: 30 },
    { base, decision: '1d', days: 60 },
  ];
}

describe.each(FEATURE_SETS.map((set) => [set.id, resolveSet(set, CATALOGUE)] as const))(
  '%s',
  (id, resolved) => {
    for (const [k, shape] of shapesOf(resolved).entries())
      it(`the stream gives the matrix, decisions every ${shape.decision} on ${shape.base} bars`, () => {
        for (const seed of SEEDS) expectParity(resolved, awkwardData(seed + k * 50, shape), seed);
      });

    it('a few rows are those of the whole matrix, bit for bit', () => {
      const data = awkwardData(1200, shapesOf(resolved)[1]!);
      const whole = buildMatrix(resolved, data);
      const rows = Array.from({ length: whole.rows }, (_, i) => i).filter((i) => i % 7 === 3);
      const few = buildMatrix(resolved, data, { time: Float64Array.from(rows, (i) => whole.time[i]!) });
      few.columns.forEach((column, k) => {
        expect([...column], few.names[k]).toEqual(rows.map((i) => whole.columns[k]![i]!));
      });
    });

    it('later bars change no row', () => {
      const shape = shapesOf(resolved)[1]!;
      const data = awkwardData(900, shape);
      const whole = buildMatrix(resolved, data);
      const random = createRandom(17);
      for (let round = 0; round < 4; round++) {
        const row = random.integer(whole.rows);
        expectPrefix(
          buildMatrix(resolved, knownAt(data, whole.time[row]!)),
          whole,
          row + 1,
          `${id} cut after row ${row}`,
        );
      }
    });
  },
);

/** Minutes since `START` of the bar a row was made from: small enough to be exact in 32 bits. */
const START = Date.parse('2024-01-01T00:00:00+05:30');
const PROBE: FeatureCatalogue = new Map([
  [
    'opened',
    rowFeature({
      id: 'opened',
      version: 1,
      title: 'Open time',
      help: 'When the newest bar opened, for this test.',
      family: 'session',
      unit: 'minutes',
      range: null,
      parameters: [],
      lookback: 0,
      compute: (row) => (row.openTime(0) - START) / MINUTE_MS,
    }),
  ],
]);
const TIMEFRAMES: readonly FeatureTimeframe[] = ['5m', '10m', '15m', '30m', '60m', '1d', 'decision'];
const PROBES: FeatureSet = {
  id: 'probes',
  version: 1,
  title: '',
  description: '',
  entries: (['self', ...SIDE_ROLES] as const).flatMap((source) =>
    TIMEFRAMES.map((timeframe) => ({
      // A column may not be called after the future, not even after a future contract.
      name: `${source === 'future' ? 'contract' : source}_${timeframe}`,
      feature: 'opened',
      source,
      timeframe,
      parameters: {},
    })),
  ),
};

/** Opens of the bars that stand where the calendar schedules one. */
function scheduledOpens(series: SourceSeries): Float64Array {
  const step = intervalMs(series.interval);
  return series.bars.openTime.filter((at) =>
    series.sessions.some(({ windows }) =>
      windows.some((window) => at >= window.open && at < window.close && (at - window.open) % step === 0),
    ),
  );
}

/** The definition, bar by bar: of all buckets that hold a scheduled bar and have ended by `time`, the last; NaN where it is too old. */
function naive(
  sessions: readonly Session[],
  opens: Float64Array,
  length: number,
  time: number,
  oldest: number,
): number {
  let last = Number.NaN;
  for (const session of sessions) {
    const spans = length >= DAY_MS ? [session] : session.windows;
    for (const span of spans)
      for (let open = span.open; open < span.close; open += length) {
        const close = length >= DAY_MS ? span.close : Math.min(open + length, span.close);
        if (close > time) break;
        if (opens.some((at) => at >= open && at < close)) last = open;
        if (length >= DAY_MS) break;
      }
  }
  return last >= oldest ? (last - START) / MINUTE_MS : Number.NaN;
}

/** Open of the calendar session before the one whose open lies last before `time`. */
function oldestAllowed(sessions: readonly Session[], time: number): number {
  const begun = sessions.filter((session) => session.open < time);
  return begun.at(-2)?.open ?? begun.at(-1)!.open;
}

describe('alignment', () => {
  it.each([1, 2, 3])(
    'each row reads the last bar complete by its time and no older session, market %i',
    (seed) => {
      const data = awkwardData(seed * 1000, { base: '5m', decision: '15m', days: 9 });
      const resolved = resolveSet(PROBES, PROBE);
      const matrix = buildMatrix(resolved, data);
      const self = data.series.self!;
      PROBES.entries.forEach(({ name, source, timeframe }, k) => {
        const length = intervalMs(timeframe === 'decision' ? data.decisionInterval : timeframe);
        const { sessions } = data.series[source]!;
        const opens = scheduledOpens(data.series[source]!);
        for (let i = 0; i < matrix.rows; i++) {
          const time = matrix.time[i]!;
          const expected = naive(sessions, opens, length, time, oldestAllowed(self.sessions, time));
          if (!Object.is(matrix.columns[k]![i], expected))
            expect.fail(`${name} at row ${i}: ${matrix.columns[k]![i]} instead of ${expected}`);
        }
      });
      expectSameRows(matrix, streamRows(resolved, data), 'probes');
    },
  );

  it('a series that stopped is missing from the second session after it', () => {
    const sessions = awkwardSessions(5, 6);
    const none = { missingDays: 0, missingBars: 0, missingNumbers: 0, offGrid: 0 };
    const bars = awkwardMarket(6, sessions, '5m', none);
    const stopped = awkwardMarket(7, sessions.slice(0, 2), '5m', none);
    const data: FeatureData = {
      decisionInterval: '5m',
      series: {
        self: { interval: '5m', sessions, bars },
        market: { interval: '5m', sessions, bars: stopped },
      },
    };
    const matrix = buildMatrix(resolveSet(PROBES, PROBE), data);
    const column = matrix.columns[matrix.names.indexOf('market_5m')]!;
    const known = sessions.map((session) =>
      [...matrix.time.keys()]
        .filter((i) => matrix.time[i]! > session.open && matrix.time[i]! <= session.close)
        .map((i) => !Number.isNaN(column[i]!)),
    );
    expect(known.map((rows) => [...new Set(rows)])).toEqual([
      [true],
      [true],
      [true],
      [false],
      [false],
      [false],
    ]);
  });
});
