// Sample counts that equal weekdays: found with the span they fill, silent where they prove nothing.
import { describe, expect, it } from 'vitest';
import { metricFindings, weekdaysBefore } from './metric-findings.ts';

const NAMES = ['symbol', 'auc_score', 'train_samples', 'test_samples', 'trained_on'];
const columns = (train: readonly string[], test: readonly string[], trained: string) => [
  train.map((_, k) => `S${k}`),
  train.map((_, k) => String(0.5 + k / 10)),
  train,
  test,
  train.map(() => trained),
];

describe('metricFindings', () => {
  it('flags equal counts that fill every weekday', () => {
    const found = metricFindings(NAMES, columns(['200', '200'], ['61', '61'], '2024-01-03T00:00:00'));
    expect(found[0]).toBe('2 models, mean AUC 0.5500, from 0.500 to 0.600.');
    expect(found[1]).toContain('200 + 61 = 261');
    // 2022-12-30 to 2023-12-29: New Year's Eve of 2022 fell on a Saturday.
    expect(found[2]).toMatch(
      /261 is the number of weekdays from 2022-12-30 to 2023-12-29.*traded on 251 of them/,
    );
  });
  it('says nothing of counts that differ, and no span for short ones', () => {
    expect(metricFindings(NAMES, columns(['200', '201'], ['61', '61'], '2024-01-03'))).toHaveLength(1);
    expect(metricFindings(NAMES, columns(['20', '20'], ['5', '5'], '2024-01-03'))).toHaveLength(2);
  });
});

describe('weekdaysBefore', () => {
  it('proves nothing where every weekday was a session', () => {
    // The week of 2024-01-08 has no holiday.
    expect(weekdaysBefore(5, Date.UTC(2024, 0, 15))).toBeNull();
    expect(weekdaysBefore(10, Date.UTC(2024, 0, 15))).toEqual({
      from: '2024-01-01',
      to: '2024-01-12',
      weekdays: 10,
      sessions: 9,
    });
  });
  it('gives up before the calendar begins', () => {
    expect(weekdaysBefore(5000, Date.UTC(2024, 0, 15))).toBeNull();
  });
});
