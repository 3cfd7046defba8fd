// Fits and blends: what serves is what was scored, nothing outside the training part is read, and being stopped changes no byte.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { blendSpec, fitSpec, STUDY, trialSpec } from '../../../../tests/fixtures/training-specs.ts';
import { memoryContext, trainingTable, trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import { type BlendSpec, type FitOutput, type FitSpec, StepStopped, type StepWorld } from './contract.ts';
import { decodePredictions } from './prediction-codec.ts';
import { runStep } from './run-step.ts';
import { segmentRows } from './segment-rows.ts';
import { decodeStoredModel, predictStored } from './stored-model.ts';

const world = trainingWorld();
/** Two members, so that it is an ensemble, and small ones. */
const VOTE = {
  treeRounds: 12,
  leafwise: true,
  depthwise: false,
  symmetric: false,
  randomForest: false,
  extraTrees: false,
  linear: true,
  network: false,
};

function fitted(spec: FitSpec | BlendSpec, own: StepWorld = world, context = memoryContext()) {
  const output = runStep(spec, own, context) as FitOutput;
  return {
    output,
    context,
    stored: () => decodeStoredModel(context.readObject(output.model!)),
    predictions: () => decodePredictions(context.readObject(output.predictions!)),
  };
}

describe('a fit', () => {
  it('stores a model that predicts what it wrote of the test rows', () => {
    const { output, stored, predictions } = fitted(fitSpec());
    const { train, test, purged } = segmentRows(world, 0);
    expect(output).toMatchObject({
      skipped: null,
      trainRows: train.length,
      testRows: test.length,
      purged,
      rounds: 40,
      searchScore: 0.6,
    });
    const written = predictions();
    expect(written.rows).toEqual(test);
    const again = predictStored(stored(), world.table, test);
    expect(again.raw).toEqual(written.raw);
    expect(again.calibrated).toEqual(written.calibrated);
    expect(output.calibration).toMatchObject({ method: 'platt', accepted: true });
    expect(written.calibrated).not.toEqual(written.raw);
    expect(written.threshold).toBe(output.threshold);
    expect(output.threshold).toBeGreaterThan(0);
    expect(output.curve.length).toBeGreaterThan(20);
    expect(output.curve.every(({ train: own, validation }) => own > 0 && validation > 0)).toBe(true);
  });

  it('gives the final window no test rows', () => {
    const { output, stored } = fitted(fitSpec({ segment: -1 }), trainingWorld({}, undefined, 3));
    expect(output).toMatchObject({ skipped: null, predictions: null, testRows: 0 });
    expect(stored().family).toBe('leafwise');
  });

  it('chooses features and regimes inside, and stores what serving has to read', () => {
    const regimes = { states: 2, covariance: 'diagonal', observed: ['f1', 'f2'] } as const;
    const { stored, predictions } = fitted(
      fitSpec({ preparation: { selection: 'median', regimes: { ...regimes, observed: ['f1', 'f2'] } } }),
    );
    const { preparation, inputs, model } = stored();
    expect(preparation.selected).toHaveLength(3);
    expect(preparation.selected).toContain('f0');
    expect(inputs).toEqual(
      world.table.names.filter((name) => preparation.selected.includes(name) || ['f1', 'f2'].includes(name)),
    );
    expect(model.names).toEqual([...preparation.selected, 'regime_0', 'regime_1']);
    const { states, regimes: chances, rows } = predictions();
    expect([states, chances.length]).toEqual([2, 2 * rows.length]);
    expect(predictStored(stored(), world.table, rows).regimes).toEqual(chances);
  });

  it.each(['logistic', 'mlp', 'gru', 'random-forest', 'soft-vote'])('fits %s', (family) => {
    const small: Record<string, FitSpec['parameters']> = {
      mlp: { epochs: 4 },
      gru: { epochs: 2 },
      'random-forest': { rounds: 20 },
      'soft-vote': VOTE,
    };
    const { output } = fitted(fitSpec({ family, parameters: small[family] ?? {} }));
    expect(output.skipped).toBeNull();
    expect(output.testRows).toBeGreaterThan(0);
    if (family === 'soft-vote') expect(output).toMatchObject({ curve: [], rounds: null });
    else expect(output.rounds).toBeGreaterThan(0);
  });

  it.each(['three', 'number'] as const)('serves tables of kind %s', (kind) => {
    const own = trainingWorld({ kind, edge: 2, instruments: 4 });
    const { output, predictions } = fitted(fitSpec({ calibration: 'beta' }), own);
    const { calibrated, raw, width } = predictions();
    expect(width).toBe(kind === 'three' ? 3 : 1);
    expect(output.threshold).toBeGreaterThan(0);
    if (kind === 'number') expect([calibrated, output.calibration.accepted]).toEqual([raw, false]);
    else
      for (let at = 0; at < raw.length; at += 3)
        expect(calibrated[at]! + calibrated[at + 1]! + calibrated[at + 2]!).toBeCloseTo(1, 12);
  });

  it('says why there is nothing to show', () => {
    const same = trainingWorld();
    same.table.label.fill(0);
    expect(fitted(fitSpec(), same).output).toMatchObject({
      skipped: 'the training rows all have one label',
      model: null,
      predictions: null,
    });
    expect(fitted(fitSpec({ parameters: { rounds: -1 } })).output.skipped).toMatch(/rounds must lie between/);
  });

  it('has no threshold where nothing earned more than staying out', () => {
    const dear = trainingWorld();
    dear.table.cost.fill(0.05);
    const { output, predictions } = fitted(fitSpec(), dear);
    expect(output.threshold).toBeNull();
    expect(predictions().threshold).toBeNaN();
  });

  it.each([
    ['trees', fitSpec({ parameters: { rounds: 60, earlyStoppingRounds: 8, rowFraction: 0.8 } })],
    ['a network', fitSpec({ family: 'mlp', parameters: { epochs: 25 } })],
    ['an ensemble', fitSpec({ family: 'soft-vote', parameters: VOTE })],
  ] as const)('ends in the same bytes however often it is stopped: %s', (_, spec) => {
    const whole = fitted(spec).output;
    expect(whole.skipped).toBeNull();
    for (const every of [7, 11, 16]) {
      const context = memoryContext(5);
      let output: FitOutput | null = null;
      for (let start = 0; start < 60 && output === null; start++) {
        context.stopAt(every);
        try {
          output = runStep(spec, world, context) as FitOutput;
        } catch (error) {
          if (!(error instanceof StepStopped)) throw error;
        }
      }
      expect(output, `stopped every ${every} calls`).toEqual(whole);
    }
  });
});

describe('what lies outside the training part', () => {
  /** The same world with other features, labels, worths and sides in every row that is not trained on. */
  function scrambled(own: StepWorld, segment: number): StepWorld {
    const { table, split } = own;
    const inside = new Set(segmentRows(own, segment).train);
    const random = createRandom(99);
    const copy = trainingTable({ kind: table.task.kind === 'two-sided' ? 'three' : 'binary' });
    for (const [k, column] of copy.columns.entries()) column.set(table.columns[k]!);
    const { label, value, side, cost } = copy;
    label.set(table.label);
    value.set(table.value);
    cost.set(table.cost);
    for (let row = 0; row < table.rows; row++) {
      if (inside.has(row)) continue;
      for (const column of copy.columns) column[row] = 1e6 * random.normal();
      label[row] = random.integer(table.task.classes.length);
      value[row] = random.normal();
      side[row] = random.next() < 0.5 ? -1 : 1;
      cost[row] = random.next();
    }
    return {
      split,
      table: { ...table, columns: copy.columns, label, value, side, cost, names: table.names },
    };
  }

  it.each(['binary', 'three'] as const)('changes no trial, model, calibration or threshold: %s', (kind) => {
    const own = trainingWorld({ kind }, undefined, 3);
    const preparation = {
      selection: 'median',
      regimes: { states: 2, covariance: 'full' as const, observed: ['f1'] },
    } as const;
    const prepared = { ...preparation, regimes: { ...preparation.regimes, observed: ['f1'] } };
    for (const segment of [0, 1, -1]) {
      const other = scrambled(own, segment);
      for (const objective of ['log-loss', 'net-expectancy'] as const) {
        const direction = objective === 'log-loss' ? 'minimise' : 'maximise';
        const spec = trialSpec({ segment, objective, study: { ...STUDY, direction }, preparation: prepared });
        expect(runStep(spec, other, memoryContext())).toEqual(runStep(spec, own, memoryContext()));
      }
      const spec = fitSpec({ segment, preparation: prepared });
      const [one, two] = [fitted(spec, own).output, fitted(spec, other).output];
      expect({ ...two, predictions: null }).toEqual({ ...one, predictions: null });
      // The test itself was scrambled, so what is said of it must differ.
      if (segment >= 0) expect(two.predictions).not.toBe(one.predictions);
    }
  });
});

describe('blends', () => {
  const families = ['leafwise', 'logistic'];
  const preparation = { selection: 'all', regimes: null } as const;
  function run() {
    const context = memoryContext();
    const outputs = [0, 1, 2].map((segment) =>
      families.map((family) => fitted(fitSpec({ segment, family, preparation }), world, context).output),
    );
    const spec = (segment: number, method: 'soft-vote' | 'stack', meta: BlendSpec['meta'] = 'logistic') =>
      blendSpec({
        segment,
        method,
        meta,
        members: families.map((family, m) => ({
          family,
          predictions: outputs[segment]![m]!.predictions!,
          model: outputs[segment]![m]!.model!,
        })),
        earlier: Array.from({ length: segment }, (_, own) => ({
          segment: own,
          predictions: outputs[own]!.map((output) => output.predictions!),
        })),
      });
    return { context, outputs, spec };
  }

  it('vote with the mean of what their members say', () => {
    const { context, outputs, spec } = run();
    const { output, predictions, stored } = fitted(spec(1, 'soft-vote'), world, context);
    const [one, other] = outputs[1]!.map(
      (own) => decodePredictions(context.readObject(own.predictions!)).raw,
    );
    expect(output.skipped).toBeNull();
    expect(predictions().raw).toEqual(one!.map((p, i) => (p + other![i]!) / 2));
    const { rows, calibrated } = predictions();
    expect(predictStored(stored(), world.table, rows).calibrated).toEqual(calibrated);
    expect(stored().inputs).toEqual(world.table.names);
  });

  it.each(['logistic', 'leafwise', 'mlp'] as const)(
    'stack over what was predicted out of fold before, with %s',
    (meta) => {
      const { context, spec } = run();
      const { output, predictions, stored } = fitted(spec(2, 'stack', meta), world, context);
      expect(output.skipped).toBeNull();
      expect(output.parameters).toEqual({ method: 'stack', meta });
      const { rows, raw } = predictions();
      expect(predictStored(stored(), world.table, rows).raw).toEqual(raw);
      // Trained on test rows of the segments before: two of four sessions, three instruments, 25 rows each.
      expect(output.trainRows).toBeGreaterThan(500);
      expect(output.trainRows).toBeLessThanOrEqual(600);
      expect(fitted(spec(2, 'stack', meta), world, context).output).toEqual(output);
    },
  );

  it('have no stack in the first segment, and say so', () => {
    const { context, spec } = run();
    expect(fitted(spec(0, 'stack'), world, context).output.skipped).toMatch(
      /0 rows predicted out of fold.*first segments have no stack/,
    );
    expect(fitted({ ...spec(0, 'soft-vote'), members: [] }, world, context).output.skipped).toMatch(
      /a blend needs two/,
    );
  });

  it('learn a stack only from outcomes known before the test', () => {
    const { context, spec } = run();
    const own = trainingWorld();
    const asked = spec(2, 'stack');
    const test = segmentRows(own, 2).fold.test[0]!.from;
    // Outcomes of the segment before become known only during this test: nothing of it may be learned.
    const late = own.table.t1.map((t1, row) =>
      own.table.session[row]! >= 14 && own.table.session[row]! < 18 ? test + 1 : t1,
    );
    const { output } = fitted(asked, { ...own, table: { ...own.table, t1: late } }, context);
    expect(output.trainRows === 0 || output.trainRows <= 300).toBe(true);
    expect(fitted(asked, own, context).output.trainRows).toBeGreaterThan(500);
  });

  it('refuse members that were asked about different rows', () => {
    const { context, spec } = run();
    const [first, second] = [spec(1, 'soft-vote'), spec(2, 'soft-vote')];
    const mixed = {
      ...first,
      members: [first.members[0]!, { ...first.members[1]!, predictions: second.members[1]!.predictions }],
    };
    expect(() => fitted(mixed, world, context)).toThrow(/asked about different rows/);
  });
});
