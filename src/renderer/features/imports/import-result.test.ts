import { describe, expect, it } from 'vitest';
import type { ImportFileResult } from '../../../contracts/imports.ts';
import { importResultOf, importTotals } from './import-result.ts';

const file = (more: Partial<ImportFileResult>): ImportFileResult => ({
  path: '/a.csv',
  instrument: 'NSE:A',
  interval: '5m',
  bars: 75,
  sessions: 3,
  newSessions: 1,
  unchangedSessions: 1,
  changedSessions: 1,
  flags: {},
  problems: [],
  ...more,
});

describe('import result', () => {
  it('is refused when it is something else', () => {
    expect(importResultOf(null)).toBeNull();
    expect(importResultOf({ files: 3 })).toBeNull();
  });

  it('adds up its files', () => {
    const result = {
      batchId: 'b',
      files: [file({ flags: { 'missing-bars': 2, 'price-jump': 1 } }), file({ newSessions: 5 })],
      refused: [{ path: '/x', problems: [] }],
      bars: 150,
      elapsedMs: 10,
    };
    expect(importTotals(importResultOf(result)!)).toEqual({
      files: 2,
      refused: 1,
      bars: 150,
      newSessions: 6,
      unchangedSessions: 2,
      changedSessions: 2,
      flaggedSessions: 2,
    });
  });
});
