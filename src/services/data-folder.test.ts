// Where the data folder is, per platform and per way of naming it.
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveDataFolder } from './data-folder.ts';

/** Nobody's: nothing is made there. */
const HOME = join(tmpdir(), 'somebody');

const on = (platform: NodeJS.Platform, environment: Record<string, string> = {}) => ({
  environment,
  platform,
  home: HOME,
});

describe('data folder', () => {
  test('the command line wins over the environment, the environment over the default', () => {
    const surroundings = on('linux', { ANCHORDESK_HOME: '/data/desk', XDG_DATA_HOME: '/xdg' });
    expect(resolveDataFolder('here', surroundings)).toBe(resolve('here'));
    expect(resolveDataFolder(undefined, surroundings)).toBe('/data/desk');
    expect(resolveDataFolder('', surroundings)).toBe('/data/desk');
  });

  test('the usual place of each system', () => {
    expect(resolveDataFolder(undefined, on('linux', { XDG_DATA_HOME: '/xdg' }))).toBe('/xdg/anchordesk');
    expect(resolveDataFolder(undefined, on('linux', { XDG_DATA_HOME: 'relative' }))).toBe(
      join(HOME, '.local/share/anchordesk'),
    );
    expect(resolveDataFolder(undefined, on('linux', { ANCHORDESK_HOME: '' }))).toBe(
      join(HOME, '.local/share/anchordesk'),
    );
    expect(resolveDataFolder(undefined, on('darwin'))).toBe(
      join(HOME, 'Library/Application Support/AnchorDesk'),
    );
    expect(resolveDataFolder(undefined, on('win32', { APPDATA: '/roaming' }))).toBe('/roaming/AnchorDesk');
  });
});
