// Builds every starter model into a folder, in a data folder of its own that is removed afterwards. Called by `npm run models:build` and by
// the test that holds the shipped ones to it. Nothing of a user's data is read or written.

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalSplit } from '../../../../engines/validation/splits/canonical.ts';
import { describeMethod } from '../../../../engines/validation/splits/split.ts';
import { migrate, openDb } from '../../db/index.ts';
import { migrations } from '../../migrations.ts';
import { sha256 } from '../bundle/bundle-text.ts';
import { type WrittenBundle, writeBundle } from '../bundle/write-bundle.ts';
import { makeStarterMarket, type StarterData, starterData } from './starter-table.ts';
import { STARTER_MOMENT, STARTER_NOTES, STARTERS, type Starter } from './starters.ts';
import { type TrainedStarter, trainStarter } from './train-starter.ts';

/** Bundles of the same content that lie there already are left as they are; others of the same name must be removed before. */
export async function buildStarters(
  folder: string,
  say: (line: string) => void = () => {},
): Promise<readonly WrittenBundle[]> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'anchordesk-models-'));
  try {
    const db = await openDb({ file: join(dataFolder, 'anchordesk.db') });
    try {
      await migrate(db, migrations);
      say('Making the sample market');
      await makeStarterMarket({ db, dataFolder });
      const bundles: WrittenBundle[] = [];
      for (const starter of STARTERS) {
        say(`Training ${starter.name}`);
        const data = await starterData({ db, dataFolder }, starter);
        const trained = trainStarter(starter, data.table);
        const bundle = await writeBundle(folder, contentOf(starter, data, trained), starter.name);
        readableByAll(bundle.path);
        bundles.push(bundle);
      }
      return bundles;
    } finally {
      await db.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** They are installed for everybody on a machine; what a user trains is the user's own. */
function readableByAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
}

function contentOf(
  { title, seed }: Starter,
  { table, dataset, leakProof }: StarterData,
  { stored, split, output, testRows, metrics }: TrainedStarter,
) {
  return {
    stored,
    about: {
      title,
      createdAt: STARTER_MOMENT,
      synthetic: true,
      label: { words: dataset.labelWords, hash: dataset.labelHash, spec: dataset.label },
      interval: table.interval,
      dataset: {
        id: dataset.id,
        hash: table.datasetHash,
        from: dataset.from,
        to: dataset.to,
        rows: dataset.rows,
      },
      split: { hash: sha256(canonicalSplit(split)), words: describeMethod(split.method) },
      seed,
      runId: null,
      candidateId: null,
      metrics,
      notes: [...STARTER_NOTES],
    },
    featureSet: dataset.featureSet && {
      id: dataset.featureSet.id,
      version: dataset.featureSet.version,
      hash: dataset.featureSet.hash,
    },
    report: {
      metrics,
      calibration: output.calibration,
      threshold: output.threshold,
      parameters: output.parameters,
      trainRows: output.trainRows,
      testRows: output.testRows,
      purged: output.purged,
      curve: output.curve,
    },
    leakProof,
    testRows,
  };
}
