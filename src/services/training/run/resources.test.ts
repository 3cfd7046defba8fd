import { expect, it } from 'vitest';
import { resourcesFor } from './resources.ts';

const SIZE = { rows: 200_000, features: 52, trainRows: 60_000 };

it('gives the cores asked for, no more than there are, all for 0', () => {
  const threads = (cores: number) => resourcesFor({ cores, memoryMb: 8_000 }, SIZE, 4).threads;
  expect([0, 1, 3, 9].map(threads)).toEqual([4, 1, 3, 4]);
  expect(resourcesFor({ cores: 9, memoryMb: 8_000 }, SIZE, 4).notes).toEqual([
    '4 of 9 cores asked for: the machine has no more.',
  ]);
});

it('gives fewer threads where memory is short, and says so; one always', () => {
  const short = resourcesFor({ cores: 8, memoryMb: 512 }, SIZE, 8);
  expect(short.threads).toBeGreaterThan(1);
  expect(short.threads).toBeLessThan(8);
  expect(short.memoryBytes).toBeLessThanOrEqual(512 * 1024 * 1024);
  expect(short.notes[0]).toMatch(/^\d of 8 threads, since more would not fit into 512 MB/);
  const tiny = resourcesFor({ cores: 2, memoryMb: 256 }, { ...SIZE, rows: 2_000_000 }, 2);
  expect(tiny.threads).toBe(1);
  expect(tiny.notes[0]).toContain('256 MB are allowed');
});
