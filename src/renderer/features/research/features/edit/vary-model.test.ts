import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../../../../engines/features/catalogue.ts';
import { entry } from '../../../../../../engines/features/sets/entry.ts';
import { changeWords } from './change-words.ts';
import { draftOf, formProblem, type SetDraft } from './edit-model.ts';
import { readFactors, variableEntries, varied } from './vary-model.ts';

const draft: SetDraft = draftOf({
  title: 'Mine',
  description: '',
  entries: [entry('gap'), entry('rsi14', 'rsi'), entry('macd', 'macd_histogram')] as never,
});

describe('varying the windows of a draft', () => {
  it('offers what looks back, with its windows', () => {
    expect(variableEntries(draft, CATALOGUE)).toEqual([
      { key: 1, name: 'rsi14', windows: '14' },
      { key: 2, name: 'macd', windows: '12, 26, 9' },
    ]);
  });

  it('reads factors and says what is none', () => {
    expect(readFactors(' 0.5, 1;2 ×3')).toEqual({ factors: [0.5, 1, 2, 3] });
    expect(readFactors(' ')).toEqual({ problem: expect.stringContaining('one factor or more') });
    expect(readFactors('0.5 two')).toEqual({ problem: '"two" is no factor between 0.01 and 100.' });
    expect(readFactors('0')).toEqual({ problem: '"0" is no factor between 0.01 and 100.' });
    expect(readFactors('1 1 1 1 1 1 1 1 1 1')).toEqual({ problem: 'At most 9 factors.' });
  });

  it('keeps the key of what was there, and gives new ones to what is added', () => {
    const result = varied(draft, new Set([1]), [0.5, 2], CATALOGUE);
    expect(result).toMatchObject({ added: 2, problem: null, unvaried: [] });
    expect(result.draft.entries.map(({ key, name }) => [key, name])).toEqual([
      [0, 'gap'],
      [3, 'rsi_w7'],
      [1, 'rsi_w14'],
      [4, 'rsi_w28'],
      [2, 'macd'],
    ]);
    expect(result.groups.map(({ name, base }) => [name, base])).toEqual([['rsi', 'rsi_w14']]);
    expect(changeWords(draft, result.draft)).toEqual([
      'Added rsi_w7 (rsi, own bars, decision bars)',
      'rsi_w14: renamed from rsi14',
      'Added rsi_w28 (rsi, own bars, decision bars)',
    ]);
    expect(formProblem(result.draft)).toBeNull();
  });

  it('says why it cannot be taken over', () => {
    const problem = (chosen: readonly number[], factors: readonly number[], of = draft) =>
      varied(of, new Set(chosen), factors, CATALOGUE).problem;
    expect(problem([], [2])).toMatch(/Choose the features/);
    expect(problem([1], [1])).toMatch(/Nothing would be added/);
    const many = draftOf({
      title: 'Many',
      description: '',
      entries: Array.from({ length: 150 }, (_, k) => entry(`r${k}`, 'rsi', { period: 1_000 + k })) as never,
    });
    const all = many.entries.map(({ key }) => key);
    expect(problem(all, [2, 3], many)).toMatch(/at most 400/);
    expect(problem(all.slice(0, 100), [2, 3], many)).toBeNull();
  });
});
