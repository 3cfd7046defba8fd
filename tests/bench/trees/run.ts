// One measured training in a process of its own, so that its peak memory is its own: makes the data, bins, trains, tests, prints
// one line of JSON. Started by main.ts with ROWS ROUNDS TASK THREADS KERNELS.
import { binColumns } from '../../../engines/learn/trees/bins/binned-data.ts';
import { predictionsOf, scoreRow, scoreRows } from '../../../engines/learn/trees/model/walk.ts';
import { trainTrees } from '../../../engines/learn/trees/train.ts';
import { auc as areaUnderCurve } from '../../../engines/numeric/auc.ts';
import { createTreeTeam } from '../../../src/services/training/tree-team.ts';
import { treeParameters } from '../../fixtures/tree-training.ts';
import { type MadeData, makeData } from './made-data.ts';

const [rowsText = '200000', roundsText = '200', task = 'binary', threadsText = '1', kernels = 'wasm'] =
  process.argv.slice(2);
const threads = Number(threadsText);
const classes = task === 'three' ? 3 : 2;
const labelsOf = (data: MadeData) => (classes === 3 ? data.three : data.binary);

const { train, test } = makeData(Number(rowsText));
const labels = labelsOf(train);
const counts = Array.from({ length: classes }, (_, k) => labels.reduce((n, y) => n + Number(y === k), 0));
const initial =
  classes === 2 ? [Math.log(counts[1]! / counts[0]!)] : counts.map((count) => Math.log(count / train.rows));
const team = threads > 1 ? createTreeTeam(threads) : null;

const started = performance.now();
const binned = binColumns(train.columns, train.rows);
const binnedAt = performance.now();
const processorAt = process.cpuUsage();
const state = trainTrees({
  parameters: treeParameters({
    objective: classes === 2 ? 'logistic' : 'softmax',
    rounds: Number(roundsText),
    learningRate: 0.05,
    maxLeaves: 31,
    minChildSamples: 20,
  }),
  outputs: initial.length,
  initial: Float64Array.from(initial),
  train: {
    columns: train.columns,
    rows: train.rows,
    labels,
    target: Float64Array.from(labels),
    weights: null,
  },
  binned,
  validation: null,
  warmStart: null,
  team,
  plain: kernels === 'plain',
  measureTraining: false,
  onRound: null,
});
const trainedAt = performance.now();
const processor = process.cpuUsage(processorAt);
// Data, bins and training; what follows is the measuring itself.
const peakMb = process.resourceUsage().maxRSS / 1024;
const probabilities = predictionsOf(state, scoreRows(state, test.columns, test.rows), test.rows, classes);
const predictedAt = performance.now();
await team?.close();
const oneRow = rowLatency();

const truth = labelsOf(test);
let logLoss = 0;
truth.forEach((y, i) => {
  logLoss -= Math.log(probabilities[i * classes + y]!) / test.rows;
});
/** Mean over the classes of each against the others; two classes: the second. */
const against = classes === 2 ? [1] : [0, 1, 2];
const auc =
  against.reduce((sum, k) => {
    const score = Float64Array.from({ length: test.rows }, (_, i) => probabilities[i * classes + k]!);
    return (
      sum +
      areaUnderCurve(
        score,
        Int8Array.from(truth, (y) => (y === k ? 1 : -1)),
      )
    );
  }, 0) / against.length;

console.log(
  JSON.stringify({
    rows: train.rows,
    rounds: Number(roundsText),
    task,
    threads,
    kernels,
    binningSeconds: (binnedAt - started) / 1e3,
    trainSeconds: (trainedAt - binnedAt) / 1e3,
    processorSeconds: (processor.user + processor.system) / 1e6,
    predictSeconds: (predictedAt - trainedAt) / 1e3,
    oneRowMicroseconds: oneRow,
    peakMb,
    logLoss,
    auc,
  }),
);

/** Time of the live path: one row through all trees, 5,000 rows after a warm-up. */
function rowLatency(): { readonly median: number; readonly p99: number } {
  const rows = Array.from({ length: 1_000 }, (_, i) =>
    Float32Array.from(test.columns, (column) => column[i]!),
  );
  const scores = new Float64Array(state.outputs);
  const times: number[] = [];
  for (let k = 0; k < 8_000; k++) {
    const from = performance.now();
    scoreRow(state, rows[k % rows.length]!, scores);
    if (k >= 3_000) times.push((performance.now() - from) * 1e3);
  }
  times.sort((a, b) => a - b);
  return { median: times[2_500]!, p99: times[4_950]! };
}
