import { describe, expect, it } from 'vitest';
import { freeId, idFromFileName, idProblem } from './new-set-model.ts';

const SETS = [{ id: 'meta-5' }, { id: 'meta-5-2' }];

describe('names of new sets', () => {
  it('refuses what the store refuses, and what exists', () => {
    expect(idProblem('my-set', SETS)).toBeNull();
    expect(idProblem('meta-5', SETS)).toContain('exists');
    for (const bad of ['', 'a', 'My-set', '5-set', 'set_1', 'a'.repeat(42)])
      expect(idProblem(bad, SETS), bad).toContain('lower case');
  });
  it('finds a free id and makes one of a file name', () => {
    expect(freeId('fresh', SETS)).toBe('fresh');
    expect(freeId('meta-5', SETS)).toBe('meta-5-3');
    expect(idFromFileName('Feature Schema (99).json')).toBe('feature-schema-99');
    expect(idProblem(idFromFileName('2024_features.csv'), [])).toBeNull();
    expect(idProblem(idFromFileName('1.json'), [])).toBeNull();
  });
});
