// Reads a date as people write it, and refuses what two people would read differently. Pure; used by DateField and the run form.
// Never looks at the browser's locale: `03/07/2023` is March in one and July in another, and a backtest must not depend on it.

import { MONTHS } from './format.ts';

const DAY_MS = 86_400_000;

/** True for `2024-03-28`, false for `2024-02-30`. */
export function isIsoDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(time) && new Date(time).toISOString().slice(0, 10) === text;
}

function isoOf(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}

/** `jul`, `July`, `Sept` → `7`; null for what no month begins with. */
function monthOf(word: string): string | null {
  const index = MONTHS.findIndex((month) => month.toLowerCase() === word.slice(0, 3).toLowerCase());
  return index < 0 ? null : String(index + 1);
}

/** `3 Jul 2023`, `Mon 3 July 2023`, `3-jul-2023`, `Jul 3, 2023`, `2023-07-03`, `2023/7/3`, `20230703` → `2023-07-03`, else null. */
export function parseDateText(text: string): string | null {
  const line = text.trim().replace(/^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[\s,.]+/i, '');
  const ordered =
    /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})$/.exec(line) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(line);
  if (ordered) return isoOf(ordered[1] ?? '', ordered[2] ?? '', ordered[3] ?? '');
  const dayFirst = /^(\d{1,2})[-/. ]*([a-z]{3,9})[-/., ]*(\d{4})$/i.exec(line);
  if (dayFirst) return isoOf(dayFirst[3] ?? '', monthOf(dayFirst[2] ?? '') ?? '', dayFirst[1] ?? '');
  const monthFirst = /^([a-z]{3,9})[-/. ]*(\d{1,2})[-/., ]+(\d{4})$/i.exec(line);
  if (monthFirst) return isoOf(monthFirst[3] ?? '', monthOf(monthFirst[1] ?? '') ?? '', monthFirst[2] ?? '');
  return null;
}

/** Why a text is no date, as a sentence that says what to write. */
export function dateProblem(text: string): string {
  return /^\s*\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}\s*$/.test(text)
    ? 'Day or month first? Write 3 Jul 2023.'
    : 'Write 3 Jul 2023 or 2023-07-03.';
}

/** The date `days` later, kept within the bounds that are given. */
export function shiftDate(date: string, days: number, first?: string, last?: string): string {
  const shifted = new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  if (first !== undefined && shifted < first) return first;
  return last !== undefined && shifted > last ? last : shifted;
}
