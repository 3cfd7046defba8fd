// What the command line means, and which opener a system has.
import type { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { parseShellOptions } from './options.ts';

describe('options', () => {
  test('nothing means any port, an opened browser and the usual folder', () => {
    expect(parseShellOptions([])).toEqual({
      port: 0,
      open: true,
      readOnly: false,
      dataFolder: undefined,
      help: false,
    });
  });

  test('every flag', () => {
    expect(parseShellOptions(['--port=4000', '--no-open', '--read-only', '--data-dir', '/tmp/x'])).toEqual({
      port: 4000,
      open: false,
      readOnly: true,
      dataFolder: '/tmp/x',
      help: false,
    });
  });

  test.each(['80', '65536', '-1', 'x', '1e4', '', '4000.5'])('port "%s" is refused', (port) => {
    expect(() => parseShellOptions([`--port=${port}`])).toThrow(/--port takes a number/);
  });

  test.each([['--host=0.0.0.0'], ['stray'], ['--data-dir']])('%s is refused', (argument) => {
    expect(() => parseShellOptions([argument])).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
  });
});

describe('opening the browser', () => {
  function recorder() {
    const commands: string[] = [];
    const start = ((command: string, args: string[]) => {
      commands.push([command, ...args].join(' '));
      return Object.assign(new EventEmitter(), { unref: () => {} });
    }) as unknown as typeof spawn;
    return { commands, start };
  }

  test.each([
    ['darwin', {}, 'open http://x/'],
    ['win32', {}, 'rundll32 url.dll,FileProtocolHandler http://x/'],
    ['linux', { DISPLAY: ':0' }, 'xdg-open http://x/'],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open http://x/'],
  ] as const)('%s', (platform, environment, expected) => {
    const { commands, start } = recorder();
    expect(openBrowser('http://x/', platform, environment, start)).toBe(true);
    expect(commands).toEqual([expected]);
  });

  test('a machine without a screen opens nothing', () => {
    const { commands, start } = recorder();
    expect(openBrowser('http://x/', 'linux', {}, start)).toBe(false);
    expect(commands).toEqual([]);
  });
});
