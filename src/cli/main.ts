// Entry of the command line (`npm run -s cli -- …`, `anchordesk …`). Reads the arguments, runs one command, sets the exit code.
// Loads nothing a command does not need: `--help` must answer at once.

import { enableCompileCache } from 'node:module';
import { runCommandLine } from './program.ts';

enableCompileCache();
process.exitCode = await runCommandLine(process.argv.slice(2));
