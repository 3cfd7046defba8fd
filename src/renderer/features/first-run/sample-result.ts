// What the finished sample job says about itself, read with care: a job's result is data of unknown shape to the page.

import type { SampleResult } from '../../../contracts/sample.ts';
import { formatDuration, plural } from '../../ui/format.ts';

function isSampleResult(value: unknown): value is SampleResult {
  if (typeof value !== 'object' || value === null) return false;
  const result = value as Partial<Record<keyof SampleResult, unknown>>;
  return (
    Array.isArray(result.instruments) &&
    typeof result.sessions === 'number' &&
    typeof result.bars === 'number' &&
    typeof result.elapsedMs === 'number'
  );
}

/** `20 synthetic instruments, 120 sessions, 9,00,000 one-minute bars in 6.2 s`. */
export function sampleWords(result: unknown): string {
  if (!isSampleResult(result)) return 'The sample market is ready.';
  return `${plural(result.instruments.length, 'synthetic instrument')}, ${plural(result.sessions, 'session')}, ${plural(
    result.bars,
    'one-minute bar',
  )} in ${formatDuration(result.elapsedMs)}.`;
}
