import { describe, expect, it } from 'vitest';
import type { Parameter } from '../../../../engines/parameters/parameters.ts';
import {
  changedValues,
  draftsFrom,
  fieldGroups,
  fieldView,
  problemsOf,
  setArguments,
  textOf,
} from './parameter-model.ts';

const stop: Parameter = {
  name: 'stopFraction',
  label: 'Stop',
  group: 'Exits',
  help: '',
  type: 'number',
  default: 0.0075,
  min: 0.001,
  max: 0.05,
  unit: 'fraction',
};
const bars: Parameter = {
  name: 'atrBars',
  label: 'ATR length',
  group: 'Signal',
  help: '',
  type: 'integer',
  default: 14,
  min: 2,
  max: 100,
  unit: 'bars',
};
const cut: Parameter = {
  name: 'lastEntry',
  label: 'Last entry',
  group: 'Exits',
  help: '',
  type: 'time',
  default: '14:30',
};
const sides: Parameter = {
  name: 'sides',
  label: 'Sides',
  group: 'Signal',
  help: '',
  type: 'choice',
  default: 'both',
  choices: [
    { value: 'both', label: 'Both' },
    { value: 'long', label: "Long only's" },
  ],
};
const breakeven: Parameter = {
  name: 'breakeven',
  label: 'Breakeven',
  group: 'Exits',
  help: '',
  type: 'boolean',
  default: true,
};
const SCHEMA = [stop, bars, cut, sides, breakeven];

describe('parameter form', () => {
  it('shows fractions as percent without binary dust', () => {
    const field = fieldView(stop, undefined);
    expect(field.placeholder).toBe('0.75');
    expect(field.unit).toBe('%');
    expect(field.range).toBe('0.1 – 5 %');
    expect(field.value).toBe(0.0075);
    expect(fieldView(stop, '0.7').value).toBe(0.007);
    expect(textOf(stop, 0.0029)).toBe('0.29');
  });

  it('calls a field changed only when its value differs', () => {
    expect(fieldView(stop, '0.75').changed).toBe(false);
    expect(fieldView(stop, '').changed).toBe(false);
    expect(fieldView(stop, '1').changed).toBe(true);
    expect(fieldView(breakeven, 'false').changed).toBe(true);
  });

  it('validates while typing and names the range', () => {
    expect(fieldView(stop, '9').problem).toBe('Allowed: 0.1 – 5 %.');
    expect(fieldView(stop, 'x').problem).toBe('Enter a number, 0.1 – 5 %.');
    expect(fieldView(bars, '14.5').problem).toBe('Enter a whole number, 2 – 100 bars.');
    expect(fieldView(bars, '1.').problem).toBe('Allowed: 2 – 100 bars.');
    expect(fieldView(cut, '25:00').problem).toBe('It must be a time of day like 14:30.');
    expect(fieldView(cut, '09:20').problem).toBeNull();
    expect(problemsOf(SCHEMA, { stopFraction: '9', atrBars: '20' }).map((problem) => problem.name)).toEqual([
      'stopFraction',
    ]);
  });

  it('groups in schema order and counts changes and problems', () => {
    const groups = fieldGroups(SCHEMA, { stopFraction: '9', atrBars: '20' });
    expect(groups.map((group) => [group.title, group.changed, group.problems])).toEqual([
      ['Exits', 1, 1],
      ['Signal', 1, 0],
    ]);
  });

  it('sends only valid changes, and a preset comes back as typed text', () => {
    const drafts = { stopFraction: '1', atrBars: '900', breakeven: 'false', lastEntry: '14:30' };
    expect(changedValues(SCHEMA, drafts)).toEqual({ stopFraction: 0.01, breakeven: false });
    const again = draftsFrom(SCHEMA, { stopFraction: 0.01, breakeven: false, atrBars: 14, gone: 3 });
    expect(again).toEqual({ stopFraction: '1', breakeven: 'false' });
    expect(changedValues(SCHEMA, again)).toEqual({ stopFraction: 0.01, breakeven: false });
  });

  it('writes the CLI arguments with values as stored, quoted for a shell', () => {
    expect(setArguments(SCHEMA, { stopFraction: '1', sides: 'long' })).toBe(
      ' --set stopFraction=0.01 --set sides=long',
    );
    const odd: Parameter = { ...sides, default: 'long', choices: [{ value: "it's", label: 'x' }] };
    expect(setArguments([odd], { sides: "it's" })).toBe(` --set sides='it'\\''s'`);
  });
});
