// Trials: what they search, how they are scored, and that being stopped anywhere changes no byte of what comes out.
import { describe, expect, it } from 'vitest';
import type { StudyTrial } from '../../../../engines/learn/search/study.ts';
import { STUDY, trialSpec } from '../../../../tests/fixtures/training-specs.ts';
import { memoryContext, trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import type { StepWorld, TrialOutput, TrialSpec } from './contract.ts';
import { StepStopped } from './contract.ts';
import { runStep } from './run-step.ts';

const world = trainingWorld();
const run = (spec: TrialSpec, own: StepWorld = world) => runStep(spec, own, memoryContext()) as TrialOutput;
/** Stopped at every call the list names, each time going on from the checkpoint. */
function interrupted(
  spec: TrialSpec,
  every: number,
  own: StepWorld = world,
): { output: TrialOutput; stops: number } {
  const context = memoryContext(4);
  for (let stops = 0; stops < 100; stops++) {
    context.stopAt(every);
    try {
      return { output: runStep(spec, own, context) as TrialOutput, stops };
    } catch (error) {
      if (!(error instanceof StepStopped)) throw error;
    }
  }
  throw new Error('the step never ended');
}
function study(spec: TrialSpec, trials: number, own: StepWorld = world): StudyTrial[] {
  const earlier: StudyTrial[] = [];
  while (earlier.length < trials) earlier.push(run({ ...spec, earlier }, own).trial!);
  return earlier;
}

describe('a study', () => {
  it('tries the first values, then suggests from the trials before, and repeats itself', () => {
    const trials = study(trialSpec(), 5);
    expect(trials.map(({ index, state }) => [index, state])).toEqual(
      [0, 1, 2, 3, 4].map((k) => [k, 'complete']),
    );
    expect(trials[0]!.values).toEqual(STUDY.first[0]);
    expect(new Set(trials.map(({ values }) => values.learningRate)).size).toBe(5);
    expect(trials[0]!.steps.map(({ step }) => step)).toEqual([5, 10, 15, 20, 25, 30, 35, 40]);
    expect(study(trialSpec(), 5)).toEqual(trials);
    expect(trials[0]!.score).toBeLessThan(Math.LN2);
  });

  it('ends with its grid', () => {
    const spec = trialSpec({ study: { ...STUDY, sampler: { kind: 'grid', levels: 1 }, first: [] } });
    const [only] = study(spec, 1);
    expect(run({ ...spec, earlier: [only!] })).toEqual({ kind: 'trial', trial: null, rounds: null });
  });

  it('prunes a trial that is behind the others at the same round', () => {
    const pruner = { kind: 'median', startupTrials: 1, warmUpSteps: 10 } as const;
    const spec = trialSpec({
      study: {
        ...STUDY,
        pruner,
        first: [
          { learningRate: 0.1, maxLeaves: 6 },
          { learningRate: 0.3, maxLeaves: 24 },
        ],
      },
    });
    const trials = study(spec, 2);
    expect(trials[1]).toMatchObject({ state: 'pruned', score: null });
    expect(trials[1]!.steps.length).toBeLessThan(8);
    for (const every of [6, 9])
      expect(interrupted({ ...spec, earlier: [trials[0]!] }, every).output.trial).toEqual(trials[1]);
  });

  it.each(['auc', 'macro-f1', 'net-expectancy'] as const)('scores %s, higher better', (objective) => {
    const spec = trialSpec({ objective, study: { ...STUDY, direction: 'maximise' } });
    const { trial } = run(spec);
    expect(trial!.state).toBe('complete');
    // The planted edge is found by each of them.
    expect(trial!.score).toBeGreaterThan(
      { auc: 0.55, 'macro-f1': 0.53, 'net-expectancy': 0.00002 }[objective],
    );
    // Losses are told turned round, since the study looks for the highest.
    expect(trial!.steps.every(({ value }) => value < 0)).toBe(true);
    expect(() => run(trialSpec({ objective }))).toThrow(/must maximise/);
  });

  it('takes turnover off the net expectancy', () => {
    const spec = (turnoverPenalty: number) =>
      trialSpec({ objective: 'net-expectancy', turnoverPenalty, study: { ...STUDY, direction: 'maximise' } });
    expect(run(spec(0.0002)).trial!.score).toBeLessThan(run(spec(0)).trial!.score!);
  });

  it.each(['three', 'number'] as const)('searches tables of kind %s', (kind) => {
    const own = trainingWorld({ kind });
    for (const objective of ['log-loss', 'auc', 'macro-f1', 'net-expectancy'] as const) {
      const direction = objective === 'log-loss' ? 'minimise' : 'maximise';
      const { trial } = run(trialSpec({ objective, study: { ...STUDY, direction } }), own);
      expect(trial, objective).toMatchObject({ state: 'complete' });
      if (objective === 'auc') expect(trial!.score).toBeGreaterThan(0.55);
      if (objective === 'log-loss') expect(trial!.score).toBeLessThan(kind === 'number' ? 1 : Math.log(3));
    }
  });
});

describe('a trial that cannot be fitted', () => {
  it('is a failed trial with its reason', () => {
    const bad = run(trialSpec({ fixed: { rounds: 40, rowFraction: 9 } })).trial!;
    expect(bad).toMatchObject({
      state: 'failed',
      score: null,
      reason: expect.stringMatching(/rowFraction must lie between/),
    });
    const next = run(trialSpec({ earlier: [bad] })).trial!;
    expect(next).toMatchObject({ index: 1, state: 'complete' });
    const thin = trainingWorld({ instruments: 1, rowsPerSession: 4 });
    expect(run(trialSpec(), thin).trial).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/200 are needed/),
    });
    const same = trainingWorld();
    same.table.label.fill(1);
    expect(run(trialSpec(), same).trial!.reason).toMatch(/all have one label/);
  });

  it('says why nothing can be judged', () => {
    const worthless = trainingWorld();
    worthless.table.value.fill(Number.NaN);
    const spec = trialSpec({ objective: 'net-expectancy', study: { ...STUDY, direction: 'maximise' } });
    expect(run(spec, worthless).trial!.reason).toMatch(/give no net-expectancy/);
  });

  it('is not confused with a wrong plan', () => {
    expect(() => run(trialSpec({ estimatorVersion: 99 }))).toThrow(/planned with version 99/);
    expect(() => run({ ...trialSpec(), family: 'oracle' })).toThrow(/There is no estimator oracle/);
    const running: StudyTrial = {
      index: 0,
      values: {},
      state: 'running',
      score: null,
      steps: [],
      reason: null,
    };
    expect(() => run(trialSpec({ earlier: [running] }))).toThrow(/not finished/);
  });
});

