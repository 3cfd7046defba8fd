// Last lines of a text file, read from its end in blocks, so that a large log costs no more than what is shown of it.

import { open } from 'node:fs/promises';

const BLOCK_BYTES = 64 * 1024;
const MOST_BYTES = 8 * 1024 * 1024;

/** At most `lines` lines, oldest first; empty where there is no file. */
export async function tailOf(file: string, lines: number): Promise<string[]> {
  let handle: Awaited<ReturnType<typeof open>>;
  try {
    handle = await open(file, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  try {
    let position = (await handle.stat()).size;
    let tail = Buffer.alloc(0);
    let newlines = 0;
    while (position > 0 && newlines <= lines && tail.length < MOST_BYTES) {
      const length = Math.min(BLOCK_BYTES, position);
      position -= length;
      const block = Buffer.alloc(length);
      await handle.read(block, 0, length, position);
      for (const byte of block) if (byte === 10) newlines++;
      tail = Buffer.concat([block, tail]);
    }
    const all = tail.toString('utf8').split('\n');
    if (all.at(-1) === '') all.pop();
    return lines > 0 ? all.slice(-lines) : [];
  } finally {
    await handle.close();
  }
}
