// The command line from first sample to export, as a script uses it: exact JSON forms, exit codes, determinism, dry runs that
// leave every byte alone, and Ctrl-C.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '../../src/services/db/index.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

const RANGE = ['--from', '2025-06-02', '--to', '2025-06-30'];
const SMA = ['backtest', 'sma-cross', '--interval', '5m', ...RANGE];

describe('one desk, as a script walks through it', () => {
  let desk: CliDesk;
  let honest: Document;
  let published: Document;

  beforeAll(async () => {
    desk = cliDesk();
    const { code, document } = await desk.json(
      'sample',
      '--symbols',
      '2',
      '--sessions',
      '30',
      '--seed',
      '11',
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({ sessions: 30, seed: 11, synthetic: true });
    expect(document.instruments).toHaveLength(2);
    honest = (await desk.script(...SMA, '--fill-policy', 'pessimistic', '--set', 'fast=8', 'slow=21'))
      .document;
    published = (
      await desk.json(...SMA, '--fill-policy', 'as-published', '--set', 'fast=8', '--set', 'slow=21')
    ).document;
  });

  test('data says what is stored, and what is wrong with which day', async () => {
    const { document } = await desk.json('data');
    expect(document.instruments.map((one: Document) => one.intervals)).toEqual([
      [expect.objectContaining({ interval: '1m', sessions: 30, lastDate: '2025-06-30' })],
      [expect.objectContaining({ interval: '1m', sessions: 30, lastDate: '2025-06-30' })],
    ]);
    expect(document.instruments.every((one: Document) => one.synthetic)).toBe(true);
    const [id] = document.instruments.map((one: Document) => one.id);
    const one = await desk.json('data', '--instrument', id, '--flag', 'missing-bars');
    expect(one.document.instruments.map((found: Document) => found.id)).toEqual([id]);
    expect((await desk.text('data')).stdout).toContain('synthetic');
  });

  test('a backtest answers in the form scripts rely on', () => {
    expect(honest).toMatchObject({
      runId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      trades: expect.any(Number),
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      elapsedMs: expect.any(Number),
      synthetic: true,
      dryRun: false,
    });
    const { metrics } = honest;
    for (const name of ['netPnl', 'grossPnl', 'charges', 'sharpe', 'maxDrawdown', 'hitRate', 'profitFactor'])
      expect(metrics[name], name).toEqual(expect.any(Number));
    expect(honest.trades).toBeGreaterThan(10);
    expect(honest.trades).toBe(metrics.trades);
    expect(metrics.charges).toBe(metrics.chargesByKind.total);
    expect(metrics.netPnl).toBeCloseTo(metrics.grossPnl - metrics.charges, 6);
  });

  test('the same request gives the same content hash, another request another', async () => {
    const again = await desk.json(...SMA, '--set', 'slow=21', 'fast=8', '--dry-run', '--instruments', 'all');
    expect(again.document).toMatchObject({ runId: null, dryRun: true, contentHash: honest.contentHash });
    expect(published.contentHash).not.toBe(honest.contentHash);
  });

  test('figures that do not exist are null', async () => {
    const { code, document } = await desk.json(...SMA, '--set', 'fast=400', 'slow=2000', '--dry-run');
    expect(code).toBe(0);
    expect(document).toMatchObject({ trades: 0, metrics: { netPnl: 0, hitRate: null, profitFactor: null } });
  });

  test('runs are listed, shown by the beginning of their id, and renamed', async () => {
    const { document } = await desk.json('runs');
    expect(document.runs.map((run: Document) => run.id).sort()).toEqual(
      [honest.runId, published.runId].sort(),
    );
    await desk.json('runs', 'rename', honest.runId.slice(0, 8), 'honest one');
    const shown = await desk.json('runs', 'show', honest.runId.slice(0, 8));
    expect(shown.document).toMatchObject({
      id: honest.runId,
      name: 'honest one',
      contentHash: honest.contentHash,
      metrics: { charges: honest.metrics.charges },
    });
    // A script's run appears in the desk's Monitor like any other job.
    const db = await openDb({ file: join(desk.home, 'anchordesk.db') });
    const job = await db.get<{ state: string; kind: string }>('SELECT state, kind FROM job WHERE id = ?', [
      shown.document.jobId,
    ]);
    await db.close();
    expect(job).toEqual({ state: 'done', kind: 'backtest' });
  });

  test('compare says what differs in figures, parameters and trades; the waterfall adds up', async () => {
    const { code, document } = await desk.script(
      ...['compare', honest.runId, published.runId, '--waterfall'],
    );
    expect(code).toBe(0);
    const net = document.metrics.find((one: Document) => one.name === 'netPnl');
    expect(net.values).toEqual([honest.metrics.netPnl, published.metrics.netPnl]);
    expect(net.differences[1]).toBeCloseTo(published.metrics.netPnl - honest.metrics.netPnl, 6);
    expect(document.parameterDifferences).toContainEqual({
      name: 'fill policy',
      values: ['pessimistic', 'as-published'],
    });
    const [difference] = document.tradeDifferences;
    const counted = Object.values<number>(difference.counts).reduce((a, b) => a + b, 0);
    expect(counted).toBeGreaterThanOrEqual(Math.max(honest.trades, published.trades));
    const effect = Object.values<number>(difference.effects).reduce((a, b) => a + b, 0);
    expect(effect).toBeCloseTo(published.metrics.netPnl - honest.metrics.netPnl, 4);

    const { waterfall, waterfalls } = document;
    expect(waterfalls).toHaveLength(1);
    expect(waterfall.steps[0].netPnl).toBeCloseTo(published.metrics.netPnl, 2);
    expect(waterfall.steps.at(-1).netPnl).toBeCloseTo(honest.metrics.netPnl, 2);
    const paise = waterfall.steps.reduce(
      (sum: number, step: Document) => sum + Math.round(step.change * 100),
      0,
    );
    expect(paise).toBe(
      Math.round(waterfall.honestNetPnl * 100) - Math.round(waterfall.publishedNetPnl * 100),
    );

    const { stdout } = await desk.text('compare', honest.runId, '--waterfall');
    for (const step of waterfall.steps) expect(stdout).toContain(step.label);
    expect(stdout).toMatch(/Enter after the confirming close +[+-]?₹/);
  });

  test('a sweep runs the product of its grid and warns of the best', async () => {
    const { document } = await desk.json(
      ...['sweep', ...SMA.slice(1)],
      '--grid',
      'fast=5:15:5',
      'slow=21,34',
      '--set',
      'target_pct=0.03',
      '--dry-run',
    );
    expect(document.cells.map((cell: Document) => [cell.parameters.fast, cell.parameters.slow])).toEqual([
      [5, 21],
      [5, 34],
      [10, 21],
      [10, 34],
      [15, 21],
      [15, 34],
    ]);
    expect(document.warning).toContain('not evidence');
    const single = await desk.json(...SMA, '--set', 'fast=10', 'slow=34', 'target_pct=0.03', '--dry-run');
    const cell = document.cells[3];
    expect(cell.trades).toBe(single.document.trades);
    expect(cell.netPnl).toBeCloseTo(single.document.metrics.netPnl, 6);
  });

  test('a sweep leaves out combinations that contradict themselves, and says how many', async () => {
    const { code, document } = await desk.json(
      ...['sweep', ...SMA.slice(1), '--grid', 'fast=5,30', 'slow=8,40', '--dry-run'],
    );
    expect(code).toBe(0);
    expect(document.cells.map((cell: Document) => [cell.parameters.fast, cell.parameters.slow])).toEqual([
      [5, 8],
      [5, 40],
      [30, 40],
    ]);
    expect(document.warning).toMatch(/The best of 3 tries .* 1 combinations? .* left out/);
    // The defaults behind the grid (10/50) need not fit what was set.
    const set = await desk.json(
      'sweep',
      ...SMA.slice(1),
      '--grid',
      'fast=2,3',
      '--set',
      'slow=5',
      '--dry-run',
    );
    expect(set.document.cells).toHaveLength(2);
  });

  test('the same run twice is nothing to compare', async () => {
    const { code, document } = await desk.json('compare', honest.runId, honest.runId.slice(0, 8));
    expect([code, document.error.code]).toEqual([2, 'BAD_REQUEST']);
    expect(document.error.message).toContain('same run twice');
  });

  test('the version is one word, or one document', async () => {
    const { stdout } = await desk.text('--version');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await desk.json('--version')).document).toEqual({ version: stdout.trim() });
  });

  test('export writes into a pipe, and refuses a folder or no name', async () => {
    const pipe = join(desk.home, '..', 'pipe');
    execFileSync('mkfifo', [pipe]);
    const reading = readFile(pipe, 'utf8');
    const written = await desk.json('export', 'run', honest.runId, '--out', pipe);
    expect(Buffer.byteLength(await reading)).toBe(written.document.bytes);
    expect(statSync(pipe).isFIFO()).toBe(true);
    const folder = join(pipe, '..');
    for (const [out, message] of [
      [folder, 'is a folder'],
      ['', 'needs the name of a file'],
    ] as const) {
      const { code, document } = await desk.json('export', 'run', honest.runId, '--out', out);
      expect([code, document.error.message]).toEqual([2, expect.stringContaining(message)]);
    }
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  test('export writes the trades as CSV and everything as JSON', async () => {
    const out = desk.file('run.csv', 'an older file');
    const { document } = await desk.json('export', 'run', honest.runId, '--format', 'csv', '--out', out);
    const text = readFileSync(out, 'utf8');
    expect(document).toMatchObject({ runId: honest.runId, file: out, bytes: Buffer.byteLength(text) });
    expect(text.trimEnd().split('\n')).toHaveLength(honest.trades + 1);
    expect(text.split('\n')[0]).toContain('net_pnl_rs');
    const whole = desk.file('run.json', '');
    await desk.json('export', 'run', honest.runId, '--format', 'json', '--out', whole);
    expect(JSON.parse(readFileSync(whole, 'utf8'))).toMatchObject({
      id: honest.runId,
      contentHash: honest.contentHash,
    });
    const nowhere = join(desk.home, 'no', 'such', 'folder.csv');
    expect((await desk.json('export', 'run', honest.runId, '--out', nowhere)).code).toBe(4);
  });

  test('dry runs leave every byte of the data folder alone', async () => {
    const before = desk.fingerprint();
    const commands = [
      [...SMA, '--dry-run'],
      ['compare', honest.runId, published.runId, '--waterfall', '--dry-run'],
      ['runs', 'delete', honest.runId, '--dry-run'],
      ['data', 'remove', (await desk.json('data')).document.instruments[0].id, '--dry-run'],
      ['sample', '--seed', '3', '--dry-run'],
      ['import', desk.file('TCS_1minute.csv', CANDLES), '--dry-run'],
    ];
    for (const command of commands) {
      const { code, document } = await desk.json(...command);
      expect([command[0], code, document.dryRun]).toEqual([command[0], 0, true]);
    }
    expect(desk.fingerprint()).toBe(before);
  });

  describe('work that does not end by itself', () => {
    const long = ['sweep', ...SMA.slice(1), '--grid', 'fast=5:64:1', 'slow=100:130:1', '--json'];

    /** Starts a long sweep and ends it once its job runs; answers what the program said. */
    async function endWhileRunning(signal: NodeJS.Signals) {
      const { child, answer } = desk.start(...long);
      await expect.poll(newestJob, { timeout: 20_000 }).toEqual({ state: 'running', kind: 'sweep' });
      child.kill(signal);
      return answer;
    }

    async function newestJob() {
      const db = await openDb({ file: join(desk.home, 'anchordesk.db') });
      try {
        return await db.get('SELECT state, kind FROM job ORDER BY sequence DESC LIMIT 1');
      } finally {
        await db.close();
      }
    }

    test('Ctrl-C cancels it: the job says so, and the exit code is 1', async () => {
      const { code, stdout } = await endWhileRunning('SIGINT');
      expect(code).toBe(1);
      expect(JSON.parse(stdout).error.code).toBe('CANCELLED');
      expect(await newestJob()).toEqual({ state: 'cancelled', kind: 'sweep' });
    });

    test('killed, the next command marks it interrupted and everything stored is still there', async () => {
      expect((await endWhileRunning('SIGKILL')).code).toBeNull();
      await desk.json('runs', 'rename', published.runId, 'published one');
      expect(await newestJob()).toEqual({ state: 'interrupted', kind: 'sweep' });
      expect((await desk.json('runs')).document.runs).toHaveLength(2);
    });
  });
});

const CANDLES = `timestamp,open,high,low,close,volume
${Array.from({ length: 30 }, (_, i) => `2024-03-28T09:${15 + i}:00+05:30,100,101,99,100.5,${1000 + i}`).join('\n')}
`;

test('help answers without loading a database, and names every command', async () => {
  const desk = cliDesk();
  const { code, stdout, stderr } = await desk.start('--help').answer;
  expect([code, stderr]).toEqual([0, '']);
  for (const name of 'import sample data backtest sweep compare runs export serve doctor strategies'.split(
    ' ',
  ))
    expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  expect(stdout).toContain('Exit codes: 0 done, 2 bad usage, 3 bad data, 4 refused, 1 anything else');
  expect(existsSync(desk.home)).toBe(false);
});

test('reading an empty desk creates nothing', async () => {
  const desk = cliDesk();
  expect((await desk.json('runs')).document).toEqual({ runs: [] });
  expect((await desk.json('data')).document).toEqual({ instruments: [], quality: [] });
  expect((await desk.text('data')).stdout).toContain('Next: import');
  expect(existsSync(desk.home)).toBe(false);
});

test('strategies lists every parameter with its default', async () => {
  const { document } = await cliDesk().json('strategies', 'avwap-v11');
  expect(document.strategies.map((one: Document) => one.id)).toEqual(['avwap-v11']);
  expect(document.strategies[0].parameters.length).toBeGreaterThan(30);
  expect(document.simulation).toContainEqual(
    expect.objectContaining({ name: 'account.capital', default: 1_000_000 }),
  );
});

test('doctor reports versions, driver, paths and checks', async () => {
  const desk = cliDesk();
  const { code, document } = await desk.script('doctor');
  expect(code).toBe(0);
  expect(document).toMatchObject({
    ok: true,
    driver: expect.stringMatching(/^(sqlite3|node:sqlite)$/),
    paths: { dataFolder: desk.home, database: join(desk.home, 'anchordesk.db') },
  });
  expect(document.versions.node).toBe(process.versions.node);
  expect(document.checks.map((check: Document) => check.name)).toContain('Database');
});
