// Figures as the command line prints them: rupees in Indian grouping, ratios, percent, moments in India. Text only; scripts
// read --json instead.

const NONE = '–';
const INDIA_OFFSET_MS = 19_800_000;

export function count(value: number): string {
  return value.toLocaleString('en-IN', { maximumFractionDigits: 0 });
}

/** `1 bar`, `1,234 bars`. */
export const counted = (value: number, noun: string): string =>
  `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** `₹1,23,456.78`, `-₹940.00`; with `signed` a gain carries a plus. */
export function rupees(value: number, signed = false): string {
  if (!Number.isFinite(value)) return NONE;
  const digits = Math.abs(value).toLocaleString('en-IN', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  const zero = /^[0.]*$/.test(digits);
  return `${zero ? '' : value < 0 ? '-' : signed ? '+' : ''}₹${digits}`;
}

export function ratio(value: number, signed = false): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (!Number.isFinite(value)) return NONE;
  return `${signed && value > 0 ? '+' : ''}${value.toFixed(2)}`;
}

export function percent(fraction: number, signed = false): string {
  if (!Number.isFinite(fraction)) return NONE;
  return `${signed && fraction > 0 ? '+' : ''}${(fraction * 100).toFixed(1)} %`;
}

export function seconds(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** `2024-03-28 14:05` in India. */
export function moment(epochMs: number): string {
  return Number.isFinite(epochMs)
    ? new Date(epochMs + INDIA_OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ')
    : NONE;
}

/** Enough of an id to name a run; commands take any beginning that fits one run only. */
export const shortId = (id: string): string => id.slice(0, 8);
