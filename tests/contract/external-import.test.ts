// Foreign files as datasets: what is proposed for each column, what may be asked for instead, what stamps must obey, and that what was
// imported can be looked at, proven as far as possible, exported, and found again by its content.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { parquetWriteFile } from 'hyparquet-writer';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import type { DatasetExport, ExternalImport, ExternalPreview } from '../../src/contracts/datasets.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';

const SESSIONS = loadCalendar().sessions('nse-equity', '2024-01-01', '2024-03-28');
const MINUTE = 60_000;

/** Rows every half hour of every session, as a table of text: a feature that means nothing and one that knows the label. */
function table({ zone = '+05:30' }: { readonly zone?: string } = {}): string[][] {
  const random = createRandom(5);
  const rows = [
    ['ts', 'symbol', 'noise', 'close', 'same', 'twin', 'p_up', 'label', 'ret_fwd_5', 'note', 'hint'],
  ];
  for (const session of SESSIONS)
    for (let time = session.open + 30 * MINUTE; time < session.close; time += 30 * MINUTE) {
      const label = random.next() < 0.5 ? 'SELL' : 'BUY';
      const noise = random.next().toFixed(6);
      const stamp = new Date(time + (zone === 'UTC' ? 0 : 330 * MINUTE)).toISOString().slice(0, 19);
      const hint = ((label === 'BUY' ? 1 : 0) + random.next()).toFixed(6);
      rows.push([
        `${stamp}${zone === 'UTC' ? '' : zone}`,
        'TCS',
        noise,
        (3500 + random.next()).toFixed(2),
        '1',
        noise,
        '0.5123',
        label,
        '0.01',
        'so "it" is',
        hint,
      ]);
    }
  return rows;
}

const csv = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) => row.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(','))
    .join('\n');

