// Finished datasets as tables for training: every number is the stored one, over memory threads share, with the sessions of the
// calendar and the dated cost of a round trip beside it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSplit } from '../../engines/validation/splits/split.ts';
import { chargeModelFrom } from '../../src/services/charges/index.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { loadTable } from '../../src/services/training/steps/load-table.ts';
import { runStep } from '../../src/services/training/steps/run-step.ts';
import { crossingTrades } from '../fixtures/crossing-trades.ts';
import { csv, table as foreignRows, openForeignDesk, SESSIONS } from '../fixtures/foreign-table.ts';
import { built, fillWithSample, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';
import { fitSpec } from '../fixtures/training-specs.ts';
import { memoryContext } from '../fixtures/training-tables.ts';

let folder: string;
let desk: ResearchDesk;
let datasetId: string;
let ids: readonly string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'training-table-'));
  desk = await openResearchDesk(folder);
  ids = await fillWithSample(desk, { symbols: 2, sessions: 40 });
  const made = await built(desk, { sides: { market: ids[0]! } });
  expect(made.job.error).toBeNull();
  datasetId = made.datasetId;
}, 60_000);
afterAll(async () => {
  await desk.db.close();
  rmSync(folder, { recursive: true, force: true });
});

const source = () => ({ db: desk.db, dataFolder: folder, calendar: loadCalendar() });

describe('a dataset as a table', () => {
  it('holds the stored rows, instrument by instrument, in shared memory', async () => {
    const table = await loadTable(source(), datasetId);
    const dataset = await desk.datasets.get(datasetId);
    expect(table).toMatchObject({
      rows: dataset.rows,
      names: dataset.featureNames,
      datasetHash: dataset.contentHash,
      instruments: ids,
      interval: '5m',
      holdOutFrom: Number.POSITIVE_INFINITY,
      notes: [],
      task: { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 1 },
    });
    for (const column of [table.time, table.label, table.session, ...table.columns])
      expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
    let at = 0;
    for (const [k, instrumentId] of ids.entries()) {
      const { rows } = await desk.datasets.rows({ datasetId, instrumentId, limit: 2000 });
      for (const row of rows) {
        expect(table.instrument[at]).toBe(k);
        expect(table.time[at]).toBe(row.time);
        expect(table.t1[at]).toBe(row.t1);
        expect(table.value[at]).toBe(row.value);
        expect(table.weight[at]).toBe(row.weight);
        expect(table.task.classes[table.label[at]!]).toBe(row.label);
        expect(table.columns.map((column) => column[at])).toEqual(Array.from(row.values));
        at++;
      }
    }
    expect(at).toBe(table.rows);
    expect(Array.from(new Set(table.side))).toEqual([0]);
  });

  it('knows the session of every row, and every session between the first and the last', async () => {
    const table = await loadTable(source(), datasetId);
    table.time.forEach((moment, row) => {
      const session = table.sessions[table.session[row]!]!;
      expect(moment > session.open && moment <= session.close).toBe(true);
    });
    const calendar = loadCalendar();
    const [first, last] = [table.sessions[0]!.date, table.sessions.at(-1)!.date];
    expect(table.sessions.map(({ date }) => date)).toEqual(
      calendar.sessions('nse-equity', first, last).map(({ date }) => date),
    );
    expect(first >= '2025-06-02' && last <= '2025-06-30').toBe(true);
  });

  it('charges each row the dated round trip of ₹1,00,000 and slippage both ways', async () => {
    const table = await loadTable(source(), datasetId);
    const { date } = table.sessions[table.session[0]!]!;
    const trip = { buyValue: 100_000, sellValue: 100_000, buyOrders: 1, sellOrders: 1 };
    const charges = chargeModelFrom(
      'equity-intraday',
      'NSE',
      date,
    )({ ...trip, buyDate: date, sellDate: date });
    expect(table.cost[0]).toBeCloseTo(charges.total / 100_000 + 0.001, 12);
    // About ₹106 of charges (the seven of a contract note) and ₹100 of slippage.
    expect(table.cost.every((cost) => cost > 0.0015 && cost < 0.0025)).toBe(true);
    expect(table.costHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('knows the side of every trade, and takes no slippage off prices that contain it', async () => {
    const { backtests, runId, trades } = await crossingTrades(desk, {
      parameters: { 'selection.top_n': 0, sides: 'both' },
    });
    const made = await built(desk, { label: { kind: 'strategy-exits' }, runId });
    expect(made.job.error).toBeNull();
    const table = await loadTable(source(), made.datasetId);
    expect(table.task).toMatchObject({ kind: 'one-sided', side: 0 });
    expect(new Set(table.side)).toEqual(new Set([1, -1]));
    for (const trade of trades) {
      const row = table.time.findIndex(
        (time, k) =>
          time === trade.decisionTime && table.instruments[table.instrument[k]!] === trade.instrumentId,
      );
      expect(table.side[row]).toBe(trade.side);
    }
    // About ₹106 of charges on ₹1,00,000 and nothing else.
    expect(table.cost.every((cost) => cost > 0.0005 && cost < 0.0015)).toBe(true);
    expect(table.notes).toEqual([]);
    await backtests.remove(runId);
    const after = await loadTable(source(), made.datasetId);
    expect(Array.from(new Set(after.side))).toEqual([0]);
    expect(after.notes).toEqual([expect.stringMatching(/side of \d+ trades is not known/)]);
  }, 60_000);

  it('counts infinite values of imported columns as missing, and says so', async () => {
    const foreign = await openForeignDesk();
    const rows = foreignRows();
    const hint = rows[0]!.indexOf('hint');
    // Finite in the file, and more than single precision holds.
    rows[7]![hint] = '1e39';
    const [later] = rows.slice(1).filter(([time]) => time! > SESSIONS[22]!.date);
    later![hint] = '-1e39';
    try {
      const { id } = await foreign.imported(foreign.file('infinite.csv', csv(rows)));
      const from = { db: foreign.desk.db, dataFolder: foreign.desk.folder, calendar: loadCalendar() };
      const table = await loadTable(from, id);
      const column = table.columns[table.names.indexOf('hint')]!;
      expect(column.filter((value) => Number.isNaN(value))).toHaveLength(2);
      expect(table.columns.flat().some((values) => values.some((one) => Math.abs(one) === Infinity))).toBe(
        false,
      );
      expect(table.notes).toContainEqual(
        expect.stringMatching(/^2 feature values are infinite and count as missing.* \(hint: 2\)/),
      );
      const method = { kind: 'walk-forward', trainSessions: 20, testSessions: 10 } as const;
      const split = makeSplit(table.datasetHash, table.sessions, {
        ...method,
        expanding: false,
        embargoMs: 0,
      });
      const [train] = split.folds[0]!.train;
      expect(Date.parse(later![0]!)).toBeGreaterThan(train!.to);
      const output = runStep(fitSpec({ family: 'logistic' }), { table, split }, memoryContext());
      expect(output).toMatchObject({ skipped: null });
    } finally {
      await foreign.desk.db.close();
      rmSync(foreign.desk.folder, { recursive: true, force: true });
    }
  });

  it('refuses a dataset whose rows are not the ones it was finished with', async () => {
    const file = join(folder, 'datasets', datasetId.slice(0, 12), 'part-0002.bin');
    const whole = readFileSync(file);
    const changed = Uint8Array.from(whole);
    changed[changed.length - 100]! ^= 1;
    writeFileSync(file, changed);
    await expect(loadTable(source(), datasetId)).rejects.toMatchObject({ code: 'BAD_DATA' });
    writeFileSync(file, whole);
    await expect(loadTable(source(), 'no-such-dataset')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
