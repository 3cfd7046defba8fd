// Trains one run with the real computations, announcing every database statement on standard output and every file that appears on
// standard error. Started by training-kill.test.ts, which kills it; told a number, it kills itself at that statement.
import { mkdirSync, watch, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDb } from '../../src/services/db/index.ts';
import { loadStepLibrary } from '../../src/services/training/run/library.ts';
import { trainingOver } from '../fixtures/training-run.ts';
import { watchedDb } from './watched-db.ts';

const [file, runId, cores, killAt] = process.argv.slice(2) as [string, string, string, string?];
const folder = dirname(file);
const written = join(folder, 'training');
mkdirSync(written, { recursive: true });
const watcher = watch(written, { recursive: true }, () => void writeSync(2, 'f\n'));
const db = await openDb({ file });
const desk = trainingOver(watchedDb(db, killAt === undefined ? undefined : Number(killAt)), folder);
await desk.train(runId, {
  parts: { steps: () => loadStepLibrary(), stepsModule: undefined, cores: Number(cores) },
});
watcher.close();
await db.close();
