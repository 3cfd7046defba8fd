import { describe, expect, it } from 'vitest';
import { figure, needsOf, parametersWords, placeWords, plainNumber, rangeWords } from './feature-words.ts';

describe('words of features', () => {
  it('names places, parameters and bounds', () => {
    expect(placeWords({ source: 'self', timeframe: 'decision' })).toBe('own bars, decision bars');
    expect(placeWords({ source: 'market', timeframe: '15m' })).toBe('market index, 15m');
    expect(parametersWords({ period: 14, deviations: 2.5 })).toBe('period 14, deviations 2.5');
    expect(rangeWords({ min: -1, max: 1 })).toBe('−1 to 1');
    expect(rangeWords({ min: 0, max: Number.POSITIVE_INFINITY })).toBe('0 to ∞');
    expect(rangeWords(null)).toBe('no bound');
  });
  it('says what a set needs besides bars', () => {
    expect(needsOf({ needsCandidate: true, sources: ['self', 'volatility'] })).toEqual([
      'trades of a run',
      'volatility index',
    ]);
    expect(needsOf({ needsCandidate: false, sources: ['self'] })).toEqual([]);
  });
  it('keeps the digits a figure needs', () => {
    expect(plainNumber(0.0005)).toBe('0.0005');
    expect(figure(0.0123456)).toBe('0.01235');
    expect(figure(12.3456)).toBe('12.35');
    expect(figure(-123456.7)).toBe('−1,23,457');
    expect(figure(0)).toBe('0');
  });
});
