// A foreign file once its layout is understood: named columns of text cells. Made by the layout readers, read by everything that judges
// columns and stamps. Types, and the few words they share.

export interface ForeignTable {
  /** Recognised layout, in words. */
  readonly layout: string;
  readonly names: readonly string[];
  /** One per name, each `rows` long; blank where missing. */
  readonly columns: readonly (readonly string[])[];
  readonly rows: number;
  /** What was left out on the way, each with a count. */
  readonly notes: readonly string[];
}

/** A file that is no rows of anything: what it is, and what to do with it. */
export interface NotATable {
  readonly layout: string;
  readonly rows: number;
  readonly refusals: readonly string[];
  readonly findings: readonly string[];
}

export type Recognised =
  | { readonly kind: 'table'; readonly table: ForeignTable }
  | { readonly kind: 'other'; readonly other: NotATable };

export function notATable(
  layout: string,
  refusal: string,
  rows = 0,
  findings: readonly string[] = [],
): Recognised {
  return { kind: 'other', other: { layout, rows, refusals: [refusal], findings } };
}

export function tableOf(table: Omit<ForeignTable, 'rows'>): Recognised {
  return { kind: 'table', table: { ...table, rows: table.columns[0]?.length ?? 0 } };
}

const MISSING = /^(nan|null|none|n\/a|na|-|\?)?$/i;

const LONGEST_MISSING = 4;

export function isMissing(cell: string): boolean {
  return cell.length <= LONGEST_MISSING && MISSING.test(cell);
}

/** Rows of cells as columns; short rows are filled up with blanks. */
export function columnsOf(rows: readonly (readonly string[])[], width: number): string[][] {
  return Array.from({ length: width }, (_, k) => rows.map((row) => row[k] ?? ''));
}
