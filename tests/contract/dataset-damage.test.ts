// Files of a finished dataset that were damaged, exchanged or edited: named by verification, never shown or exported as the dataset's,
// and what is gone is made again by the same request.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DatasetVerification } from '../../src/contracts/datasets.ts';
import {
  built,
  datasetRequest,
  fillWithSample,
  openResearchDesk,
  type ResearchDesk,
} from '../fixtures/research.ts';

let desk: ResearchDesk;
let datasetId: string;
let ids: readonly string[];
let folder: string;

beforeEach(async () => {
  desk = await openResearchDesk(mkdtempSync(join(tmpdir(), 'dataset-damage-')));
  ids = await fillWithSample(desk, { symbols: 2, sessions: 34 });
  datasetId = (await built(desk)).datasetId;
  folder = join(desk.folder, 'datasets', datasetId.slice(0, 12));
}, 60_000);
afterEach(() => desk.db.close());

async function verified(): Promise<DatasetVerification> {
  const job = await desk.datasets.startVerify(datasetId);
  return (await desk.jobs.waitFor(job.id)).result as DatasetVerification;
}

async function exported() {
  const job = await desk.datasets.startExport(datasetId, 'csv');
  return desk.jobs.waitFor(job.id);
}

it('takes no whole part for another', async () => {
  copyFileSync(join(folder, 'part-0001.bin'), join(folder, 'part-0002.bin'));
  expect((await verified()).words).toMatch(/part-0002\.bin is not the one this dataset was finished with/);
  expect((await exported()).error).toMatchObject({ code: 'BAD_DATA' });
  await expect(desk.datasets.rows({ datasetId, instrumentId: ids[1]!, limit: 1 })).rejects.toMatchObject({
    code: 'BAD_DATA',
  });
});

it('does not export or verify a part whose header was changed', async () => {
  const file = join(folder, 'part-0001.bin');
  const bytes = readFileSync(file);
  bytes.write('"mom_15m","ret_1"', bytes.indexOf('"ret_1","mom_15m"'));
  writeFileSync(file, bytes);
  expect((await verified()).words).toMatch(/part-0001\.bin .*its header is not the one that was written/);
  expect((await exported()).error).toMatchObject({ code: 'BAD_DATA' });
});

it('shows no edited proof, and names every edited file', async () => {
  for (const name of ['leak-proof.json', 'manifest.json']) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"(passed|rows)"/, '"looked"'));
  }
  const found = await verified();
  expect(found.same).toBe(false);
  expect(found.words).toContain('leak-proof.json is not the one');
  expect(found.words).toContain('manifest.json is not the one');
  await expect(desk.datasets.proof(datasetId)).rejects.toThrow(/leak-proof\.json is not the one/);
  expect(await desk.datasets.profile(datasetId)).not.toBeNull();
  rmSync(join(folder, 'leak-proof.json'));
  expect((await verified()).words).toContain('leak-proof.json is gone');
  await expect(desk.datasets.proof(datasetId)).rejects.toMatchObject({ code: 'BAD_DATA' });
});

it.each(['part-0001.bin', 'leak-proof.json'])('builds again what is gone: %s', async (name) => {
  const { contentHash } = await desk.datasets.get(datasetId);
  rmSync(join(folder, name));
  expect((await desk.datasets.plan(datasetRequest())).existing).toBeNull();
  expect((await built(desk)).job.error).toBeNull();
  expect((await desk.datasets.get(datasetId)).contentHash).toBe(contentHash);
  expect((await verified()).same).toBe(true);
  expect((await desk.datasets.proof(datasetId))!.passed).toBe(true);
});
