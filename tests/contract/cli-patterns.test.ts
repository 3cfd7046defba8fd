// `patterns` on the command line: the service's own figures, one pattern in full, and answers to slips. It changes no byte.

import { beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '../../src/services/db/index.ts';
import { measurePatterns, researchSource } from '../../src/services/research/index.ts';
import { databaseFileIn } from '../../src/services/system/index.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

let desk: CliDesk;
let ids: readonly string[];

beforeAll(async () => {
  desk = cliDesk();
  const { document } = await desk.json('sample', '--symbols', '2', '--sessions', '30', '--seed', '11');
  ids = document.instruments;
  expect(ids).toHaveLength(2);
});

const named = ({ patterns }: Document, id: string): Document =>
  patterns.find((pattern: Document) => pattern.id === id);

describe('as a script', () => {
  test('gives what the service measures, with rates by instrument, and writes nothing', async () => {
    const before = desk.fingerprint();
    const { code, document } = await desk.json(
      'patterns',
      '--interval',
      '5m',
      '--horizon',
      '4',
      '--cost-bps',
      '2.5',
    );
    expect(code).toBe(0);
    expect(desk.fingerprint()).toBe(before);
    const db = await openDb({ file: databaseFileIn(desk.home) });
    const report = await measurePatterns(researchSource(db), document.request);
    await db.close();
    expect(document.request).toMatchObject({
      instruments: 'all',
      horizon: 4,
      costBps: 2.5,
      to: '2025-06-30',
    });
    expect(document.patterns.map((one: Document) => [one.id, one.pooled])).toEqual(
      report.patterns.map(({ id, pooled }) => [id, pooled]),
    );
    const engulfing = named(document, 'bullish_engulfing');
    expect(engulfing.pooled.count).toBeGreaterThan(30);
    expect(engulfing.published).toEqual({ winRate: 0.62, label: 'published, not measured' });
    expect(engulfing.byInstrument.map((row: Document) => row.instrumentId)).toEqual(report.instruments);
    for (const row of engulfing.byInstrument)
      expect(row.winRate).toBe(row.count < 30 ? null : row.wins / row.count);
    expect(document).toMatchObject({ synthetic: true, leastCount: 30, sessions: 30 });
  });

  test('narrows to instruments, days and one pattern', async () => {
    const { document } = await desk.json(
      'patterns',
      ...['--instruments', ids[0]!, '--interval', '15m', '--from', '2025-06-02', '--pattern', 'hammer'],
    );
    expect(document.instruments).toEqual([ids[0]]);
    expect(document.patterns.map((one: Document) => one.id)).toEqual(['hammer']);
    expect(document.patterns[0].byMonth.map((one: Document) => one.month)).toEqual(['2025-06']);
  });
});

test('as text every pattern has a line, and the published rates say what they are', async () => {
  const { code, stdout } = await desk.text('patterns', '--interval', '5m');
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^bullish_engulfing +bullish +\d+ +\d+ +\d+ +\d+\.\d % +\d+\.\d % to \d+\.\d % .* 62\.0 %$/m,
  );
  expect(stdout).toMatch(/^abandoned_baby_bullish .* under 30 /m);
  expect(stdout).toMatch(/^doji +neutral .* no direction /m);
  expect(stdout).toContain('not measured');
  expect(stdout).toContain('[synthetic data]');
  const one = await desk.text('patterns', '--interval', '5m', '--pattern', 'bullish_engulfing');
  expect(one.stdout).toContain('A falling bar, then a rising bar');
  expect(one.stdout).toMatch(/^2025-06 /m);
  expect(one.stdout).toMatch(/^all /m);
});

test.each([
  ['an unknown pattern', ['--pattern', 'unicorn'], 2, 'BAD_REQUEST'],
  ['day bars', ['--interval', '1d'], 2, 'BAD_REQUEST'],
  ['a horizon of nothing', ['--horizon', '0'], 2, 'BAD_REQUEST'],
  ['a cost that is no number', ['--cost-bps', 'much'], 2, 'BAD_REQUEST'],
  [
    'an instrument that is not stored',
    ['--instruments', 'NSE:NOTHERE', '--from', '2025-06-02', '--to', '2025-06-30'],
    2,
    'NOT_FOUND',
  ],
  ['days without bars', ['--from', '2021-01-01', '--to', '2021-02-01'], 3, 'NO_DATA'],
])('refuses %s', async (_, options, code, error) => {
  const answer = await desk.json('patterns', ...options);
  expect([answer.code, answer.document.error.code]).toEqual([code, error]);
});
