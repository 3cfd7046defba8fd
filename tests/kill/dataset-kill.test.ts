// Kills a process in the middle of building a dataset, again and again at random points: the file must open, the dataset must be whole
// or interrupted, and building it again must give the very same bytes.
import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { openDb } from '../../src/services/db/index.ts';
import { createCandleStore, loadCalendar } from '../../src/services/market/index.ts';
import {
  createDatasetStore,
  datasetBody,
  markInterruptedDatasets,
  newDataset,
  prepareDataset,
} from '../../src/services/research/index.ts';
import { datasetRequest, fillWithSample, openResearchDesk } from '../fixtures/research.ts';
import { ended, killedFromOutside, lastStatement } from './watched-process.ts';

/** Kills that must land: a process may end before its moment comes, and then counts for nothing. */
const KILLS = 12;
const MOST_ATTEMPTS = 3 * KILLS;
const worker = fileURLToPath(new URL('./dataset-kill-worker.ts', import.meta.url));
const request = datasetRequest({ from: '2025-06-16' });
const QUIET: JobContext = { jobId: 'again', progress() {}, log() {}, signal: new AbortController().signal };

describe('killing a process that builds a dataset', () => {
  const root = mkdtempSync(join(tmpdir(), 'anchordesk-dataset-kill-'));
  const template = join(root, 'template');
  let datasetId: string;
  let wholeHash: string | null;
  let statements: number;

  beforeAll(async () => {
    mkdirSync(template);
    const desk = await openResearchDesk(template);
    await fillWithSample(desk, { symbols: 4, sessions: 25 });
    const source = { store: createCandleStore(desk.db), calendar: loadCalendar() };
    const prepared = await prepareDataset(desk.db, source, request);
    datasetId = prepared.id;
    await createDatasetStore(desk.db).begin(newDataset(prepared, request, 0));
    await desk.db.get('PRAGMA wal_checkpoint(TRUNCATE)');
    await desk.db.close();

    const reference = copyOf('reference');
    statements = await lastStatement(start(reference));
    const db = await openDb({ file: join(reference, 'anchordesk.db') });
    wholeHash = (await createDatasetStore(db).get(datasetId)).contentHash;
    await db.close();
    expect(wholeHash).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function copyOf(name: string): string {
    const folder = join(root, name);
    cpSync(template, folder, { recursive: true });
    return folder;
  }
  function start(folder: string, killAt?: number): ChildProcess {
    const payload = JSON.stringify({ datasetId, request });
    const args = [
      worker,
      join(folder, 'anchordesk.db'),
      payload,
      ...(killAt === undefined ? [] : [String(killAt)]),
    ];
    const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
    return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  }
  /** Kills when the `nth` stage begins, in the middle of whatever it writes. */
  function killedAtStage(child: ChildProcess, nth: number): Promise<string | null> {
    let text = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.split('\n').length - 1 >= nth) child.kill('SIGKILL');
    });
    return ended(child);
  }

  it(`loses nothing that was finished and ends with the same bytes, ${KILLS} times`, async () => {
    const random = createRandom(20_261_121);
    let landed = 0;
    let interrupted = 0;
    let continued = 0;
    for (let kill = 0; landed < KILLS && kill < MOST_ATTEMPTS; kill++) {
      const folder = copyOf(`kill-${kill}`);
      const at = 1 + random.integer(statements);
      const signal =
        kill % 3 === 0
          ? await ended(start(folder, at))
          : kill % 3 === 1
            ? await killedFromOutside(start(folder), at)
            : await killedAtStage(start(folder), 1 + random.integer(12));
      if (signal === 'SIGKILL') landed++;

      const db = await openDb({ file: join(folder, 'anchordesk.db') });
      expect(await db.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
      await markInterruptedDatasets(db);
      const datasets = createDatasetStore(db);
      const left = await datasets.get(datasetId);
      if (left.state === 'done') expect(left.contentHash).toBe(wholeHash);
      else {
        interrupted++;
        expect(left).toMatchObject({ state: 'interrupted', rows: 0, contentHash: null, perInstrument: [] });
        expect(await datasets.parts(datasetId)).toEqual([]);
        const files = join(folder, 'datasets', datasetId.slice(0, 12));
        const lines: string[] = [];
        await datasetBody(
          { datasetId, request },
          { ...QUIET, log: (line) => void lines.push(line) },
          { db, dataFolder: folder, now: Date.now },
        );
        if (lines.some((line) => line.includes('were there already'))) continued++;
        expect((await datasets.get(datasetId)).contentHash).toBe(wholeHash);
        expect(readdirSync(files).sort()).toEqual([
          'leak-proof.json',
          'manifest.json',
          'part-0001.bin',
          'part-0002.bin',
          'part-0003.bin',
          'part-0004.bin',
          'profile.json',
        ]);
      }
      await db.close();
      rmSync(folder, { recursive: true, force: true });
    }
    expect(landed).toBe(KILLS);
    expect(interrupted).toBeGreaterThan(KILLS / 3);
    expect(continued).toBeGreaterThan(0);
  }, 120_000);
});
