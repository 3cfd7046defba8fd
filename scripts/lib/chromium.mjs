// Finds a Chromium for the end-to-end tests, or gets one, or says which command would. Answers an absolute path.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inProject, node24, outerEnvironment, run } from './project.mjs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Playwright's own download, where it is there. */
function playwrightChromium() {
  try {
    const { chromium } = createRequire(import.meta.url)('playwright-core');
    return chromium.executablePath();
  } catch {
    return '';
  }
}

export function findChromium() {
  const named = process.env.ANCHORDESK_CHROMIUM;
  if (named && !existsSync(named))
    throw new Error(`ANCHORDESK_CHROMIUM names ${named}, which does not exist.`);
  return [named, ...PLACES, playwrightChromium()].find((path) => path && existsSync(path)) ?? null;
}

export async function obtainChromium({ say }) {
  const found = findChromium();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    say('Installing Chromium for the end-to-end tests (apt-get) …');
    const environment = { ...outerEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env: environment, stdio: 'ignore' });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      env: environment,
      stdio: 'ignore',
    });
  }
  if (!findChromium()) {
    say('Downloading Chromium for the end-to-end tests (Playwright) …');
    await run(node24(), [inProject('node_modules/@playwright/test/cli.js'), 'install', 'chromium'], {
      stdio: 'ignore',
      timeoutMs: 600_000,
    });
  }
  const installed = findChromium();
  if (installed) return installed;
  throw new Error(
    'No Chromium was found and none could be installed. Run `sudo apt-get install chromium` (or ' +
      '`npx playwright install --with-deps chromium`), or name one in ANCHORDESK_CHROMIUM, then `npm test` again.',
  );
}
