// The database port every service speaks. Two drivers implement it (sqlite3, node:sqlite); one contract suite proves them
// equal. Knows nothing of tables: each domain owns its own and its migrations.

export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlParameters = readonly SqlValue[];

export interface RunOutcome {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

export interface Db {
  readonly driver: 'sqlite3' | 'node:sqlite';
  readonly file: string;
  run(sql: string, parameters?: SqlParameters): Promise<RunOutcome>;
  get<T>(sql: string, parameters?: SqlParameters): Promise<T | undefined>;
  all<T>(sql: string, parameters?: SqlParameters): Promise<T[]>;
  /** Several statements without parameters. */
  exec(sql: string): Promise<void>;
  /**
   * Runs `work` inside BEGIN IMMEDIATE … COMMIT; a throw rolls everything back. Transactions of one connection queue up
   * behind each other; statements outside never slip into one. Nesting is refused.
   */
  transaction<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** One step of the schema. Numbers are global and never reused; a released step is never edited. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}
