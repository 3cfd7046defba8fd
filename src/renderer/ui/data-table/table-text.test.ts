import { describe, expect, it } from 'vitest';
import type { TableColumn } from './table-column.ts';
import { toCsv, toTsv } from './table-text.ts';

type Line = readonly [string, number];

const COLUMNS: readonly TableColumn<Line>[] = [
  { id: 'name', header: 'Name, short', value: (row) => row[0] },
  { id: 'net', header: 'Net', value: (row) => row[1], cell: () => 'drawn differently' },
];

describe('rows as text', () => {
  it('copies raw values with tabs and keeps one line per row', () => {
    expect(toTsv([['M&M\nLtd\tX', -1.5]], COLUMNS)).toBe('Name, short\tNet\nM&M Ltd X\t-1.5');
  });

  it('quotes what CSV must quote', () => {
    expect(toCsv([['a "b", c', 2]], COLUMNS)).toBe('"Name, short",Net\r\n"a ""b"", c",2\r\n');
  });

  it('keeps text from being run as a formula but leaves negative numbers alone', () => {
    expect(toCsv([['=SUM(A1)', -2]], COLUMNS)).toContain("'=SUM(A1),-2");
  });

  it('leaves undefined figures empty', () => {
    expect(toCsv([['x', Number.NaN]], COLUMNS)).toContain('x,\r\n');
  });
});
