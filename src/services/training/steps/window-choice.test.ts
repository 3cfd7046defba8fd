// The choice of windows inside steps: what is not chosen is not seen, by trials, fits and what serves.
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../engines/numeric/random.ts';
import { fitSpec, STUDY, trialSpec } from '../../../../tests/fixtures/training-specs.ts';
import { memoryContext, trainingWorld } from '../../../../tests/fixtures/training-tables.ts';
import type { FitOutput, FitSpec, Preparation, StepWorld, TrialOutput } from './contract.ts';
import { runStep } from './run-step.ts';
import { specHash } from './spec-hash.ts';
import { decodeStoredModel, predictStored } from './stored-model.ts';
import { apart, seenCount, seenNames } from './window-choice.ts';

const GROUPS = [
  { name: 'edge', members: ['f3', 'f0'] },
  { name: 'noise', members: ['f5', 'f1', 'f2'] },
];
const PREPARATION: Preparation = { selection: 'all', regimes: null, windows: GROUPS };
const chosen = (edge: string, noise: string) => ({ 'window.edge': edge, 'window.noise': noise });
const world = trainingWorld();

function fitted(spec: FitSpec, own: StepWorld = world) {
  const context = memoryContext();
  const output = runStep(spec, own, context) as FitOutput;
  const stored = () => decodeStoredModel(context.readObject(output.model!));
  return { output, stored };
}
const specOf = (windows: Record<string, string>, changes: Partial<FitSpec> = {}) => {
  const { parameters } = fitSpec(changes);
  return fitSpec({ preparation: PREPARATION, ...changes, parameters: { ...parameters, ...windows } });
};

it('takes parameters apart and leaves unchosen columns out, in their order', () => {
  expect(apart({ rounds: 3, ...chosen('f0', 'f5') })).toEqual({
    own: { rounds: 3 },
    windows: chosen('f0', 'f5'),
  });
  const names = ['f0', 'f1', 'f2', 'f3', 'f4', 'f5'];
  expect(seenNames(names, GROUPS, chosen('f0', 'f5'))).toEqual(['f0', 'f4', 'f5']);
  expect(seenNames(names, GROUPS, chosen('f3', 'f1'))).toEqual(['f1', 'f3', 'f4']);
  expect([seenCount(6, GROUPS), seenCount(6, undefined), seenCount(6, [])]).toEqual([3, 6, 6]);
  expect(() => seenNames(names, GROUPS, { 'window.edge': 'f0' })).toThrow(/window of noise is undefined/);
  expect(() => seenNames(names, GROUPS, chosen('f4', 'f1'))).toThrow(/window of edge is f4, which is none/);
});

describe('a fit with chosen windows', () => {
  it('sees the chosen columns and those of no group, and says which', () => {
    const { output, stored } = fitted(specOf(chosen('f0', 'f2')));
    expect(output.skipped).toBeNull();
    expect(output.parameters).toMatchObject({ rounds: 40, ...chosen('f0', 'f2') });
    const { inputs, model, preparation } = stored();
    expect([inputs, model.names, preparation.selected]).toEqual(Array(3).fill(['f0', 'f2', 'f4']));
    expect(Object.keys(model.parameters).filter((name) => name.includes('.'))).toEqual([]);
  });

  it.each<[string, Partial<FitSpec>]>([
    ['trees', {}],
    ['a linear model', { family: 'logistic' }],
    ['the better half', { preparation: { ...PREPARATION, selection: 'median' } }],
    [
      'regimes',
      {
        preparation: {
          ...PREPARATION,
          regimes: { states: 2, covariance: 'diagonal', observed: ['f4'] },
        },
      },
    ],
  ])('is byte for byte the same whatever the other windows hold: %s', (_, changes) => {
    const random = createRandom(3);
    for (const windows of [chosen('f0', 'f1'), chosen('f3', 'f5')]) {
      const seen = [...Object.values(windows), 'f4'];
      const { table, split } = world;
      const columns = table.names.map((name, f) =>
        seen.includes(name) ? table.columns[f]! : table.columns[f]!.map(() => 1e3 * random.normal()),
      );
      const spec = specOf(windows, changes);
      const [one, other] = [fitted(spec), fitted(spec, { table: { ...table, columns }, split })];
      expect(one.output.skipped).toBeNull();
      expect(other.output).toEqual(one.output);
      // The scrambled columns do matter to a model that sees them.
      const all = { ...spec, ...fitSpec(changes), preparation: { ...spec.preparation, windows: [] } };
      expect(fitted(all, { table: { ...table, columns }, split }).output.model).not.toBe(
        fitted(all).output.model,
      );
    }
  });

  it('predicts from its own columns, given alone', () => {
    const { stored } = fitted(specOf(chosen('f0', 'f5')));
    const { table } = world;
    const rows = Uint32Array.from({ length: 40 }, (_, k) => k);
    const { inputs } = stored();
    const columns = inputs.map((name) => table.columns[table.names.indexOf(name)]!);
    const alone = predictStored(stored(), { rows: table.rows, names: inputs, columns }, rows);
    expect(alone.raw).toEqual(predictStored(stored(), table, rows).raw);
  });

  it('goes back to a choice it left, with the same bytes', () => {
    const first = fitted(specOf(chosen('f0', 'f1'))).output;
    expect(fitted(specOf(chosen('f3', 'f1'))).output.model).not.toBe(first.model);
    expect(fitted(specOf(chosen('f0', 'f1'))).output).toEqual(first);
  });

  it('says what is wrong with a choice, and hashes it with its inputs', () => {
    expect(fitted(specOf(chosen('f4', 'f1'))).output.skipped).toMatch(/window of edge is f4/);
    const hashes = [chosen('f0', 'f1'), chosen('f0', 'f2')].map((one) => specHash(specOf(one), world));
    expect(new Set(hashes).size).toBe(2);
    // Nothing searched: the inputs of steps from before windows could be.
    expect(specHash(fitSpec({ preparation: { selection: 'all', regimes: null } }), world)).toBe(
      specHash(
        fitSpec({ preparation: { selection: 'all', regimes: null, windows: undefined } as never }),
        world,
      ),
    );
  });
});

describe('a search of windows', () => {
  const study = {
    ...STUDY,
    space: [
      ...STUDY.space,
      ...GROUPS.map(({ name, members }) => ({
        name: `window.${name}`,
        kind: 'choice' as const,
        choices: members,
      })),
    ],
    first: [{ ...STUDY.first[0]!, ...chosen('f3', 'f1') }],
  };

  it('finds the column with the edge', () => {
    const earlier: NonNullable<TrialOutput['trial']>[] = [];
    for (let k = 0; k < 10; k++) {
      const spec = trialSpec({ study, earlier, preparation: PREPARATION });
      const { trial } = runStep(spec, world, memoryContext()) as TrialOutput;
      expect(trial!.state).toBe('complete');
      earlier.push(trial!);
    }
    expect(earlier[0]!.values).toMatchObject(chosen('f3', 'f1'));
    const best = earlier.reduce((a, b) => (b.score! < a.score! ? b : a));
    expect(best.values['window.edge']).toBe('f0');
    expect(earlier.map(({ values }) => values['window.edge'])).toContain('f3');
    expect(new Set(earlier.map(({ values }) => values['window.noise'])).size).toBe(3);
  });
});
