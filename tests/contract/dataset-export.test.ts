// Exports of datasets: every value of every row comes back out of CSV and Parquet, read by packages that know nothing of ours; the
// manifest describes the file that is there; an export that was stopped leaves none.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset, DatasetExport, DatasetRows } from '../../src/contracts/datasets.ts';
import type { JobContext } from '../../src/contracts/jobs.ts';
import { datasetExportBody } from '../../src/services/research/index.ts';
import { built, fillWithSample, NOW, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

describe('exports of a dataset', () => {
  let desk: ResearchDesk;
  let dataset: Dataset;
  const stored: DatasetRows['rows'][number][] = [];

  beforeAll(async () => {
    desk = await openResearchDesk(mkdtempSync(join(tmpdir(), 'dataset-export-')));
    const ids = await fillWithSample(desk, { symbols: 2, sessions: 34 });
    // Without its market series one feature is missing everywhere: an export must not turn that into a number.
    const { datasetId } = await built(desk, {
      instruments: [...ids],
      justification: 'Why, with "quotes", too',
    });
    dataset = await desk.datasets.get(datasetId);
    for (const { instrumentId } of dataset.perInstrument) {
      const { rows } = await desk.datasets.rows({ datasetId, instrumentId, limit: 2000 });
      stored.push(...rows);
    }
    expect(stored.length).toBe(dataset.rows);
    return () => desk.db.close();
  }, 60_000);

  async function exported(format: 'csv' | 'parquet'): Promise<DatasetExport> {
    const job = await desk.jobs.waitFor((await desk.datasets.startExport(dataset.id, format)).id);
    expect(job.error).toBeNull();
    return job.result as DatasetExport;
  }

  it('reads back as Parquet, value by value', async () => {
    const made = await exported('parquet');
    const file = await asyncBufferFromFile(made.path);
    const metadata = await parquetMetadataAsync(file);
    // A row group per instrument.
    expect(metadata.row_groups.map((group) => Number(group.num_rows))).toEqual(
      dataset.perInstrument.map((one) => one.rows),
    );
    const about = Object.fromEntries(metadata.key_value_metadata!.map(({ key, value }) => [key, value]));
    expect(about['anchordesk.dataset']).toBe(dataset.id);
    const rows = await parquetReadObjects({ file });
    expect(rows).toHaveLength(stored.length);
    rows.forEach((row, i) => {
      const one = stored[i]!;
      expect(row.instrument).toBe(one.instrumentId);
      expect(row.decision_time_ms).toBe(BigInt(one.time));
      expect(Date.parse(row.decision_time as string)).toBe(one.time);
      expect(row.decision_time).toMatch(/\+05:30$/);
      dataset.featureNames.forEach((name, k) => {
        const value = one.values[k]!;
        expect(row[name]).toBe(Number.isNaN(value) ? null : value);
      });
      expect(row.label).toBe(one.label);
      expect(row.label_value).toBe(one.value);
      expect(row.t1_ms).toBe(BigInt(one.t1));
      expect(Date.parse(row.t1 as string)).toBe(one.t1);
      expect(row.hit).toBe(one.hit);
      expect(row.weight).toBe(one.weight);
    });
    expect(rows.every((row) => row.market_ret === null)).toBe(true);
    expect(rows.some((row) => row.ret_1 !== null)).toBe(true);
  });

  it('reads back as CSV, value by value, and is the same file the second time', async () => {
    const made = await exported('csv');
    const [head, ...rows] = parse(readFileSync(made.path)) as string[][];
    expect(head).toEqual([
      'instrument',
      'decision_time',
      'decision_time_ms',
      ...dataset.featureNames,
      'label',
      'label_value',
      't1',
      't1_ms',
      'hit',
      'weight',
    ]);
    const number = (cell: string) => (cell === '' ? Number.NaN : Number(cell));
    expect(
      rows.map(([instrument, , time, ...cells]) => [
        instrument,
        Number(time),
        ...cells.slice(0, 4).map(number),
        cells[4],
        number(cells[5]!),
        number(cells[7]!),
        cells[8],
        number(cells[9]!),
      ]),
    ).toEqual(
      stored.map((one) => [
        one.instrumentId,
        one.time,
        ...one.values,
        one.label,
        one.value,
        one.t1,
        one.hit,
        one.weight,
      ]),
    );
    expect((await exported('csv')).sha256).toBe(made.sha256);
  });

  it('writes a manifest about the file that is there, and notes it with the dataset', async () => {
    const made = await exported('parquet');
    const exchange = dataset.perInstrument[0]!.instrumentId.split(':')[0];
    expect(made.path).toBe(
      join(
        desk.folder,
        'exports',
        'training_batches',
        `${exchange}_${dataset.from}_${dataset.to}_${dataset.id.slice(0, 12)}.parquet`,
      ),
    );
    const bytes = readFileSync(made.path);
    const manifest = JSON.parse(readFileSync(`${made.path}.manifest.json`, 'utf8'));
    expect(manifest).toMatchObject({
      datasetId: dataset.id,
      justification: 'Why, with "quotes", too',
      rows: dataset.rows,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      synthetic: true,
      created: new Date(NOW).toISOString(),
    });
    expect(manifest.featureSet.hash).toBe(dataset.featureSet!.hash);
    expect(manifest.request.label).toEqual({ kind: 'triple-barrier' });
    const byName = new Map(
      (manifest.columns as { name: string; type: string; unit: string }[]).map((one) => [one.name, one]),
    );
    expect(byName.get('ret_1')).toMatchObject({ type: 'float32' });
    expect(byName.get('decision_time_ms')).toMatchObject({ type: 'int64' });
    const { entries } = await desk.features.set({ id: 'small-mix' });
    for (const { name, template } of entries) expect(byName.get(name)!.unit).toBe(template.unit);
    expect((await desk.datasets.get(dataset.id)).exports).toContainEqual(made);
  });

  it.each(['csv', 'parquet'] as const)('leaves no half of a %s that was cancelled', async (format) => {
    const made = await exported(format);
    const before = readFileSync(made.path);
    const stop = new AbortController();
    const context: JobContext = {
      jobId: 'cancelled one',
      signal: stop.signal,
      log() {},
      progress({ stage }) {
        if (stage.includes(dataset.perInstrument[1]!.instrumentId)) stop.abort();
      },
    };
    const dependencies = { db: desk.db, dataFolder: desk.folder, now: () => NOW };
    await expect(
      datasetExportBody({ datasetId: dataset.id, format }, context, dependencies),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    const folder = join(desk.folder, 'exports', 'training_batches');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    expect(readFileSync(made.path).equals(before)).toBe(true);
  });

  it('sweeps away what a process that is gone left half-written, not what another one writes', async () => {
    const folder = join(desk.folder, 'exports', 'training_batches');
    mkdirSync(folder, { recursive: true });
    // The largest process id Linux gives is 2^22.
    const gone = join(folder, 'NSE_old.csv.99999999.tmp');
    const running = join(folder, `NSE_other.csv.${process.ppid}.tmp`);
    for (const file of [gone, running]) writeFileSync(file, 'half a li');
    await exported('csv');
    expect([existsSync(gone), existsSync(running)]).toEqual([false, true]);
  });

  it('refuses a dataset that is not finished or not there, and a part that was changed', async () => {
    await desk.db.run(`UPDATE dataset SET state = 'interrupted' WHERE id = ?`, [dataset.id]);
    await expect(desk.datasets.startExport(dataset.id, 'csv')).rejects.toMatchObject({ code: 'REFUSED' });
    await desk.db.run(`UPDATE dataset SET state = 'done' WHERE id = ?`, [dataset.id]);
    await expect(desk.datasets.startExport('no such dataset', 'csv')).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const [part] = await desk.db.all<{ file: string }>(
      'SELECT file FROM dataset_part WHERE dataset_id = ? ORDER BY sequence DESC',
      [dataset.id],
    );
    const file = join(desk.folder, 'datasets', dataset.id.slice(0, 12), part!.file);
    const bytes = readFileSync(file);
    bytes[bytes.length - 40] = bytes[bytes.length - 40]! ^ 1;
    writeFileSync(file, bytes);
    const job = await desk.jobs.waitFor((await desk.datasets.startExport(dataset.id, 'csv')).id);
    expect(job.error).toMatchObject({ code: 'BAD_DATA' });
  });
});
