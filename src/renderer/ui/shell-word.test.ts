import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it.each(['NSE:TCS,NSE:INFY', 'horizon.length=8', 'intraday-mtf@2', '2024-03-28'])(
  'leaves %s as it is',
  (word) => expect(shellWord(word)).toBe(word),
);

it.each([
  ['NSE:M&M', "'NSE:M&M'"],
  ['a b', "'a b'"],
  ['$HOME', "'$HOME'"],
  ["it's", `'it'\\''s'`],
  ['', "''"],
])('quotes %s', (word, quoted) => expect(shellWord(word)).toBe(quoted));
