import { describe, expect, it } from 'vitest';
import { checkValues } from '../../../../engines/learn/search/space.ts';
import { createStudy, suggestTrial } from '../../../../engines/learn/search/study.ts';
import type { LearningTask } from '../../../../engines/learn/task.ts';
import { trainingRequestSchema } from '../../../contracts/training.ts';
import { familyStudies } from './family-study.ts';
import { storedRequest } from './stored-request.ts';
import { searchedWindows, windowNotes } from './window-search.ts';

const TASK: LearningTask = { kind: 'one-sided', classes: ['lose', 'win'], positive: 1, side: 1 };
const GROUPS = [
  { name: 'rsi', members: ['rsi_w7', 'rsi_w14', 'rsi_w28'], base: 'rsi_w14' },
  { name: 'gap', members: ['gap_w2', 'gap_w4'], base: 'gap_w2' },
];
const requestOf = (more: object) =>
  trainingRequestSchema.parse({
    datasetId: 'made-dataset',
    families: [{ estimator: 'leafwise', preset: 'segments-leafwise' }],
    windows: 'searched',
    ...more,
  });
const studyOf = (more: object = {}) => familyStudies(requestOf(more), TASK, GROUPS)[0]!;

describe('a study with windows', () => {
  it('has one choice per group beside the own parameters, and begins with the middle ones', () => {
    const { study } = studyOf();
    const alone = familyStudies(requestOf({}), TASK)[0]!.study!;
    expect(study!.space).toEqual([
      ...alone.space,
      { name: 'window.rsi', kind: 'choice', choices: ['rsi_w7', 'rsi_w14', 'rsi_w28'] },
      { name: 'window.gap', kind: 'choice', choices: ['gap_w2', 'gap_w4'] },
    ]);
    expect(study!.first).toEqual(
      alone.first.map((values) => ({ ...values, 'window.rsi': 'rsi_w14', 'window.gap': 'gap_w2' })),
    );
    let one = createStudy(study!.settings(3));
    for (let k = 0; k < 12; k++) one = suggestTrial(one)!;
    for (const { values } of one.trials) checkValues(study!.space, values);
    expect(new Set(one.trials.map(({ values }) => values['window.rsi'])).size).toBe(3);
  });

  it('searches windows of a family that has nothing else to search', () => {
    const parameters = Object.fromEntries(
      familyStudies(requestOf({ families: [{ estimator: 'logistic' }] }), TASK)[0]!
        .study!.space.map(({ name }) => name)
        .map((name) => [name, studyOf({ families: [{ estimator: 'logistic' }] }).study!.first[0]![name]!]),
    );
    const fixed = { families: [{ estimator: 'logistic', parameters }], trials: 20, sampler: 'grid' };
    const { study } = studyOf(fixed);
    expect(study!.space.map(({ name }) => name)).toEqual(['window.rsi', 'window.gap']);
    // The middle ones first, then all of 3 × 2.
    expect(study!.trials).toBe(7);
  });

  it('leaves a family out whose grid of windows has no end', () => {
    const many = Array.from({ length: 12 }, (_, k) => ({ ...GROUPS[0]!, name: `rsi_${k}` }));
    const { study, notes } = familyStudies(requestOf({ sampler: 'grid' }), TASK, many)[0]!;
    expect(study).toBeNull();
    expect(notes[0]).toMatch(/the grid has more than 100000 points/);
  });
});

it('searches only where it was asked for, and says where it cannot', () => {
  expect(searchedWindows({ windows: 'all' }, GROUPS)).toEqual([]);
  expect(searchedWindows({ windows: 'searched' }, GROUPS)).toEqual(GROUPS);
  expect(windowNotes({ windows: 'all', trials: 5 }, [])).toEqual([]);
  expect(windowNotes({ windows: 'searched', trials: 5 }, GROUPS)).toEqual([]);
  expect(windowNotes({ windows: 'searched', trials: 1 }, GROUPS)[0]).toMatch(
    /middle one of each of 2 groups/,
  );
  expect(windowNotes({ windows: 'searched', trials: 5 }, [])[0]).toMatch(/choose "Vary windows", save it/);
});

it('reads requests from before windows could be searched as what they were', () => {
  const { windows: _, policy: __, ...before } = requestOf({ windows: 'all' });
  expect(storedRequest(JSON.stringify(before))).toEqual(requestOf({ windows: 'all' }));
});
