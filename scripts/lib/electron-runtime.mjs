// Is there an Electron runtime, or can there be one? Electron ≥ 42 fetches its binary on first use; this does it on purpose,
// with a limit, and remembers a failure, so that an offline start is not slowed down every time.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, node24, out, run } from './project.mjs';

const folder = inProject('node_modules', 'electron');
const failureFile = join(out, 'electron-unavailable.json');
const RETRY_AFTER_MS = 24 * 3_600_000;
const PROBE_MS = 4_000;
const DOWNLOAD_MS = 180_000;
const DEFAULT_MIRROR = 'https://github.com/electron/electron/releases/';

const versionOf = () => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

/** Path of the binary, or null. Never imports electron: that would start the download. */
export function electronBinary() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  const pathFile = join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const binary = join(override ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

/** Why a window cannot open here, or null. Pure. */
export function windowObstacle(platform, environment, userId) {
  if (platform !== 'linux') return null;
  if (!environment.DISPLAY && !environment.WAYLAND_DISPLAY) return 'there is no display';
  if (userId === 0) return 'its sandbox does not work for root';
  return null;
}

function rememberedFailure(version, now) {
  try {
    const failure = JSON.parse(readFileSync(failureFile, 'utf8'));
    return failure.version === version && now - failure.at < RETRY_AFTER_MS ? failure.reason : null;
  } catch {
    return null;
  }
}

function remember(version, reason, now) {
  try {
    mkdirSync(out, { recursive: true });
    writeFileSync(failureFile, JSON.stringify({ version, reason, at: now }));
  } catch {
    // A project folder of somebody else: asked again next time, that is all.
  }
  return reason;
}

async function isReachable() {
  // Node's fetch knows no proxy; with one configured only the download itself can tell.
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy) return true;
  try {
    await fetch(process.env.ELECTRON_MIRROR ?? DEFAULT_MIRROR, {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_MS),
    });
    return true;
  } catch {
    return false;
  }
}

/** `{ binary }`, or `{ reason }` in words that fit after “because”. */
export async function obtainElectron({ say, now = Date.now() }) {
  if (!existsSync(folder)) return { reason: 'its package is not installed' };
  const obstacle = windowObstacle(process.platform, process.env, process.getuid?.());
  if (obstacle) return { reason: obstacle };
  const present = electronBinary();
  if (present) return { binary: present };

  const version = versionOf();
  const remembered = rememberedFailure(version, now);
  if (remembered)
    return { reason: `${remembered} (next try within a day; delete out/electron-unavailable.json for now)` };
  if (!(await isReachable()))
    return { reason: remember(version, 'its runtime cannot be downloaded from here', now) };
  say(`Fetching the desktop runtime (Electron ${version}, about 110 MB, once) …`);
  const code = await run(node24(), [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeoutMs: DOWNLOAD_MS,
  });
  const binary = code === 0 ? electronBinary() : null;
  if (!binary) return { reason: remember(version, 'downloading its runtime failed', now) };
  rmSync(failureFile, { force: true });
  return { binary };
}
