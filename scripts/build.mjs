// `npm run build`: the page and the Electron shell, where stale. `--page` builds the page alone; `--package` makes installers.
import { buildPage, buildShell } from './lib/build-steps.mjs';
import { inProject, node24, run } from './lib/project.mjs';

const flags = new Set(process.argv.slice(2));
const report = (name, built) => console.log(`${name}: ${built ? 'built' : 'up to date'}`);
try {
  report('page', await buildPage());
  if (!flags.has('--page')) report('shell', await buildShell());
  if (flags.has('--package'))
    process.exit(
      await run(node24(), [
        inProject('node_modules/electron-builder/out/cli/cli.js'),
        '--config',
        inProject('electron-builder.config.mjs'),
        '--publish',
        'never',
      ]),
    );
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
