// A dataset of real candles from end to end: built with the multi-timeframe set and a triple barrier its proof passes, built again it
// has the same hash, and verification finds no other byte. The full 21 instruments are in the bench.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { DatasetVerification } from '../../src/contracts/datasets.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';
import { built, datasetRequest, openResearchDesk } from '../fixtures/research.ts';
import { describeWithData } from '../shared-data.ts';

const SYMBOLS = 2;

describeWithData('a dataset of real candles', (data) => {
  const root = mkdtempSync(join(tmpdir(), 'anchordesk-real-dataset-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it('passes its proof, has the same hash when built again, and verifies', async () => {
    const desk = await openResearchDesk(root);
    const market = join(data, 'market');
    const files = readdirSync(market)
      .filter((name) => /^NSE_.*_5minute\.csv\.gz$/.test(name))
      .sort()
      .slice(0, SYMBOLS)
      .map((name) => ({ path: join(market, name) }));
    expect(files).toHaveLength(SYMBOLS);
    await runJobInProcess('import', { files }, { db: desk.db, dataFolder: root, now: Date.now });
    const request = { featureSet: { id: 'intraday-mtf' }, from: '2023-07-03', to: '2024-03-28' };
    const plan = await desk.datasets.plan(datasetRequest(request));

    const { datasetId, job } = await built(desk, request);
    expect(job.error).toBeNull();
    const dataset = await desk.datasets.get(datasetId);
    expect(dataset).toMatchObject({ state: 'done', proof: 'passed', synthetic: false, instruments: SYMBOLS });
    expect(dataset.rows + dataset.droppedRows).toBe(plan.rows);
    expect(dataset.rows).toBeGreaterThan(SYMBOLS * 11_000);
    const proof = (await desk.datasets.proof(datasetId))!;
    expect(proof.checks.filter((check) => check.verdict !== 'passed')).toEqual([]);

    const verification = await desk.datasets.startVerify(datasetId);
    const { result } = await desk.jobs.waitFor(verification.id);
    expect(result as DatasetVerification).toMatchObject({ same: true, differences: [] });
    await desk.datasets.remove(datasetId);
    await built(desk, request);
    expect((await desk.datasets.get(datasetId)).contentHash).toBe(dataset.contentHash);
    await desk.db.close();
  }, 120_000);
});
