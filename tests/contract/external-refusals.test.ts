// Foreign files that may not become a dataset, or only in part: what is refused, with what words, and what is counted.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ExternalImport } from '../../src/contracts/datasets.ts';
import { csv, type ForeignDesk, MINUTE, openForeignDesk, table } from '../fixtures/foreign-table.ts';

describe('foreign files', () => {
  let desk: ForeignDesk['desk'];
  let file: ForeignDesk['file'];
  let preview: ForeignDesk['preview'];
  let request: ForeignDesk['request'];
  let imported: ForeignDesk['imported'];
  beforeAll(async () => {
    ({ desk, file, preview, request, imported } = await openForeignDesk());
    return () => desk.db.close();
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
