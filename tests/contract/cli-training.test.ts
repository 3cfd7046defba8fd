// Training from the command line over a small real desk: dry run, run, copies of the published files, report, hold-out once, predictions,
// calibration, bundles, Ctrl-C and going on, published forms over files, and slips that are refused.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { openDb } from '../../src/services/db/index.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

const SHORT = ['--train-days', '20', '--test-days', '10', '--hold-out', '8'];

describe('training on the command line', () => {
  let desk: CliDesk;
  let datasetId: string;
  let run: Document;
  let candidateId: string;
  const out = (name: string) => join(desk.home, '..', 'out', name);

  beforeAll(async () => {
    desk = cliDesk();
    await desk.json('sample', '--symbols', '2', '--sessions', '60', '--seed', '11');
    const { document } = await desk.json(
      ...['dataset', 'build', '--features', 'scalper-52', '--label', 'triple-barrier', '--interval', '15m'],
      ...['--label-set', 'side=long', '--name', 'Small one'],
    );
    datasetId = document.datasetId;
    const trained = await desk.json(
      ...['train', '--dataset', 'small ONE', '--estimator', 'logistic', ...SHORT, '--why', 'to see'],
      ...['--out-report', out('report.json'), '--out-oof', out('oof.csv'), '--out-model', out('model.onnx')],
      ...['--out-features', out('features.json'), '--output', out('all')],
    );
    expect(trained.code).toBe(0);
    run = trained.document;
    candidateId = run.best.candidateId;
  }, 120_000);

  test('a dry run plans, and changes no byte', async () => {
    const before = desk.fingerprint();
    const { code, document } = await desk.json(
      ...[
        'automl',
        '--exchange',
        'NSE',
        '--days',
        '60',
        '--window-days',
        '30',
        '--step-days',
        '10',
        '--dry-run',
      ],
      ...['--families', 'lightgbm', 'catboost', '--optuna-trials', '2', '--soft-vote'],
    );
    expect(code).toBe(0);
    expect(document).toMatchObject({
      dryRun: true,
      plan: { problems: [] },
      request: { datasetId, softVote: true },
    });
    // What is reserved for the dataset is kept without being named.
    expect(document.request.holdOutSessions).toBe(8);
    expect(document.plan.trials).toBe(2 * 2 * (document.plan.folds.length + 1));
    expect(desk.fingerprint()).toBe(before);
  });

  test('a run is the run the desk shows, with its job', async () => {
    expect(run).toMatchObject({ state: 'done', datasetId, synthetic: true, resume: null, error: null });
    const { document } = await desk.json('train', 'status', run.runId.slice(0, 8), '--steps');
    expect(document).toMatchObject({ id: run.runId, state: 'done', request: { justification: 'to see' } });
    expect(document.stepList).toHaveLength(document.steps.total);
    const short = await desk.json(
      'train',
      'status',
      run.runId.slice(0, 8),
      '--steps',
      ...['--offset', '2'],
      ...['--limit', '3'],
    );
    expect(short.document.stepList).toEqual(document.stepList.slice(2, 5));
    expect(short.document).toMatchObject({ stepTotal: document.steps.total, stepOffset: 2 });
    const failed = await desk.json('train', 'status', run.runId.slice(0, 8), '--state', 'failed');
    expect(failed.document).toMatchObject({ stepList: [], stepTotal: 0 });
    const db = await openDb({ file: join(desk.home, 'anchordesk.db') });
    const job = await db.get('SELECT kind, state FROM job WHERE id = ?', [document.jobId]);
    await db.close();
    expect(job).toEqual({ kind: 'training', state: 'done' });
    expect((await desk.json('train', 'list')).document.runs).toHaveLength(1);
    expect((await desk.text('train', 'status')).stdout).toContain('Logistic regression');
    expect((await desk.json('train', 'resume', run.runId)).code).toBe(4);
    expect((await desk.json('train', 'pause', run.runId)).code).toBe(4);
    expect((await desk.json('train', 'log', run.runId)).document.runId).toBe(run.runId);
  });

  test('the published files lie where they were asked for', async () => {
    const report = JSON.parse(readFileSync(out('report.json'), 'utf8'));
    expect(report).toMatchObject({ train_days: 20, test_days: 10, embargo_minutes: 30 });
    const oof = parse(readFileSync(out('oof.csv'), 'utf8'), { columns: true }) as Record<string, string>[];
    expect(Object.keys(oof[0]!)).toEqual(['ticker', 'side', 'entry_time', 'label', 'p_win']);
    expect(JSON.parse(readFileSync(out('features.json'), 'utf8')).length).toBeGreaterThan(10);
    expect(existsSync(out('model.onnx'))).toBe(true);
    expect(existsSync(join(out('all'), 'training_report.json'))).toBe(true);
    expect(run.copied.outModel).toBe(out('model.onnx'));
  });

  test('evaluate prints the whole report', async () => {
    const { document } = await desk.json('evaluate', '--candidate', candidateId.slice(0, 8));
    expect(document).toMatchObject({ id: candidateId, family: 'logistic', rank: 1 });
    expect(document.perSegment.length).toBeGreaterThan(1);
    const { stdout } = await desk.text('evaluate', '--candidate', candidateId);
    for (const words of ['luck', 'deflated', 'gates', 'Read these before believing it', 'segment'])
      expect(stdout).toContain(words);
  });

  test('predictions of any dates, by candidate and by bundle, are the same', async () => {
    const range = ['--start-date', '2025-06-02', '--end-date', '2025-06-04'];
    const by = await desk.json('predict', '--model', candidateId, ...range, '--output', out('p.csv'));
    expect(by.code).toBe(0);
    expect(by.document).toMatchObject({ instruments: 2, copy: out('p.csv') });
    const bundle = run.candidates[0].bundle.id;
    const other = await desk.json('predict', '--model', bundle, ...range);
    expect(readFileSync(other.document.path, 'utf8')).toBe(readFileSync(by.document.path, 'utf8'));
    expect(readFileSync(out('p.csv'), 'utf8')).toBe(readFileSync(by.document.path, 'utf8'));
    expect(by.document.rows).toBe(readFileSync(out('p.csv'), 'utf8').trim().split('\n').length - 1);
    const before = desk.fingerprint();
    expect(
      (await desk.json('predict', '--model', candidateId, ...range, '--dry-run')).document,
    ).toMatchObject({
      dryRun: true,
      request: { model: candidateId, from: '2025-06-02' },
    });
    expect(desk.fingerprint()).toBe(before);
    expect((await desk.json('predict', '--model', 'no-such-model')).code).toBe(2);
  });

  test('a calibration is judged on later rows; what is refused is not written', async () => {
    const own = await desk.json('calibrate', '--candidate', candidateId);
    expect(own.document.rows).toBeGreaterThan(100);
    expect(own.code).toBe(own.document.accepted ? 0 : 4);
    const rows = Array.from({ length: 600 }, (_, k) => {
      const p = 0.05 + (0.9 * ((k * 37) % 100)) / 100;
      return `${p},${Number(((k * 61) % 97) / 97 < p)}`;
    });
    const good = desk.file('good.csv', `p,y\n${rows.join('\n')}\n`);
    const fit = await desk.json('calibrate', '--input-csv', good, '--output', out('c.json'));
    expect(fit).toMatchObject({ code: 0, document: { accepted: true, method: 'platt' } });
    expect(JSON.parse(readFileSync(out('c.json'), 'utf8'))).toMatchObject({ n: 480, source: good });
    expect(fit.document.calibration.a).toBeGreaterThan(0.5);
    const noise = desk.file(
      'noise.csv',
      `p,y\n${rows.map((row, k) => `${row.split(',')[0]},${k % 2}`).join('\n')}\n`,
    );
    const refused = await desk.json('calibrate', '--input-csv', noise, '--output', out('no.json'));
    expect(refused).toMatchObject({ code: 4, document: { accepted: false, calibration: null } });
    expect(existsSync(out('no.json'))).toBe(false);
    const bad = desk.file('bad.csv', 'p,y\n1.5,1\n0.2,0\n');
    expect((await desk.json('calibrate', '--input-csv', bad)).code).toBe(4);
    expect((await desk.json('calibrate', '--input-csv', good, '--outcome', 'came')).code).toBe(3);
    expect((await desk.json('calibrate')).code).toBe(2);
  });

  test('bundles are listed, shown, verified and exported', async () => {
    const { document } = await desk.json('models');
    expect(document.candidates.map((one: Document) => one.id)).toEqual([candidateId]);
    expect(document.starters.length).toBeGreaterThan(0);
    const starter = document.starters[0].path.split('/').at(-1);
    expect((await desk.json('models', 'show', starter)).document.manifest.synthetic).toBe(true);
    expect(await desk.json('models', 'verify', candidateId)).toMatchObject({
      code: 0,
      document: { faults: [] },
    });
    const exported = await desk.json('models', 'export', candidateId, '--output', out('bundle'));
    expect(exported.document.files).toContain('model.onnx');
    expect((await desk.json('models', 'export', candidateId, '--output', out('bundle'))).code).toBe(4);
    expect((await desk.json('models', 'show', out('bundle'))).document.manifest.candidateId).toBe(
      candidateId,
    );
  });

  test('the hold-out opens once, with a reason and its gates', async () => {
    const asked = ['holdout', '--candidate', candidateId, '--reason', 'final look'];
    expect((await desk.json('holdout', '--candidate', candidateId, '--reason', '  ')).code).toBe(2);
    const before = desk.fingerprint();
    expect((await desk.json(...asked, '--dry-run')).document).toMatchObject({
      dryRun: true,
      holdOut: { sessions: 8 },
    });
    expect(desk.fingerprint()).toBe(before);
    const opened = await desk.json(
      ...asked,
      '--threshold-auc',
      '0',
      '--threshold-sharpe',
      '-10',
      '--output',
      out('h.json'),
    );
    expect(opened).toMatchObject({
      code: 0,
      document: { reason: 'final look', gates: { auc: 0, sharpe: -10 } },
    });
    // The gate asked for here, not the run's 0.60, is what the result was held against.
    expect(opened.document.faults.join()).not.toContain('0.600');
    expect(JSON.parse(readFileSync(out('h.json'), 'utf8'))).toMatchObject({ n: opened.document.scores.rows });
    const again = await desk.json(...asked);
    expect([again.code, again.document.error.code]).toEqual([4, 'CONFLICT']);
    expect((await desk.json(...asked, '--dry-run')).code).toBe(4);
  });

  test('a search reports its trials in the published layout', async () => {
    const { code, document } = await desk.json(
      ...['hpo', '--dataset', datasetId, '--algorithm', 'lightgbm', '--trials', '2', '--pruner', 'none'],
      ...['--split', JSON.stringify({ kind: 'tail', share: 0.4, embargoMs: 0 }), '--output', out('hpo.json')],
    );
    expect(code).toBe(0);
    const { report } = document;
    expect(report.summary).toMatchObject({ total_jobs: 4, failed_jobs: 0 });
    expect(report.performance.best_auc).toBeGreaterThanOrEqual(report.performance.median_auc);
    expect(report.performance.worst_auc).toBeLessThanOrEqual(report.performance.average_auc);
    const { 'auc_ge_0.5': half } = report.threshold_analysis;
    expect(half.count).toBe(report.top_models.filter((one: Document) => one.score >= 0.5).length);
    expect(JSON.parse(readFileSync(out('hpo.json'), 'utf8')).run_id).toBe(document.runId);
    const status = await desk.json('hpo', 'status', document.runId);
    expect(status.document.report.performance).toEqual(report.performance);
  }, 60_000);

  test('Ctrl-C pauses a run, which goes on to its end', async () => {
    const { child, answer } = desk.start(
      ...['automl', '--dataset', datasetId, '--families', 'lightgbm', 'xgboost', '--trials', '6', '--json'],
      ...[
        '--split',
        JSON.stringify({
          kind: 'walk-forward',
          trainSessions: 20,
          testSessions: 10,
          expanding: false,
          embargoMs: 0,
        }),
      ],
    );
    const newest = async () => (await desk.json('train', 'status')).document;
    const underWay = async () => {
      const { state, steps, families } = await newest();
      return state === 'running' && families.length === 2 && steps.done > 3;
    };
    await expect.poll(underWay, { timeout: 30_000, interval: 100 }).toBe(true);
    child.kill('SIGINT');
    const { code, stdout, stderr } = await answer;
    const paused = JSON.parse(stdout);
    expect(stderr).toBe('');
    expect([code, paused.state]).toEqual([1, 'paused']);
    expect(paused.resume).toBe(`train resume ${paused.runId.slice(0, 8)}`);
    expect(paused.steps.done).toBeLessThan(paused.steps.total);
    const before = desk.fingerprint();
    expect((await desk.json('train', 'resume', paused.runId, '--dry-run')).document.left).toBeGreaterThan(0);
    expect(desk.fingerprint()).toBe(before);
    const resumed = await desk.json('train', 'resume', paused.runId);
    expect(resumed).toMatchObject({ code: 0, document: { state: 'done', resume: null } });
    expect(resumed.document.candidates).toHaveLength(2);
  }, 120_000);

  test('stack over a run computes its models once', async () => {
    const { code, document } = await desk.json(
      'stack',
      '--run',
      run.runId,
      '--meta-learner',
      'linear',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(document.request).toMatchObject({ stack: 'logistic', softVote: true });
    expect(document.plan.reusable).toBeGreaterThan(0);
    expect((await desk.json('stack', '--run', run.runId, '--models', 'xgb,cat')).code).toBe(2);
  });

  test('the three steps of the published main', async () => {
    const range = ['--start-date', '2025-04-02', '--end-date', '2025-06-30'];
    const { code, document } = await desk.json(
      'train',
      '--backtest',
      '--predict',
      ...range,
      '--dataset',
      datasetId,
    );
    expect(code).toBe(0);
    expect(document.prediction.rows).toBeGreaterThan(0);
    expect(document.backtest.perSegment.length).toBeGreaterThan(0);
  }, 60_000);

  test('slips are refused before anything starts', async () => {
    const before = (await desk.json('train', 'list')).document.runs.length;
    const slips: readonly (readonly [string[], number, RegExp])[] = [
      [['train'], 2, /--dataset/],
      [['train', '--dataset', 'nobody'], 2, /no dataset/],
      [['train', '--dataset', datasetId, '--estimator', 'lightgmb'], 2, /leafwise/],
      [['train', '--dataset', datasetId, '--estimator', 'leafwise', '--set', 'rounds=0'], 2, /rounds/],
      [['train', '--dataset', datasetId, '--hold-out', '3'], 2, /reserved its last 8 sessions/],
      [['train', '--dataset', datasetId, '--train-days', '500', '--hold-out', '8'], 2, /too few/],
      [['train', '--dataset', datasetId, '--split', 'nobody'], 2, /no split/],
      [['train', '--exchange', 'BSE', '--days', '90'], 3, /BSE/],
      [['train', '--exchange', 'NSE', '--days', 'ninety'], 2, /takes a number/],
      [['train', '--dataset', datasetId, '--days', '90'], 2, /leave out/],
      [['train', '--mode', 'train'], 2, /belong together/],
      [['train', 'status', 'nobody'], 2, /no training run/],
      [['automl', '--dataset', datasetId, '--quiet-hours', 'nine'], 2, /09:00-15:45/],
      [['automl', '--dataset', datasetId, '--trials', '0'], 2, /trials/],
      [['hpo', '--dataset', datasetId, '--algorithm', 'svm'], 2, /svm/],
      [['evaluate'], 2, /--candidate/],
      [['evaluate', '--input-csv', 'x.csv'], 2, /--heuristic/],
      [['holdout', '--candidate', 'nobody', '--reason', 'x'], 2, /no candidate/],
      [['models', 'verify', 'nobody'], 2, /no candidate/],
    ];
    for (const [args, code, words] of slips) {
      const answer = await desk.json(...args);
      expect([args.join(' '), answer.code]).toEqual([args.join(' '), code]);
      expect(answer.document.error.message, args.join(' ')).toMatch(words);
    }
    expect((await desk.json('train', 'list')).document.runs).toHaveLength(before);
  });
});
