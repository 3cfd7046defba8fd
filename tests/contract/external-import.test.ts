// Foreign files as datasets: what is proposed for each column, what may be asked for instead, what stamps must obey, and that what was
// imported can be looked at, proven as far as possible, exported, and found again by its content.
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DatasetExport, ExternalPreview } from '../../src/contracts/datasets.ts';
import {
  csv,
  type ForeignDesk,
  MINUTE,
  openForeignDesk,
  SESSIONS,
  table,
} from '../fixtures/foreign-table.ts';

describe('foreign files', () => {
  let desk: ForeignDesk['desk'];
  let file: ForeignDesk['file'];
  let preview: ForeignDesk['preview'];
  let imported: ForeignDesk['imported'];
  beforeAll(async () => {
    ({ desk, file, preview, imported } = await openForeignDesk());
    return () => desk.db.close();
  });
  const rolesOf = (shown: ExternalPreview) =>
    Object.fromEntries(shown.columns.map((column) => [column.name, column.role]));

  it('a plain table gets a role per column, with the reason', async () => {
    const shown = await preview(file('plain.csv', csv(table())));
    expect(rolesOf(shown)).toEqual({
      ts: 'time',
      symbol: 'instrument',
      noise: 'feature',
      close: 'ignore',
      same: 'ignore',
      twin: 'ignore',
      p_up: 'prediction',
      label: 'label',
      ret_fwd_5: 'outcome',
      note: 'ignore',
      hint: 'feature',
    });
    const reason = (name: string) => shown.columns.find((column) => column.name === name)!.reason;
    expect(reason('close')).toContain('price level');
    expect(reason('same')).toContain('same in every row');
    expect(reason('twin')).toContain('the same as noise');
    expect(reason('ret_fwd_5')).toContain('can never be a feature');
    expect(reason('note')).toContain('words');
    expect(shown).toMatchObject({
      layout: 'table',
      rows: table().length - 1,
      refusals: [],
      warnings: [],
      proposedExchange: 'NSE',
    });
    expect(shown.findings.join()).toContain(`${SESSIONS.length} sessions of the NSE calendar`);
  });

  it('becomes a dataset whose rows, profile, proof and export are those of any other', async () => {
    const rows = table();
    const dataset = await imported(file('whole.csv', csv(rows)), { name: 'Mine', justification: 'to try' });
    expect(dataset).toMatchObject({
      name: 'Mine',
      justification: 'to try',
      origin: 'imported',
      state: 'done',
      interval: null,
      from: SESSIONS[0]!.date,
      to: SESSIONS.at(-1)!.date,
      featureNames: ['noise', 'hint'],
      classes: ['SELL', 'BUY'],
      labelWords: 'Column label: SELL, BUY',
      rows: rows.length - 1,
      gaps: 0,
      request: null,
      synthetic: false,
    });
    expect(dataset.perInstrument[0]).toMatchObject({
      instrumentId: 'NSE:TCS',
      baseInterval: '30m',
      sessions: SESSIONS.length,
    });
    expect(dataset.datasetFlags.map((flag) => flag.id)).toEqual(['imported', 'label-end-assumed', 'beside']);
    const page = await desk.datasets.rows({ datasetId: dataset.id, limit: 2000 });
    expect(page.total).toBe(rows.length - 1);
    page.rows.forEach((row, i) => {
      const cells = rows[i + 1]!;
      expect(row.time).toBe(Date.parse(cells[0]!));
      expect([...row.values]).toEqual([Math.fround(Number(cells[2])), Math.fround(Number(cells[10]))]);
      expect([row.label, row.weight, row.hit]).toEqual([cells[7], 1, 'none']);
    });
    // Known at the close of the next session at the latest.
    expect(page.rows[0]!.t1).toBe(SESSIONS[1]!.close);
    const profile = (await desk.datasets.profile(dataset.id))!;
    expect(profile.features.map((one) => one.name)).toEqual(['noise', 'hint']);

    const proof = (await desk.datasets.proof(dataset.id))!;
    const verdicts = Object.fromEntries(proof.checks.map((check) => [check.id, check.verdict]));
    expect(verdicts).toMatchObject({
      truncation: 'skipped',
      scramble: 'skipped',
      parity: 'skipped',
      names: 'passed',
      permutation: 'passed',
      purge: 'passed',
      'future-knowledge': 'alarm',
    });
    // The feature that knows the label is named; the one that means nothing is not.
    const alarm = proof.checks.find((check) => check.id === 'future-knowledge')!;
    expect([...new Set(alarm.findings.map((finding) => finding.feature))]).toEqual(['hint']);
    expect(dataset.proof).toBe('alarm');

    const job = await desk.jobs.waitFor((await desk.datasets.startExport(dataset.id, 'parquet')).id);
    expect(job.error).toBeNull();
    const made = job.result as DatasetExport;
    const back = await parquetReadObjects({ file: await asyncBufferFromFile(made.path) });
    expect(back.map((row) => row.noise)).toEqual(page.rows.map((row) => row.values[0]));
    await expect(desk.datasets.startVerify(dataset.id)).rejects.toMatchObject({ code: 'REFUSED' });
    await expect(
      desk.datasets.trace({ datasetId: dataset.id, instrumentId: 'NSE:TCS', time: page.rows[0]!.time }),
    ).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('is the same dataset wherever the file lies, and another with other roles', async () => {
    const path = file('one.csv', csv(table()));
    const { id, contentHash } = await imported(path);
    const copy = join(desk.folder, 'two.csv');
    copyFileSync(path, copy);
    expect((await imported(copy, { name: 'Other words' })).id).toBe(id);
    const other = await imported(path, { roles: { close: 'feature', twin: 'ignore' } });
    expect(other.id).not.toBe(id);
    expect(other.featureNames).toEqual(['noise', 'close', 'hint']);
    // Its files were left behind somewhere: they are written again.
    rmSync(join(desk.folder, 'datasets', id.slice(0, 12)), { recursive: true });
    expect(await imported(path)).toMatchObject({ id, contentHash });
    // Also where only what was kept beside the rows is gone.
    const beside = join(desk.folder, 'datasets', id.slice(0, 12), 'beside-0001.bin');
    rmSync(beside);
    await imported(path);
    expect(existsSync(beside)).toBe(true);
    await desk.datasets.remove(id);
    expect(existsSync(join(desk.folder, 'datasets', id.slice(0, 12)))).toBe(false);
  });

  it('reads Parquet, gzip, JSON lines, semicolons and lists of objects alike', async () => {
    const rows = table();
    const [names, ...cells] = rows as [string[], ...string[][]];
    const objects = cells.map((row) => Object.fromEntries(names.map((name, k) => [name, row[k]!])));
    const parquet = join(desk.folder, 'columns.parquet');
    parquetWriteFile({
      filename: parquet,
      columnData: names.map((name, k) =>
        ['noise', 'close', 'same', 'twin', 'p_up', 'ret_fwd_5', 'hint'].includes(name)
          ? { name, data: cells.map((row) => Number(row[k])), type: 'DOUBLE' as const }
          : { name, data: cells.map((row) => row[k]!), type: 'STRING' as const },
      ),
    });
    const plain = await imported(file('first.csv', csv(rows)));
    for (const path of [
      parquet,
      file('packed.csv.gz', gzipSync(csv(rows))),
      file('lines.jsonl', objects.map((one) => JSON.stringify(one)).join('\n')),
      file('list.json', JSON.stringify(objects)),
      file('semicolons.csv', `\uFEFF${rows.map((row) => row.join(';')).join('\r\n')}`),
    ]) {
      const dataset = await imported(path);
      expect([path, dataset.contentHash]).toEqual([path, plain.contentHash]);
    }
  });

  it('reads our own exports back: the same rows, labels, ends and weights', async () => {
    const rows = table();
    const given = rows.map((row, k) => [
      ...row,
      ...(k === 0 ? ['t1', 'weight'] : [new Date(Date.parse(row[0]!) + 10 * MINUTE).toISOString(), '0.25']),
    ]);
    const dataset = await imported(file('weighted.csv', csv(given)));
    const { rows: before } = await desk.datasets.rows({ datasetId: dataset.id, limit: 2000 });
    expect(before.every((row) => row.weight === 0.25)).toBe(true);
    for (const format of ['csv', 'parquet'] as const) {
      const job = await desk.jobs.waitFor((await desk.datasets.startExport(dataset.id, format)).id);
      const { path } = job.result as DatasetExport;
      const shown = await preview(path);
      expect(rolesOf(shown)).toMatchObject({
        instrument: 'instrument',
        decision_time: 'time',
        noise: 'feature',
        label: 'label',
        t1: 'label-end',
        weight: 'weight',
      });
      const again = await imported(path);
      const { rows: after } = await desk.datasets.rows({ datasetId: again.id, limit: 2000 });
      expect(after).toEqual(before);
    }
  });

  it('knows the logs of the one-minute system by their shape', async () => {
    const stamps = ['2024-01-24T10:00:00+05:30', '2024-01-24T10:01:00+05:30'];
    const lines = (records: readonly object[]) => records.map((one) => JSON.stringify(one)).join('\n');
    const published = stamps.map((timestamp, k) => ({
      timestamp,
      direction: k === 0 ? 'BUY' : 'SELL',
      price: 100 + k,
      buy_prob: 0.6 - k / 10,
      reason: 'why',
    }));
    const first = await preview(file('published.jsonl', lines(published)));
    expect(first).toMatchObject({ layout: 'signal log, published layout', rows: 2, refusals: [] });
    expect(first.findings).toContain('Directions: 1 BUY, 1 SELL.');
    const training = stamps.map((stamp, k) => ({
      ts_ref_start: stamp,
      ts_target_close: stamp.replace(/:00\+/, ':30+'),
      label: k === 0 ? 'BUY' : 'SELL',
      tradeable: true,
      features: { ta_rsi14: 40 + k, aux_ret_main: 0.001 * k },
      gates: { margin: 0.1 + k },
      teacher_dir: 'BUY',
    }));
    const second = await preview(file('training.jsonl', `${lines(training)}\n{"cut": `));
    expect(second).toMatchObject({ layout: 'training log', rows: 2, refusals: [] });
    expect(second.warnings.join()).toContain('1 lines that are no JSON object');
    expect(rolesOf(second)).toEqual({
      ts_ref_start: 'time',
      ts_target_close: 'label-end',
      label: 'label',
      tradeable: 'prediction',
      ta_rsi14: 'feature',
      aux_ret_main: 'outcome',
      'gates.margin': 'prediction',
      teacher_dir: 'ignore',
    });
  });
});
