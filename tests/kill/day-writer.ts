// A process that writes days until it is killed. Started by db-write.test.ts with: file, driver, first batch number.
// It says `opening`, `ready` and, only after the store has confirmed it, `stored <batch>`.

import { type Db, migrate, openDb } from '../../src/services/db/index.ts';
import { createCandleStore } from '../../src/services/market/store.ts';
import { migrations } from '../../src/services/migrations.ts';
import { batchOf, INSTRUMENT } from './batches.ts';

const [file, driver, first] = process.argv.slice(2) as [string, Db['driver'], string];
const say = (line: string) => process.stdout.write(`${line}\n`);

say('opening');
const db = await openDb({ file, driver });
await migrate(db, migrations, () => 1);
// Move pages into the main file often, so that kills hit that work too.
await db.get('PRAGMA wal_autocheckpoint = 40');
const store = createCandleStore(db, () => 1);
await store.upsertInstruments([INSTRUMENT]);
say('ready');
for (let number = Number(first); ; number++) {
  await store.writeDays(batchOf(number), { batchId: String(number), onChanged: 'replace' });
  say(`stored ${number}`);
}
