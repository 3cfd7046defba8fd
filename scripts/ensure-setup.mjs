// Installs what is missing, before every npm script that needs it. Runs on a bare machine: Node ≥ 20.19, no packages.
// Prints to stderr only, so that `npm run -s cli -- … --json` keeps stdout to itself; with --quiet only failures speak.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { holding } from './lib/hold.mjs';
import { capture, inProject, outerEnvironment, run } from './lib/project.mjs';
import { isStamped, stamp } from './lib/stamp.mjs';

const quiet = process.argv.includes('--quiet');
const say = (text) => quiet || process.stderr.write(`${text}\n`);
const lockFile = inProject('package-lock.json');
const installedLock = inProject('node_modules', '.package-lock.json');
const stampFile = inProject('node_modules', '.anchordesk-setup');
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `AnchorDesk needs Node 20.19 or newer to set itself up; this is ${process.version}. Nothing was changed.`,
  );
  process.exit(1);
}

const wanted = () =>
  createHash('sha256')
    .update(readFileSync(lockFile))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

/** Up to date: stamped by us for this lock file, or installed by hand after the lock file was last written. */
function isSetUp() {
  if (!existsSync(installedLock)) return false;
  if (isStamped(stampFile, wanted())) return true;
  return !existsSync(stampFile) && statSync(installedLock).mtimeMs >= statSync(lockFile).mtimeMs;
}

const FLAGS = ['--no-audit', '--no-fund', '--loglevel=error'];
const npmOptions = { env: outerEnvironment(), shell: process.platform === 'win32' };
const npmRun = (args) => capture(npm, [...args, ...FLAGS], npmOptions);

async function install() {
  say('Setting up AnchorDesk: installing its packages (once; a few minutes on a slow line) …');
  // `ci` gives exactly what was tested. Where it refuses (a package.json edited by hand, or a registry that lacks the binaries
  // of other systems) `install` takes the same versions; --no-save keeps the lock file as it is.
  if ((await npmRun(['ci'])).code === 0) return;
  const { code, output } = await npmRun(['install', '--no-save']);
  if (code === 0) return;
  process.stderr.write(output);
  throw new Error(
    'Installing the packages failed. Nothing of yours was changed. Check the network (and the disk), then run the same ' +
      'command again.',
  );
}

/** The pinned Node comes from an install script, which some npm versions skip in silence. */
async function checkPinnedNode() {
  const binary = join('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const works = async () => (await run(inProject(binary), ['--version'], { echo: false })) === 0;
  if (await works()) return;
  await npmRun(['rebuild', 'node']);
  if (major < 24 && !(await works()))
    throw new Error(
      'The packages are installed, but the pinned Node 24 is not. Run `npm rebuild node`, or install Node 24 yourself, ' +
        'then run the same command again.',
    );
}

try {
  if (!isSetUp() || !existsSync(inProject('node_modules', 'node')))
    await holding(
      inProject('out', 'setup.busy'),
      async () => {
        if (!isSetUp()) await install();
        await checkPinnedNode();
        stamp(stampFile, wanted());
      },
      () => say('Another start is setting up; waiting for it …'),
    );
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
