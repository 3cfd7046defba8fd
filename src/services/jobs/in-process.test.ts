// Running a body in the caller's own process, as the command line does.
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { JobProgress } from '../../contracts/jobs.ts';
import { openDb } from '../db/index.ts';
import { runJobInProcess } from './in-process.ts';

const bodiesModule = fileURLToPath(new URL('../../../tests/fakes/job-bodies.ts', import.meta.url));
const dependencies = async () => ({
  db: await openDb({ file: ':memory:', driver: 'node:sqlite' }),
  dataFolder: '/nowhere',
  now: Date.now,
});

test('gives the result, the lines and clean progress', async () => {
  const lines: string[] = [];
  const seen: JobProgress[] = [];
  const payload = { mode: 'progress' };
  const result = await runJobInProcess(
    'import',
    payload,
    await dependencies(),
    (progress) => seen.push(progress),
    undefined,
    { bodiesModule, onLog: (line) => lines.push(line) },
  );
  expect(result).toBeNull();
  expect(lines).toEqual(['mode progress']);
  expect(seen.length).toBeLessThan(60);
  expect(seen.every(({ fraction }) => fraction >= 0 && fraction <= 1)).toBe(true);
  expect(seen.at(-1)).toMatchObject({ fraction: 1, done: 200 });
});

test('throws what the body throws, and CANCELLED once the signal was given', async () => {
  const run = async (mode: string, signal?: AbortSignal) =>
    runJobInProcess('import', { mode, until: '/no/such/file' }, await dependencies(), undefined, signal, {
      bodiesModule,
    });
  await expect(
    runJobInProcess('import', { mode: 'app-error' }, await dependencies(), undefined, undefined, {
      bodiesModule,
    }),
  ).rejects.toMatchObject({ code: 'BAD_DATA' });
  await expect(run('echo', AbortSignal.abort())).rejects.toMatchObject({ code: 'CANCELLED' });
  await expect(
    runJobInProcess('waterfall', {}, await dependencies(), undefined, undefined, { bodiesModule }),
  ).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
