import { describe, expect, it } from 'vitest';
import { dateProblem, isIsoDate, parseDateText, shiftDate } from './date-text.ts';

describe('a typed date', () => {
  it.each([
    '2023-07-03',
    '2023/7/3',
    '20230703',
    '3 Jul 2023',
    '03-jul-2023',
    '3July2023',
    'Mon 3 Jul 2023',
    'Monday, 3 July 2023',
    'Jul 3, 2023',
    '  3 Jul 2023 ',
  ])('%s is 3 July', (text) => expect(parseDateText(text)).toBe('2023-07-03'));

  it.each(['03/07/2023', '3.7.23', '3 Jul', '30 Feb 2023', '2023-02-30', '3 Foo 2023', '3 Jul 23', ''])(
    '%s is refused',
    (text) => expect(parseDateText(text)).toBeNull(),
  );

  it('is told apart from one that could mean two days', () => {
    expect(dateProblem('03/07/2023')).toContain('Day or month first');
    expect(dateProblem('soon')).toBe('Write 3 Jul 2023 or 2023-07-03.');
  });

  it('knows leap years', () => {
    expect(isIsoDate('2024-02-29')).toBe(true);
    expect(isIsoDate('2023-02-29')).toBe(false);
  });
});

describe('a step by days', () => {
  it('crosses months and years', () => {
    expect(shiftDate('2023-12-31', 1)).toBe('2024-01-01');
    expect(shiftDate('2024-03-01', -1)).toBe('2024-02-29');
  });
  it('stays within what is stored', () => {
    expect(shiftDate('2024-03-28', 1, '2023-07-03', '2024-03-28')).toBe('2024-03-28');
    expect(shiftDate('2020-01-01', 1, '2023-07-03', '2024-03-28')).toBe('2023-07-03');
  });
});
