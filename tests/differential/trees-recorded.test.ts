// The engine against LightGBM's recorded result on the same 200,000 × 52 rows and settings: the data first (by its recorded hash),
// then log-loss and AUC on the 50,000 test rows, trained on two threads. Times are the bench's business.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FEATURES, makeData } from '../bench/trees/made-data.ts';
import { PROMISED, RECORDED } from '../bench/trees/recorded.ts';

const RUN = fileURLToPath(new URL('../bench/trees/run.ts', import.meta.url));

describe('200,000 × 52 made rows', () => {
  test('are the rows the figures were recorded on', () => {
    const { train } = makeData(200_000);
    const rowMajor = new Float32Array(train.rows * FEATURES);
    train.columns.forEach((column, f) => {
      for (let i = 0; i < train.rows; i++) rowMajor[i * FEATURES + f] = column[i]!;
    });
    const hash = createHash('sha256').update(new Uint8Array(rowMajor.buffer)).digest('hex');
    expect(hash.slice(0, 16)).toBe('cdae8076848ae9ee');
  });

  test('are learned as well as by LightGBM', () => {
    const recorded = RECORDED.find(({ library, task }) => library === 'LightGBM' && task === 'binary')!;
    const text = execFileSync(process.execPath, [RUN, '200000', '200', 'binary', '2'], { encoding: 'utf8' });
    const { logLoss, auc } = JSON.parse(text) as { logLoss: number; auc: number };
    expect(logLoss).toBeLessThan(recorded.logLoss! + PROMISED.logLossAbove);
    expect(auc).toBeGreaterThan(recorded.auc! - PROMISED.logLossAbove);
    // Far better would mean that the test rows leaked into training.
    expect(logLoss).toBeGreaterThan(0.59);
  });
});
