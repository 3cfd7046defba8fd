import { expect, it } from 'vitest';
import { segmentColumns } from './segment-columns.tsx';
import { hasWindows, ownParameters, windowsOf, windowWords } from './segment-windows.ts';

const segment = { parameters: { rounds: 40, 'window.rsi': 'rsi_w14', 'window.macd': 'macd_w6_13_5' } };

it('tells windows from the parameters of the estimator', () => {
  expect(ownParameters(segment)).toEqual([['rounds', 40]]);
  expect(windowsOf(segment)).toEqual([
    { group: 'rsi', column: 'rsi_w14' },
    { group: 'macd', column: 'macd_w6_13_5' },
  ]);
  expect(windowWords(segment)).toBe('rsi_w14, macd_w6_13_5');
  expect([hasWindows(segment), hasWindows({ parameters: { rounds: 40 } })]).toEqual([true, false]);
});

it('has a column of windows only where they were searched', () => {
  const ids = (windows: boolean) => segmentColumns(2, windows).map(({ id }) => id);
  expect(ids(true)).toContain('windows');
  expect(ids(false)).not.toContain('windows');
});
