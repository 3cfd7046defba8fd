import { describe, expect, it } from 'vitest';
import { SEARCH_PRESETS } from '../../../../../engines/learn/search/presets.ts';
import { TREE_FAMILIES } from '../../../../../engines/learn/trees/families/families.ts';
import { type TrainingRequest, trainingRequestSchema } from '../../../../contracts/training.ts';
import { draftOf, resultOf, type TrainingDraft } from './training-draft.ts';
import { fitPreset, requestOfPreset, TRAINING_PRESETS, taskOf } from './training-presets.ts';

const estimators = TREE_FAMILIES.map(({ id, title, help, tasks, parameters }) => ({
  id,
  title,
  help,
  tasks,
  parameters,
  unavailable: null,
}));
const catalogue = { estimators };
const request: TrainingRequest = trainingRequestSchema.parse({
  name: 'Weekend',
  datasetId: 'a1b2c3d4e5f60718',
  split: {
    kind: 'own',
    method: {
      kind: 'walk-forward',
      trainSessions: 40,
      testSessions: 5,
      expanding: true,
      embargoMs: 1_800_000,
    },
  },
  families: [{ estimator: 'leafwise', preset: 'segments-leafwise', parameters: { rounds: 300 } }],
  innerShare: 0.29,
  regimes: { states: 3, covariance: 'diagonal', observed: ['atr_percent'] },
  budget: { wallMinutes: 90, quietHours: { from: '09:00', to: '15:40' } },
});
const draft = draftOf(request, catalogue);
const change = (part: Partial<TrainingDraft>) => resultOf({ ...draft, ...part }, catalogue);

describe('resultOf', () => {
  it('gives back the request its form was filled from', () => {
    expect(resultOf(draft, catalogue)).toEqual({ request, problems: [] });
  });
  it('shows percent and minutes, and sends fractions and milliseconds', () => {
    expect(draft.innerPercent).toBe(29);
    expect(draft.split).toMatchObject({ method: { embargoMinutes: 30 } });
    expect(change({ innerPercent: 30 }).request?.innerShare).toBe(0.3);
  });
  it('reads an empty time as no limit, and no quiet hours as none', () => {
    const changed = change({ wallMinutes: '', quiet: false }).request;
    expect(changed?.budget).toMatchObject({ wallMinutes: null, quietHours: null });
  });
  it('names what is missing', () => {
    expect(change({ datasetId: null }).problems.map((one) => one.field)).toEqual(['datasetId']);
    expect(change({ families: [] }).problems.map((one) => one.field)).toEqual(['families']);
    expect(
      change({ regimes: { states: 3, covariance: 'full', observed: [] } }).problems.map((one) => one.field),
    ).toEqual(['regimes.observed']);
    expect(change({ stack: 'logistic' }).problems.map((one) => one.field)).toEqual(['stack']);
  });
  it('says the allowed range in the unit of the field', () => {
    expect(change({ trials: 501 }).problems).toEqual([{ field: 'trials', message: 'Trials: at most 500.' }]);
    expect(change({ innerPercent: 2 }).problems[0]?.message).toBe('Inner part: at least 5.');
    expect(change({ memoryMb: '' }).problems[0]?.message).toBe('Memory: enter a number.');
    expect(change({ quietFrom: '9' }).problems[0]).toMatchObject({ field: 'quietFrom' });
  });
  it('holds back a family with a parameter out of range, and drops nothing silently', () => {
    const family = { estimator: 'leafwise', preset: null, texts: { rounds: '-3' } };
    const result = change({ families: [family] });
    expect(result.request).toBeNull();
    expect(result.problems[0]?.field).toBe('families.leafwise');
  });
});

describe('presets', () => {
  it('name estimators and search presets that exist', () => {
    for (const { part } of TRAINING_PRESETS)
      for (const { estimator, preset } of part.families)
        if (preset !== undefined)
          expect(SEARCH_PRESETS.find((one) => one.id === preset)?.family).toBe(estimator);
  });
  it('are whole requests', () => {
    for (const preset of TRAINING_PRESETS)
      expect(() =>
        trainingRequestSchema.parse({ ...preset.part, datasetId: 'a1b2c3d4e5f60718' }),
      ).not.toThrow();
  });
  it('keep only families that can learn the dataset’s task', () => {
    const [walk] = TRAINING_PRESETS.filter((one) => one.id === 'walk-forward');
    const few = [
      { id: 'leafwise', tasks: ['binary'], unavailable: null },
      { id: 'depthwise', tasks: ['binary'], unavailable: 'no package' },
      { id: 'ridge', tasks: ['regression'], unavailable: null },
    ];
    if (!walk) throw new Error('the preset is gone');
    expect(fitPreset(walk, few, 'binary')).toMatchObject({
      families: [{ estimator: 'leafwise' }],
      softVote: false,
    });
    expect(fitPreset(walk, few, 'regression').families.map((one) => one.estimator)).toEqual(['ridge']);
    expect(requestOfPreset(fitPreset(walk, [], 'binary'), null).families).toEqual([]);
    expect(taskOf([])).toBe('regression');
    expect(taskOf(['lost', 'won'])).toBe('binary');
    expect(taskOf(['SELL', 'FLAT', 'BUY'])).toBe('multiclass');
  });
});
