// What lies after a segment's test begins changes nothing of what the segment learned: features, labels, worths, weights and costs there are
// replaced by others, and models, calibrations, thresholds and trials must come out with the same bytes. So for the newest window and the
// hold-out behind it.

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../engines/numeric/random.ts';
import type {
  BlendSpec,
  FitOutput,
  Preparation,
  StepContext,
  StepWorld,
  TrialOutput,
} from '../../src/services/training/steps/contract.ts';
import { runStep } from '../../src/services/training/steps/run-step.ts';
import { blendSpec, fitSpec, trialSpec } from '../fixtures/training-specs.ts';
import { memoryContext, trainingWorld } from '../fixtures/training-tables.ts';

const HOLD_OUT = 4;
const FINAL = -1;
const REGIMES: Preparation = {
  selection: 'median',
  regimes: { states: 2, covariance: 'diagonal', observed: ['f0', 'f1'] },
};
const world = trainingWorld({ sessions: 34, edge: 0.8 }, undefined, HOLD_OUT);
const segments = [...world.split.folds.map(({ index }) => index), FINAL];

/** Everything that was not known at `moment` is replaced: rows decided after it, and the outcomes of those still open then. */
function otherFuture({ table, split }: StepWorld, moment: number, seed: number): StepWorld {
  const random = createRandom(seed);
  const columns = table.columns.map((column) => Float32Array.from(column));
  const [label, value] = [Int16Array.from(table.label), Float64Array.from(table.value)];
  const [weight, cost] = [Float64Array.from(table.weight), Float64Array.from(table.cost)];
  for (let row = 0; row < table.rows; row++) {
    if (table.time[row]! > moment) {
      for (const column of columns) column[row] = random.next() < 0.2 ? Number.NaN : 50 * random.normal();
      weight[row] = random.next() + 0.01;
      cost[row] = random.next();
    }
    if (table.t1[row]! >= moment) {
      label[row] = random.next() < 0.2 ? -1 : random.integer(2);
      value[row] = random.normal();
    }
  }
  return { table: { ...table, columns, label, value, weight, cost }, split };
}

function startOf({ split, table }: StepWorld, segment: number): number {
  return segment === FINAL ? table.holdOutFrom : split.folds[segment]!.test[0]!.from;
}

const fitted =
  (own: StepWorld, segment: number, family: string, preparation: Preparation) => (context: StepContext) =>
    runStep(fitSpec({ segment, family, preparation }), own, context) as FitOutput;

/** What a fit learned, without what it says of its test rows. */
function learned({ model, threshold, calibration, curve, rounds, trainRows, skipped }: FitOutput) {
  return { model, threshold, calibration, curve, rounds, trainRows, skipped };
}

describe('another future', () => {
  const plain: Preparation = { selection: 'all', regimes: null };
  it.each([
    ['logistic', plain],
    ['leafwise', plain],
    ['leafwise', REGIMES],
  ] as const)('leaves what a segment learned as it was: %s, %o', (family, preparation) => {
    for (const segment of segments) {
      const changed = otherFuture(world, startOf(world, segment), 7 + segment);
      const before = fitted(world, segment, family, preparation)(memoryContext());
      const after = fitted(changed, segment, family, preparation)(memoryContext());
      expect(before.skipped).toBeNull();
      expect(learned(after)).toEqual(learned(before));
    }
  });

  it('leaves every trial as it was', () => {
    for (const segment of segments) {
      const changed = otherFuture(world, startOf(world, segment), 70 + segment);
      for (const objective of ['log-loss', 'net-expectancy'] as const) {
        const direction = objective === 'log-loss' ? 'minimise' : 'maximise';
        const base = trialSpec({ segment, objective, preparation: REGIMES });
        const spec = { ...base, study: { ...base.study, direction } as typeof base.study };
        const run = (own: StepWorld) => runStep(spec, own, memoryContext()) as TrialOutput;
        expect(run(changed)).toEqual(run(world));
      }
    }
  });

  it.each(['soft-vote', 'stack'] as const)(
    'leaves a %s as it was, members with regimes included',
    (method) => {
      for (const segment of segments.slice(-2)) {
        const blend = (own: StepWorld) => blendOf(own, method, segment);
        const [before, after] = [blend(world), blend(otherFuture(world, startOf(world, segment), 17))];
        expect(before.skipped).toBeNull();
        expect(learned(after)).toEqual(learned(before));
      }
    },
  );

  it('does change what is said of the test rows: the comparison can tell', () => {
    const changed = otherFuture(world, startOf(world, 0), 3);
    const run = (own: StepWorld) => fitted(own, 0, 'logistic', plain)(memoryContext()).predictions;
    expect(run(changed)).not.toBe(run(world));
  });
});

/** Members and their earlier segments fitted on the same world, as a run does. */
function blendOf(own: StepWorld, method: BlendSpec['method'], segment: number): FitOutput {
  const context = memoryContext();
  const families = ['logistic', 'leafwise'];
  const fitOf = (place: number, family: string) => fitted(own, place, family, REGIMES)(context);
  const earlier = segments.slice(0, segments.indexOf(segment)).map((place) => ({
    segment: place,
    predictions: families.map((family) => fitOf(place, family).predictions!),
  }));
  const members = families.map((family) => {
    const { model, predictions } = fitOf(segment, family);
    return { family, model: model!, predictions: predictions ?? '' };
  });
  return runStep(
    blendSpec({ method, segment, members, earlier, preparation: REGIMES }),
    own,
    context,
  ) as FitOutput;
}

describe('the hold-out', () => {
  it('may be anything: no fit, trial or prediction of any segment tells', () => {
    const changed = otherFuture(world, world.table.holdOutFrom, 99);
    for (const segment of segments) {
      const run = (own: StepWorld) => fitted(own, segment, 'leafwise', REGIMES)(memoryContext());
      expect(run(changed)).toEqual(run(world));
    }
  });
});
