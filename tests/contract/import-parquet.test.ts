// Parquet candles: the files of the old system (`<TICKER>_stocks_indicators_15min.parquet`, end-stamped, zone-aware `date`)
// and the other ways tables store stamps. Fixtures are written here with hyparquet-writer.
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { Bar } from '../../engines/market/bars.ts';
import { previewFile } from '../../src/services/imports/index.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { closeDesksAfterEach, failureOf, makeBars, openDesk, rowsOf, wallClock } from './import-harness.ts';

const DATES = ['2025-08-25', '2025-08-26', '2025-08-28'];
const MINUTE = 60_000;
const fifteen = makeBars(DATES, '15m');

type Column = Parameters<typeof parquetWriteBuffer>[0]['columnData'][number];
type SchemaElement = NonNullable<Parameters<typeof parquetWriteBuffer>[0]['schema']>[number];

function prices(bars: readonly Bar[]): Column[] {
  const column = (name: keyof Bar): Column => ({ name, data: bars.map((bar) => bar[name]), type: 'DOUBLE' });
  return [column('open'), column('high'), column('low'), column('close'), column('volume')];
}

function parquet(columns: Column[], schema?: SchemaElement[]): Uint8Array {
  if (!schema) return new Uint8Array(parquetWriteBuffer({ columnData: columns }));
  // The writer takes types from the schema or from the columns, not from both.
  return new Uint8Array(
    parquetWriteBuffer({ columnData: columns.map(({ name, data }) => ({ name, data })), schema }),
  );
}

/** A schema whose first column is a TIMESTAMP as pandas writes it. */
function withStamp(unit: 'MILLIS' | 'MICROS' | 'NANOS', isAdjustedToUTC: boolean): SchemaElement[] {
  const names = ['open', 'high', 'low', 'close', 'volume'];
  return [
    { name: 'root', num_children: 6 },
    {
      name: 'date',
      type: 'INT64',
      repetition_type: 'REQUIRED',
      logical_type: { type: 'TIMESTAMP', isAdjustedToUTC, unit },
    },
    ...names.map((name): SchemaElement => ({ name, type: 'DOUBLE', repetition_type: 'REQUIRED' })),
  ];
}

describe('importing Parquet candles', () => {
  closeDesksAfterEach();

  it('takes the old system’s 15-minute files: zone-aware end stamps, indicators beside the prices', async () => {
    const desk = await openDesk();
    const indicators = ['RSI', 'ATR', 'EMA_20', 'VWAP', 'Stoch_%K'].map(
      (name): Column => ({ name, data: fifteen.map((_, i) => 40 + (i % 20)), type: 'DOUBLE' }),
    );
    const path = desk.file(
      'stocks_indicators_15min_eq/GODIGIT_stocks_indicators_15min.parquet',
      parquet([
        { name: 'date', data: fifteen.map((bar) => new Date(bar.openTime + 15 * MINUTE)), type: 'TIMESTAMP' },
        ...prices(fifteen),
        ...indicators,
      ]),
    );
    const preview = await previewFile(path, {}, loadCalendar());
    expect(preview.problems).toEqual([]);
    expect(preview.plan).toMatchObject({
      format: 'parquet',
      stamp: 'end',
      interval: '15m',
      instrumentId: 'NSE:GODIGIT',
      columns: { timestamp: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
    });
    expect(preview.headers.slice(0, 6)).toEqual(['date', 'open', 'high', 'low', 'close', 'volume']);
    const [file] = (await desk.import([path])).files;
    expect(file).toMatchObject({ bars: 75, sessions: 3, flags: {} });
    expect(rowsOf((await desk.store.readBars('NSE:GODIGIT', '15m')).bars)).toEqual(fifteen);
  });

  it.each([
    ['MILLIS', true, 1n],
    ['MICROS', true, 1000n],
    ['NANOS', true, 1_000_000n],
    ['MILLIS', false, 1n],
    ['NANOS', false, 1_000_000n],
  ] as const)('reads %s stamps, adjusted to UTC: %s', async (unit, adjusted, scale) => {
    const desk = await openDesk();
    const shift = adjusted ? 0 : 330 * MINUTE;
    const stamps = BigInt64Array.from(fifteen, (bar) => BigInt(bar.openTime + shift) * scale);
    const content = parquet([{ name: 'date', data: stamps }, ...prices(fifteen)], withStamp(unit, adjusted));
    const path = desk.file('NSE_TCS_15minute.parquet', content);
    const preview = await previewFile(path, {}, loadCalendar());
    expect(preview.plan.stamp).toBe('start');
    const [file] = (await desk.import([path])).files;
    expect(file!.problems).toEqual([]);
    expect(rowsOf((await desk.store.readBars('NSE:TCS', '15m')).bars)).toEqual(fifteen);
  });

  it('reads stamps kept as text and as epoch numbers', async () => {
    const desk = await openDesk();
    const text = desk.file(
      'NSE_AAA_15minute.parquet',
      parquet([
        { name: 'datetime', data: fifteen.map((bar) => wallClock(bar.openTime)), type: 'STRING' },
        ...prices(fifteen),
      ]),
    );
    const epoch = desk.file(
      'NSE_BBB_15minute.parquet',
      parquet([
        {
          name: 'time',
          data: BigInt64Array.from(fifteen, (bar) => BigInt(bar.openTime / 1000)),
          type: 'INT64',
        },
        ...prices(fifteen),
      ]),
    );
    await desk.import([text, epoch]);
    for (const id of ['NSE:AAA', 'NSE:BBB'])
      expect(rowsOf((await desk.store.readBars(id, '15m')).bars)).toEqual(fifteen);
  });

  it('names the row of a missing price, and refuses a file full of them', async () => {
    const desk = await openDesk();
    const withHoles = (every: number) => {
      const columns = prices(fifteen);
      const close = columns[3]!;
      columns[3] = {
        ...close,
        data: Array.from(close.data as ArrayLike<number>, (value, i) =>
          i % every === 4 ? Number.NaN : value,
        ),
      };
      return parquet([
        { name: 'date', data: fifteen.map((bar) => new Date(bar.openTime)), type: 'TIMESTAMP' },
        ...columns,
      ]);
    };
    const [file] = (await desk.import([desk.file('NSE_TCS_15minute.parquet', withHoles(1000))])).files;
    expect(file).toMatchObject({ bars: 74, flags: { 'missing-bars': 1 } });
    expect(file!.problems).toEqual([
      expect.objectContaining({ line: 5, severity: 'error', message: 'close "NaN" is not a number' }),
    ]);
    const failure = await failureOf(desk.import([desk.file('NSE_INFY_15minute.parquet', withHoles(5))]));
    expect(failure.message).toContain('15 of 75 rows cannot be read, the first is row 5');
  });

  it('refuses a truncated file with its reason', async () => {
    const desk = await openDesk();
    const whole = parquet([
      { name: 'date', data: fifteen.map((bar) => new Date(bar.openTime)), type: 'TIMESTAMP' },
      ...prices(fifteen),
    ]);
    const failure = await failureOf(
      desk.import([desk.file('NSE_TCS_15minute.parquet', whole.subarray(0, whole.length - 200))]),
    );
    expect(failure).toMatchObject({
      code: 'BAD_DATA',
      message: expect.stringContaining('Parquet file cannot be read'),
    });
    expect(await desk.store.instruments()).toEqual([]);
  });
});
