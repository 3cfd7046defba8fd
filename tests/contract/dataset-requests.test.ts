// What a request for a dataset may ask: the plan refuses what no build could give, and says which choices change nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasetRequestSchema } from '../../src/contracts/datasets.ts';
import { datasetRequest, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

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

it('refuses a window that no daily decision can have before anything is built', async () => {
  const daily = datasetRequest({ interval: '1d', featureSet: { id: 'all' } });
  const refused = { code: 'BAD_PARAMETER', message: expect.stringContaining('intraday interval') };
  await expect(desk.datasets.plan(daily)).rejects.toMatchObject(refused);
  await expect(desk.datasets.build(daily)).rejects.toMatchObject(refused);
  expect(await desk.datasets.list()).toEqual([]);
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
