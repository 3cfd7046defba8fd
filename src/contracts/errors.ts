// Error codes that may cross a process or reach a user. An error is data: code, message (what happened, what was kept,
// what to do) and details. Thrown inside services as AppError; shells and CLI print or forward the same data.

export const ERROR_CODES = [
  'BAD_REQUEST',
  'NOT_FOUND',
  'BAD_DATA',
  'NO_DATA',
  'BAD_PARAMETER',
  'CONFLICT',
  'ALREADY_RUNNING',
  'DISK_FULL',
  'DATABASE_DAMAGED',
  'DATABASE_TOO_NEW',
  'CANCELLED',
  'INTERRUPTED',
  'WORKER_CRASHED',
  'REFUSED',
  'UNAUTHORISED',
  'INTERNAL',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, details?: unknown, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }
}

/** Turns anything thrown into error data. Unknown errors keep their message but are `INTERNAL`. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof AppError)
    return {
      code: error.code,
      message: error.message,
      ...(error.details === undefined ? {} : { details: error.details }),
    };
  if (error instanceof Error) return { code: 'INTERNAL', message: error.message };
  return { code: 'INTERNAL', message: String(error) };
}

/** CLI exit codes: 0 done, 1 anything else, 2 bad usage, 3 bad data, 4 refused. */
export function exitCodeOf(code: ErrorCode): 1 | 2 | 3 | 4 {
  switch (code) {
    case 'BAD_REQUEST':
    case 'BAD_PARAMETER':
    case 'NOT_FOUND':
      return 2;
    case 'BAD_DATA':
    case 'NO_DATA':
      return 3;
    case 'CONFLICT':
    case 'ALREADY_RUNNING':
    case 'REFUSED':
    case 'DATABASE_TOO_NEW':
      return 4;
    default:
      return 1;
  }
}
