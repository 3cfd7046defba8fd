// Everything there is to know of a foreign file before anything of it is kept: layout, columns with roles, stamps against calendars,
// provenance, and what stands against it. Called by the preview, and by the import for the same verdict.

import type { ExternalColumn, ExternalPreview } from '../../../contracts/datasets.ts';
import { toErrorData } from '../../../contracts/errors.ts';
import { FileRefused } from '../../imports/index.ts';
import {
  bestFit,
  type CalendarFit,
  calendarFit,
  calendarRefusals,
  EXCHANGE_NAMES,
} from './calendar-check.ts';
import { type ColumnFacts, factsOf } from './column-facts.ts';
import { proposeRoles } from './column-roles.ts';
import type { ForeignTable } from './foreign-table.ts';
import { type ForeignFile, readForeign } from './read-foreign.ts';
import { recognise } from './recognise.ts';
import { type StampColumn, stampColumns } from './stamps.ts';
import { tableFindings } from './table-findings.ts';

export interface Inspection {
  readonly file: ForeignFile;
  readonly preview: ExternalPreview;
  /** Absent where the file is no table. */
  readonly table?: ForeignTable;
  readonly facts: readonly ColumnFacts[];
  readonly stamps: readonly StampColumn[];
}

/** Throws NOT_FOUND or BAD_REQUEST where there is no such file; everything else is a refusal in the preview. */
export async function inspect(path: string): Promise<Inspection> {
  let file: ForeignFile;
  try {
    file = await readForeign(path);
  } catch (error) {
    const { code } = toErrorData(error);
    if (code === 'NOT_FOUND' || code === 'BAD_REQUEST') throw error;
    return unreadable(path, error);
  }
  const found = recognise(file.content);
  const base = { path, fileName: file.fileName };
  if (found.kind === 'other')
    return { file, facts: [], stamps: [], preview: { ...base, ...found.other, columns: [], warnings: [] } };
  const { table } = found;
  const facts = factsOf(table);
  const stamps = stampColumns(facts);
  const { findings, warnings, wrong } = tableFindings(facts);
  const proposed = proposeRoles(facts, { stamps: new Set(stamps.map((stamp) => stamp.name)) });
  const columns = proposed.map((column): ExternalColumn => {
    const why = wrong.get(column.name);
    return why !== undefined && column.role === 'feature'
      ? { ...column, role: 'ignore', reason: why }
      : column;
  });
  const time = stampOfTime(columns, stamps);
  const fit = time === undefined ? undefined : bestFit(cellsOf(facts, time.name), time);
  const timeWords = time && fit ? stampFindings(facts, time, fit, columns) : { findings: [], warnings: [] };
  return {
    file,
    table,
    facts,
    stamps,
    preview: {
      ...base,
      layout: table.layout,
      rows: table.rows,
      columns,
      refusals: refusalsOf(columns, facts, time, fit),
      warnings: [...table.notes, ...warnings, ...timeWords.warnings],
      findings: [...findings, ...timeWords.findings],
      ...(fit ? { proposedTimeZone: fit.timeZone, proposedExchange: fit.exchange } : {}),
    },
  };
}

export function cellsOf(facts: readonly ColumnFacts[], name: string): readonly string[] {
  return facts.find((one) => one.name === name)!.cells;
}

export function stampOfTime(
  columns: readonly ExternalColumn[],
  stamps: readonly StampColumn[],
): StampColumn | undefined {
  const name = columns.find((column) => column.role === 'time')?.name;
  return stamps.find((stamp) => stamp.name === name);
}

function refusalsOf(
  columns: readonly ExternalColumn[],
  facts: readonly ColumnFacts[],
  time: StampColumn | undefined,
  fit: CalendarFit | undefined,
): readonly string[] {
  const refusals: string[] = [];
  if (time === undefined || fit === undefined) refusals.push(noTime(columns, facts));
  else refusals.push(...calendarRefusals(fit, time));
  if (!columns.some((column) => column.role === 'feature' || column.role === 'prediction'))
    refusals.push('No column is a feature or a prediction, so there is nothing to learn from or to judge.');
  return refusals;
}

