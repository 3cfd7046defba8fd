import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFolderWhole } from './whole-folder.ts';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'whole-folder-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

test('all files at once, owner-only, and nothing beside them', async () => {
  await writeFolderWhole(join(place, 'deep', 'made'), { a: 'one', b: Uint8Array.of(1, 2) });
  expect(readFileSync(join(place, 'deep', 'made', 'a'), 'utf8')).toBe('one');
  expect([...readFileSync(join(place, 'deep', 'made', 'b'))]).toEqual([1, 2]);
  expect(readdirSync(join(place, 'deep'))).toEqual(['made']);
  if (process.platform !== 'win32')
    expect(statSync(join(place, 'deep', 'made', 'a')).mode & 0o777).toBe(0o600);
});

test('a file that cannot be written leaves nothing of those before it', async () => {
  await expect(
    writeFolderWhole(join(place, 'made'), { a: 'one', 'no/such/folder': 'two' }),
  ).rejects.toThrow();
  expect(readdirSync(place)).toEqual([]);
});

test('a folder that is there is not replaced, and keeps what it holds', async () => {
  mkdirSync(join(place, 'made'));
  writeFileSync(join(place, 'made', 'mine'), 'kept');
  await expect(writeFolderWhole(join(place, 'made'), { a: 'one' })).rejects.toThrow();
  expect(readdirSync(place)).toEqual(['made']);
  expect(readFileSync(join(place, 'made', 'mine'), 'utf8')).toBe('kept');
  expect(existsSync(join(place, 'made', 'a'))).toBe(false);
});
