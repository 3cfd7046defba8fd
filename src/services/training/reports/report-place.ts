// Where the files of a run lie, and what they all tell of themselves. Called by the writers of this folder.

import { join } from 'node:path';
import type { TrainingTable } from '../steps/contract.ts';

/** Under the data folder. */
export function runReportFolder(runId: string): string {
  return join('training', 'runs', runId);
}

export function candidateReportFolder(runId: string, family: string): string {
  return join(runReportFolder(runId), family.replace(/[^A-Za-z0-9_-]/g, '_'));
}

/** `NSE`, or all of them: `NSE, BSE`. */
export function exchangeOf({ instruments }: Pick<TrainingTable, 'instruments'>): string {
  const names = instruments.map((id) => (id.includes(':') ? id.slice(0, id.indexOf(':')) : ''));
  return [...new Set(names)]
    .filter((name) => name !== '')
    .sort()
    .join(', ');
}

/** `TCS` of `NSE:TCS`. */
export function tickerOf(instrumentId: string): string {
  return instrumentId.slice(instrumentId.indexOf(':') + 1);
}

/** ISO 8601 in UTC, to the second. */
export function isoStamp(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}
