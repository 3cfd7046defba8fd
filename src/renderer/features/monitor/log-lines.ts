// Turns a stored log line (one JSON object) into one a person reads: time in IST, level, words, then the rest as name=value.
// Pure; used by LogView. The file and the copy keep the stored form. A line that is no JSON is shown as it is.

import { formatClock, formatDate } from '../../ui/format.ts';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

export function readableLogLine(line: string): string {
  const record = parsed(line);
  if (record === null) return line;
  const { time, level, msg, ...rest } = record;
  const at = typeof time === 'number' ? time : Date.parse(String(time));
  const when = Number.isFinite(at) ? `${formatDate(at)} ${formatClock(at, true)}` : String(time ?? '');
  const details = Object.entries(rest).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [when, String(level ?? '').padEnd(5), typeof msg === 'string' ? msg : '', ...details]
    .filter((part) => part !== '')
    .join('  ');
}
