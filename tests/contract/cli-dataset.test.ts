// Features, labels and datasets from the command line: what the desk's builder copies is understood, a build proves itself, equal
// requests are one dataset, exports are files, dry runs change no byte, and slips are refused before anything runs.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { defaultLabel, labelFrom } from '../../engines/labels/check.ts';
import type { DatasetRequest } from '../../src/contracts/datasets.ts';
import { cliCommand } from '../../src/renderer/features/research/builder/builder-model.ts';
import { openDb } from '../../src/services/db/index.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

const RANGE = ['--from', '2025-06-02', '--to', '2025-06-30'];
const LABEL = ['--label', 'triple-barrier', '--label-set', 'side=short', '--label-set', 'horizon.length=6'];
const OWN_SET = { feature_names: ['ta_rsi14', 'rv_10', 'no_such_feature_anywhere', 'aux_ret_main'] };

describe('research on the command line', () => {
  let desk: CliDesk;
  let ids: readonly string[];
  let built: Document;
  const request = () => [
    ...['--instruments', ids.join(','), ...RANGE, '--interval', '15m', '--features', 'own-set', ...LABEL],
    ...['--last-decision', '15:00', '--name', 'First one', '--why', 'to see', '--seed', '3'],
  ];

  beforeAll(async () => {
    desk = cliDesk();
    await desk.json('sample', '--symbols', '2', '--sessions', '34', '--seed', '11');
    const { document } = await desk.json('data');
    ids = document.instruments.map((one: Document) => one.id);
    const schema = desk.file('schema.json', JSON.stringify(OWN_SET));
    const before = desk.databaseFingerprint();
    const rehearsed = await desk.json('features', 'import-schema', schema, '--save', 'own-set', '--dry-run');
    expect(rehearsed.document).toMatchObject({ saved: null, dryRun: true });
    expect(desk.databaseFingerprint()).toBe(before);
    const { code, document: mapped } = await desk.json(
      'features',
      'import-schema',
      schema,
      '--save',
      'own-set',
    );
    expect(code).toBe(0);
    expect(mapped.saved).toMatchObject({ id: 'own-set', version: 1, builtIn: false });
    expect(mapped.unmapped.map((one: Document) => one.name)).toEqual([
      'no_such_feature_anywhere',
      'aux_ret_main',
    ]);
    built = await desk.script('dataset', 'build', ...request());
    expect(built.code).toBe(0);
    built = built.document;
  }, 60_000);

  test('feature sets are listed and shown with their columns', async () => {
    const { document } = await desk.json('features');
    expect(document.sets.map((set: Document) => set.id)).toEqual(
      expect.arrayContaining(['meta-5', 'meta-29', 'scalper-52', 'intraday-mtf', 'own-set']),
    );
    const shown = await desk.json('features', 'show', 'meta-29@1');
    expect(shown.document).toMatchObject({ id: 'meta-29', version: 1, features: 29 });
    expect((await desk.text('features', 'show', 'own-set')).stdout).toContain('ta_rsi14');
    expect(await desk.json('features', 'show', 'no-such-set')).toMatchObject({
      code: 2,
      document: { error: { code: 'NOT_FOUND' } },
    });
  });

  test('a study describes every column and stores nothing', async () => {
    const before = desk.databaseFingerprint();
    const { code, document } = await desk.json(
      ...['features', 'study', 'own-set', '--instruments', ids[0]!, '--interval', '15m', ...RANGE],
    );
    expect(code).toBe(0);
    expect(document.study.features.map((one: Document) => one.name)).toEqual(['ta_rsi14', 'rv_10']);
    expect(document.study.rows).toBeGreaterThan(400);
    expect(document.study.features[0].mean).toBeGreaterThan(20);
    expect(desk.databaseFingerprint()).toBe(before);
  });

  test('labels are listed, and one is counted on stored bars', async () => {
    const { document } = await desk.json('labels');
    expect(document.labels.map((one: Document) => one.kind)).toContain('meta-barrier');
    const { code, document: made } = await desk.json(
      ...['labels', 'preview', '--instrument', ids[0]!, '--interval', '15m', ...RANGE, ...LABEL],
    );
    expect(code).toBe(0);
    expect(made.request.label).toEqual(labelFrom('triple-barrier', { side: 'short', 'horizon.length': 6 }));
    const { summary } = made;
    expect(summary.balance.reduce((a: number, b: number) => a + b)).toBe(summary.rows);
    expect(summary.rows + Object.values<number>(summary.dropped).reduce((a, b) => a + b, 0)).toBe(
      summary.decisions,
    );
    const { stdout } = await desk.text('labels', 'preview', '--instrument', ids[0]!, ...RANGE, ...LABEL);
    expect(stdout).toMatch(/balance +lose [\d,]+ \([\d.]+ %\), win/);
  });

  test('a build answers with rows, balance and a line per check', async () => {
    expect(built).toMatchObject({
      datasetId: expect.stringMatching(/^[0-9a-f]{64}$/),
      existed: false,
      dryRun: false,
      name: 'First one',
      features: 2,
      classes: ['lose', 'win'],
      proof: 'passed',
      synthetic: true,
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(built.balance[0] + built.balance[1]).toBe(built.rows);
    expect(built.checks.map((check: Document) => check.id)).toEqual([
      'truncation',
      'scramble',
      'shift',
      'future-knowledge',
      'permutation',
      'names',
      'parity',
      'purge',
    ]);
    const shown = (await desk.json('dataset', 'show', built.datasetId.slice(0, 12))).document;
    expect(shown).toMatchObject({
      id: built.datasetId,
      rows: built.rows,
      justification: 'to see',
      request: { seed: 3, lastDecision: '15:00', instruments: ids },
      label: { ...defaultLabel('triple-barrier'), side: 'short', horizon: { unit: 'bars', length: 6 } },
    });
    const db = await openDb({ file: join(desk.home, 'anchordesk.db') });
    const job = await db.get<{ state: string; kind: string }>('SELECT state, kind FROM job WHERE id = ?', [
      shown.jobId,
    ]);
    await db.close();
    expect(job).toEqual({ state: 'done', kind: 'dataset' });
    const { stdout } = await desk.text('dataset', 'proof', built.datasetId.slice(0, 8));
    expect(stdout.trimEnd().split('\n')).toHaveLength(8);
    const listed = (await desk.json('dataset')).document.datasets;
    expect(listed.map((one: Document) => one.id)).toEqual([built.datasetId]);
  });

  test('the same request is the same dataset and no work, also with the whole label as JSON', async () => {
    const label = JSON.stringify(labelFrom('triple-barrier', { side: 'short', 'horizon.length': 6 }));
    const { code, document } = await desk.json(
      ...['dataset', 'build', ...RANGE, '--interval', '15m', '--features', 'own-set@1', '--label', label],
      ...['--last-decision', '15:00'],
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ datasetId: built.datasetId, existed: true, name: 'First one' });
    const { stdout } = await desk.text('dataset', 'build', ...request());
    expect(stdout).toContain('No work was done.');
  });

  test('a plan builds nothing and changes no byte', async () => {
    const before = desk.fingerprint();
    const options = [...RANGE, '--features', 'own-set', '--label', 'next-return'];
    const { document } = await desk.json('dataset', 'plan', ...options);
    expect(document.plan).toMatchObject({ existing: null, features: 2, problems: [] });
    expect(document.plan.rows).toBeGreaterThan(1000);
    const rehearsed = await desk.json('dataset', 'build', ...options, '--dry-run');
    expect(rehearsed.document).toEqual(document);
    expect((await desk.json('dataset', 'plan', ...request())).document.plan.existing).toBe(built.datasetId);
    await desk.json('dataset', 'remove', built.datasetId, '--dry-run');
    await desk.json('dataset', 'export', built.datasetId, '--dry-run');
    expect(desk.fingerprint()).toBe(before);
  });

  test('the command the builder copies asks for exactly what the builder would build', async () => {
    const label = labelFrom('triple-barrier', { side: 'short', 'target.by': 'atr', 'target.multiple': 1.5 });
    const request: DatasetRequest = {
      name: "It's the first",
      justification: 'because $HOME and "quotes" are words',
      instruments: [...ids],
      from: '2025-06-03',
      to: '2025-06-27',
      interval: '15m',
      featureSet: { id: 'intraday-mtf', version: 1 },
      label: { ...label },
      sides: { market: ids[0]! },
      firstDecision: '09:30',
      lastDecision: '15:00',
      seed: 3,
    };
    const command = cliCommand(request, label);
    // The shell itself takes it apart.
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
      .split('\0')
      .slice(0, -1);
    expect(words.slice(0, 7)).toEqual(['npm', 'run', '-s', 'cli', '--', 'dataset', 'build']);
    const { document } = await desk.json('dataset', 'plan', ...words.slice(7));
    expect(document.request).toEqual(request);
  });

  test('is exported to a file that reads back', async () => {
    const { code, document } = await desk.json('dataset', 'export', built.datasetId, '--format', 'csv');
    expect(code).toBe(0);
    expect(document).toMatchObject({ datasetId: built.datasetId, format: 'csv', rows: built.rows });
    const rows = parse(readFileSync(document.path), { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(built.rows);
    expect(rows.filter((row) => row.label === 'win')).toHaveLength(built.balance[1]);
    expect(existsSync(`${document.path}.manifest.json`)).toBe(true);
    const shown = (await desk.json('dataset', 'show', built.datasetId)).document;
    expect(shown.exports).toHaveLength(1);
  });

  test('verify confirms every byte, and says with exit code 3 where one differs', async () => {
    expect(await desk.json('dataset', 'verify', built.datasetId)).toMatchObject({
      code: 0,
      document: { same: true, differences: [] },
    });
    const file = join(desk.home, 'datasets', built.datasetId.slice(0, 12), 'part-0001.bin');
    const whole = readFileSync(file);
    const bytes = Buffer.from(whole);
    bytes[bytes.length - 60] = bytes[bytes.length - 60]! ^ 1;
    writeFileSync(file, bytes);
    const damaged = await desk.json('dataset', 'verify', built.datasetId);
    writeFileSync(file, whole);
    expect([damaged.code, damaged.document.same]).toEqual([3, false]);
  });

  test('a foreign file is previewed, imported with other roles, or refused with exit code 4', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, k) =>
        `2024-01-${24 + Math.floor(k / 6)} ${10 + (k % 6)}:00:00,TCS,${k * 0.5},${(k * 7) % 5},${k % 2}`,
    );
    const file = desk.file('mine.csv', `ts,symbol,x,ret_fwd,label\n${rows.join('\n')}\n`);
    const before = desk.databaseFingerprint();
    const { document: shown } = await desk.json('dataset', 'import', file, '--preview');
    expect(shown.preview.columns.map((one: Document) => one.role)).toEqual([
      'time',
      'instrument',
      'feature',
      'outcome',
      'label',
    ]);
    expect((await desk.text('dataset', 'import', file, '--dry-run')).stdout).toContain(
      'can never be a feature',
    );
    expect((await desk.json('dataset', 'import', file, '--role', 'x=input')).code).toBe(2);
    expect(desk.databaseFingerprint()).toBe(before);
    // A refusal is kept as a failed job, and as nothing else.
    const datasets = (await desk.json('dataset', 'list')).document;
    expect(await desk.json('dataset', 'import', file, '--role', 'ret_fwd=feature')).toMatchObject({
      code: 4,
      document: { error: { code: 'REFUSED', message: expect.stringContaining('ret_fwd') } },
    });
    expect((await desk.json('dataset', 'import', join(desk.home, 'none.csv'))).code).toBe(2);
    expect((await desk.json('dataset', 'list')).document).toEqual(datasets);
    const { code, document } = await desk.json(
      ...['dataset', 'import', file, '--role', 'ret_fwd=ignore', '--name', 'Mine', '--why', 'to see'],
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ name: 'Mine', rows: 12 });
    const imported = (await desk.json('dataset', 'show', document.datasetId)).document;
    expect(imported).toMatchObject({ origin: 'imported', featureNames: ['x'], justification: 'to see' });
    expect((await desk.json('dataset', 'verify', document.datasetId)).code).toBe(4);
    await desk.json('dataset', 'remove', document.datasetId);
  });

  test('slips are refused before anything runs', async () => {
    const good = ['--features', 'own-set', '--label', 'triple-barrier'];
    const slips: readonly (readonly [string[], number, RegExp])[] = [
      [['dataset', 'build', '--label', 'triple-barrier'], 2, /--features/],
      [['dataset', 'build', ...good, '--label-set', 'sied=short'], 2, /sied/],
      [['dataset', 'build', ...good, '--label-set', 'horizon.length=long'], 2, /takes a number/],
      [['dataset', 'build', ...good, '--label-set', 'side=short', 'side=long'], 2, /twice/],
      [['dataset', 'build', '--features', 'own-set', '--label', 'two-barrier'], 2, /triple-barrier/],
      [['dataset', 'build', '--features', 'own-set', '--label', '{"kind":'], 2, /JSON/],
      [['dataset', 'build', '--features', 'own-set@x', '--label', 'next-return'], 2, /meta-29@1/],
      [['dataset', 'build', ...good, '--side', 'moon=NSE:TCS'], 2, /future, market/],
      [['dataset', 'build', ...good, '--instruments', 'TCS'], 2, /NSE:RELIANCE/],
      [['dataset', 'build', ...good, '--instruments', 'NSE:NOSUCH', ...RANGE], 2, /NSE:NOSUCH/],
      [['dataset', 'build', ...good, '--first-decision', '9.30'], 2, /time like/],
      [['dataset', 'build', ...good, '--seed', 'seven'], 2, /number/],
      [['dataset', 'build', ...good, '--from', '2020-01-01', '--to', '2020-02-01'], 3, /No instrument/],
      [['dataset', 'build', '--features', 'meta-5', '--label', 'strategy-exits'], 2, /run/],
      [['dataset', 'show', 'ffffffffffff'], 2, /no dataset/],
      [['dataset', 'show', 'f'], 2, /too short/],
      [['labels', 'preview', '--instrument', 'NSE:NOSUCH', ...RANGE, '--label', 'next-return'], 2, /NOSUCH/],
      [['features', 'import-schema', join(desk.home, 'no-such-file')], 2, /cannot be read/],
    ];
    const before = (await desk.json('dataset')).document.datasets;
    for (const [args, code, words] of slips) {
      const answer = await desk.json(...args);
      expect([args.join(' '), answer.code]).toEqual([args.join(' '), code]);
      expect(answer.document.error.message, args.join(' ')).toMatch(words);
    }
    expect((await desk.json('dataset')).document.datasets).toEqual(before);
  });

  test('Ctrl-C cancels a build: dataset and job say so', async () => {
    const options = ['--features', 'scalper-52', '--label', 'next-return', '--interval', '1m'];
    const { child, answer } = desk.start('dataset', 'build', ...RANGE, ...options, '--json');
    const newest = async () => {
      const db = await openDb({ file: join(desk.home, 'anchordesk.db') });
      const job = await db.get('SELECT state, kind FROM job ORDER BY sequence DESC LIMIT 1');
      await db.close();
      return job;
    };
    await expect.poll(newest, { timeout: 20_000 }).toEqual({ state: 'running', kind: 'dataset' });
    child.kill('SIGINT');
    const { code, stdout } = await answer;
    expect([code, JSON.parse(stdout).error.code]).toEqual([1, 'CANCELLED']);
    expect(await newest()).toEqual({ state: 'cancelled', kind: 'dataset' });
    const [stopped] = (await desk.json('dataset')).document.datasets.filter(
      (one: Document) => one.state !== 'done',
    );
    expect(stopped).toMatchObject({ state: 'cancelled', rows: 0 });
    await desk.json('dataset', 'remove', stopped.id);
  }, 60_000);

  test('a removed dataset is gone, its exports stay', async () => {
    const { document } = await desk.json(
      ...['dataset', 'build', ...RANGE, '--features', 'own-set', '--label', 'next-return'],
    );
    const made = (await desk.json('dataset', 'export', document.datasetId)).document;
    expect((await desk.json('dataset', 'remove', document.datasetId.slice(0, 12))).document).toEqual({
      removed: [document.datasetId],
      dryRun: false,
    });
    expect(existsSync(made.path)).toBe(true);
    expect((await desk.json('dataset', 'show', document.datasetId)).code).toBe(2);
    expect(existsSync(join(desk.home, 'datasets', document.datasetId.slice(0, 12)))).toBe(false);
  });
});
