import { describe, expect, it } from 'vitest';
import { mappedNames } from './mapping-model.ts';

describe('names of a foreign list', () => {
  it('lists every name once, what needs a look first', () => {
    const entry = (name: string) => ({
      name,
      feature: 'rsi',
      source: 'self' as const,
      timeframe: '5m' as const,
      parameters: { period: 9 },
    });
    const rows = mappedNames({
      entries: [entry('plain'), entry('fixed')],
      corrected: [{ name: 'fixed', words: 'Wilder’s' }],
      unmapped: [{ name: 'future', reason: 'known only later' }],
    });
    expect(rows.map((row) => [row.name, row.outcome])).toEqual([
      ['future', 'left out'],
      ['fixed', 'corrected'],
      ['plain', 'mapped'],
    ]);
    expect(rows[2]?.words).toBe('rsi, own bars, 5m, period 9');
  });
});
