// A desk started through npm ends with npm; one started otherwise does not care who its parent is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endWithNpm } from './npm-parent.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test.each([
  ['start', 1],
  ['cli', 1],
  ['verify', 0],
  [undefined, 0],
])('started by %s, orphaned: ends %i times', (script, times) => {
  let parent = 100;
  const end = vi.fn();
  endWithNpm({ script, parent: () => parent, end });
  vi.advanceTimersByTime(5_000);
  expect(end).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(5_000);
  expect(end).toHaveBeenCalledTimes(times);
});

test('a real shell that is killed takes its child along, which is told once', async () => {
  vi.useRealTimers();
  const module = resolve(import.meta.dirname, 'npm-parent.ts');
  const child = `import { endWithNpm } from ${JSON.stringify(module)};
    process.on('SIGTERM', () => { process.stdout.write('ended '); setTimeout(() => process.exit(0), 1_000); });
    endWithNpm(); endWithNpm(); console.log('up'); setInterval(() => {}, 60_000);`;
  // The parent passes nothing on, like npm's shell.
  const parent = `require('node:child_process').spawn(process.execPath,
    ['--input-type=module', '-e', ${JSON.stringify(child)}], { stdio: 'inherit' }); setInterval(() => {}, 60_000);`;
  const shell = spawn(process.execPath, ['-e', parent], {
    env: { ...process.env, npm_lifecycle_event: 'start', NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  shell.stdout.on('data', (part) => {
    said += part;
    if (said === 'up\n') shell.kill('SIGKILL');
  });
  // The child holds the pipe: it closes when the child has ended.
  await once(shell.stdout, 'end');
  expect(said).toBe('up\nended ');
});
