// Opens the system browser on a one-time link, where there is one. Never fails: the link was printed anyway.

import { spawn } from 'node:child_process';

function openerFor(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
): readonly [command: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open'];
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  return environment.DISPLAY || environment.WAYLAND_DISPLAY ? ['xdg-open'] : null;
}

/** True where an opener was started. The code in the URL is visible in the process list, hence single-use and short-lived. */
export function openBrowser(
  url: string,
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  start: typeof spawn = spawn,
): boolean {
  const opener = openerFor(platform, environment);
  if (opener === null) return false;
  const [command, ...args] = opener;
  const child = start(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}
