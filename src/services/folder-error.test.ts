// Whoever touches the data folder before the database says in words what is wrong with it.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '../contracts/errors.ts';
import { folderError } from './folder-error.ts';
import { takeLock } from './instance/index.ts';
import { enterDataFolder } from './presence.ts';

const errno = (code: string) => Object.assign(new Error(`${code}: the system's own words`), { code });

test.each([
  ['ENOSPC', 'DISK_FULL', /no space left .*Free some space/],
  ['EDQUOT', 'DISK_FULL', /everything stored is kept/],
  ['EACCES', 'REFUSED', /cannot be used .*--data-dir/],
  ['EROFS', 'REFUSED', /Nothing was changed/],
])('%s is %s', (system, code, words) => {
  const error = folderError('/some/folder', errno(system));
  expect(error).toMatchObject({ code, details: { folder: '/some/folder' } });
  expect(error.message).toMatch(words);
  expect(error.cause).toBeInstanceOf(Error);
});

test('words that are there already stay', () => {
  const own = new AppError('CONFLICT', 'said before');
  expect(folderError('/some/folder', own)).toBe(own);
});

test('a folder that takes no files refuses a desk and a command alike', () => {
  const folder = mkdtempSync(join(tmpdir(), 'folder-'));
  writeFileSync(join(folder, 'processes'), 'a file where the folder should be');
  expect(() => enterDataFolder(folder)).toThrow(expect.objectContaining({ code: 'REFUSED' }));
  const request = { pid: process.pid, shell: 'browser', startedAt: 1 } as const;
  expect(() => takeLock(join(folder, 'nothing'), request)).toThrow(
    expect.objectContaining({ code: 'REFUSED' }),
  );
});
