// What a driver must provide: plain statements on one open connection. connection.ts adds order, transactions, waiting and
// error codes on top, so that both drivers behave the same. Drivers throw what their library throws.

import type { BoundValue } from './parameters.ts';
import type { Db, RunOutcome } from './port.ts';

export interface DriverConnection {
  readonly driver: Db['driver'];
  run(sql: string, parameters: readonly BoundValue[]): Promise<RunOutcome>;
  /** Rows as plain objects; blobs as Uint8Array that nobody else writes to. */
  all(sql: string, parameters: readonly BoundValue[]): Promise<Record<string, unknown>[]>;
  get(sql: string, parameters: readonly BoundValue[]): Promise<Record<string, unknown> | undefined>;
  exec(sql: string): Promise<void>;
  close(): Promise<void>;
}

export interface DriverOpenOptions {
  readonly file: string;
  readonly readOnly: boolean;
  /** How long a statement may wait for another connection's lock. */
  readonly busyTimeoutMs: number;
}

export type OpenDriver = (options: DriverOpenOptions) => Promise<DriverConnection>;