describe('an interrupted trial', () => {
  const early = { rounds: 120, earlyStoppingRounds: 6 };
  it.each([
    ['plain', trialSpec({ fixed: { rounds: 40, rowFraction: 0.7 } })],
    ['early stopping', trialSpec({ fixed: early })],
    [
      'symmetric',
      trialSpec({
        family: 'symmetric',
        fixed: { rounds: 30 },
        study: { ...STUDY, space: [STUDY.space[0]!], first: [] },
      }),
    ],
    [
      'forest',
      trialSpec({
        family: 'random-forest',
        fixed: { rounds: 30 },
        study: { ...STUDY, space: [STUDY.space[1]!], first: [] },
      }),
    ],
    ['selection', trialSpec({ fixed: early, preparation: { selection: 'median', regimes: null } })],
  ] as const)('ends as if it had never been stopped: %s', (_, spec) => {
    const whole = run(spec);
    expect(whole.trial!.state).toBe('complete');
    // Each start gets more rounds than lie between two checkpoints, else it would never end.
    for (const rounds of [5, 6, 7, 9, 13, 17]) {
      const { output, stops } = interrupted(spec, rounds);
      expect(output, `stopped every ${rounds} rounds`).toEqual(whole);
      if (rounds < 9) expect(stops).toBeGreaterThan(0);
    }
  });

  it('does not go on from a checkpoint that is none of its own', () => {
    const context = memoryContext();
    context.saveCheckpoint({
      estimator: 'leafwise',
      version: 1,
      names: [],
      classes: [],
      parameters: {},
      state: null,
    });
    expect(runStep(trialSpec(), world, context)).toEqual(run(trialSpec()));
  });
});
