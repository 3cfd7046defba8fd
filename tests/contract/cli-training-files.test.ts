// Published forms of training that read files, the exchange form with its build, and the weekend, from the command line.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import { loadCalendar } from '../../src/services/market/index.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

const sessions = loadCalendar().sessions('nse-equity', '2025-01-06', '2025-05-30');
const INDIA = 19_800_000;
const stamp = (epochMs: number) => `${new Date(epochMs + INDIA).toISOString().slice(0, 19)}+05:30`;

/** Twelve rows a session with a weak edge in `pull`; `label` names what came. */
function table(
  columns: readonly string[],
  row: (pull: number, noise: number, up: boolean) => readonly (string | number)[],
) {
  const random = createRandom(5);
  const lines = sessions.flatMap(({ open }) =>
    Array.from({ length: 12 }, (_, k) => {
      const [pull, noise] = [random.next() - 0.5, random.next() - 0.5];
      const up = pull + 1.2 * (random.next() - 0.5) > 0;
      return [stamp(open + (k + 1) * 25 * 60_000), ...row(pull, noise, up)].join(',');
    }),
  );
  return `${['time', ...columns].join(',')}\n${lines.join('\n')}\n`;
}

describe('training from files', () => {
  let desk: CliDesk;
  const out = (name: string) => join(desk.home, '..', 'out', name);
  beforeAll(() => {
    desk = cliDesk();
  });

  test('the meta walk-forward imports its CSV and writes report and out-of-fold file', async () => {
    const csv = desk.file(
      'meta.csv',
      table(['ticker', 'pull', 'noise', 'label'], (pull, noise, up) => ['TCS', pull, noise, Number(up)]),
    );
    const { code, document } = await desk.json(
      ...[
        'train',
        '--dataset-csv',
        csv,
        '--train-days',
        '40',
        '--test-days',
        '10',
        '--calibration',
        'sigmoid',
      ],
      ...['--out-report', out('report.json'), '--out-oof', out('oof.csv')],
    );
    expect(document.error ?? null).toBeNull();
    expect(code).toBe(0);
    expect(document).toMatchObject({ state: 'done', request: { calibration: 'platt', holdOutSessions: 0 } });
    const report = JSON.parse(readFileSync(out('report.json'), 'utf8'));
    expect(report).toMatchObject({ train_days: 40, test_days: 10, embargo_minutes: 30 });
    expect(report.folds.length).toBe(document.segments);
    const oof = parse(readFileSync(out('oof.csv'), 'utf8'), { columns: true }) as Record<string, string>[];
    expect(oof).toHaveLength(sessions.length * 12);
    // The planted edge is found.
    expect(document.best.auc).toBeGreaterThan(0.65);
    // Out-of-fold files are what a calibration is fitted on.
    const fit = await desk.json(
      'calibrate',
      '--input-csv',
      out('oof.csv'),
      '--probability',
      'p_win',
      '--outcome',
      'label',
    );
    expect(fit.document.rows).toBe(oof.filter(({ p_win }) => p_win !== '').length);
  }, 60_000);

  test('direction and neutrality of one log are two questions', async () => {
    const log = desk.file(
      'log.csv',
      table(['pull', 'noise', 'label'], (pull, noise, up) => [
        pull,
        noise,
        Math.abs(noise) < 0.1 ? 'FLAT' : up ? 'BUY' : 'SELL',
      ]),
    );
    const trained = async (mode: string) => {
      const { code, document } = await desk.json(
        ...['train', '--mode', mode, '--input', log, '--train-days', '40', '--test-days', '20'],
        ...(mode === 'train' ? ['--set', 'rounds=20'] : []),
      );
      expect([mode, code, document.error ?? null]).toEqual([mode, 0, null]);
      return (await desk.json('dataset', 'show', document.datasetId)).document;
    };
    const direction = await trained('train');
    expect([...direction.classes].sort()).toEqual(['BUY', 'SELL']);
    const neutrality = await trained('train-neutral');
    expect([...neutrality.classes].sort()).toEqual(['no', 'yes']);
    expect(neutrality.rows).toBe(sessions.length * 12);
    expect(direction.rows).toBeLessThan(neutrality.rows);
    expect(direction.featureNames).toEqual(['pull', 'noise']);
    const flat = desk.file(
      'flat.csv',
      table(['pull', 'label'], (pull) => [pull, 'FLAT']),
    );
    expect((await desk.json('train', '--mode', 'train-neutral', '--input', flat)).code).toBe(3);
    expect((await desk.json('train', '--mode', 'train', '--input', join(desk.home, 'none.csv'))).code).toBe(
      2,
    );
  }, 60_000);

  test('the ML back-test of a trade file names its guess, and needs it said', async () => {
    const trades = desk.file(
      'trades.csv',
      `ticker,quality_score,atr_pct_signal,rsi_signal,adx_signal,side,pnl_rs\n${Array.from({ length: 40 }, (_, k) => `T${k % 4},${(k % 10) / 10},1.2,55,${20 + k},LONG,${(k % 7) * 10 - 25}`).join('\n')}\n`,
    );
    const files = [
      '--output-csv',
      out('ml.csv'),
      '--summary-json',
      out('ml.json'),
      '--top-stocks-csv',
      out('top.csv'),
    ];
    const { code, document } = await desk.json(
      'evaluate',
      '--input-csv',
      trades,
      '--heuristic',
      '--top-n',
      '2',
      ...files,
    );
    expect([code, document.ml_mode, document.rows]).toEqual([0, 'heur', 40]);
    expect(JSON.parse(readFileSync(out('ml.json'), 'utf8')).kept).toBe(document.kept);
    expect(readFileSync(out('top.csv'), 'utf8').trim().split('\n')).toHaveLength(3);
    expect((await desk.json('evaluate', '--input-csv', trades, ...files)).code).toBe(2);
    expect((await desk.text('evaluate', '--input-csv', trades, '--heuristic', ...files)).stdout).toContain(
      'UNCALIBRATED',
    );
    expect(
      (await desk.json('evaluate', '--input-csv', trades, '--heuristic', '--threshold', '2', ...files)).code,
    ).toBe(2);
  });

  test('an exchange is trained on where a dataset covers its days, else it says how to make one', async () => {
    const fresh = cliDesk();
    await fresh.json('sample', '--symbols', '1', '--sessions', '40', '--seed', '3');
    const missing = await fresh.json('train', '--exchange', 'NSE', '--days', '30', '--dry-run');
    expect(missing.code).toBe(3);
    const [, command] = /Build one: dataset build (.*?) \(or/.exec(missing.document.error.message)!;
    const before = (await fresh.json('dataset')).document.datasets;
    expect(before).toEqual([]);
    const built = await fresh.json('dataset', 'build', ...command!.split(' '));
    expect(built.code).toBe(0);
    const planned = await fresh.json(
      'train',
      '--exchange',
      'NSE',
      '--days',
      '30',
      '--hold-out',
      '0',
      '--dry-run',
    );
    expect(planned).toMatchObject({
      code: 0,
      document: { request: { datasetId: built.document.datasetId } },
    });
    expect(planned.document.request).toMatchObject({ selection: 'median', regimes: { states: 4 } });
  }, 60_000);

  test('a training is repeated by the weekend, started and reported from here', async () => {
    const { runs } = (await desk.json('train', 'list')).document;
    const run = runs.find(
      (one: Document) => one.families.includes('logistic') && one.datasetName.includes('meta'),
    );
    const before = desk.fingerprint();
    const asked = ['weekend', 'add', '--from-run', run.id, '--name', 'Every Friday', '--weekday', 'fri'];
    expect((await desk.json(...asked, '--dry-run')).document.entry).toMatchObject({
      weekday: 5,
      at: '16:00',
    });
    expect(desk.fingerprint()).toBe(before);
    const { document: entry } = await desk.json(...asked);
    expect(entry).toMatchObject({
      name: 'Every Friday',
      rhythm: 'weekly',
      enabled: true,
      refreshDataset: true,
    });
    expect(new Date(entry.nextAt).toISOString()).toMatch(/T10:30:00/);
    expect((await desk.json('weekend', 'due')).document.due).toMatchObject([
      { verdict: { kind: 'not-yet' } },
    ]);
    expect((await desk.json('weekend', 'run', '--due')).document).toMatchObject({ runs: [], failed: [] });
    const started = await desk.json('weekend', 'run', 'every friday');
    expect(started.code).toBe(0);
    expect(started.document.runs).toMatchObject([
      { state: 'done', name: expect.stringMatching(/^Every Friday · /) },
    ]);
    const [after] = (await desk.json('weekend')).document.entries;
    expect(after).toMatchObject({ lastRunId: started.document.runs[0].runId, nextAt: entry.nextAt });
    expect(after.lastWords).toContain('imported');
    const { document: report } = await desk.json('weekend', 'report', '--make', '--out', out('weekend.html'));
    expect(report.ran.map((one: Document) => one.runId)).toContain(started.document.runs[0].runId);
    expect(readFileSync(out('weekend.html'), 'utf8')).toContain('Every Friday');
    expect((await desk.json('weekend', 'report')).document.id).toBe(report.id);
    expect((await desk.text('weekend', 'report')).stdout).toContain('Budget');
    await desk.json('weekend', 'remove', 'Every Friday');
    expect((await desk.json('weekend')).document.entries).toEqual([]);
    expect((await desk.json('weekend', 'run', 'Every Friday')).code).toBe(2);
  }, 60_000);
});
