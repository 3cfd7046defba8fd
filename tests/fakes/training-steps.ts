// Step computations for tests of the orchestrator: a few rounds of arithmetic that follow from spec, table and checkpoint alone, as the
// real ones do. The environment of the process can make one step fail or die.
import { createHash } from 'node:crypto';
import type { Model } from '../../engines/learn/contract.ts';
import { completeTrial, failTrial, suggestTrial } from '../../engines/learn/search/study.ts';
import { AppError } from '../../src/contracts/errors.ts';
import type { StepLibrary } from '../../src/services/training/run/library.ts';
import {
  type FitOutput,
  type StepContext,
  StepStopped,
  type StepWorld,
  type ThreadSpec,
} from '../../src/services/training/steps/contract.ts';

const ROUNDS = 40;
/** Work of a round, so that a step takes long enough to be killed in. */
const STIRS = 20_000;

/** Misbehaviour by the environment of the test's process, `<kind> <place>/<family>`: threads share it. */
function asked(kind: string, { segment, family }: ThreadSpec): boolean {
  return process.env.TRAINING_FAKE === `${kind} ${segment}/${family}`;
}

export const library: StepLibrary = {
  hashOf: (spec, { table }) =>
    createHash('sha256')
      .update(JSON.stringify([spec, table.datasetHash, table.holdOutFrom]))
      .digest('hex'),

  run(spec, world, context) {
    if (asked('throw', spec)) throw new Error('the made failure');
    if (asked('die', spec)) process.exit(3);
    // Once its result is told, while the thread has nothing to do.
    if (asked('die idle', spec)) setImmediate(() => process.exit(3));
    if (asked('full disk', spec)) throw new AppError('DISK_FULL', 'The disk is full: nothing was written.');
    if (spec.kind === 'trial') {
      const study = suggestTrial({ version: 1, settings: spec.study, trials: spec.earlier });
      if (study === null) return { kind: 'trial', trial: null, rounds: null };
      const index = spec.earlier.length;
      const state = learn(spec, world, context);
      const ended = asked('fail-trials', spec)
        ? failTrial(study, index, 'made to fail')
        : completeTrial(study, index, state[0]! % 1);
      return { kind: 'trial', trial: ended.trials[index]!, rounds: ROUNDS };
    }
    const state = learn(spec, world, context);
    const bytes = Buffer.from(JSON.stringify([spec.family, spec.segment, [...state]]), 'utf8');
    if (spec.kind === 'blend') {
      for (const member of spec.members) context.readObject(member.model);
      for (const one of spec.earlier) for (const hash of one.predictions) context.readObject(hash);
    }
    const output: FitOutput = {
      kind: 'fit',
      skipped:
        spec.kind === 'blend' && spec.method === 'stack' && spec.earlier.length === 0
          ? 'no earlier segment'
          : null,
      model: context.writeObject(bytes),
      predictions: spec.segment < 0 ? null : context.writeObject(Buffer.concat([bytes, Buffer.from('p')])),
      parameters: spec.kind === 'fit' ? spec.parameters : {},
      searchScore: spec.kind === 'fit' ? spec.searchScore : null,
      rounds: ROUNDS,
      threshold: null,
      calibration: { method: 'none', accepted: false, words: 'not calibrated' },
      curve: [],
      trainRows: 1,
      testRows: 1,
      purged: 0,
    };
    return output;
  },
};

/** Rounds over a small state that depend on everything before them. */
function learn(spec: ThreadSpec, { table }: StepWorld, context: StepContext): Float64Array {
  const known = context.loadCheckpoint();
  const state = known
    ? (known.state as { values: Float64Array }).values
    : new Float64Array(3).fill(spec.seed % 97);
  const from = known ? (known.parameters.round as number) : 0;
  for (let round = from; round < ROUNDS; round++) {
    for (let k = 0; k < STIRS; k++) {
      const value = table.columns[0]![(k * 7 + round) % table.rows]!;
      state[k % 3] = Math.sin(state[(k + 1) % 3]! + value) * 1.7 + 1.8;
    }
    if ((round + 1) % context.checkpointEveryRounds === 0)
      context.saveCheckpoint(modelOf(spec, state, round + 1));
    const goOn = context.onProgress({ fraction: (round + 1) / ROUNDS, words: `${round + 1} rounds` });
    if (!goOn) {
      context.saveCheckpoint(modelOf(spec, state, round + 1));
      throw new StepStopped();
    }
  }
  return state;
}

function modelOf(spec: ThreadSpec, values: Float64Array, round: number): Model {
  return {
    estimator: spec.family,
    version: 1,
    names: [],
    classes: [],
    parameters: { round },
    state: { values: values.slice() },
  };
}
