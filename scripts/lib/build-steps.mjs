// Builds the page and the Electron shell, each only when its sources changed. Called by start, test, build and the e2e set-up.
// A build goes to a folder of its own and is moved into place whole: a running desk never serves half a page.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holding } from './hold.mjs';
import { inProject, node24, out, root, run } from './project.mjs';
import { hashOf, isStamped, stamp } from './stamp.mjs';

const PAGE_SOURCES = [
  'src/renderer',
  'src/api',
  'src/contracts',
  'src/services/page',
  'engines',
  'vite.config.ts',
  'package-lock.json',
];
const SHELL_SOURCES = [
  'src',
  'engines',
  'resources',
  'electron.vite.config.ts',
  'vite.worker.config.ts',
  'package-lock.json',
];

async function buildWhenStale({ name, sources, target, command }) {
  const stampFile = join(out, `${name}.hash`);
  const fresh = () => existsSync(target) && isStamped(stampFile, hashOf(root, sources));
  if (fresh()) return false;
  return holding(join(out, `${name}.building`), async () => {
    if (fresh()) return false;
    const hash = hashOf(root, sources);
    const next = join(out, `${name}.next`);
    rmSync(next, { recursive: true, force: true });
    const code = await command(next);
    if (code !== 0) throw new Error(`Building the ${name} failed; the lines above say where.`);
    rmSync(stampFile, { force: true });
    rmSync(target, { recursive: true, force: true });
    renameSync(next, target);
    stamp(stampFile, hash);
    return true;
  });
}

const quietOn = (quiet) => (quiet ? { stdio: ['ignore', 'ignore', 2] } : { stdio: ['ignore', 2, 2] });

/** True where it had to build. Throws where the build failed. Writes nothing to stdout. */
export function buildPage({ quiet = false } = {}) {
  return buildWhenStale({
    name: 'page',
    sources: PAGE_SOURCES,
    target: join(out, 'renderer'),
    command: (next) =>
      run(
        node24(),
        [
          inProject('node_modules/vite/bin/vite.js'),
          'build',
          '-c',
          inProject('vite.config.ts'),
          '--outDir',
          next,
          '--emptyOutDir',
          '--logLevel',
          quiet ? 'error' : 'warn',
        ],
        quietOn(quiet),
      ),
  });
}

/** Main, preload and worker entry of the Electron shell; the page is the one of `buildPage`. */
export function buildShell({ quiet = false } = {}) {
  const level = ['--logLevel', quiet ? 'error' : 'warn'];
  return buildWhenStale({
    name: 'shell',
    sources: SHELL_SOURCES,
    target: join(out, 'shell'),
    command: async (next) => {
      const shell = await run(
        node24(),
        [inProject('node_modules/electron-vite/bin/electron-vite.js'), 'build', '--outDir', next, ...level],
        quietOn(quiet),
      );
      if (shell !== 0) return shell;
      return run(
        node24(),
        [
          inProject('node_modules/vite/bin/vite.js'),
          'build',
          '-c',
          inProject('vite.worker.config.ts'),
          '--outDir',
          join(next, 'worker'),
          ...level,
        ],
        quietOn(quiet),
      );
    },
  });
}
