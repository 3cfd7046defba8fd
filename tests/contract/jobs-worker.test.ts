// The worker entry as a process of its own, talked to by hand: what it answers, what it refuses, and that nothing on the link
// ends it. Once as a forked Node process, once as Electron would start it.
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { WORKER_EXIT } from '../../src/services/jobs/protocol.ts';
import { until } from '../fakes/job-desk.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const ENTRY = path('../../src/workers/main.ts');
const BODIES = path('../fakes/job-bodies.ts');
const SHIM = pathToFileURL(path('../fakes/parent-port-shim.ts')).href;

interface Said {
  readonly channel: string;
  readonly data: Record<string, unknown>;
}
let child: ChildProcess;
afterEach(() => void child?.kill('SIGKILL'));

function start(execArgv: readonly string[] = [], answersReports = true) {
  const said: Said[] = [];
  child = fork(ENTRY, [], {
    execArgv: [...execArgv],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let exitCode: number | null | undefined;
  child.on('message', (message) => {
    const { channel, data } = message as Said;
    said.push({ channel, data });
    if (channel === 'report' && answersReports)
      child.send({ channel, data: { id: data.id, type: 'RAW', value: null } });
  });
  child.on('exit', (code) => {
    exitCode = code;
  });
  const call = async (id: string, path: readonly string[], argumentList: readonly unknown[] = []) => {
    child.send({ channel: 'job', data: { id, type: 'APPLY', path, argumentList } });
    await until(() => said.some(({ channel, data }) => channel === 'job' && data.id === id));
    return said.find(({ channel, data }) => channel === 'job' && data.id === id)!.data;
  };
  return { said, call, exited: () => until(() => exitCode !== undefined).then(() => exitCode) };
}

const init = (mode: string) => ({
  channel: 'control',
  data: {
    type: 'init',
    jobId: 'j1',
    kind: 'import',
    payload: { mode, value: new Float64Array([1, Number.NaN]) },
    databaseFile: join(mkdtempSync(join(tmpdir(), 'worker-')), 'x.db'),
    driver: 'node:sqlite',
    dataFolder: tmpdir(),
    bodiesModule: BODIES,
  },
});

describe.each([
  ['forked by Node', []],
  ['started by Electron', ['--import', SHIM]],
])('%s', (_, execArgv) => {
  test('runs its one job and leaves when told', async () => {
    const worker = start(execArgv);
    child.send(init('echo'));
    const answer = await worker.call('1', ['run']);
    expect(answer).toMatchObject({ type: 'RAW', value: { state: 'done' } });
    expect(JSON.parse((answer.value as { resultJson: string }).resultJson)).toMatchObject({ pid: child.pid });
    const report = worker.said.filter(({ channel }) => channel === 'report').map(({ data }) => data.path);
    expect(report).toContainEqual(['log']);
    child.send({ channel: 'control', data: { type: 'leave' } });
    expect(await worker.exited()).toBe(0);
  });

  test('survives whatever is on the link, before and after its start', async () => {
    const worker = start(execArgv);
    const nonsense = [
      null,
      7,
      'x',
      {},
      { channel: 'control', data: null },
      { channel: 'control', data: { type: 'init' } },
      { channel: 'control', data: { ...init('echo').data, driver: 'oracle' } },
      { channel: '__proto__', data: { type: 'init' } },
    ];
    for (const message of nonsense) child.send(message as object);
    child.send({ channel: 'job', data: { id: 'early', type: 'APPLY', path: ['run'], argumentList: [] } });
    child.send(init('echo'));
    // A second start is ignored: this would throw.
    child.send(init('throw'));
    for (const message of nonsense) child.send(message as object);
    for (const [id, name] of [
      ['a', 'constructor'],
      ['b', '__proto__'],
      ['c', 'unknown'],
    ] as const)
      expect(await worker.call(id, [name])).toMatchObject({ type: 'HANDLER', name: 'throw' });
    expect(await worker.call('d', ['run', 'constructor'])).toMatchObject({ name: 'throw' });
    expect(await worker.call('e', ['run'], [{ type: 'HANDLER', name: 'nobody', value: 1 }])).toMatchObject({
      name: 'throw',
    });
    expect(await worker.call('f', ['run'])).toMatchObject({ type: 'RAW', value: { state: 'done' } });
    expect(worker.said.some(({ data }) => data?.id === 'early')).toBe(false);
  });

  test('tells that it lives', async () => {
    const worker = start(execArgv);
    await until(() =>
      worker.said.some(({ data }) => data?.type === 'beat' && Number(data.residentBytes) > 1e6),
    );
  });
});

test('a forked worker leaves when its parent lets go of the link', async () => {
  const worker = start();
  child.send(init('stubborn'));
  await until(() => worker.said.length > 0);
  child.disconnect();
  expect(await worker.exited()).toBe(WORKER_EXIT.orphaned);
});

test('an application that never confirms a report does not keep the outcome from it', async () => {
  const worker = start([], false);
  child.send(init('echo'));
  expect(await worker.call('1', ['run'])).toMatchObject({ type: 'RAW', value: { state: 'done' } });
});

test('started by hand it says what it is', () => {
  const run = spawnSync(process.execPath, [ENTRY], { encoding: 'utf8' });
  expect(run.status).toBe(WORKER_EXIT.noLink);
  expect(run.stderr).toContain('the application starts it');
});
