// The application's log: JSON lines in `<data folder>/logs`, redacted, rotated by size, one writer per file. Workers do not
// write here; their lines come to the application through the job queue.

import { join } from 'node:path';
import { pino } from 'pino';
import { redact, redactText } from './redact.ts';
import { createRotatingFile } from './rotating-file.ts';
import { tailOf } from './tail.ts';

export interface Log {
  debug(message: string, fields?: Readonly<Record<string, unknown>>): void;
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

export interface LogService extends Log {
  readonly file: string;
  /** Newest last. */
  tail(lines: number): Promise<readonly string[]>;
  close(): void;
}

export interface LogOptions {
  readonly dataFolder: string;
  /** File name without extension; a second writer (the command line) takes another name. */
  readonly name?: string;
  readonly level?: 'debug' | 'info' | 'warn' | 'error';
  readonly maximumBytes?: number;
  readonly keep?: number;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const MAXIMUM_BYTES = 5 * 1024 * 1024;
const KEEP = 4;
const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

export const logFolderIn = (dataFolder: string): string => join(dataFolder, 'logs');

export function createLog(options: LogOptions): LogService {
  const file = join(logFolderIn(options.dataFolder), `${options.name ?? 'anchordesk'}.log`);
  const sink = createRotatingFile({
    file,
    maximumBytes: options.maximumBytes ?? MAXIMUM_BYTES,
    keep: options.keep ?? KEEP,
  });
  const now = options.now ?? Date.now;
  const writer = pino(
    {
      level: options.level ?? 'info',
      base: { pid: process.pid },
      timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      // pino would hand an `err` member to its own serializer, which keeps every property of the error.
      serializers: {},
    },
    sink,
  );
  const log = Object.fromEntries(
    LEVELS.map((level) => [
      level,
      (message: string, fields: Readonly<Record<string, unknown>> = {}) =>
        writer[level](redact(fields) as object, redactText(message)),
    ]),
  ) as unknown as Log;
  return { ...log, file, tail: (lines) => tailOf(file, lines), close: () => sink.close() };
}

/** For callers that need none, and for tests. */
export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
