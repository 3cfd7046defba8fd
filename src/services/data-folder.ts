// Where the one file lives: named on the command line, by ANCHORDESK_HOME, else the system's usual place. Called by every
// shell and the command line before anything else; creates nothing.

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export interface FolderSurroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** Absolute path. An empty name counts as none. */
export function resolveDataFolder(
  named: string | undefined,
  { environment, platform, home }: FolderSurroundings = {
    environment: process.env,
    platform: process.platform,
    home: homedir(),
  },
): string {
  const chosen = named || environment.ANCHORDESK_HOME;
  if (chosen) return resolve(chosen);
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'AnchorDesk');
    case 'win32':
      return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), 'AnchorDesk');
    default: {
      // The XDG base directory specification tells to ignore a relative path.
      const shared = environment.XDG_DATA_HOME;
      return join(shared?.startsWith('/') ? shared : join(home, '.local', 'share'), 'anchordesk');
    }
  }
}
