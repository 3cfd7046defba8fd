// Datasets of the looking desk: a proven one, a synthetic one, one whose proof failed. Development only.

import type { Dataset, DatasetSummary } from '../../../src/contracts/datasets.ts';
import { AppError } from '../../../src/contracts/errors.ts';
import { at } from './fake-training-data.ts';

const dataset = (part: Partial<DatasetSummary> & Pick<DatasetSummary, 'id' | 'name'>): DatasetSummary => ({
  origin: 'built',
  state: 'done',
  jobId: null,
  justification: '',
  interval: '15m',
  from: '2025-08-26',
  to: '2026-02-23',
  instruments: 21,
  synthetic: false,
  featureSet: { id: 'intraday-mtf', version: 3, hash: 'c41f'.repeat(16), features: 52 },
  labelWords: 'Triple barrier, 1.5 × ATR up and down, 8 bars',
  labelHash: 'ab12'.repeat(16),
  rows: 46_214,
  droppedRows: 812,
  gaps: 4,
  classes: ['SELL', 'FLAT', 'BUY'],
  balance: [11_137, 23_662, 11_415],
  proof: 'passed',
  bytes: 11_400_000,
  flags: 0,
  createdAt: at('2026-02-23', '18:02'),
  elapsedMs: 21_400,
  error: null,
  ...part,
});

export const FAKE_DATASETS: readonly DatasetSummary[] = [
  dataset({ id: 'd4e5f60718293a4b', name: '21 symbols, triple barrier' }),
  dataset({
    id: 'a1b2c3d4e5f60718',
    name: 'Sample market, direction',
    synthetic: true,
    rows: 92_118,
    instruments: 20,
    labelWords: 'Next return, 4 bars',
    classes: ['DOWN', 'UP'],
    balance: [45_820, 46_298],
  }),
  dataset({
    id: '0718293a4b5c6d7e',
    name: 'AVWAP v11 trades, won or lost',
    rows: 3_806,
    labelWords: 'Meta-label of the trades of a run',
    classes: ['lost', 'won'],
    balance: [2_120, 1_686],
    proof: 'alarm',
    flags: 2,
  }),
];

export async function fakeDataset(datasetId: string): Promise<Dataset> {
  const found = FAKE_DATASETS.find((one) => one.id === datasetId);
  if (!found) throw new AppError('NOT_FOUND', `There is no dataset ${datasetId}. Nothing was changed.`);
  return {
    ...found,
    request: null,
    label: null,
    labelSummary: null,
    featureNames: ['atr_percent', 'adx_14', 'return_5', 'volume_ratio_20', 'range_position', 'vix_change'],
    perInstrument: [],
    datasetFlags: [],
    contentHash: 'a7c3'.repeat(16),
    lastVerification: null,
    exports: [],
  };
}
