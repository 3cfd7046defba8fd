// The main job on real candles, from the command line: 21 NSE symbols in, AVWAP v11 honest and as published, and the waterfall
// between them. Runs where the market data is.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { describeWithData } from '../shared-data.ts';
import { type CliDesk, cliDesk, type Document } from './cli-harness.ts';

const V11 = ['backtest', 'avwap-v11', '--instruments', 'all', '--interval', '15m'];
const RANGE = ['--from', '2023-07-01', '--to', '2024-03-31'];

describeWithData('real candles on the command line', (folder) => {
  let desk: CliDesk;
  let honest: Document;
  let published: Document;

  beforeAll(async () => {
    desk = cliDesk();
    const market = join(folder, 'market');
    const files = readdirSync(market).filter((name) => /^NSE_.*_5minute\.csv\.gz$/.test(name));
    const { code, document } = await desk.script('import', ...files.map((name) => join(market, name)));
    expect(code).toBe(0);
    expect(document.refused).toEqual([]);
    expect(document.files).toHaveLength(files.length);
    expect(document.bars).toBeGreaterThan(290_000);
    expect(document.files.reduce((sum: number, file: Document) => sum + file.bars, 0)).toBe(document.bars);
    honest = (await desk.script(...V11, ...RANGE)).document;
    published = (await desk.script(...V11, ...RANGE, '--fill-policy', 'as-published')).document;
  });

  test('both runs trade, and the honest one pays real charges and slippage', () => {
    expect(honest.trades).toBeGreaterThan(0);
    expect(published.trades).toBeGreaterThan(0);
    expect(honest.metrics.chargesByKind.stt).toBeGreaterThan(0);
    expect(honest.metrics.slippage).toBeGreaterThan(0);
    expect(published.metrics.chargesByKind.stt).toBe(0);
    expect(honest.synthetic).toBe(false);
    expect(honest.flags.map(({ id }: Document) => id)).toContain('data-quality');
  });

  test('the waterfall leads from one to the other, to the paisa', async () => {
    const { document } = await desk.json('compare', honest.runId, published.runId, '--waterfall');
    const { steps } = document.waterfall;
    expect(steps[0].netPnl).toBe(Math.round(published.metrics.netPnl * 100) / 100);
    expect(steps.at(-1).netPnl).toBe(Math.round(honest.metrics.netPnl * 100) / 100);
    expect([steps[0].trades, steps.at(-1).trades]).toEqual([published.trades, honest.trades]);
    const { stdout } = await desk.text('compare', honest.runId, '--waterfall');
    expect(stdout.split('\n').filter((line) => /[+-]₹/.test(line))).toHaveLength(steps.length + 1);
  });

  test('cutting off the later sessions changes none of the trades before', async () => {
    const early = [...V11, '--from', '2023-07-01', '--to', '2023-10-31'];
    const cut = (await desk.json(...early)).document;
    const whole = (await desk.json('runs', 'show', honest.runId)).document;
    const upTo = whole.equity.filter(({ date }: Document) => date <= '2023-10-31');
    const shown = (await desk.json('runs', 'show', cut.runId)).document;
    expect(upTo.length).toBeGreaterThan(50);
    expect(shown.equity).toEqual(upTo);
  });

  test('a trade file of the old system is recognised and becomes a run as published', async () => {
    const file = join(folder, 'seed_outputs', 'eqidv2', 'trades_ML_20260221_120145.csv');
    const { code, document } = await desk.json('import', file);
    expect([code, document.files]).toEqual([0, []]);
    expect(document.runs).toEqual([expect.objectContaining({ path: file, trades: 1025 })]);
    expect(document.runs[0].flags.length).toBeGreaterThanOrEqual(3);
    const { document: shown } = await desk.json('runs', 'show', document.runs[0].runId);
    expect(shown).toMatchObject({ origin: 'legacy-import', state: 'done', fillPolicy: 'as-published' });
    const refused = await desk.json('compare', document.runs[0].runId, '--waterfall');
    expect([refused.code, refused.document.error.code]).toEqual([4, 'REFUSED']);
  });
});
