// The result of an import job, read with care, and its totals. Pure.

import type { ImportResult } from '../../../contracts/imports.ts';

export function importResultOf(value: unknown): ImportResult | null {
  if (typeof value !== 'object' || value === null) return null;
  const result = value as Partial<ImportResult>;
  return Array.isArray(result.files) && Array.isArray(result.refused) && typeof result.bars === 'number'
    ? (value as ImportResult)
    : null;
}

export interface ImportTotals {
  readonly files: number;
  readonly refused: number;
  readonly bars: number;
  readonly newSessions: number;
  readonly unchangedSessions: number;
  readonly changedSessions: number;
  readonly flaggedSessions: number;
}

export function importTotals(result: ImportResult): ImportTotals {
  const sum = (value: (file: ImportResult['files'][number]) => number) =>
    result.files.reduce((total, file) => total + value(file), 0);
  return {
    files: result.files.length,
    refused: result.refused.length,
    bars: result.bars,
    newSessions: sum((file) => file.newSessions),
    unchangedSessions: sum((file) => file.unchangedSessions),
    changedSessions: sum((file) => file.changedSessions),
    // Flags are counted per kind, so a day with two flags would count twice; the largest kind is a floor nobody can dispute.
    flaggedSessions: sum((file) => Math.max(0, ...Object.values(file.flags))),
  };
}
