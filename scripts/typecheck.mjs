// Type-checks every part of the tree with its own tsconfig, so that a folder only sees the globals it may use.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const PROJECTS = [
  'engines/tsconfig.json',
  'src/contracts/tsconfig.json',
  'src/tsconfig.node.json',
  'src/tsconfig.electron.json',
  'src/renderer/tsconfig.json',
  'tests/tsconfig.json',
];

let failed = false;
for (const project of PROJECTS.filter((path) => existsSync(path))) {
  const run = spawnSync('node_modules/.bin/tsc', ['-p', project], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.status !== 0) failed = true;
}
process.exit(failed ? 1 : 0);
