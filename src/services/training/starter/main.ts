// Entry of `npm run models:build`: rebuilds the starter models into the folder given. Run on Node 24 by scripts/build-models.mjs.

import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStarters } from './build-starters.ts';
import { STARTERS } from './starters.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('say which folder the models go to');
for (const { name } of STARTERS) rmSync(join(folder, name), { recursive: true, force: true });
for (const { path, bytes, manifest } of await buildStarters(folder, (line) => console.log(line)))
  console.log(
    `${path}  ${(bytes / 1024).toFixed(0)} kB  AUC ${manifest.metrics.auc?.toFixed(4)} on ${manifest.metrics.testRows?.toLocaleString('en-IN')} test rows\n  ${manifest.parity.words}`,
  );
