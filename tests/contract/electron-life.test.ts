// The Electron shell's life against a typed double: second starts, folders that are taken or broken, crashes, the end, workers.
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import { runDesk } from '../../src/main/desk.ts';
import { lockFileIn, readLock, redeemWindowCode, takeLock } from '../../src/services/instance/index.ts';
import { FakeElectron } from '../fakes/electron.ts';
import { fakeServices } from '../fakes/services.ts';
import { type ElectronHarness, electronHarness } from './electron-harness.ts';

let desk: ElectronHarness;
beforeEach(() => {
  desk = electronHarness();
});

describe('life', () => {
  test('a second start of the program ends, and brings the first window to the front', async () => {
    await runDesk(desk.electron, desk.options());
    desk.electron.emit('second-instance');
    expect(desk.electron.windows[0]?.calls.slice(-2)).toEqual(['show', 'focus']);

    const second = new FakeElectron();
    second.first = false;
    await runDesk(second, desk.options());
    expect([second.exits, second.windows]).toEqual([[0], []]);
  });

  test('a folder that does not exist yet is made, for its owner only', async () => {
    const dataFolder = join(desk.folder, 'new', 'data');
    await runDesk(desk.electron, desk.options(fakeServices(), { dataFolder }));
    expect(statSync(dataFolder).mode & 0o777).toBe(0o700);
    expect(readLock(dataFolder)?.shell).toBe('electron');
  });

  test('a folder that cannot be made is explained', async () => {
    writeFileSync(join(desk.folder, 'file'), '');
    await runDesk(
      desk.electron,
      desk.options(fakeServices(), { dataFolder: join(desk.folder, 'file', 'data') }),
    );
    expect(desk.electron.errors[0]).toMatch(/^AnchorDesk could not open its data: /);
    expect([desk.electron.exits.length, desk.electron.windows]).toEqual([1, []]);
  });

  test('a folder open in a browser shell gets a window of that one instead', async () => {
    const holder = takeLock(desk.dataFolder, { pid: process.ppid, shell: 'browser', startedAt: 1 });
    if (holder.taken) holder.lock.update(4321);
    await runDesk(desk.electron, desk.options());
    expect([desk.electron.exits, desk.electron.windows]).toEqual([[4], []]);
    const url = new URL(desk.electron.opened[0] ?? '');
    expect(url.host).toBe('127.0.0.1:4321');
    expect(redeemWindowCode(desk.dataFolder, url.hash.slice('#code='.length), Date.now())).toBe(true);
  });

  test('a folder open in another desk is named, and left alone', async () => {
    takeLock(desk.dataFolder, { pid: process.ppid, shell: 'electron', startedAt: 1 });
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.errors[0]).toContain(`Process ${process.ppid} holds`);
    expect([desk.electron.exits, readLock(desk.dataFolder)?.pid]).toEqual([[4], process.ppid]);
  });

  test('data that cannot be opened is explained, and the folder is free again', async () => {
    await runDesk(
      desk.electron,
      desk.options(undefined, {
        compose: async () => {
          throw new AppError('DATABASE_TOO_NEW', 'A newer AnchorDesk wrote this file.');
        },
      }),
    );
    expect(desk.electron.errors).toEqual([
      'AnchorDesk could not open its data: A newer AnchorDesk wrote this file.',
    ]);
    expect([desk.electron.exits, existsSync(lockFileIn(desk.dataFolder))]).toEqual([[4], false]);
  });

  test('closing the window remembers its place, closes the services and frees the folder', async () => {
    let closed = 0;
    await runDesk(desk.electron, desk.options(fakeServices({}, () => closed++)));
    desk.electron.windows[0]?.emit('close');
    const ended = desk.exited();
    desk.electron.emit('window-all-closed');
    desk.electron.emit('before-quit');
    await ended;
    expect([closed, desk.electron.exits, existsSync(lockFileIn(desk.dataFolder))]).toEqual([1, [0], false]);
    expect(desk.saved).toEqual([{ x: 1, y: 2, width: 1300, height: 800, maximized: false }]);
  });

  test('the next window opens where the last one stood', async () => {
    desk.saved.push({ x: 10, y: 20, width: 1111, height: 777, maximized: true });
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.windows[0]?.options).toMatchObject({ x: 10, y: 20, width: 1111, height: 777 });
    expect(desk.electron.windows[0]?.options).not.toHaveProperty('maximized');
  });

  test('on a Mac the application outlives its window and opens another', async () => {
    desk.electron = new FakeElectron('darwin');
    await runDesk(desk.electron, desk.options());
    desk.electron.windows[0]?.emit('close');
    desk.electron.emit('window-all-closed');
    expect(desk.electron.exits).toEqual([]);
    desk.electron.emit('activate');
    expect(desk.electron.windows).toHaveLength(2);
    const ended = desk.exited();
    desk.electron.emit('before-quit');
    await ended;
    expect(desk.electron.exits).toEqual([0]);
  });

  test('a page that dies is loaded again once; then a person is told', async () => {
    await runDesk(desk.electron, desk.options());
    const window = desk.electron.windows[0];
    window?.emit('gone', 'oom');
    expect(window?.calls.at(-1)).toBe('reload');
    expect(desk.electron.errors).toEqual([]);
    desk.time += 59_999;
    window?.emit('gone', 'crashed');
    expect(desk.electron.errors[0]).toContain('Reason: crashed');
    expect(window?.calls.filter((call) => call === 'reload')).toHaveLength(1);
    desk.time += 60_000;
    window?.emit('gone', 'oom');
    expect(window?.calls.filter((call) => call === 'reload')).toHaveLength(2);
    expect(desk.logged.filter((line) => line.includes('ended'))).toHaveLength(3);
  });

  test('the window shows, and says so, once it has something to show', async () => {
    await runDesk(desk.electron, desk.options());
    expect(desk.electron.windows[0]?.calls).not.toContain('show');
    desk.electron.windows[0]?.emit('ready');
    expect([desk.electron.windows[0]?.calls.at(-1), desk.logged]).toEqual(['show', ['ready']]);
  });
});

