// Figures and tables as a person reads them in a terminal.

import { expect, test } from 'vitest';
import { fakeSummary } from '../../../tests/fakes/desk/fake-candidates.ts';
import { count, moment, percent, ratio, rupees, seconds } from './format.ts';
import { signalWords } from './run-text.ts';
import { fold, table } from './table.ts';
import { candidateTable } from './training-text.ts';

test.each([
  [1_234_567.891, true, '+₹12,34,567.89'],
  [-940, true, '-₹940.00'],
  [940, false, '₹940.00'],
  [-0.004, true, '₹0.00'],
  [Number.NaN, true, '–'],
])('rupees(%d, %s)', (value, signed, text) => {
  expect(rupees(value, signed)).toBe(text);
});

test('signals say what became of them, most frequent reason first', () => {
  expect(signalWords({ signals: 0, denials: [] })).toBe('none');
  expect(signalWords({ signals: 3, denials: [] })).toBe('3');
  const denials = [
    { reason: 'no-volume', count: 2 },
    { reason: 'after-last-entry', count: 1_000 },
  ];
  expect(signalWords({ signals: 1_100, denials })).toBe(
    '1,100, refused: 1,000 after last entry, 2 no volume',
  );
});

test('candidates that traded nothing say so beside their name', () => {
  const of = (idle: boolean) => candidateTable([{ ...fakeSummary('run', 'leafwise', 1), idle }]).join('\n');
  expect(of(true)).toContain(' [no trades]');
  expect(of(false)).not.toContain('no trades');
});

test('other figures', () => {
  expect([count(290_484), ratio(1.234, true), ratio(Number.POSITIVE_INFINITY), ratio(Number.NaN)]).toEqual([
    '2,90,484',
    '+1.23',
    '∞',
    '–',
  ]);
  expect([percent(0.4231), percent(-0.02, true), seconds(450), seconds(12_340)]).toEqual([
    '42.3 %',
    '-2.0 %',
    '450 ms',
    '12.3 s',
  ]);
  expect(moment(Date.UTC(2024, 2, 28, 3, 45))).toBe('2024-03-28 09:15');
});

test('columns are as wide as their widest cell, figures flush right, no trailing space', () => {
  expect(
    table(
      [{ title: 'run' }, { title: 'net', align: 'right' }, { title: '' }],
      [
        ['a', '₹1.00', 'x'],
        ['bcde', '-₹20.00', ''],
      ],
    ),
  ).toEqual(['run       net', '────  ───────  ─', 'a       ₹1.00  x', 'bcde  -₹20.00']);
});

test('folds at words', () => {
  expect(fold('one two three', 7)).toEqual(['one two', 'three']);
});
