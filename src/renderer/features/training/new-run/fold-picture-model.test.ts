import { describe, expect, it } from 'vitest';
import { SPLIT_PRESETS } from '../../../../../engines/validation/splits/split.ts';
import { foldPicture, weekdaySessions } from './fold-picture-model.ts';

const sessions = weekdaySessions('2025-08-26', '2026-02-23');

describe('weekdaySessions', () => {
  it('leaves weekends out, both ends included', () => {
    const week = weekdaySessions('2025-08-29', '2025-09-01');
    expect(week.map((one) => one.date)).toEqual(['2025-08-29', '2025-09-01']);
    expect(weekdaySessions('2025-09-02', '2025-09-01')).toEqual([]);
  });
});

describe('foldPicture', () => {
  it('tests after it trains, and never inside the hold-out', () => {
    const picture = foldPicture(SPLIT_PRESETS['window-45-15'], sessions, 20, 12);
    expect(picture.problem).toBeNull();
    expect(picture.rows.length).toBeGreaterThan(3);
    for (const row of picture.rows) {
      const test = row.test[0];
      expect(row.train[0]?.to).toBeLessThanOrEqual(test?.from ?? 0);
      expect(test?.to).toBeLessThanOrEqual(picture.holdOut?.from ?? 0);
    }
    expect(picture.holdOut?.to).toBe(1);
  });
  it('draws training on both sides of a combinatorial test, and counts what is not drawn', () => {
    const picture = foldPicture(SPLIT_PRESETS['combinatorial-6-2'], sessions, 0, 6);
    expect(picture.rows).toHaveLength(6);
    expect(picture.more).toBe(9);
    expect(picture.holdOut).toBeNull();
    expect(picture.rows.some((row) => row.train.length > 1)).toBe(true);
  });
  it('says why there is nothing to draw, and keeps the hold-out', () => {
    const short = foldPicture(SPLIT_PRESETS['walk-forward-60-10'], sessions.slice(0, 40), 10, 6);
    expect(short.rows).toEqual([]);
    expect(short.problem).toContain('too few');
    expect(short.holdOut).not.toBeNull();
    expect(foldPicture(SPLIT_PRESETS['window-45-15'], [], 0, 6).problem).toContain('no session');
  });
});
