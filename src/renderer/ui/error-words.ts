// Turns whatever a query, a job or a boundary threw into the words of an error panel. Pure; used by ErrorState and notifications.
// The API sends error data as `error.data.app`; jobs carry the same shape; anything else is a fault of the page or the connection.

import { ERROR_CODES, type ErrorCode, type ErrorData } from '../../contracts/errors.ts';

export interface ErrorWords {
  readonly code: ErrorCode | 'CONNECTION';
  /** What happened, and what was kept and to do where the service said so. */
  readonly message: string;
  /** What to do next, where the message cannot know. */
  readonly advice: string | null;
  /** Shown folded, copied with the report. */
  readonly details: string | null;
}

/**
 * A service's message already says what to do (house rule), so advice is added only where nobody could have said it:
 * a fault nobody foresaw, a process that died, a link that broke.
 */
const ADVICE: Readonly<Partial<Record<ErrorWords['code'], string>>> = {
  WORKER_CRASHED: 'Run it again; if it stops again, raise the memory of a job under Settings.',
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
    advice: ADVICE[data.code] ?? null,
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
      advice: ADVICE.CONNECTION ?? null,
      details: error.message,
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'INTERNAL',
    message: `Something went wrong in this page: ${message}. Stored data was not touched.`,
    advice: ADVICE.INTERNAL ?? null,
    details: error instanceof Error ? (error.stack ?? null) : null,
  };
}

/** The text the copy button puts on the clipboard. */
export function errorReport(words: ErrorWords): string {
  return [`${words.code}: ${words.message}`, words.advice, words.details]
    .filter((line): line is string => line !== null)
    .join('\n\n');
}
