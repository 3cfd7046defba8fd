import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCheckpointStore } from './checkpoints.ts';
import { createObjectStore, sha256 } from './objects.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'training-objects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('finds bytes by their hash, and refuses others in their place', () => {
  const objects = createObjectStore(folder);
  const bytes = Uint8Array.of(1, 2, 3);
  const hash = objects.write(bytes);
  expect(hash).toBe(sha256(bytes));
  expect(objects.write(Uint8Array.of(1, 2, 3))).toBe(hash);
  expect(objects.has(hash)).toBe(true);
  const read = objects.read(hash);
  // A slice must be a copy of its own: a Buffer's would not be.
  expect(Buffer.isBuffer(read)).toBe(false);
  expect(new Uint8Array(read.slice(1).buffer)).toEqual(Uint8Array.of(2, 3));
  writeFileSync(join(folder, 'training', 'objects', hash.slice(0, 2), hash), 'xyz');
  expect(() => objects.read(hash)).toThrow('is not the one that was written');
  expect(() => objects.read('0'.repeat(64))).toThrow('cannot be read');
  expect(() => objects.read('../secret')).toThrow('names no stored object');
});

it('does not take a damaged object for the one that was written, and mends it when it is written again', () => {
  const objects = createObjectStore(folder);
  const bytes = Uint8Array.from({ length: 500 }, (_, k) => k % 251);
  const hash = objects.write(bytes);
  const path = join(folder, 'training', 'objects', hash.slice(0, 2), hash);
  // The same length, one byte changed by the disk.
  writeFileSync(path, bytes.with(17, 255));
  expect(objects.has(hash)).toBe(false);
  expect(() => objects.read(hash)).toThrow(/not the one that was written/);
  expect(objects.write(bytes)).toBe(hash);
  expect(objects.has(hash)).toBe(true);
  expect(objects.read(hash)).toEqual(bytes);
});

it('prunes what nobody keeps, but nothing written lately', () => {
  const objects = createObjectStore(folder);
  const [kept, old, fresh] = [1, 2, 3].map((value) => objects.write(Uint8Array.of(value))) as [
    string,
    string,
    string,
  ];
  const past = new Date(1_000_000);
  for (const hash of [kept, old])
    utimesSync(join(folder, 'training', 'objects', hash.slice(0, 2), hash), past, past);
  expect(objects.prune(new Set([kept]), 2_000_000)).toBe(1);
  expect([kept, old, fresh].map((hash) => objects.has(hash))).toEqual([true, false, true]);
  // Written again, an old one counts as new.
  objects.write(Uint8Array.of(1));
  expect(objects.prune(new Set(), 2_000_000)).toBe(0);
});

it('keeps checkpoints bit by bit, and starts afresh from a damaged one', () => {
  const checkpoints = createCheckpointStore(folder);
  const hash = 'c'.repeat(64);
  expect(checkpoints.load(hash)).toBeNull();
  const values = Float64Array.of(0.1, Number.NaN, -0);
  const model = { estimator: 'e', version: 1, names: [], classes: [], parameters: {}, state: { values } };
  checkpoints.save(hash, model);
  expect(checkpoints.load(hash)).toEqual(model);
  expect(readdirSync(join(folder, 'training', 'checkpoints'))).toEqual([`${hash}.bin`]);
  writeFileSync(join(folder, 'training', 'checkpoints', `${hash}.bin`), '{"cut');
  expect(checkpoints.load(hash)).toBeNull();
  checkpoints.remove(hash);
  checkpoints.remove(hash);
  expect(readdirSync(join(folder, 'training', 'checkpoints'))).toEqual([]);
});