describe('foreign files', () => {
  let desk: ResearchDesk;
  beforeAll(async () => {
    desk = await openResearchDesk(mkdtempSync(join(tmpdir(), 'external-import-')));
    return () => desk.db.close();
  });
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(desk.folder, name);
    writeFileSync(path, content);
    return path;
  };
  const preview = (path: string) => desk.datasets.previewExternal(path);
  const rolesOf = (shown: ExternalPreview) =>
    Object.fromEntries(shown.columns.map((column) => [column.name, column.role]));
  const request = (path: string, changes: Partial<ExternalImport> = {}): ExternalImport => ({
    path,
    justification: '',
    roles: {},
    timeZone: 'Asia/Kolkata',
    exchange: 'NSE',
    ...changes,
  });
  const imported = async (path: string, changes: Partial<ExternalImport> = {}) =>
    desk.datasets.get((await desk.datasets.importExternal(request(path, changes))).datasetId);

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

  it('words that differ in every row are no label', async () => {
    const rows = table().map((row, k) => row.map((cell, c) => (c === 7 && k > 0 ? `word ${k}` : cell)));
    await expect(
      desk.datasets.importExternal(request(file('words in plenty.csv', csv(rows)))),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('different words'),
    });
  });

  it('a name that knows the future is never a feature, and words are no numbers', async () => {
    const path = file('roles.csv', csv(table()));
    const refused = (roles: ExternalImport['roles']) =>
      desk.datasets.importExternal(request(path, { roles })).then(
        () => 'imported',
        (error: { code: string; message: string }) => `${error.code} ${error.message}`,
      );
    expect(await refused({ ret_fwd_5: 'feature' })).toMatch(/^REFUSED .*can never be a feature/);
    // Its role may be given away; its name stays.
    expect(await refused({ label: 'feature', ret_fwd_5: 'label' })).toMatch(/^REFUSED .*"label"/);
    expect(await refused({ note: 'feature' })).toMatch(/^BAD_REQUEST .*holds words/);
    expect(await refused({ nothing: 'feature' })).toMatch(/^BAD_REQUEST .*no column nothing/);
    expect(await refused({ noise: 'weight', hint: 'weight' })).toMatch(/^BAD_REQUEST .*one column/);
    expect(await refused({ noise: 'time' })).toMatch(/^REFUSED .*does not hold stamps/);
    expect(await refused({ noise: 'ignore', hint: 'ignore', p_up: 'ignore' })).toMatch(
      /^REFUSED .*nothing to learn/,
    );
    expect(await refused({ ts: 'ignore' })).toMatch(/^REFUSED/);
    const numeric = await imported(path, { roles: { ret_fwd_5: 'label', noise: 'weight' } });
    expect([numeric.classes, numeric.featureNames]).toEqual([['0.01'], ['hint']]);
  });

  it('stamps without a zone must lie in the session they are said to be of', async () => {
    const path = file('utc.csv', csv(table({ zone: 'UTC' })));
    const shown = await preview(path);
    expect(shown.proposedTimeZone).toBe('UTC');
    expect(shown.warnings.join()).toMatch(/name no zone.*Import them with the zone UTC/);
    await expect(desk.datasets.importExternal(request(path))).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringMatching(/outside the NSE session.*Read as UTC on the NSE calendar they fit/),
    });
    const { contentHash } = await imported(path, { timeZone: 'UTC' });
    expect(contentHash).toBe((await imported(file('ist.csv', csv(table())))).contentHash);
    await expect(
      desk.datasets.importExternal(request(path, { timeZone: 'Mars/Olympus' })),
    ).rejects.toMatchObject({ code: 'BAD_PARAMETER' });
  });

  it('rows on days without trading are refused, with the days', async () => {
    // 26 January is Republic Day in India; New York trades.
    const days = ['2024-01-24', '2024-01-25', '2024-01-26', '2024-01-29'];
    const rows = days.map((day, k) => `${day},AAPL,${k},${k % 2}`).join('\n');
    const path = file('days.csv', `date,symbol,x,target\n${rows}\n`);
    expect(await preview(path)).toMatchObject({ proposedExchange: 'US', refusals: [] });
    await expect(desk.datasets.importExternal(request(path))).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringMatching(/2024-01-26 \(Republic Day\).*on the US calendar they fit/),
    });
    const dataset = await imported(path, { exchange: 'US', timeZone: 'America/New_York' });
    expect([dataset.rows, dataset.perInstrument[0]!.instrumentId]).toEqual([4, 'US:AAPL']);
    const { rows: stored } = await desk.datasets.rows({ datasetId: dataset.id, limit: 1 });
    // A day is decided at its close.
    expect(new Date(stored[0]!.time).toISOString()).toBe('2024-01-24T21:00:00.000Z');
  });

  it('rows that cannot be used are counted: repeated, unlabelled, unreadable, outside, known too early', async () => {
    const rows = table();
    const end = [
      't1',
      ...rows.slice(1).map((row) => new Date(Date.parse(row[0]!) + 10 * MINUTE).toISOString()),
    ];
    const given = rows.map((row, k) => [...row, end[k]!]);
    const broken = [
      given[5]!,
      given[6]!.map((cell, k) => (k === 7 ? '' : cell)),
      given[7]!.map((cell, k) => (k === 0 ? 'yesterday' : cell)),
      given[8]!.map((cell, k) => (k === 0 ? cell.replace(/T\d\d/, 'T20') : cell)),
      given[9]!.map((cell, k) => (k === 11 ? new Date(Date.parse(given[9]![0]!) - 1).toISOString() : cell)),
    ];
    const path = file('broken.csv', csv([...given, ...broken]));
    const shown = await preview(path);
    expect(shown.columns.find((column) => column.name === 't1')!.role).toBe('label-end');
    expect(shown.warnings.join(' ')).toMatch(
      /1 rows have no readable stamp.*1 rows lie outside.*not in order.*share their moment/,
    );
    const dataset = await imported(path);
    expect([dataset.rows, dataset.droppedRows]).toEqual([given.length - 1, 5]);
    const flag = dataset.datasetFlags.find((one) => one.id === 'dropped')!;
    expect(flag.message).toBe(
      'Rows left out: 2 without a usable stamp, 1 without a label, 1 repeated word for word, 1 with a label known before its decision.',
    );
    const { rows: stored } = await desk.datasets.rows({ datasetId: dataset.id, limit: 2000 });
    expect(stored.every((row) => row.t1 === row.time + 10 * MINUTE)).toBe(true);
    expect(dataset.datasetFlags.map((one) => one.id)).not.toContain('label-end-assumed');
  });

  it.each<readonly [name: string, content: string, words: RegExp]>([
    ['empty.csv', '', /empty/],
    ['blank.csv', '\n\n  \n', /text without columns|no rows/],
    ['head.csv', 'ts,label,x\n', /header and no rows/],
    ['prose.txt', 'These are words.\nAnd more of them.\n', /text without columns/],
    [
      'candles.csv',
      'timestamp,open,high,low,close,volume\n2024-01-24 09:15:00,1,2,0.5,1.5,9\n',
      /Data → Import/,
    ],
    ['bare.csv', '2024-01-24 09:15:00,10,12,9,11,5\n2024-01-24 09:16:00,11,12,9,10,5\n', /Data → Import/],
    ['nameless.csv', '2024-01-24 09:15:00,BUY,0.4,0.2\n2024-01-24 09:16:00,SELL,0.3,0.1\n', /no header/],
    ['timeless.csv', 'target,x1,x2\n1,0.5,0.3\n0,0.2,0.7\n', /without times/],
    ['names.json', '["ema_8", "ta_rsi14"]', /import-schema/],
    ['settings.json', '{"threshold": 0.6}', /settings/],
    ['cut.json', '{"a": [1, 2', /cut off or edited/],
    [
      'words.csv',
      'ts,label,mood\n2024-01-24 10:00:00,1,good\n2024-01-24 10:30:00,0,bad\n',
      /No column is a feature/,
    ],
  ])('%s is refused with what it is', async (name, content, words) => {
    const path = file(name, content);
    const shown = await preview(path);
    expect(shown.refusals.join(' ')).toMatch(words);
    await expect(desk.datasets.importExternal(request(path))).rejects.toMatchObject({ code: 'REFUSED' });
  });

  it('a broken archive, a folder and a name that is not there say so', async () => {
    const whole = gzipSync(csv(table()));
    const cut = file('cut.csv.gz', whole.subarray(0, whole.length - 200));
    expect((await preview(cut)).refusals.join()).toContain('ends too early');
    await expect(preview(desk.folder)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(preview(join(desk.folder, 'not there.csv'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps nothing of an import that failed', async () => {
    const folder = join(desk.folder, 'datasets');
    const before = readdirSync(folder).sort();
    const rows = table().map((row, k) => (k === 0 ? row : row.map((cell, c) => (c === 7 ? 'nan' : cell))));
    await expect(
      desk.datasets.importExternal(request(file('nolabel.csv', csv(rows)), { roles: { label: 'label' } })),
    ).rejects.toMatchObject({
      code: 'NO_DATA',
    });
    expect(readdirSync(folder).sort()).toEqual(before);
  });
});
