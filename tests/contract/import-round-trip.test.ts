// Laws of the importer on random series: what is written as CSV comes back bit for bit, in any row order, however the bytes
// are cut into chunks; the fast number reader agrees with the language's own.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bar } from '../../engines/market/bars.ts';
import { readNumber } from '../../src/services/imports/cells.ts';
import { detectPlan } from '../../src/services/imports/detect-plan.ts';
import { parseQuoted } from '../../src/services/imports/parse-quoted.ts';
import { type ParsedRows, parseText } from '../../src/services/imports/parse-text.ts';
import { takeSample } from '../../src/services/imports/sample.ts';
import { openSource } from '../../src/services/imports/source-file.ts';
import { closeDesks, makeBars, openDesk, rowsOf, toCsv } from './import-harness.ts';

const grid = makeBars(['2024-03-27', '2024-03-28'], '5m');
const price = fc.oneof(
  fc.integer({ min: 1, max: 10_000_000 }).map((paise) => paise / 100),
  fc.double({ min: 0.0001, max: 1e9, noNaN: true }),
);
const series = fc
  .array(
    fc.record({
      open: price,
      high: price,
      low: price,
      close: price,
      volume: fc.integer({ min: 0, max: 2 ** 40 }),
    }),
    {
      minLength: grid.length,
      maxLength: grid.length,
    },
  )
  .map((rows): Bar[] => rows.map((row, i) => ({ ...row, openTime: grid[i]!.openTime })));

function streamOf(text: string, chunk: number) {
  const bytes = Buffer.from(text);
  return {
    async *[Symbol.asyncIterator]() {
      for (let i = 0; i < bytes.length; i += chunk) yield new Uint8Array(bytes.subarray(i, i + chunk));
    },
    sha256: () => '',
  };
}

describe('laws of the importer', () => {
  it('writes and reads back every bar exactly, in any order of rows', async () => {
    const desk = await openDesk();
    try {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(series, fc.infiniteStream(fc.nat()), fc.boolean(), async (bars, keys, shuffle) => {
          run++;
          const weights = bars.map(() => keys.next().value as number);
          const order = bars.map((_, i) => i);
          if (shuffle) order.sort((a, b) => weights[a]! - weights[b]!);
          const path = desk.file(`NSE_R${run}_5minute.csv.gz`, toCsv(order.map((i) => bars[i]!)));
          const [file] = (await desk.import([path])).files;
          expect(file!.bars).toBe(bars.length);
          expect(rowsOf((await desk.store.readBars(file!.instrument, '5m')).bars)).toEqual(bars);
          const again = await desk.import([path]);
          expect(again.files[0]).toMatchObject({ newSessions: 0, changedSessions: 0 });
        }),
        { numRuns: 40 },
      );
    } finally {
      await closeDesks();
    }
  });

  it('does not depend on where chunks are cut, and the two parsers agree', async () => {
    const desk = await openDesk();
    try {
      await fc.assert(
        fc.asyncProperty(series, fc.integer({ min: 1, max: 300 }), async (bars, chunk) => {
          const text = toCsv(bars);
          const path = desk.file('NSE_TCS_5minute.csv', text);
          const { plan } = detectPlan('NSE_TCS_5minute.csv', await takeSample(await openSource(path)));
          const whole = await parseText(streamOf(text, text.length), plan);
          const cut = await parseText(streamOf(text, chunk), plan);
          const quoted = await parseQuoted(streamOf(text, chunk), plan);
          expect(plain(cut)).toEqual(plain(whole));
          expect(plain(quoted)).toEqual(plain(whole));
          expect(whole.rows.length).toBe(bars.length);
        }),
        { numRuns: 25 },
      );
    } finally {
      await closeDesks();
    }
  });

  it('reads decimals exactly as the language does', () => {
    const digits = fc.stringMatching(/^-?\d{1,18}(\.\d{0,20})?(e-?\d{1,2})?$/);
    fc.assert(
      fc.property(
        fc.oneof(digits, fc.double({ noNaN: true, noDefaultInfinity: true }).map(String)),
        (text) => {
          const bytes = Buffer.from(` ${text}\r`);
          const wanted = Number(text);
          expect(readNumber(bytes, 0, bytes.length)).toBe(Number.isFinite(wanted) ? wanted : Number.NaN);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

function plain({ rows, problems }: ParsedRows) {
  return {
    ...Object.fromEntries(
      Object.entries(rows).map(([name, value]) => [name, typeof value === 'number' ? value : [...value]]),
    ),
    problems,
  };
}
