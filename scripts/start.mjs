// `npm start`: the desk in its own window where Electron runs, else in the browser. Arguments go to the shell:
// --no-open, --port, --data-dir, --read-only; --browser skips Electron.
import nodeModule from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildPage, buildShell } from './lib/build-steps.mjs';
import { obtainElectron } from './lib/electron-runtime.mjs';
import { inProject, node24, out, run } from './lib/project.mjs';

// Process start, not module start: loading Node is part of what the user waits for.
process.env.ANCHORDESK_STARTED_AT ??= String(Math.round(performance.timeOrigin));
const say = (text) => process.stderr.write(`${text}\n`);
const args = process.argv.slice(2);
const browserOnly = args.includes('--browser') || args.includes('--no-open') || args.includes('--help');
const shellArgs = args.filter((argument) => argument !== '--browser');

async function startElectron() {
  const runtime = await obtainElectron({ say });
  if (!runtime.binary) return runtime.reason;
  if (await buildShell({ quiet: true })) say('Built the desktop shell.');
  const startedAt = Date.now();
  const code = await run(runtime.binary, [inProject(), ...shellArgs]);
  if (code !== 0 && Date.now() - startedAt < 5_000) return `it ended at once with code ${code}`;
  process.exit(code);
}

async function startBrowser() {
  const entry = inProject('src', 'server', 'main.ts');
  if (node24() === process.execPath) {
    // The same process: one start less to wait for. The cache of compiled modules reaches its job workers too; it lies in the
    // project, because in a shared temporary folder others could put code there.
    nodeModule.enableCompileCache?.(join(out, 'compiled'));
    process.argv = [process.execPath, entry, ...shellArgs];
    await import(pathToFileURL(entry).href);
  } else process.exit(await run(node24(), [entry, ...shellArgs]));
}

try {
  if (await buildPage({ quiet: true })) say('Built the page.');
  if (!browserOnly) {
    const reason = await startElectron();
    say(`Using the browser, because Electron does not start here: ${reason}.`);
  }
  await startBrowser();
} catch (error) {
  say(error.message);
  process.exit(1);
}
