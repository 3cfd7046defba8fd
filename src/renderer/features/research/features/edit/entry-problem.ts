// What a check of a draft found, with the name of the entry it is about. Pure.

import { errorWords } from '../../../../ui/error-words.ts';

export interface EntryProblem {
  /** Name of the entry, or null where the set as a whole is meant. */
  readonly entry: string | null;
  readonly message: string;
}

function entryOf(error: unknown): string | null {
  const data = (error as { readonly data?: { readonly app?: { readonly details?: unknown } } } | null)?.data;
  const details = data?.app?.details as { readonly entry?: unknown } | null | undefined;
  return typeof details?.entry === 'string' ? details.entry : null;
}

/** The service ends with what was kept; beside an entry that is noise. */
export function problemOf(error: unknown): EntryProblem {
  return {
    entry: entryOf(error),
    message: errorWords(error).message.replace(/ Nothing was stored\.$/, ''),
  };
}
