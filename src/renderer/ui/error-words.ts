// Turns whatever a query, a job or a boundary threw into the words of an error panel. Pure; used by ErrorState and notifications.
// The API sends error data as `error.data.app`; jobs carry the same shape; anything else is a fault of the page or the connection.

import { ERROR_CODES, type ErrorCode, type ErrorData } from '../../contracts/errors.ts';

export interface ErrorWords {
  readonly code: ErrorCode | 'CONNECTION';
  /** What happened, and what was kept and to do where the service said so. */
  readonly message: string;
  /** What to do next, when the code alone tells. */
  readonly advice: string | null;
  /** Shown folded, copied with the report. */
  readonly details: string | null;
}

const ADVICE: Readonly<Record<ErrorWords['code'], string | null>> = {
  BAD_REQUEST: 'Correct what the message names and try again.',
  NOT_FOUND: 'It may have been deleted. Go back to the list and choose again.',
  BAD_DATA: 'Correct the file or the way it is read, then import it again.',
  NO_DATA: 'Choose another range or import the missing candles on the Data page.',
  BAD_PARAMETER: 'Bring the parameter into its range and try again.',
  CONFLICT: null,
  ALREADY_RUNNING: 'Wait for the other one to end, or cancel it on the Monitor page.',
  DISK_FULL: 'Free some space on the disk that holds the data folder, then run it again.',
  DATABASE_DAMAGED: 'Close AnchorDesk, keep a copy of the data folder, and open the desk on a backup.',
  DATABASE_TOO_NEW: 'Open this data folder with the newer version of AnchorDesk that wrote it.',
  CANCELLED: null,
  INTERRUPTED: null,
  WORKER_CRASHED: 'Run it again; if it stops again, raise the memory limit under Settings.',
  REFUSED: null,
  UNAUTHORISED: 'Open the desk again with the address it printed when it started.',
  INTERNAL: 'Try again. If it happens again, copy the details into a report.',
  CONNECTION: 'The page reconnects by itself. If it does not, check that AnchorDesk is still running.',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isErrorData(value: unknown): value is ErrorData {
  return (
    isRecord(value) &&
    typeof value.message === 'string' &&
    (ERROR_CODES as readonly unknown[]).includes(value.code)
  );
}

function detailsText(details: unknown): string | null {
  if (details === undefined || details === null) return null;
  if (typeof details === 'string') return details;
  try {
    return JSON.stringify(details, null, 2);
  } catch {
    return String(details);
  }
}

function fromData(data: ErrorData): ErrorWords {
  return {
    code: data.code,
    message: data.message,
    advice: ADVICE[data.code],
    details: detailsText(data.details),
  };
}

export function errorWords(error: unknown): ErrorWords {
  if (isErrorData(error)) return fromData(error);
  if (isRecord(error) && isRecord(error.data) && isErrorData(error.data.app)) return fromData(error.data.app);
  if (error instanceof Error && error.name === 'TRPCClientError') {
    return {
      code: 'CONNECTION',
      message: 'The desk did not answer. Nothing on this page was changed.',
      advice: ADVICE.CONNECTION,
      details: error.message,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `Something went wrong in this page: ${message}. Stored data was not touched.`,
    advice: ADVICE.INTERNAL,
    details: error instanceof Error ? (error.stack ?? null) : null,
  };
}

/** The text the copy button puts on the clipboard. */
export function errorReport(words: ErrorWords): string {
  return [`${words.code}: ${words.message}`, words.advice, words.details]
    .filter((line): line is string => line !== null)
    .join('\n\n');
}
