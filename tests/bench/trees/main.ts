// `npm run bench:trees`: trains on the made data at 1 and 2 threads, each in a process of its own, and prints one JSON report: time,
// memory, log-loss, AUC beside the figures recorded for LightGBM and XGBoost on another machine, and the ratios to them.
// Flags: --million (1,000,000 rows as well), --repeat N (medians of N runs, default 3), --quick (20,000 rows only), --peers (measure
// the libraries on this machine instead, where its Python has them: recorded times hold for their machine only).
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { workerFlags } from '../../../src/services/worker-environment.ts';
import { measurePeers } from './peers.ts';
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
    peers: { type: 'boolean', default: false },
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

/** One promise: at most `target` of what the library needs, or above what it loses. Null where nothing was promised or recorded. */
function judged(value: number | null, target: number | null) {
  return { value, target, met: value === null || target === null ? null : value <= target };
}

function compare(run: Run, peer: RecordedFigure) {
  const plain = run.kernels === 'plain';
  const share = (own: number, theirs: number | null) => theirs && own / theirs;
  // The slow form promises its time only; the others are promised beside LightGBM as it comes.
  const promised = (target: number) => (plain || peer.library !== 'LightGBM' ? null : target);
  return {
    library: peer.library,
    peer,
    train: judged(run.trainSeconds / peer.trainSeconds, plain ? PROMISED.fallbackRatio : peer.target),
    binning: judged(share(run.binningSeconds, peer.binningSeconds), promised(PROMISED.binningRatio)),
    memory: judged(share(run.peakMb, peer.peakMb), promised(PROMISED.memoryRatio)),
    logLossAbove: judged(peer.logLoss && run.logLoss - peer.logLoss, promised(PROMISED.logLossAbove)),
  };
}

const peers: readonly RecordedFigure[] = flags.peers
  ? measurePeers(plans, { repeat: Number(flags.repeat), say: (line) => console.error(line) })
  : RECORDED;
const results = plans.map((one) => {
  const run = measured(one);
  const comparable = peers.filter(
    (peer) =>
      peer.rows === run.rows &&
      peer.rounds === run.rounds &&
      peer.task === run.task &&
      peer.threads === run.threads &&
      (run.kernels === 'wasm' || peer.library === 'LightGBM'),
  );
  return { ...run, against: comparable.map((peer) => compare(run, peer)) };
});
const report = {
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  repeat: Number(flags.repeat),
  promised: PROMISED,
  note: flags.peers
    ? 'The other libraries were measured on this machine, just before.'
    : 'Figures of other libraries were recorded on another machine (tests/bench/trees/recorded.ts); ratios to them carry the difference between the machines. --peers measures those that Python has here.',
  results,
};
mkdirSync('.bench', { recursive: true });
writeFileSync('.bench/trees.json', `${JSON.stringify(report, null, 2)}\n`);
console.log(JSON.stringify(report, null, 2));
const missed = results.flatMap(({ against }) =>
  against.flatMap(({ train, binning, memory, logLossAbove }) => [train, binning, memory, logLossAbove]),
);
if (missed.some(({ met }) => met === false)) process.exitCode = 1;
