import { describe, expect, it } from 'vitest';
import { parameterProblem, parameterValue } from './parameter-text.ts';

const PERIOD = { name: 'period', default: 14, min: 2, max: 500, help: '' };

describe('parameter fields', () => {
  it('reads decimals, the default for blank, and nothing else', () => {
    expect(parameterValue(PERIOD, ' 21 ')).toBe(21);
    expect(parameterValue(PERIOD, '−1.5')).toBe(-1.5);
    expect(parameterValue(PERIOD, '')).toBe(14);
    for (const bad of ['0x10', '1e3', 'ten', '1 2']) expect(parameterValue(PERIOD, bad), bad).toBeNaN();
  });
  it('says the range', () => {
    expect(parameterProblem(PERIOD, 2)).toBeNull();
    expect(parameterProblem(PERIOD, 501)).toBe('Allowed: 2 to 500.');
    expect(parameterProblem(PERIOD, Number.NaN)).toContain('Enter a number');
  });
});
