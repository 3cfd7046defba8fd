import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../engines/market/interval.ts';
import { chooseStored } from './interval-choice.ts';

const stored = (sessions: Partial<Record<Interval, number>>) =>
  new Map(Object.entries(sessions) as [Interval, number][]);

describe('the stored interval that answers a question', () => {
  it.each<[string, Interval, Partial<Record<Interval, number>>, Interval | null]>([
    ['itself, where stored', '5m', { '1m': 10, '5m': 10 }, '5m'],
    ['the finest that divides it, at equal cover', '15m', { '1m': 10, '5m': 10 }, '1m'],
    ['the one that covers more sessions', '15m', { '1m': 10, '5m': 11 }, '5m'],
    ['a finer one that covers more than itself', '15m', { '5m': 30, '15m': 20 }, '5m'],
    ['never one that does not divide it', '15m', { '10m': 99, '5m': 1 }, '5m'],
    ['never a longer one', '5m', { '15m': 99, '1d': 99 }, null],
    ['any intraday one for a day', '1d', { '60m': 4 }, '60m'],
    ['none, where none is stored', '5m', {}, null],
    ['none that is known but empty in the range', '5m', { '1m': 0 }, null],
  ])('is %s', (_, asked, sessions, expected) => {
    expect(chooseStored(asked, stored(sessions))).toBe(expected);
  });
});