/** [Note: no times] Rows without times cannot be split into before and after: any test on them may have seen its answer. */
function noTime(columns: readonly ExternalColumn[], facts: readonly ColumnFacts[]): string {
  const standardised = facts.filter((one) => one.numeric && isStandardised(one.values));
  const matrix =
    standardised.length >= 5 && standardised.length >= 0.5 * columns.length
      ? ' Its numbers are standardised over all rows, so each of them also knows the mean and the spread of rows that came later.'
      : '';
  return `It is a table without times: no column says when a row was decided, so it cannot be split into before and after, and no leak can be ruled out.${matrix} Export it again with a stamp per row.`;
}

function isStandardised(values: Float64Array): boolean {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length < 30) return false;
  const centre = known.reduce((sum, value) => sum + value, 0) / known.length;
  const spread = Math.sqrt(known.reduce((sum, value) => sum + (value - centre) ** 2, 0) / known.length);
  return Math.abs(centre) < 0.2 && Math.abs(spread - 1) < 0.2;
}

function stampFindings(
  facts: readonly ColumnFacts[],
  time: StampColumn,
  fit: CalendarFit,
  columns: readonly ExternalColumn[],
): { readonly findings: readonly string[]; readonly warnings: readonly string[] } {
  const cells = cellsOf(facts, time.name);
  const findings: string[] = [];
  const warnings: string[] = [];
  if (fit.dates.length > 0)
    findings.push(
      `${fit.dates.length} sessions of the ${EXCHANGE_NAMES[fit.exchange]} calendar, ${fit.dates[0]} to ${fit.dates.at(-1)}.`,
    );
  if (time.zone !== 'offset' && !time.dateOnly && fit.timeZone !== 'Asia/Kolkata') {
    const india = calendarFit(cells, time, { exchange: 'NSE', timeZone: 'Asia/Kolkata' });
    warnings.push(
      `The stamps of "${time.name}" name no zone. Read as Indian time ${india.outside} of ${india.rows} rows lie outside the session; read as ${fit.timeZone} ${fit.outside} do. Import them with the zone ${fit.timeZone}.`,
    );
  }
  if (time.zone === 'mixed')
    warnings.push(
      `Some stamps of "${time.name}" name their zone and some do not: those without are read in the zone chosen.`,
    );
  if (fit.unreadable > 0 && fit.unreadable < fit.rows)
    warnings.push(`${fit.unreadable} rows have no readable stamp and will be left out.`);
  if (fit.outside > 0 && calendarRefusals(fit, time).length === 0)
    warnings.push(`${fit.outside} rows lie outside the session and will be left out.`);
  const instrument = columns.find((column) => column.role === 'instrument');
  const { repeated, backwards } = orderOf(fit.times, instrument ? cellsOf(facts, instrument.name) : null);
  if (backwards > 0)
    warnings.push(`The rows are not in order of time (${backwards} steps back); they will be sorted.`);
  if (repeated > 0)
    warnings.push(`${repeated} rows share their moment${instrument ? ' and instrument' : ''} with another.`);
  return { findings, warnings };
}

function orderOf(times: Float64Array, instruments: readonly string[] | null) {
  const seen = new Set<string>();
  let repeated = 0;
  let backwards = 0;
  let last = Number.NEGATIVE_INFINITY;
  for (const [row, time] of times.entries()) {
    if (Number.isNaN(time)) continue;
    const key = `${time} ${instruments?.[row] ?? ''}`;
    if (seen.has(key)) repeated++;
    seen.add(key);
    if (time < last) backwards++;
    last = time;
  }
  return { repeated, backwards };
}

function unreadable(path: string, error: unknown): Inspection {
  const fileName = path.split(/[\\/]/).at(-1)!;
  const message = toErrorData(error).message;
  const words = error instanceof FileRefused ? message.replace(/as candles: /, 'as a table: ') : message;
  return {
    file: { path, fileName, sha256: '', content: { kind: 'text', lines: 0 } },
    facts: [],
    stamps: [],
    preview: {
      path,
      fileName,
      layout: 'unreadable',
      rows: 0,
      columns: [],
      refusals: [words],
      warnings: [],
      findings: [],
    },
  };
}
