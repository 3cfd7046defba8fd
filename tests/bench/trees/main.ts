// `npm run bench:trees`: trains on the made data at 1 and 2 threads, each in a process of its own, and prints one JSON report: time,
// memory, log-loss, AUC beside the figures recorded for LightGBM and XGBoost on another machine, and the ratios to them.
// Flags: --million (1,000,000 rows as well), --repeat N (medians of N runs, default 3), --quick (20,000 rows only).
// Recorded times hold for their machine only: run the libraries on this one for a fair ratio (made-data.ts says what data).
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { workerFlags } from '../../../src/services/worker-environment.ts';
import { PROMISED, RECORDED, type RecordedFigure } from './recorded.ts';

interface Run {
  readonly rows: number;
  readonly rounds: number;
  readonly task: 'binary' | 'three';
  readonly threads: number;
  readonly kernels: 'wasm' | 'plain';
  readonly binningSeconds: number;
  readonly trainSeconds: number;
  readonly peakMb: number;
  readonly logLoss: number;
  readonly auc: number;
}
type Plan = Pick<Run, 'rows' | 'rounds' | 'task' | 'threads' | 'kernels'>;

const { values: flags } = parseArgs({
  options: {
    million: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    repeat: { type: 'string', default: '3' },
  },
});
const RUN = fileURLToPath(new URL('./run.ts', import.meta.url));
/** As a job's process gets by default. */
const MEMORY_MB = 2_048;

const plan = (
  rows: number,
  rounds: number,
  task: Plan['task'],
  threads: number,
  kernels: Plan['kernels'] = 'wasm',
): Plan => ({ rows, rounds, task, threads, kernels });
const full: readonly Plan[] = [
  plan(200_000, 200, 'binary', 1),
  plan(200_000, 200, 'binary', 2),
  plan(200_000, 200, 'three', 1),
  plan(200_000, 200, 'three', 2),
  plan(200_000, 200, 'binary', 1, 'plain'),
];
const million: readonly Plan[] = [plan(1_000_000, 50, 'binary', 1), plan(1_000_000, 50, 'binary', 2)];
const plans: readonly Plan[] = [
  plan(20_000, 200, 'binary', 1),
  plan(20_000, 200, 'binary', 2),
  ...(flags.quick ? [] : full),
  ...(flags.million ? million : []),
];

function runOnce({ rows, rounds, task, threads, kernels }: Plan): Run {
  const text = execFileSync(
    process.execPath,
    [...workerFlags(MEMORY_MB), RUN, String(rows), String(rounds), task, String(threads), kernels],
    { encoding: 'utf8' },
  );
  return JSON.parse(text) as Run;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

function measured(one: Plan): Run {
  const runs = Array.from({ length: Math.max(1, Number(flags.repeat)) }, () => runOnce(one));
  const of = (key: 'binningSeconds' | 'trainSeconds' | 'peakMb') => median(runs.map((run) => run[key]));
  return {
    ...runs[0]!,
    binningSeconds: of('binningSeconds'),
    trainSeconds: of('trainSeconds'),
    peakMb: of('peakMb'),
  };
}

function compare(run: Run, recorded: RecordedFigure) {
  const target = run.kernels === 'plain' ? PROMISED.fallbackRatio : recorded.target;
  const trainRatio = run.trainSeconds / recorded.trainSeconds;
  return {
    library: recorded.library,
    recordedElsewhere: recorded,
    trainRatio,
    target,
    met: target === null ? null : trainRatio <= target,
    binningRatio: recorded.binningSeconds && run.binningSeconds / recorded.binningSeconds,
    memoryRatio: recorded.peakMb && run.peakMb / recorded.peakMb,
    logLossAbove: recorded.logLoss && run.logLoss - recorded.logLoss,
  };
}

const results = plans.map((one) => {
  const run = measured(one);
  const peers = RECORDED.filter(
    (recorded) =>
      recorded.rows === run.rows &&
      recorded.rounds === run.rounds &&
      recorded.task === run.task &&
      recorded.threads === run.threads &&
      (run.kernels === 'wasm' || recorded.library === 'LightGBM'),
  );
  return { ...run, against: peers.map((recorded) => compare(run, recorded)) };
});
const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  repeat: Number(flags.repeat),
  promised: PROMISED,
  note: 'Figures of other libraries were recorded on another machine (tests/bench/trees/recorded.ts); ratios to them carry the difference between the machines.',
  results,
};
mkdirSync('.bench', { recursive: true });
writeFileSync('.bench/trees.json', `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
if (results.some(({ against }) => against.some(({ met }) => met === false))) process.exitCode = 1;
