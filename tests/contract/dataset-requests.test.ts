// What a request for a dataset may ask: the plan refuses what no build could give, and says which choices change nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasetRequestOf } from '../../src/cli/arguments/dataset-request.ts';
import { type DatasetRequest, datasetRequestSchema } from '../../src/contracts/datasets.ts';
import { createMarketService, loadCalendar } from '../../src/services/market/index.ts';
import {
  datasetRequest,
  FROM,
  fillWithSample,
  openResearchDesk,
  type ResearchDesk,
  TO,
} from '../fixtures/research.ts';

let root: string;
let desk: ResearchDesk;
let ids: readonly string[];
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'anchordesk-requests-'));
  desk = await openResearchDesk(root);
  ids = await fillWithSample(desk, { symbols: 2, sessions: 30 });
}, 60_000);
afterAll(async () => {
  await desk.db.close();
  rmSync(root, { recursive: true, force: true });
});

it.each<[string, Partial<DatasetRequest>, string, RegExp]>([
  ['an unknown instrument', { instruments: ['NSE:NOWHERE'] }, 'NOT_FOUND', /No bars of NSE:NOWHERE/],
  ['an unknown feature set', { featureSet: { id: 'nothing' } }, 'NOT_FOUND', /no feature set "nothing"/],
  [
    'an unknown version',
    { featureSet: { id: 'small-mix', version: 9 } },
    'NOT_FOUND',
    /no version 9; it has 1/,
  ],
  ['an unknown side', { sides: { market: 'NSE:NOWHERE' } }, 'NOT_FOUND', /No bars of NSE:NOWHERE/],
  ['a range that ends before it begins', { from: TO, to: FROM }, 'BAD_REQUEST', /ends before it begins/],
  ['a day that does not exist', { from: '2025-06-31' }, 'BAD_REQUEST', /not a date/],
  [
    'hours that end before they begin',
    { firstDecision: '14:00', lastDecision: '10:00' },
    'BAD_REQUEST',
    /lies before the first/,
  ],
  [
    'a range without bars',
    { from: '2019-01-01', to: '2019-02-01' },
    'NO_DATA',
    /No bars of .* are stored from 2019-01-01/,
  ],
  ['an unknown label', { label: { kind: 'horoscope' } }, 'BAD_PARAMETER', /kind must be one of/],
  [
    'a label out of range',
    { label: { kind: 'triple-barrier', stop: { by: 'fixed', fraction: 7 } } },
    'BAD_PARAMETER',
    /stop.fraction/,
  ],
  ['a label on trades without a run', { label: { kind: 'strategy-exits' } }, 'BAD_REQUEST', /Choose the run/],
  [
    'features of a trade without trades',
    { featureSet: { id: 'meta-5' } },
    'BAD_REQUEST',
    /describes a proposed trade/,
  ],
])('%s is refused and leaves nothing', async (_name, changes, code, message) => {
  for (const ask of [desk.datasets.plan, desk.datasets.build])
    await expect(ask(datasetRequest(changes))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  expect(await desk.datasets.list()).toEqual([]);
});

it('refuses a window that no daily decision can have before anything is built', async () => {
  const daily = datasetRequest({ interval: '1d', featureSet: { id: 'all' } });
  const refused = { code: 'BAD_PARAMETER', message: expect.stringContaining('intraday interval') };
  await expect(desk.datasets.plan(daily)).rejects.toMatchObject(refused);
  await expect(desk.datasets.build(daily)).rejects.toMatchObject(refused);
  expect(await desk.datasets.list()).toEqual([]);
});

it('warns of a window longer than any session', async () => {
  const warned = async (length: number, sessionEnd: 'drop' | 'exit' = 'drop') => {
    const label = { kind: 'triple-barrier', horizon: { unit: 'minutes', length }, sessionEnd };
    const { problems } = await desk.datasets.plan(datasetRequest({ label }));
    return problems.some((problem) => problem.includes(`window of ${length} minutes does not fit`));
  };
  expect(await warned(400)).toBe(true);
  expect(await warned(400, 'exit')).toBe(false);
  // 375 minutes less the first five-minute bar.
  expect(await warned(370)).toBe(false);
  expect(await warned(371)).toBe(true);
});

it('takes clocks of a day only', () => {
  const parsed = (firstDecision: string) =>
    datasetRequestSchema.safeParse({ ...datasetRequest(), firstDecision }).success;
  expect(['00:00', '09:30', '23:59'].map(parsed)).toEqual([true, true, true]);
  expect(['24:00', '25:99', '09:60', '9:30'].map(parsed)).toEqual([false, false, false, false]);
});

it('says which side series changes nothing, and that one is compared with itself', async () => {
  const { problems } = await desk.datasets.plan(
    datasetRequest({ sides: { market: ids[0]!, currency: ids[1]! } }),
  );
  expect(problems).toEqual([
    expect.stringMatching(new RegExp(`${ids[0]} is one of the instruments and the market series too`)),
    expect.stringMatching(new RegExp(`${ids[1]} was chosen as the currency series, which no feature`)),
  ]);
  await expect(
    desk.datasets.plan(datasetRequest({ sides: { currency: 'NSE:NOSUCH' } })),
  ).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('without dates means those of the run, or what is stored of the instruments that `all` means', async () => {
  const [stored] = await createMarketService({
    db: desk.db,
    calendar: loadCalendar(),
    now: () => 0,
  }).instruments();
  const [span] = stored!.intervals;
  const market = {
    instruments: async () => [
      { ...stored!, intervals: [{ ...span!, firstDate: '2025-06-02', lastDate: '2025-06-20' }] },
      { ...stored!, id: 'NSE:X', kind: 'index' as const, intervals: [{ ...span!, firstDate: '2012-01-02' }] },
      { ...stored!, id: 'US:X', exchange: 'US' as const, intervals: [{ ...span!, lastDate: '2027-01-01' }] },
    ],
  };
  const options = { instruments: 'all', interval: '5m', features: 'all', label: 'strategy-exits' };
  const run = { id: 'r', from: '2025-06-05', to: '2025-06-06' };
  expect(await datasetRequestOf(options, market, undefined)).toMatchObject({
    from: '2025-06-02',
    to: '2025-06-20',
  });
  expect(await datasetRequestOf(options, market, run)).toMatchObject({
    runId: 'r',
    from: '2025-06-05',
    to: '2025-06-06',
  });
  expect(await datasetRequestOf({ ...options, to: '2025-06-10' }, market, run)).toMatchObject({
    from: '2025-06-05',
    to: '2025-06-10',
  });
});
