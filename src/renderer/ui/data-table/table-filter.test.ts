import { describe, expect, it } from 'vitest';
import type { TableColumn } from './table-column.ts';
import { filterRows } from './table-filter.ts';

interface Line {
  readonly instrument: string;
  readonly net: number;
  readonly date: string;
  readonly setup: string | null;
}

const ROWS: readonly Line[] = [
  { instrument: 'NSE:TCS', net: 1500, date: '2024-03-28', setup: 'A MOD BREAK' },
  { instrument: 'NSE:M&M', net: -200, date: '2024-04-01', setup: null },
  { instrument: 'NSE:BAJAJ-AUTO', net: 900, date: '2024-04-02', setup: 'B HUGE' },
];

const COLUMNS: readonly TableColumn<Line>[] = [
  { id: 'instrument', header: 'Instrument', value: (row) => row.instrument },
  {
    id: 'net',
    header: 'Net P&L',
    value: (row) => row.net,
    filterText: (row) => (row.net > 0 ? 'gain' : 'loss'),
  },
  { id: 'date', header: 'Date', value: (row) => row.date },
  { id: 'setup', header: 'Setup', value: (row) => row.setup },
];

const found = (line: string) => filterRows(ROWS, line, COLUMNS).map((row) => row.instrument);

describe('table filter', () => {
  it('keeps everything for an empty line', () => {
    expect(found('   ')).toHaveLength(3);
  });

  it('finds words in any column, drawn words included', () => {
    expect(found('tcs')).toEqual(['NSE:TCS']);
    expect(found('loss')).toEqual(['NSE:M&M']);
    expect(found('huge')).toEqual(['NSE:BAJAJ-AUTO']);
  });

  it('does not take an instrument for a comparison', () => {
    expect(found('NSE:M&M')).toEqual(['NSE:M&M']);
  });

  it('compares numbers, grouped or with a true minus', () => {
    expect(found('net>1,000')).toEqual(['NSE:TCS']);
    expect(found('net<=−200')).toEqual(['NSE:M&M']);
    expect(found('net>=900')).toEqual(['NSE:TCS', 'NSE:BAJAJ-AUTO']);
    expect(found('net=900')).toEqual(['NSE:BAJAJ-AUTO']);
  });

  it('compares dates as text and takes header names by their beginning', () => {
    expect(found('date>2024-03-31')).toEqual(['NSE:M&M', 'NSE:BAJAJ-AUTO']);
    expect(found('inst:bajaj')).toEqual(['NSE:BAJAJ-AUTO']);
  });

  it('needs every term, and keeps quoted phrases together', () => {
    expect(found('nse net>0 date<2024-04-01')).toEqual(['NSE:TCS']);
    expect(found('setup:"a mod"')).toEqual(['NSE:TCS']);
    expect(found('"mod break"')).toEqual(['NSE:TCS']);
  });

  it('never matches a missing value with a comparison', () => {
    expect(found('setup>a')).toEqual(['NSE:TCS', 'NSE:BAJAJ-AUTO']);
  });
});
