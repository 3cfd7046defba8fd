// An in-memory market of any size, with holes and flagged days from a seeded generator: for looking at the Data screen with
// none, twenty or five hundred instruments. Development only.

import { createBars } from '../../../engines/market/bars.ts';
import type {
  Coverage,
  DayQuality,
  InstrumentSummary,
  MarketService,
  QualityFinding,
} from '../../../src/contracts/market.ts';

const NAMES = ['M&M', 'BAJAJ-AUTO', 'NIFTY26NOV25000CE', 'RELIANCE', 'TCS', 'HDFCBANK', 'INFY', 'SBIN'];
const DAY_MS = 86_400_000;

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Weekdays up to and including `last`, oldest first. */
function weekdays(count: number, last: number): string[] {
  const dates: string[] = [];
  for (let time = last; dates.length < count; time -= DAY_MS) {
    const day = new Date(time);
    if (day.getUTCDay() !== 0 && day.getUTCDay() !== 6) dates.push(day.toISOString().slice(0, 10));
  }
  return dates.reverse();
}

const FINDINGS: readonly QualityFinding[] = [
  { flag: 'missing-bars', count: 12, detail: '12 of 75 bars missing, first 11:30' },
  {
    flag: 'price-jump',
    count: 1,
    detail: 'open 49.8 % below the previous close: looks like an unadjusted 1:2 split',
  },
  { flag: 'outside-session', count: 1, detail: '1 bar at 15:31, after the close' },
  { flag: 'zero-volume', count: 4, detail: '4 bars without volume, first 12:05' },
];

export interface FakeMarketOptions {
  readonly instruments: number;
  readonly sessions: number;
  readonly synthetic: boolean;
}

export function fakeMarket(
  options: FakeMarketOptions,
): MarketService & { fill(next: FakeMarketOptions): void } {
  let current = options;
  let coverage: Coverage;
  let days: DayQuality[];
  let summaries: InstrumentSummary[];

  function build(): void {
    const next = random(7);
    const dates = weekdays(current.sessions, Date.UTC(2026, 10, 20));
    days = [];
    summaries = [];
    const rows = Array.from({ length: current.instruments }, (_, index) => {
      const symbol = current.synthetic
        ? `SAMPLE${String(index + 1).padStart(2, '0')}`
        : (NAMES[index] ?? `STOCK${String(index).padStart(3, '0')}`);
      const id = `NSE:${symbol}`;
      const listed = Math.floor(next() * current.sessions * 0.3);
      const counts: number[] = [];
      const findings: number[] = [];
      dates.forEach((date, at) => {
        const draw = next();
        const count = at < listed ? 0 : draw < 0.01 ? 0 : draw < 0.04 ? Math.floor(next() * 75) : 75;
        const flagged = count > 0 && (count < 75 || draw > 0.985);
        counts.push(count);
        findings.push(flagged ? 1 : 0);
        if (flagged && days.length < 20_000)
          days.push({
            instrumentId: id,
            interval: '5m',
            sessionDate: date,
            bars: count,
            expected: 75,
            source: `${symbol}_5minute.csv.gz`,
            contentHash: Array.from({ length: 64 }, () => Math.floor(next() * 16).toString(16)).join(''),
            recordedAt: Date.UTC(2026, 10, 20, 6),
            findings: [count < 75 ? FINDINGS[0]! : FINDINGS[1 + Math.floor(next() * 3)]!],
          });
      });
      summaries.push({
        id,
        exchange: 'NSE',
        symbol,
        kind: symbol.endsWith('CE') ? 'option' : 'equity',
        lotSize: symbol.endsWith('CE') ? 75 : 1,
        tickSize: 0.05,
        closingAuction: true,
        synthetic: current.synthetic,
        intervals: [
          {
            interval: '5m',
            sessions: counts.filter((count) => count > 0).length,
            bars: counts.reduce((sum, count) => sum + count, 0),
            firstDate: dates[listed] ?? dates[0] ?? '',
            lastDate: dates.at(-1) ?? '',
            flaggedSessions: findings.filter((count) => count > 0).length,
          },
        ],
      });
      return {
        instrumentId: id,
        synthetic: current.synthetic,
        counts,
        expected: counts.map(() => 75),
        findings,
      };
    });
    coverage = { interval: '5m', dates, rows };
  }
  build();

  return {
    fill(next) {
      current = next;
      build();
    },
    instruments: async () => summaries,
    async coverage({ interval, from, to }) {
      if (interval !== '5m') return { interval, dates: [], rows: [] };
      const start = from ? coverage.dates.findIndex((date) => date >= from) : 0;
      const end = to ? coverage.dates.findLastIndex((date) => date <= to) + 1 : coverage.dates.length;
      return {
        interval,
        dates: coverage.dates.slice(start, end),
        rows: coverage.rows.map((row) => ({
          ...row,
          counts: row.counts.slice(start, end),
          expected: row.expected.slice(start, end),
          findings: row.findings.slice(start, end),
        })),
      };
    },
    quality: async ({ instrumentId, interval, flag, sessionDate, limit }) =>
      days
        .filter(
          (day) =>
            (!instrumentId || day.instrumentId === instrumentId) &&
            (!interval || day.interval === interval) &&
            (!sessionDate || day.sessionDate === sessionDate) &&
            (!flag || day.findings.some((finding) => finding.flag === flag)),
        )
        .slice(0, limit),
    chartBars: async ({ instrumentId, interval }) => ({
      instrumentId,
      interval,
      storedInterval: '5m',
      synthetic: current.synthetic,
      bars: createBars(0),
      sessionStarts: [],
      sessionDates: [],
    }),
    readBars: async () => ({ bars: createBars(0), storedInterval: '5m', dates: [] }),
    finestInterval: async () => '5m',
    sessions: async () => [],
    async remove(instrumentId) {
      const kept = summaries.filter((summary) => summary.id !== instrumentId);
      const removedDays = summaries.length === kept.length ? 0 : current.sessions;
      summaries = kept;
      coverage = { ...coverage, rows: coverage.rows.filter((row) => row.instrumentId !== instrumentId) };
      return { removedDays };
    },
  };
}