describe('host', () => {
  test('workers are utility processes with their memory cap', async () => {
    await runDesk(desk.electron, desk.options());
    const worker = desk.host?.startWorker({ name: 'backtest 1', memoryMb: 512 });
    const started = desk.electron.utilities[0];
    expect(started?.options).toEqual({
      entry: '/worker.js',
      serviceName: 'backtest 1',
      execArgv: ['--max-old-space-size=512', '--max-semi-space-size=4'],
      environment: expect.objectContaining({ PATH: process.env.PATH }),
    });
    expect(started?.options.environment).not.toHaveProperty('NODE_OPTIONS');
    expect(started?.options.environment).not.toHaveProperty('VITEST');
    const heard: unknown[] = [];
    worker?.onMessage((message) => heard.push(message));
    worker?.onOutput((line) => heard.push(line));
    worker?.onExit((code, signal) => heard.push([code, signal]));
    worker?.post({ hello: 1 });
    started?.child.emit('message', 'progress');
    started?.child.emit('line', 'a line');
    started?.child.emit('exit', 137);
    worker?.kill();
    expect([worker?.pid, started?.child.posted, heard, started?.child.killed]).toEqual([
      4242,
      [{ hello: 1 }],
      ['progress', 'a line', [137, null]],
      true,
    ]);
  });

  test('the machine is kept awake exactly while somebody asks for it', async () => {
    await runDesk(desk.electron, desk.options());
    const release = desk.host?.holdAwake('training');
    expect(desk.electron.awake).toBe(1);
    release?.();
    expect(desk.electron.awake).toBe(0);
  });

  test('a utility process that dies is logged', async () => {
    await runDesk(desk.electron, desk.options());
    desk.electron.emit('process-gone', 'Utility process backtest 1 ended: oom');
    expect(desk.logged).toEqual(['Utility process backtest 1 ended: oom']);
  });
});
