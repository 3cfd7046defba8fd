// Reading `--set` and `--grid`: types by the declaration, counted ranges without binary dust, and what is refused.

import { expect, test } from 'vitest';
import { readGrid, readSettings } from './parameters.ts';

test('values take the type their parameter declares; unknown names stay text for the request check', () => {
  expect(
    readSettings('sma-cross', [
      'fast=12',
      'sides=both',
      'account.intraday=false',
      'risk.last_entry=14:00',
      'typo=1',
    ]),
  ).toEqual({ fast: 12, sides: 'both', 'account.intraday': false, 'risk.last_entry': '14:00', typo: '1' });
});

test.each(['fast=', 'fast=ten', 'fast=0x10', 'fast=1_0', 'fast=NaN', 'fast=Infinity'])(
  '%s is no number',
  (text) => {
    expect(() => readSettings('sma-cross', [text])).toThrow(/fast takes a number, not "/);
    expect(() => readGrid('sma-cross', [text])).toThrow(/fast takes a number, not "/);
  },
);

test.each([
  ['stop_pct=0.01:0.03:0.005', [0.01, 0.015, 0.02, 0.025, 0.03]],
  ['stop_pct=0.1:0.3:0.1', [0.1, 0.2, 0.3]],
  ['fast=5:14:5', [5, 10]],
  ['fast=7:7:1', [7]],
  ['fast=3, 5,8', [3, 5, 8]],
  ['sides=long,both', ['long', 'both']],
  ['risk.last_entry=14:00,14:30', ['14:00', '14:30']],
])('%s', (text, values) => {
  expect(Object.values(readGrid('sma-cross', [text]))).toEqual([values]);
});

test.each(['fast=5:1:1', 'fast=1:5:0', 'fast=1:5', 'fast=1::5', 'fast=1:100000:1'])('refuses %s', (text) => {
  expect(() => readGrid('sma-cross', [text])).toThrow(/Nothing was run/);
});

test.each([['fast'], ['=3'], ['__proto__=1'], ['fast=3', 'fast=4']])('refuses --set %s', (...texts) => {
  expect(() => readSettings('sma-cross', texts)).toThrow(expect.objectContaining({ code: 'BAD_REQUEST' }));
});
