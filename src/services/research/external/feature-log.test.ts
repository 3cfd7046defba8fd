// The `name=value` log: columns in order of first appearance, blanks where a row lacks one, rows nobody can name left out and counted.
import { describe, expect, it } from 'vitest';
import { isKeyValueRow, readFeatureLog } from './feature-log.ts';

const LEADING = ['2025-11-18T10:59:00+05:30', 'SELL', 'BUY', '0.32', '0.61', 'True', 'False', '120'];

describe('readFeatureLog', () => {
  it('puts every value under its name, whatever the order in the row', () => {
    const found = readFeatureLog([
      [...LEADING, 'a=1', 'b=2', 'c=3'],
      [...LEADING, 'c=6', 'd=7', 'a=4'],
    ]);
    if (found.kind !== 'table') throw new Error('no table');
    const { names, columns, rows, layout, notes } = found.table;
    expect([layout, rows, notes]).toEqual(['feature log, key=value', 2, []]);
    expect(names.slice(0, 8)).toEqual([
      'ts',
      'decision',
      'label',
      'buy_prob',
      'alpha',
      'tradeable',
      'is_flat',
      'tick_count',
    ]);
    const column = (name: string) => columns[names.indexOf(name)];
    expect([column('a'), column('b'), column('c'), column('d')]).toEqual([
      ['1', '4'],
      ['2', ''],
      ['3', '6'],
      ['', '7'],
    ]);
    expect(column('label')).toEqual(['BUY', 'BUY']);
  });

  it('leaves out rows without names, and rows whose leading cells are not eight, with their counts', () => {
    const nameless = ['2025-10-28 08:30:00', 'FLAT', '1', '2', '3', '4', '5', '6', '7', '8'];
    const short = [...LEADING.slice(0, 6), 'a=1', 'b=2', 'c=3'];
    expect([isKeyValueRow(nameless), isKeyValueRow(short)]).toEqual([false, true]);
    const found = readFeatureLog([nameless, [...LEADING, 'a=1', 'b=2', 'c=3'], nameless, short]);
    if (found.kind !== 'table') throw new Error('no table');
    expect(found.table.rows).toBe(1);
    expect(found.table.layout).toBe('feature log, mixed layouts');
    expect(found.table.notes.join(' ')).toMatch(/^2 rows without names.* 1 rows with fewer leading cells/);
  });

  it('is no table where nothing has a name', () => {
    const found = readFeatureLog([['2025-10-28 08:30:00', 'FLAT', '1']]);
    expect(found).toMatchObject({ kind: 'other', other: { rows: 1 } });
  });
});
