// The host on plain Node: folder, version, worker environment and the request not to sleep.
import { mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { workerEnvironment } from '../services/worker-environment.ts';
import { commandFor } from './hold-awake.ts';
import { createNodeHost } from './node-host.ts';

test('creates the folder for its owner only and knows the version', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'host-')), 'new', 'desk');
  const host = createNodeHost({ shell: 'cli', dataFolder: folder, now: () => 5 });
  expect(host).toMatchObject({ shell: 'cli', dataFolder: folder, readOnly: false });
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(host.version).toMatch(/^\d+\.\d+\.\d+/);
  expect(host.now()).toBe(5);
});

test('a worker sees only what it needs of the environment', () => {
  expect(
    workerEnvironment({
      PATH: '/bin',
      Path: 'C:\\bin',
      HOME: '/home/somebody',
      LC_ALL: 'C',
      TZ: 'Asia/Kolkata',
      NODE_OPTIONS: '--inspect',
      NODE_PATH: '/x',
      ELECTRON_RUN_AS_NODE: '1',
      LD_PRELOAD: '/x.so',
      KITE_API_SECRET: 's',
      npm_config_registry: 'r',
      EMPTY: undefined,
    }),
  ).toEqual({ PATH: '/bin', Path: 'C:\\bin', HOME: '/home/somebody', LC_ALL: 'C', TZ: 'Asia/Kolkata' });
});

test('how each system is asked not to sleep', () => {
  expect(commandFor('why', 'linux', 7)).toContain('--why=why');
  expect(commandFor('why', 'darwin', 7)).toEqual(['caffeinate', '-i', '-w', '7']);
  expect(commandFor('why', 'win32', 7)).toBeUndefined();
});

test('releasing twice, or without a helper program, is fine', () => {
  const release = createNodeHost({
    shell: 'browser',
    dataFolder: mkdtempSync(join(tmpdir(), 'host-')),
  }).holdAwake('test');
  release();
  expect(release).not.toThrow();
});
