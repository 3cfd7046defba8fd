// Remembers where the window stood. The only thing electron-store holds: every real setting lives in the database.

import Store from 'electron-store';
import { z } from 'zod';
import type { WindowState } from './window.ts';

const boundsSchema = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(640).max(32_000),
  height: z.int().min(480).max(32_000),
  maximized: z.boolean(),
});

export function storedWindowState(): WindowState {
  const store = new Store({ name: 'window' });
  return {
    // A file edited by hand, or from another version, is worth a default window and nothing more.
    load: () => boundsSchema.safeParse(store.get('bounds')).data,
    save: (bounds) => store.set('bounds', bounds),
  };
}
