// Entry of the command line (`npm run -s cli -- …`, `anchordesk …`). Reads the arguments, runs one command, sets the exit code.
// Loads nothing a command does not need: `--help` must answer at once.

import { keepCompiledModules } from './compile-cache.ts';

keepCompiledModules();
// Imported after the cache is on, so that it serves every module but this one.
const { runCommandLine } = await import('./program.ts');
const { endWithNpm } = await import('../server/npm-parent.ts');
endWithNpm();
process.exitCode = await runCommandLine(process.argv.slice(2));
