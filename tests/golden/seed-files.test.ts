// Files the replaced systems left behind: each either becomes a dataset or is refused with what it is; and the figures they hold come
// out as they were published, or as what they really are. Runs where these files are.
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeAll, expect, it } from 'vitest';
import { guardedPlatt, plattProbability } from '../../engines/learn/calibration/platt.ts';
import { logisticProbability } from '../../engines/learn/linear/standardised-logistic.ts';
import { auc } from '../../engines/numeric/auc.ts';
import { codec } from '../../src/contracts/codec.ts';
import type { ExternalImport, ExternalPreview } from '../../src/contracts/datasets.ts';
import { runJobInProcess } from '../../src/services/jobs/in-process.ts';
import { createCandleStore } from '../../src/services/market/index.ts';
import { datasetFolder, readPart } from '../../src/services/research/dataset-files.ts';
import { logisticOf, plattOf } from '../../src/services/research/external/json-documents.ts';
import { weekdaysBefore } from '../../src/services/research/external/metric-findings.ts';
import { predictionSkill } from '../../src/services/research/external/table-findings.ts';
import { NOW, openResearchDesk, type ResearchDesk } from '../fixtures/research.ts';
import { describeWithData } from '../shared-data.ts';

describeWithData('files of the replaced systems', (data) => {
  const folder = join(data, 'seed_outputs');
  let desk: ResearchDesk;
  beforeAll(async () => {
    desk = await openResearchDesk(mkdtempSync(join(tmpdir(), 'seed-files-')));
    return () => desk.db.close();
  });

  const preview = (name: string): Promise<ExternalPreview> =>
    desk.datasets.previewExternal(join(folder, name));
  const columnOf = (shown: ExternalPreview, name: string) => shown.columns.find((one) => one.name === name)!;
  async function imported(name: string, changes: Partial<ExternalImport> = {}) {
    const { datasetId } = await desk.datasets.importExternal({
      path: join(folder, name),
      justification: '',
      roles: {},
      timeZone: 'Asia/Kolkata',
      exchange: 'NSE',
      ...changes,
    });
    return desk.datasets.get(datasetId);
  }
  const table = (name: string) =>
    parse(readFileSync(join(folder, name)), { columns: true, bom: true }) as Record<string, string>[];

  const files =
    data === ''
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
          statSync(join(folder, name)).isFile(),
        );

  /** Which of them are rows somebody could learn from or judge. */
  const DATASETS =
    /meta_oof|ml_filtered_trades|trades_(ML|big|mid|small)|paper_trades_|signals_2026-02-23|test_predictions|macro_signals|feature_log|offline_2min|signals(_\w+)?\.jsonl/;

  it.each(files)('%s becomes a dataset or is refused with the reason', async (name) => {
    const shown = await preview(name);
    expect(shown.layout).not.toBe('');
    expect(shown.columns.filter((one) => one.role === 'feature' && one.future)).toEqual([]);
    expect(shown.columns.every((one) => one.reason.length > 5)).toBe(true);
    const request = {
      timeZone: shown.proposedTimeZone ?? 'Asia/Kolkata',
      exchange: shown.proposedExchange ?? 'NSE',
    } as const;
    if (DATASETS.test(name)) {
      expect(shown.refusals).toEqual([]);
      const dataset = await imported(name, request);
      expect(dataset).toMatchObject({ origin: 'imported', state: 'done' });
      expect(dataset.rows + dataset.droppedRows).toBe(shown.rows);
      expect(dataset.rows).toBeGreaterThan(0.95 * shown.rows);
      const { rows } = await desk.datasets.rows({ datasetId: dataset.id, limit: 2000 });
      expect(rows.length).toBe(Math.min(2000, dataset.rows));
    } else {
      expect(shown.refusals.length).toBeGreaterThan(0);
      expect(shown.refusals.every((words) => words.length > 40)).toBe(true);
      const before = (await desk.datasets.list()).length;
      await expect(imported(name, request)).rejects.toMatchObject({ code: 'REFUSED' });
      expect((await desk.datasets.list()).length).toBe(before);
    }
  });

  it('out-of-fold predictions give the published AUC of both folds', async () => {
    const shown = await preview('eqidv2/meta_oof_predictions.csv');
    expect([shown.layout, shown.rows]).toEqual(['meta out-of-fold predictions', 591]);
    expect(columnOf(shown, 'p_win')).toMatchObject({ role: 'prediction', missing: 591 - 133 });
    const dataset = await imported('eqidv2/meta_oof_predictions.csv');
    expect(dataset.balance[1]! / dataset.rows).toBeCloseTo(0.2521, 4);
    expect([dataset.classes, dataset.featureNames, dataset.proof]).toEqual([['0', '1'], [], 'none']);

    // From what was stored: labels of the parts, predictions beside them.
    const report = JSON.parse(readFileSync(join(folder, 'eqidv2/meta_train_report.json'), 'utf8'));
    const at = datasetFolder(desk.folder, dataset.id);
    const rows: { time: number; label: number; chance: number }[] = [];
    for (let k = 1; k <= dataset.perInstrument.length; k++) {
      const { columns, header } = await readPart(at, `beside-${String(k).padStart(4, '0')}.bin`);
      expect(header.names).toEqual(['p_win']);
      for (let i = 0; i < columns.rows; i++)
        rows.push({ time: columns.time[i]!, label: columns.label[i]!, chance: columns.features[0]![i]! });
    }
    expect(rows.filter((row) => !Number.isNaN(row.chance))).toHaveLength(133);
    const found = report.folds.map((fold: { test_start: string; test_end: string; rows_test: number }) => {
      const [from, to] = [Date.parse(fold.test_start), Date.parse(fold.test_end)];
      const tested = rows.filter((row) => row.time >= from && row.time <= to);
      expect(tested).toHaveLength(fold.rows_test);
      return auc(
        Float64Array.from(tested, (row) => row.chance),
        Int8Array.from(tested, (row) => (row.label === 1 ? 1 : -1)),
      );
    });
    expect(found[0]).toBeCloseTo(0.6182352941, 9);
    expect(found[1]).toBeCloseTo(0.5391534392, 9);
  });

  it('the quality model and the calibrator answer as their numbers say', async () => {
    const model = logisticOf(JSON.parse(readFileSync(join(folder, 'onemin/q_model_2min.json'), 'utf8')))!;
    expect(model.features[0]).toBe('p_buy');
    expect(logisticProbability(model, [0.7, 0, 0, 0, 0])).toBeCloseTo(0.552557207, 9);
    const platt = plattOf(JSON.parse(readFileSync(join(folder, 'onemin/calibrator.json'), 'utf8')))!;
    expect(plattProbability(platt, 0.6)).toBeCloseTo(0.801081, 6);
    expect(guardedPlatt(platt, 0.6)).toBeCloseTo(0.745, 12);
    expect((await preview('onemin/q_model_2min.json')).layout).toBe('logistic model');
    expect((await preview('onemin/calibrator.json')).layout).toBe('calibrator of a model (Platt)');
  });

  it('cached minutes are stored under the day they hold, once', async () => {
    const names = ['INDEX_20250105_1m.csv', 'INDEX_20250106_1m.csv', 'INDEX_20250107_1m.csv'];
    const contents = names.map((name) => [
      ...new Set(table(`onemin/intraday_cache/${name}`).map((row) => row.timestamp!.slice(0, 10))),
    ]);
    // The first is named after a Sunday.
    expect(contents).toEqual([['2025-01-06'], ['2025-01-06', '2025-01-07'], ['2025-01-07', '2025-01-08']]);
    const overrides = { symbol: 'NIFTY 50', exchange: 'NSE' } as const;
    const result = codec.deserialize(
      (await runJobInProcess(
        'import',
        { files: names.map((name) => ({ path: join(folder, 'onemin/intraday_cache', name), overrides })) },
        { db: desk.db, dataFolder: desk.folder, now: () => NOW },
      )) as ReturnType<typeof codec.serialize>,
    ) as { readonly refused: readonly unknown[] };
    expect(result.refused).toEqual([]);
    const store = createCandleStore(desk.db);
    const days = await store.days('NSE:NIFTY 50', '1m', '2025-01-01', '2025-01-31');
    expect(days.map((day) => [day.date, day.count])).toEqual([
      ['2025-01-06', 375],
      ['2025-01-07', 375],
      ['2025-01-08', 375],
    ]);
    const shown = await preview('onemin/intraday_cache/INDEX_20250105_1m.csv');
    expect(shown.refusals.join()).toContain('Data → Import');
  });

  it('signals are counted by direction, and both layouts on disk are known', async () => {
    const shown = await preview('onemin/signals_20251210_12.jsonl');
    expect([shown.layout, shown.rows]).toEqual(['signal log', 163]);
    expect(shown.findings).toContain('Directions: 95 SELL, 51 BUY, 10 NEUTRAL, 7 FLAT.');
    expect((await preview('onemin/signals_oldschema_nov19_head300.jsonl')).layout).toBe(
      'signal log, older layout',
    );
  });

  it('forecasts in three layouts show what they are worth', async () => {
    const skillOf = (name: string) => {
      const rows = table(`forecast_ml/${name}`);
      return predictionSkill(
        Float64Array.from(rows, (row) => Number(row.Actual_Return)),
        Float64Array.from(rows, (row) => Number(row.Predicted_Return)),
      );
    };
    const later = skillOf('test_predictions_6f1ef4d_20250125.csv');
    expect([later.rows, later.correlation.toFixed(3), later.rSquared.toFixed(3)]).toEqual([
      3666,
      '0.013',
      '-0.004',
    ]);
    expect([later.hits.toFixed(3), later.ups.toFixed(3)]).toEqual(['0.521', '0.530']);
    const earlier = skillOf('test_predictions_1f6da41_20250123.csv');
    expect([earlier.rows, earlier.correlation.toFixed(3), earlier.rSquared.toFixed(2)]).toEqual([
      3796,
      '0.018',
      '-1.36',
    ]);
    expect([earlier.hits.toFixed(3), earlier.ups.toFixed(3)]).toEqual(['0.478', '0.531']);
    expect([(100 * earlier.meanPredicted).toFixed(2), (100 * earlier.meanActual).toFixed(3)]).toEqual([
      '-0.22',
      '0.008',
    ]);
    const shown = await preview('forecast_ml/test_predictions_1f6da41_20250123.csv');
    // A quarter long, three quarters short: what a percentile of negative predictions must give.
    expect(shown.findings).toContain('Signals: 2847 -1, 949 1.');
    expect(949 / 3796).toBe(0.25);
    expect(shown).toMatchObject({
      proposedExchange: 'US',
      layout: 'forecast predictions, returns and exits',
    });
    expect(columnOf(shown, 'Actual_Return').role).toBe('label');
    expect(columnOf(shown, 'Predicted_Return').role).toBe('prediction');
    const middle = await preview('forecast_ml/test_predictions_c8c044a_20250122.csv');
    expect([middle.layout, middle.columns.length]).toEqual(['forecast predictions with confidence', 5]);
    const first = await preview('forecast_ml/test_predictions_ff5b71d_20250121.csv');
    expect([first.layout, first.columns.length]).toEqual(['forecast predictions', 4]);
    // Its outcome was never filled in.
    expect(columnOf(first, 'Actual')).toMatchObject({ role: 'ignore', missing: 592 });
  });

  it('macro signals: a net flow that is a difference, and a score of three votes', async () => {
    const name = 'oi_gemini/macro_signals_20251130_195302.csv';
    const rows = table(name);
    expect(rows).toHaveLength(679);
    const off = rows.filter(
      (row) => Math.abs(Number(row.fii_dii_net) - (Number(row.fii_flow) - Number(row.dii_flow))) > 0.005,
    );
    expect(off).toHaveLength(0);
    const shown = await preview(name);
    expect(shown.warnings.join()).toContain(
      'fii_dii_net ≠ fii_flow + dii_flow in 677 of 679 rows; in 679 it is their difference',
    );
    // The two other rows hold nothing but zeros, where sum and difference are one.
    expect(rows.filter((row) => Number(row.fii_flow) === 0 && Number(row.dii_flow) === 0)).toHaveLength(2);
    expect(columnOf(shown, 'fii_dii_net').role).toBe('ignore');
    const scores = new Set(rows.map((row) => Number(Number(row.risk_on_score).toFixed(9))));
    for (const score of scores) expect([-0.7, -0.5, -0.3, -0.1, 0, 0.1, 0.3, 0.5, 0.7]).toContain(score);
    expect(shown.warnings.join()).not.toContain('three votes');
    expect(shown.warnings.join()).toContain('not in order of time');
  });

  it('base models trained on made-up days are found out, and so are the days', async () => {
    const shown = await preview('conviction/base_model_metrics_46.csv');
    expect(shown.rows).toBe(46);
    expect(shown.findings[0]).toContain('mean AUC 0.5322');
    const provenance = shown.findings.filter((words) => words.startsWith('Provenance'));
    expect(provenance[0]).toContain('935 + 234 = 1169');
    expect(provenance[1]).toContain('1169 is the number of weekdays from 2021-01-05 to 2025-06-27');
    expect(weekdaysBefore(1169, Date.UTC(2025, 6, 2))).toMatchObject({ from: '2021-01-05', sessions: 1125 });

    const made = await preview('conviction/AAPL_features_SYNTHETIC_head250.csv');
    const refusal = made.refusals.join();
    expect(made.proposedExchange).toBe('US');
    for (const day of [
      "2021-01-01 (New Year's Day)",
      '2021-01-18 (Martin Luther King Jr. Day)',
      '2021-07-05 (Independence Day',
    ])
      expect(refusal).toContain(day);
    await expect(
      imported('conviction/AAPL_features_SYNTHETIC_head250.csv', {
        exchange: 'US',
        timeZone: 'America/New_York',
      }),
    ).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('US calendar') });
  });

  it('a standardised matrix without times is refused for that', async () => {
    const shown = await preview('conviction/corrected_sagemaker_train_head300.csv');
    expect(columnOf(shown, 'target_binary').role).toBe('label');
    expect(shown.refusals.join()).toMatch(/without times.*standardised over all rows/);
  });

  it('stamps written in UTC without saying so are noticed, refused as Indian time, and read as UTC', async () => {
    const name = 'onemin/offline_2min_with_preds_head3000.csv';
    const shown = await preview(name);
    expect(shown).toMatchObject({ proposedTimeZone: 'UTC', proposedExchange: 'NSE', rows: 3000 });
    expect(shown.warnings.join()).toContain('Read as Indian time 2640 of 3000 rows lie outside the session');
    await expect(imported(name)).rejects.toMatchObject({
      code: 'REFUSED',
      message: expect.stringContaining('Read as UTC on the NSE calendar they fit'),
    });
    const dataset = await imported(name, { timeZone: 'UTC' });
    expect([dataset.rows, dataset.classes, dataset.featureNames]).toEqual([
      3000,
      ['SELL', 'FLAT', 'BUY'],
      ['wick_extreme_up', 'wick_extreme_down'],
    ]);
    const { rows } = await desk.datasets.rows({ datasetId: dataset.id, limit: 1 });
    // 04:05 in the file.
    expect(new Date(rows[0]!.time).toISOString()).toBe('2025-11-03T04:05:00.000Z');
  });

  it('feature logs in three layouts: futures kept out, scaled averages noticed, nameless rows left out', async () => {
    const pairs = await preview('onemin/feature_log_kv_nov_head150.csv');
    expect([pairs.layout, pairs.rows]).toEqual(['feature log, key=value', 150]);
    expect(pairs.warnings.join()).toContain('ema_21 and ema_8 lie far from last_price');
    const mixed = await preview('onemin/feature_log_mixed_layouts_120.csv');
    expect([mixed.layout, mixed.rows]).toEqual(['feature log, mixed layouts', 7]);
    expect(mixed.warnings.join()).toContain('113 rows without names');
    for (const name of ['aux_label_short', 'aux_ret_main', 'aux_ret_short'])
      expect(columnOf(mixed, name)).toMatchObject({ role: 'outcome', future: true });
    const wide = await preview('onemin/feature_log_wide_head200.csv');
    expect([wide.layout, wide.rows, wide.proposedTimeZone]).toEqual(['feature log, wide', 200, 'UTC']);
    expect(columnOf(wide, 'aux_label_short')).toMatchObject({ role: 'ignore', future: true });
    await expect(
      imported('onemin/feature_log_wide_head200.csv', {
        timeZone: 'UTC',
        roles: { aux_label_short: 'feature' },
      }),
    ).rejects.toMatchObject({ code: 'REFUSED', message: expect.stringContaining('can never be a feature') });
  });
});
