// Which processes have a data folder open: one small file each. Import batches name no owner, so they may only be called
// interrupted by a process that is alone; the command line may be importing beside a desk. Not a lock; nobody is refused.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { folderError } from './folder-error.ts';
import { identityOf, isAlive } from './process-identity.ts';

const presenceSchema = z.object({ pid: z.int().positive(), start: z.string().nullable() });

export interface Presence {
  /** True when no other living process had the folder open at the moment of entering. */
  readonly alone: boolean;
  leave(): void;
}

/** Throws REFUSED or DISK_FULL. Two processes that enter at the same moment see each other, so neither is alone: the safe answer. */
export function enterDataFolder(dataFolder: string): Presence {
  const folder = join(dataFolder, 'processes');
  const own = `${process.pid}.json`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, own), JSON.stringify(identityOf()), { mode: 0o600 });
  } catch (error) {
    throw folderError(dataFolder, error);
  }
  const others = readdirSync(folder).filter((name) => name !== own);
  let alone = true;
  for (const name of others) {
    const file = join(folder, name);
    const found = readPresence(file);
    if (found === 'unreadable') alone = false;
    else if (found !== null && isAlive(found)) alone = false;
    else rmSync(file, { force: true });
  }
  return { alone, leave: () => rmSync(join(folder, own), { force: true }) };
}

/** Null where the file is gone or empty for good; `unreadable` while its process may still be writing it. */
function readPresence(file: string): z.infer<typeof presenceSchema> | null | 'unreadable' {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  try {
    return presenceSchema.parse(JSON.parse(text));
  } catch {
    const pid = Number.parseInt(basename(file), 10);
    return pid > 0 && isAlive({ pid, start: null }) ? 'unreadable' : null;
  }
}
