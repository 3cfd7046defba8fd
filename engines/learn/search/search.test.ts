import { describe, expect, it } from 'vitest';
import { createRandom } from '../../numeric/random.ts';
import { median } from '../../numeric/statistics.ts';
import { gridOf } from './grid-sampler.ts';
import { choiceWeights, drawFrom, logDensity, parzenOf } from './parzen.ts';
import type { Pruner } from './pruners.ts';
import { drawAtRandom } from './random-sampler.ts';
import {
  cellOf,
  checkSpace,
  checkValues,
  fromUnit,
  type NumberRange,
  type ParameterValues,
  type SearchSpace,
} from './space.ts';
import {
  bestTrial,
  completeTrial,
  createStudy,
  failTrial,
  rankTrials,
  reportStep,
  restartTrial,
  type Sampler,
  type Study,
  type StudySettings,
  suggestTrial,
} from './study.ts';
import { TPE_DEFAULTS } from './tpe.ts';

const SPACE: SearchSpace = [
  { name: 'rate', kind: 'float', low: 0.001, high: 1, logarithmic: true },
  { name: 'leaves', kind: 'integer', low: 24, high: 96, step: 8 },
  { name: 'depth', kind: 'integer', low: 1, high: 64, logarithmic: true },
  { name: 'family', kind: 'choice', choices: ['a', 'b', 'c'] },
  {
    name: 'share',
    kind: 'float',
    low: 0.6,
    high: 0.95,
    step: 0.05,
    when: { parameter: 'family', values: ['b'] },
  },
  {
    name: 'nested',
    kind: 'choice',
    choices: [true, false],
    when: { parameter: 'share', values: [0.6, 0.7] },
  },
];
const TPE: Sampler = { kind: 'tpe', options: TPE_DEFAULTS };
const settings = (more: Partial<StudySettings> = {}): StudySettings => ({
  seed: 1,
  space: SPACE,
  direction: 'minimise',
  sampler: TPE,
  pruner: { kind: 'none' },
  first: [],
  ...more,
});

function run(given: StudySettings, trials: number, score: (values: ParameterValues) => number): Study {
  let study = createStudy(given);
  for (let k = 0; k < trials; k++) {
    const next = suggestTrial(study);
    if (next === null) break;
    study = completeTrial(next, k, score(next.trials[k]!.values));
  }
  return study;
}

describe('a space', () => {
  it('draws only allowed values, conditional ones only under their condition, each grid value as often', () => {
    const random = createRandom(4);
    const leaves = new Map<unknown, number>();
    let nested = 0;
    for (let k = 0; k < 5_000; k++) {
      const values = drawAtRandom(SPACE, random);
      checkValues(SPACE, values);
      expect(values.share !== undefined).toBe(values.family === 'b');
      if (values.nested !== undefined) nested++;
      leaves.set(values.leaves, (leaves.get(values.leaves) ?? 0) + 1);
    }
    expect([...leaves.keys()].sort()).toEqual([24, 32, 40, 48, 56, 64, 72, 80, 88, 96]);
    for (const count of leaves.values()) expect(Math.abs(count - 500)).toBeLessThan(100);
    // A third has a share, a quarter of those asks for more.
    expect(Math.abs(nested / 5_000 - 1 / 12)).toBeLessThan(0.02);
  });

  it('takes a logarithmic scale by its logarithm', () => {
    const [rate] = SPACE as readonly NumberRange[];
    expect([0, 1 / 3, 2 / 3, 1].map((unit) => fromUnit(rate!, unit))).toEqual([0.001, 0.01, 0.1, 1]);
  });

  it('gives the values of a stepped range cells that fill the scale', () => {
    for (const range of [SPACE[1], SPACE[2], SPACE[4]] as NumberRange[]) {
      const values = new Set(Array.from({ length: 5_001 }, (_, k) => fromUnit(range, k / 5_000)));
      let total = 0;
      for (const value of values) {
        const { from, to } = cellOf(range, value)!;
        expect(fromUnit(range, (from + to) / 2)).toBe(value);
        total += to - from;
      }
      expect(total).toBeCloseTo(1, 9);
    }
  });

  it.each<[string, SearchSpace, RegExp]>([
    ['a name twice', [SPACE[3]!, SPACE[3]!], /twice/],
    ['a range upside down', [{ name: 'x', kind: 'float', low: 2, high: 1 }], /lower to a higher/],
    ['a logarithm of zero', [{ name: 'x', kind: 'float', low: 0, high: 1, logarithmic: true }], /above zero/],
    ['a condition on what comes later', [SPACE[4]!, SPACE[3]!], /declared before/],
    [
      'a condition that never holds',
      [SPACE[3]!, { ...SPACE[4]!, when: { parameter: 'family', values: ['z'] } }],
      /never takes/,
    ],
    ['no choices', [{ name: 'x', kind: 'choice', choices: [] }], /no choices/],
    ['half an integer', [{ name: 'x', kind: 'integer', low: 0.5, high: 3 }], /whole/],
  ])('with %s is refused', (_, space, why) => expect(() => checkSpace(space)).toThrow(why));

  it('refuses values beside it', () => {
    const good: ParameterValues = { rate: 0.1, leaves: 48, depth: 6, family: 'a' };
    checkValues(SPACE, good);
    const faults: ParameterValues[] = [
      { leaves: 50 },
      { rate: 2 },
      { family: 'd' },
      { share: 0.6 },
      { extra: 1 },
      { family: 'b' },
    ];
    for (const bad of faults) expect(() => checkValues(SPACE, { ...good, ...bad })).toThrow(RangeError);
  });

  it('makes a grid of every combination once, children only under their parent', () => {
    const points = gridOf(SPACE, 3);
    // 3 rates · 3 leaves · 3 depths · (a, c, b with shares 0.6, 0.8 (middle), 0.95; 0.6 has two children).
    expect(points).toHaveLength(27 * (2 + 4));
    expect(new Set(points.map((one) => JSON.stringify(one))).size).toBe(points.length);
    for (const point of points) checkValues(SPACE, point);
    expect(() =>
      gridOf(
        Array.from({ length: 6 }, (_, k) => ({ name: `x${k}`, kind: 'float', low: 0, high: 1 })),
        10,
      ),
    ).toThrow(/more than/);
  });
});

