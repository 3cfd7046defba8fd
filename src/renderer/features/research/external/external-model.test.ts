import { describe, expect, it } from 'vitest';
import type { ColumnRole, ExternalColumn } from '../../../../contracts/datasets.ts';
import { roleCounts, roleOf, roleProblems, withRole } from './external-model.ts';

const column = (name: string, role: ColumnRole, future = false): ExternalColumn => ({
  name,
  role,
  reason: '',
  future,
  numeric: true,
  missing: 0,
  samples: [],
});
const TIME = column('ts', 'time');
const RETURN = column('next_return', 'outcome', true);
const COLUMNS = [TIME, column('rsi', 'feature'), column('macd', 'feature'), RETURN];

describe('roles of a foreign file', () => {
  it('are the proposed ones until changed, and again when changed back', () => {
    const changed = withRole({}, TIME, 'ignore');
    expect(roleOf(TIME, changed)).toBe('ignore');
    expect(withRole(changed, TIME, 'time')).toEqual({});
  });
  it('need a time, once', () => {
    expect(roleProblems(COLUMNS, {})).toEqual([]);
    expect(roleProblems(COLUMNS, { ts: 'ignore' })).toEqual(['Say which column holds the decision time.']);
    expect(roleProblems(COLUMNS, { rsi: 'time' })[0]).toContain('ts, rsi');
  });
  it('need something to learn from or to judge', () => {
    const none = { rsi: 'ignore', macd: 'ignore' } as const;
    expect(roleProblems(COLUMNS, none)).toEqual(['Mark at least one column as a feature or a prediction.']);
    expect(roleProblems(COLUMNS, { ...none, macd: 'prediction' })).toEqual([]);
  });
  it('never make a feature of the future', () => {
    expect(roleProblems(COLUMNS, { next_return: 'feature' })).toEqual([
      'next_return knows the future and can never be a feature.',
    ]);
  });
  it('are counted', () => {
    expect(roleCounts({ columns: COLUMNS }, {})).toBe('decision time 1 · feature 2 · outcome 1');
  });
});
