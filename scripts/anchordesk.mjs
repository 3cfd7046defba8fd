#!/usr/bin/env node
// The `anchordesk` command: runs the CLI on Node 24, from whatever folder and Node it was called with.
import { inProject, node24, run } from './lib/project.mjs';

try {
  process.exit(
    await run(node24(), [inProject('src', 'cli', 'main.ts'), ...process.argv.slice(2)], {
      cwd: process.cwd(),
    }),
  );
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