describe('a Parzen density', () => {
  it('integrates to one on the range, over cells as well, and its draws follow it', () => {
    const parzen = parzenOf([0.1, 0.12, 0.6]);
    let total = 0;
    for (let k = 0; k < 2_000; k++) total += Math.exp(logDensity(parzen, (k + 0.5) / 2_000, null)) / 2_000;
    expect(total).toBeCloseTo(1, 6);
    const cells = Array.from({ length: 10 }, (_, k) =>
      Math.exp(logDensity(parzen, 0, { from: k / 10, to: (k + 1) / 10 })),
    );
    expect(cells.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    const random = createRandom(2);
    const drawn = new Array<number>(10).fill(0);
    for (let k = 0; k < 20_000; k++) drawn[Math.min(9, Math.floor(drawFrom(parzen, random) * 10))]!++;
    drawn.forEach((count, k) => {
      expect(Math.abs(count / 20_000 - cells[k]!)).toBeLessThan(0.012);
    });
  });

  it('keeps every choice possible', () => {
    expect([...choiceWeights([1, 1], 2)]).toEqual([0.5 / 3, 2.5 / 3]);
  });
});

describe('TPE', () => {
  const box = (names: readonly string[]): SearchSpace =>
    names.map((name) => ({ name, kind: 'float', low: -5, high: 5 }));
  const problems: [string, SearchSpace, (values: ParameterValues) => number][] = [
    [
      'a bowl in three dimensions',
      box(['x', 'y', 'z']),
      (v) => [v.x, v.y, v.z].reduce<number>((s, one) => s + (Number(one) - 1) ** 2, 0),
    ],
    [
      'Branin',
      [
        { name: 'x', kind: 'float', low: -5, high: 10 },
        { name: 'y', kind: 'float', low: 0, high: 15 },
      ],
      (v) => {
        const x = Number(v.x);
        const y = Number(v.y);
        return (
          (y - (5.1 * x * x) / (4 * Math.PI ** 2) + (5 * x) / Math.PI - 6) ** 2 +
          10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) +
          10
        );
      },
    ],
    [
      'logarithms, integers, choices and a condition',
      SPACE,
      (v) =>
        (Math.log10(Number(v.rate)) + 1.5) ** 2 +
        ((Number(v.leaves) - 72) / 24) ** 2 +
        Math.log2(Number(v.depth) / 8) ** 2 +
        (v.family === 'b' ? 20 * (Number(v.share) - 0.8) ** 2 : v.family === 'a' ? 1 : 2),
    ],
  ];

  it.each(problems)(
    'finds better values than chance on %s, in the median over seeds',
    (name, space, score) => {
      const best = (sampler: Sampler): number =>
        median(
          Array.from(
            { length: 15 },
            (_, seed) => bestTrial(run(settings({ space, sampler, seed }), 60, score))!.score!,
          ),
        );
      // Branin's lowest value; the others' is zero.
      const lowest = name === 'Branin' ? 0.397887 : 0;
      expect(best(TPE) - lowest).toBeLessThan(0.7 * (best({ kind: 'random' }) - lowest));
    },
  );

  it('maximises what it minimises turned round', () => {
    const score = problems[0]![2];
    const space = problems[0]![1];
    const down = run(settings({ space }), 30, score);
    const up = run(settings({ space, direction: 'maximise' }), 30, (values) => -score(values));
    expect(up.trials.map((trial) => trial.values)).toEqual(down.trials.map((trial) => trial.values));
  });

  it('keeps away from where trials fail', () => {
    let study = createStudy(settings({ space: [{ name: 'x', kind: 'choice', choices: ['good', 'bad'] }] }));
    let bad = 0;
    for (let k = 0; k < 60; k++) {
      study = suggestTrial(study)!;
      const fails = study.trials[k]!.values.x === 'bad';
      if (fails && k >= 30) bad++;
      study = fails ? failTrial(study, k, 'no rows') : completeTrial(study, k, 1);
    }
    expect(bad).toBeLessThan(8);
  });
});

