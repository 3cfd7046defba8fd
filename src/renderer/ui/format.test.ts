import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatClock,
  formatCountCompact,
  formatDate,
  formatDateRange,
  formatDateTime,
  formatDuration,
  formatMoney,
  formatMoneyCompact,
  formatMonth,
  formatNumber,
  formatPercent,
  formatRatio,
  formatRelative,
  formatSessionDate,
  formatShare,
  istDateOf,
  plural,
} from './format.ts';

describe('numbers and money', () => {
  it('groups the Indian way', () => {
    expect(formatMoney(123456.78)).toBe('₹1,23,456.78');
    expect(formatNumber(12_34_56_789)).toBe('12,34,56,789');
    expect(formatNumber(999)).toBe('999');
    expect(formatNumber(1000)).toBe('1,000');
    expect(formatNumber(100000)).toBe('1,00,000');
  });

  it('uses the true minus before the rupee sign and never signs a zero', () => {
    expect(formatMoney(-940)).toBe('−₹940.00');
    expect(formatMoney(-0.004)).toBe('₹0.00');
    expect(formatMoney(12, 0, 'always')).toBe('+₹12');
    expect(formatMoney(0, 0, 'always')).toBe('₹0');
  });

  it('prints a dash where there is no figure', () => {
    expect(formatMoney(Number.NaN)).toBe('–');
    expect(formatPercent(Number.NaN)).toBe('–');
    expect(formatMoneyCompact(Number.NEGATIVE_INFINITY)).toBe('–');
  });

  it('compacts to lakh and crore without a visible jump at the border', () => {
    expect(formatMoneyCompact(99_999)).toBe('₹99,999');
    expect(formatMoneyCompact(99_999.6)).toBe('₹1 L');
    expect(formatMoneyCompact(124_000)).toBe('₹1.24 L');
    expect(formatMoneyCompact(-2_345_000)).toBe('−₹23.4 L');
    expect(formatMoneyCompact(9_999_600)).toBe('₹1 Cr');
    expect(formatMoneyCompact(31_000_000)).toBe('₹3.1 Cr');
    expect(formatMoneyCompact(310_000_000)).toBe('₹31 Cr');
    expect(formatMoneyCompact(1_000_000)).toBe('₹10 L');
    expect(formatCountCompact(124_000)).toBe('1.24 L');
  });

  it('formats percent, ratios, bytes and counts', () => {
    expect(formatPercent(0.4231)).toBe('42.3 %');
    expect(formatPercent(-0.00512, 2)).toBe('−0.51 %');
    expect(formatShare(0.999969, 2)).toBe('99.99 %');
    expect(formatShare(1, 2)).toBe('100.00 %');
    expect(formatShare(0.29, 1)).toBe('29.0 %');
    expect(formatRatio(Number.POSITIVE_INFINITY)).toBe('∞');
    expect(formatRatio(1.236)).toBe('1.24');
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1536)).toBe('1.5 kB');
    expect(formatBytes(1024 * 1024)).toBe('1.0 MB');
    expect(plural(1, 'bar')).toBe('1 bar');
    expect(plural(120_400, 'bar')).toBe('1,20,400 bars');
  });
});

describe('time', () => {
  // 28 Mar 2024 09:15 IST.
  const open = Date.UTC(2024, 2, 28, 3, 45, 7);

  it('is India’s whatever the machine’s zone', () => {
    expect(formatClock(open)).toBe('09:15');
    expect(formatClock(open, true)).toBe('09:15:07');
    expect(formatDateTime(open)).toBe('Thu 28 Mar 2024 09:15');
    // 19:00 UTC is already the next day in India.
    expect(istDateOf(Date.UTC(2024, 2, 28, 19))).toBe('2024-03-29');
    expect(formatDate(Date.UTC(2024, 2, 28, 19))).toBe('Fri 29 Mar 2024');
  });

  it('reads session dates and months', () => {
    expect(formatSessionDate('2024-03-29')).toBe('Fri 29 Mar 2024');
    expect(formatSessionDate('not a date')).toBe('not a date');
    expect(formatDateRange('2025-01-01', '2025-06-30')).toBe('1 Jan – 30 Jun 2025');
    expect(formatDateRange('2025-08-26', '2026-02-23')).toBe('26 Aug 2025 – 23 Feb 2026');
    expect(formatDateRange('2025-08-26', '2025-08-26')).toBe('26 Aug 2025');
    expect(formatMonth('2024-03')).toBe('Mar 2024');
    expect(formatMonth('2024-13')).toBe('2024-13');
  });

  it('says durations in two units', () => {
    expect(formatDuration(420)).toBe('420 ms');
    expect(formatDuration(6240)).toBe('6.2 s');
    expect(formatDuration(9990)).toBe('10 s');
    expect(formatDuration(59_600)).toBe('1 m 00 s');
    expect(formatDuration(725_000)).toBe('12 m 05 s');
    expect(formatDuration(12_000_000)).toBe('3 h 20 m');
    expect(formatDuration(187_200_000)).toBe('2 d 04 h');
    expect(formatDuration(Number.NaN)).toBe('–');
  });

  it('says relative time both ways', () => {
    expect(formatRelative(open - 10_000, open)).toBe('just now');
    expect(formatRelative(open - 240_000, open)).toBe('4 min ago');
    expect(formatRelative(open + 7_200_000, open)).toBe('in 2 h');
    expect(formatRelative(open - 86_400_000, open)).toBe('1 day ago');
  });
});
