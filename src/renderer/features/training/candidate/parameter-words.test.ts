import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../../../engines/parameters/parameters.ts';
import { parameterWords } from './parameter-words.ts';

const base = { group: 'Growth', help: '' };
const LEAVES: Parameter = {
  ...base,
  name: 'maxLeaves',
  label: 'Leaves',
  type: 'integer',
  default: 31,
  min: 2,
  max: 512,
};
const LOSS: Parameter = {
  ...base,
  name: 'loss',
  label: 'Loss of numbers',
  type: 'choice',
  default: 'squared',
  choices: [{ value: 'squared', label: 'Squared error' }],
};

describe('a chosen parameter', () => {
  it('goes by its declared title, and so does its choice', () => {
    expect(parameterWords('maxLeaves', 48, LEAVES)).toEqual({ label: 'Leaves', words: '48' });
    expect(parameterWords('loss', 'squared', LOSS)).toEqual({
      label: 'Loss of numbers',
      words: 'Squared error',
    });
    expect(parameterWords('loss', 'huber', LOSS).words).toBe('huber');
  });
  it('keeps the digits it has, with its unit', () => {
    expect(parameterWords('rate', 0.05, undefined)).toEqual({ label: 'rate', words: '0.05' });
    expect(parameterWords('wait', 1200, { ...LEAVES, unit: 'bars' }).words).toBe('1,200 bars');
    expect(parameterWords('share', 0.575, { ...LEAVES, type: 'number', unit: 'fraction' }).words).toBe(
      '57.5 %',
    );
    expect(parameterWords('on', true, undefined).words).toBe('yes');
  });
});
