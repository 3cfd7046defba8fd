// The only door to a dataset's values while something is being fitted: it holds the rows of one training part and throws when any
// other row is asked for. Selector, scaler, HMM, calibrator and thresholds are given this, never the columns. What was fitted keeps
// the part's scope, and whoever uses it on a test asserts that scope. Called by training and search.

export interface PartTable {
  readonly datasetHash: string;
  readonly names: readonly string[];
  readonly columns: readonly Float32Array[];
}

/** Stored with everything fitted. `lineage`: fingerprint of its own rows, then of each part it was narrowed from, outermost last. */
export interface FitScope {
  readonly datasetHash: string;
  readonly label: string;
  readonly rows: number;
  readonly lineage: readonly string[];
}

export interface GatheredTable {
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Float32Array[];
}

export interface TrainingPart {
  readonly scope: FitScope;
  readonly size: number;
  /** A copy of its rows, ascending. */
  rows(): Uint32Array;
  has(row: number): boolean;
  /** One value; throws RangeError for a row outside or an unknown column. */
  value(column: number, row: number): number;
  /** Copies of the columns at these rows (all of the part where absent), in the order asked; throws for a row outside. */
  gather(rows?: Uint32Array): GatheredTable;
  /** The same of a vector along the dataset's rows: target, weight, t1. */
  gatherVector(values: Float64Array, rows?: Uint32Array): Float64Array;
  /** A part of this part; throws for a row outside. */
  narrow(label: string, rows: Uint32Array): TrainingPart;
  /** Throws where any of these rows is inside: a test must share none. */
  assertApart(rows: Uint32Array, what: string): void;
}

/** `rows` ascending without repeats. */
export function createTrainingPart(table: PartTable, label: string, rows: Uint32Array): TrainingPart {
  return partOf(table, label, rows, []);
}

/** Throws where what was fitted had not been fitted inside `part`. */
export function assertFittedInside(scope: FitScope, part: TrainingPart, what: string): void {
  if (scope.datasetHash === part.scope.datasetHash && scope.lineage.includes(part.scope.lineage[0]!)) return;
  throw new RangeError(
    `${what} was fitted on ${scope.label} (${scope.rows} rows), which is not inside ${part.scope.label}; fit it again inside the training part`,
  );
}

function partOf(table: PartTable, label: string, given: Uint32Array, outer: readonly string[]): TrainingPart {
  const length = table.columns[0]?.length ?? 0;
  const rows = given.slice();
  const inside = new Uint8Array(length);
  let previous = -1;
  for (const row of rows) {
    if (!(row > previous && row < length))
      throw new RangeError(`rows of ${label} must ascend below ${length}; ${row} follows ${previous}`);
    inside[row] = 1;
    previous = row;
  }
  const has = (row: number): boolean => inside[row] === 1;
  const check = (row: number): void => {
    if (!has(row))
      throw new RangeError(
        `row ${row} lies outside ${label}: nothing may be fitted on it; this fit was stopped`,
      );
  };
  const checked = (asked: Uint32Array | undefined): Uint32Array => {
    if (asked === undefined) return rows;
    asked.forEach(check);
    return asked;
  };
  const scope: FitScope = {
    datasetHash: table.datasetHash,
    label,
    rows: rows.length,
    lineage: [fingerprint(table.datasetHash, rows), ...outer],
  };
  return {
    scope,
    size: rows.length,
    rows: () => rows.slice(),
    has,
    value(column, row) {
      check(row);
      const values = table.columns[column];
      if (values === undefined)
        throw new RangeError(`column ${column} of ${table.columns.length} does not exist`);
      return values[row]!;
    },
    gather(asked) {
      const wanted = checked(asked);
      return {
        rows: wanted.length,
        names: table.names,
        columns: table.columns.map((values) => {
          const own = new Float32Array(wanted.length);
          for (let k = 0; k < wanted.length; k++) own[k] = values[wanted[k]!]!;
          return own;
        }),
      };
    },
    gatherVector(values, asked) {
      if (values.length !== length)
        throw new RangeError(`a vector of ${values.length} values does not fit a dataset of ${length} rows`);
      return Float64Array.from(checked(asked), (row) => values[row]!);
    },
    narrow(name, asked) {
      asked.forEach(check);
      return partOf(table, name, asked, scope.lineage);
    },
    assertApart(others, what) {
      const shared = others.find(has);
      if (shared !== undefined)
        throw new RangeError(
          `${what} holds row ${shared}, which ${label} was fitted on; the two must be apart`,
        );
    },
  };
}

/** Two 32-bit FNV-1a streams: tells parts apart, guards nothing secret. */
function fingerprint(datasetHash: string, rows: Uint32Array): string {
  let a = 0x811c9dc5;
  let b = 0x9dc5811c;
  const take = (word: number): void => {
    a = Math.imul(a ^ word, 0x01000193);
    b = Math.imul(b ^ (word >>> 16) ^ (word << 16) ^ (a >>> 13), 0x01000193);
  };
  for (let k = 0; k < datasetHash.length; k++) take(datasetHash.charCodeAt(k));
  take(rows.length);
  for (const row of rows) take(row);
  const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, '0');
  return hex(a) + hex(b);
}
