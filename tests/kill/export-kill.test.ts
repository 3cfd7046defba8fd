// Kills a process in the middle of writing an export: no file stands under its name, what it left half-written is swept away by the
// next export, and that one is whole.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetExport } from '../../src/contracts/datasets.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';
import { ended } from './watched-process.ts';

const worker = fileURLToPath(new URL('./export-kill-worker.ts', import.meta.url));

describe('killing a process that exports a dataset', () => {
  const root = mkdtempSync(join(tmpdir(), 'anchordesk-export-kill-'));
  const folder = join(root, 'exports', 'training_batches');
  let desk: ResearchDesk;
  let datasetId: string;
  let last: string;

  beforeAll(async () => {
    desk = await openResearchDesk(root);
    await fillWithSample(desk, { symbols: 2, sessions: 25 });
    ({ datasetId } = await built(desk, { from: '2025-06-16' }));
    last = (await desk.datasets.get(datasetId)).perInstrument.at(-1)!.instrumentId;
  }, 60_000);
  afterAll(async () => {
    await desk.db.close();
    rmSync(root, { recursive: true, force: true });
  });

  it.each(['csv', 'parquet'] as const)(
    'leaves no half of a %s, and the next one is whole',
    async (format) => {
      const payload = JSON.stringify({ datasetId, format });
      const child = spawn(process.execPath, [worker, join(root, 'anchordesk.db'), payload, last], {
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      expect(await ended(child)).toBe('SIGKILL');
      const left = readdirSync(folder).filter((name) => name.includes(`.${format}`));
      expect(left).toEqual([expect.stringMatching(/\.tmp$/)]);
      expect(statSync(join(folder, left[0]!)).size).toBeGreaterThan(1000);
      expect((await desk.datasets.get(datasetId)).exports.filter((one) => one.format === format)).toEqual([]);

      const job = await desk.jobs.waitFor((await desk.datasets.startExport(datasetId, format)).id);
      expect(job.error).toBeNull();
      const made = job.result as DatasetExport;
      expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(createHash('sha256').update(readFileSync(made.path)).digest('hex')).toBe(made.sha256);
    },
  );
});
