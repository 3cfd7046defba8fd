// What packaging promises: every fuse set, and set the safe way.
import { FuseV1Options } from '@electron/fuses';
import { describe, expect, test } from 'vitest';
import config from '../../electron-builder.config.mjs';
import { fusesFor } from '../../scripts/lib/fuses.mjs';

const names = Object.keys(FuseV1Options).filter((name) => Number.isNaN(Number(name)));

describe('fuses', () => {
  test('every fuse Electron has is decided, and must be', () => {
    const fuses: Record<string, unknown> = fusesFor();
    expect(fuses.strictlyRequireAllFuses).toBe(true);
    const decided = Object.fromEntries(
      names.map((name) => [name, fuses[FuseV1Options[name as keyof typeof FuseV1Options]]]),
    );
    expect(decided).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  test('the test flavour differs in the inspector alone', () => {
    expect(fusesFor({ testFlavour: true })).toEqual({
      ...fusesFor(),
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
  });

  test('the packager flips exactly these', async () => {
    const flipped: unknown[] = [];
    await config.afterPack({
      packager: {
        addElectronFuses: async (_context: unknown, fuses: unknown) => {
          flipped.push(fuses);
        },
      },
    });
    expect(flipped).toEqual([fusesFor()]);
  });
});

test('what a child process or a native loader opens lies outside the archive', () => {
  expect(config.asar).toBe(true);
  expect(config.asarUnpack).toContain('**/node_modules/sqlite3/**');
  expect(config.asarUnpack).toContain('out/shell/worker/**');
  expect(config.asarUnpack).toContain('**/node_modules/onnxruntime-node/**');
  expect(config.files).toContain('models/**');
  expect(config.asarUnpack).toContain('models/**');
});