describe('a study', () => {
  const score = (values: ParameterValues): number =>
    Math.log(Number(values.rate)) ** 2 + Number(values.depth);
  const kinds: [string, Sampler, Pruner][] = [
    ['TPE with median pruning', TPE, { kind: 'median', startupTrials: 3, warmUpSteps: 1 }],
    ['TPE with hyperband', TPE, { kind: 'hyperband', least: 1, most: 4, factor: 2 }],
    ['random', { kind: 'random' }, { kind: 'none' }],
    ['grid', { kind: 'grid', levels: 2 }, { kind: 'none' }],
  ];
  /** One trial to its end, through four steps. */
  function advance(study: Study): Study {
    let next = suggestTrial(study)!;
    const index = next.trials.length - 1;
    for (let step = 1; step <= 4; step++) {
      const told = reportStep(next, index, step, score(next.trials[index]!.values) + 4 - step);
      next = told.study;
      if (told.prune) return next;
    }
    return completeTrial(next, index, score(next.trials[index]!.values));
  }

  it.each(kinds)(
    'cut and read back after every trial goes on as if it had not been: %s',
    (_, sampler, pruner) => {
      const given = settings({ sampler, pruner, seed: 77 });
      let whole = createStudy(given);
      let cut = createStudy(given);
      for (let k = 0; k < 25; k++) {
        whole = advance(whole);
        const stored: Study = JSON.parse(JSON.stringify(cut));
        cut = advance(stored);
        expect(cut).toEqual(whole);
        // A cut inside the next trial: begun, one step told, written down, started again.
        const begun = suggestTrial(stored)!;
        const told = reportStep(begun, k, 1, 3).study;
        if (told.trials[k]!.state === 'running')
          expect(restartTrial(JSON.parse(JSON.stringify(told)), k)).toEqual(begun);
      }
      if (pruner.kind !== 'none') expect(whole.trials.some(({ state }) => state === 'pruned')).toBe(true);
    },
  );

  it('tries the given values first, then draws; a grid ends', () => {
    const first = [{ rate: 0.05, leaves: 48, depth: 6, family: 'a' }];
    const space = SPACE.slice(0, 4);
    expect(run(settings({ first }), 3, score).trials[0]!.values).toEqual(first[0]);
    const grid = run(settings({ space, first, sampler: { kind: 'grid', levels: 2 } }), 100, score);
    expect(grid.trials).toHaveLength(1 + 2 * 2 * 2 * 3);
    expect(() => createStudy(settings({ first: [{ rate: 7 }] }))).toThrow(RangeError);
  });

  it('draws otherwise from another seed, and not the same in each trial', () => {
    const sampler: Sampler = { kind: 'random' };
    const one = run(settings({ sampler }), 20, score).trials.map(({ values }) => values.rate);
    const other = run(settings({ sampler, seed: 2 }), 20, score).trials.map(({ values }) => values.rate);
    expect(new Set([...one, ...other]).size).toBe(40);
  });

  it('ranks complete by score, then pruned by how far they came, then failed', () => {
    let study = createStudy(
      settings({
        sampler: { kind: 'random' },
        direction: 'maximise',
        pruner: { kind: 'median', startupTrials: 1, warmUpSteps: 0 },
      }),
    );
    for (let k = 0; k < 5; k++) study = suggestTrial(study)!;
    expect(bestTrial(study)).toBeNull();
    study = failTrial(study, 0, 'memory');
    for (const [step, value] of [
      [1, 5],
      [2, 6],
    ] as const)
      study = reportStep(study, 1, step, value).study;
    study = completeTrial(study, 1, 6);
    study = reportStep(study, 2, 1, 5).study;
    study = reportStep(study, 2, 2, 4).study;
    study = reportStep(study, 3, 1, 4).study;
    study = completeTrial(study, 4, 7);
    expect(study.trials.map(({ state }) => state)).toEqual([
      'failed',
      'complete',
      'pruned',
      'pruned',
      'complete',
    ]);
    expect(rankTrials('maximise', study.trials).map(({ index }) => index)).toEqual([4, 1, 2, 3, 0]);
    expect(bestTrial(study)!.index).toBe(4);
    expect(() => completeTrial(study, 4, 8)).toThrow(/complete already/);
    expect(() => completeTrial(suggestTrial(study)!, 5, Number.NaN)).toThrow(/failed with the reason/);
    expect(() => reportStep(suggestTrial(study)!, 5, 1, Number.NaN)).toThrow(RangeError);
  });
});
