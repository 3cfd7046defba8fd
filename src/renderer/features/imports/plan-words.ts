// Names of the parts of a reading plan, shared by the form, the samples and the evidence.

import type { ColumnMap } from '../../../contracts/imports.ts';

export const ROLE_WORDS: Readonly<Record<keyof ColumnMap, string>> = {
  timestamp: 'Time stamp',
  date: 'Date',
  time: 'Time',
  open: 'Open',
  high: 'High',
  low: 'Low',
  close: 'Close',
  volume: 'Volume',
  openInterest: 'Open interest',
  symbol: 'Symbol',
};

/** A file can do without these. */
export const OPTIONAL_ROLES: ReadonlySet<keyof ColumnMap> = new Set([
  'timestamp',
  'date',
  'time',
  'volume',
  'openInterest',
  'symbol',
]);
