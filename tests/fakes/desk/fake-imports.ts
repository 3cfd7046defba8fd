// An import service that previews any file the same way and remembers differing days: for looking at the wizard's states.
// A file called `*legacy*` is a trade file, `*broken*` has a bad line, `*.txt` is refused. Development only.

import { basename } from 'node:path';
import { AppError } from '../../../src/contracts/errors.ts';
import type {
  DayDifference,
  ImportPreview,
  ImportResult,
  ImportService,
} from '../../../src/contracts/imports.ts';
import type { JobService } from '../../../src/contracts/jobs.ts';

const OPEN = Date.UTC(2024, 2, 28, 3, 45);
const bar = (index: number, shift = 0) => ({
  openTime: OPEN + index * 300_000,
  open: 2410.5 + index + shift,
  high: 2415 + index + shift,
  low: 2406.25 + index,
  close: 2412.7 + index + shift,
  volume: 12_400 + index * 310,
});

const DIFFERENCE: DayDifference = {
  id: 'd1',
  instrumentId: 'NSE:M&M',
  interval: '5m',
  sessionDate: '2024-03-28',
  batchId: 'b1',
  storedSource: 'M&M_5minute.csv.gz',
  newSource: 'M&M_vendor.csv',
  storedBars: 75,
  newBars: 75,
  rows: [3, 4, 5].map((index) => ({
    openTime: bar(index).openTime,
    stored: bar(index),
    incoming: bar(index, 1.35),
  })),
  differingBars: 3,
};

export function fakeImports(jobs: Pick<JobService, 'enqueue'>): ImportService {
  let differences: readonly DayDifference[] = [DIFFERENCE];
  return {
    findFiles: async (paths) => ({
      files: paths.filter((path) => !path.includes('nowhere')).map((path) => ({ path, bytes: 812_344 })),
      missing: paths
        .filter((path) => path.includes('nowhere'))
        .map((path) => ({
          path,
          problems: [
            {
              line: 0,
              message: 'there is no such file or folder: check the name',
              severity: 'error' as const,
            },
          ],
        })),
    }),
    async preview(path, overrides = {}): Promise<ImportPreview> {
      const fileName = basename(path);
      if (fileName.endsWith('.txt'))
        throw new AppError('BAD_DATA', `${fileName} holds no columns of prices. Nothing was stored.`, {
          line: 1,
        });
      const symbol = (fileName.split('_')[0] ?? 'TCS').replace(/[^A-Z&-]/g, '') || 'TCS';
      return {
        path,
        fileName,
        bytes: 812_344,
        kind: fileName.includes('legacy') ? 'legacy-trades' : 'candles',
        plan: {
          format: 'csv',
          delimiter: ',',
          headerRows: 1,
          columns: { timestamp: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
          timeFormat: 'yyyy-MM-dd HH:mm:ss',
          timeZone: 'Asia/Kolkata',
          stamp: 'end',
          interval: '5m',
          order: 'ascending',
          exchange: 'NSE',
          symbol,
          instrumentId: `NSE:${symbol}`,
          outsideSession: 'keep',
          ...overrides,
        },
        evidence: [
          { field: 'stamp', reason: '75 bars a day from 09:20 to 15:30', sure: true },
          { field: 'interval', reason: '5 minutes between 99.8 % of neighbours', sure: true },
          { field: 'timeZone', reason: 'no offset in the stamps; the hours fit NSE', sure: false },
          { field: 'symbol', reason: 'from the file name', sure: false },
          { field: 'columns', reason: 'header names date, open, high, low, close, volume', sure: true },
        ],
        headers: ['date', 'open', 'high', 'low', 'close', 'volume'],
        sampleRows: Array.from({ length: 8 }, (_, index) => {
          const row = bar(index);
          const minutes = 20 + index * 5;
          return [
            `2024-03-28 09:${String(minutes).padStart(2, '0')}:00`,
            ...[row.open, row.high, row.low, row.close].map((price) => price.toFixed(2)),
            String(row.volume),
          ];
        }),
        sampleBars: Array.from({ length: 8 }, (_, index) => bar(index)),
        problems: fileName.includes('broken')
          ? [
              {
                line: 412,
                message: 'five columns instead of six',
                severity: 'error',
                text: '2024-03-28 10:05:00,2410,,2406',
              },
            ]
          : [],
      };
    },
    start: (request) =>
      jobs.enqueue(
        'import',
        request.files.length === 1
          ? `Import ${basename(request.files[0]!.path)}`
          : `Import ${request.files.length} files`,
        request,
      ),
    batches: async () => [],
    differences: async () => differences,
    resolveDifference: async (id) => {
      differences = differences.filter((difference) => difference.id !== id);
    },
    beginUpload: async (fileName) => ({ uploadId: fileName }),
    appendUpload: async (_id, offset, chunk) => ({ received: offset + chunk.byteLength }),
    finishUpload: async (uploadId) => ({ path: `/uploads/${uploadId}` }),
  };
}

export function fakeImportResult(payload: unknown): ImportResult {
  const files = (payload as { files: { path: string }[] }).files;
  const good = files.filter((file) => !file.path.includes('broken'));
  return {
    batchId: 'b1',
    bars: good.length * 18_750,
    elapsedMs: 5_400,
    files: good.map((file, index) => ({
      path: file.path,
      instrument: `NSE:${basename(file.path).split('_')[0]}`,
      interval: '5m',
      bars: 18_750,
      sessions: 250,
      newSessions: index === 0 ? 248 : 250,
      unchangedSessions: index === 0 ? 1 : 0,
      changedSessions: index === 0 ? 1 : 0,
      flags: (index === 0 ? { 'missing-bars': 3, 'price-jump': 1 } : {}) as Record<string, number>,
      problems: [],
    })),
    refused: files
      .filter((file) => file.path.includes('broken'))
      .map((file) => ({
        path: file.path,
        problems: [
          {
            line: 412,
            message: 'five columns instead of six',
            severity: 'error' as const,
            text: '2024-03-28 10:05:00,2410,,2406',
          },
        ],
      })),
  };
}
