// The last error any request or job of this window met: one line in the status bar, click leads to the log.

import { useSyncExternalStore } from 'react';
import { type ErrorWords, errorWords } from '../ui/error-words.ts';

export interface LastError {
  readonly words: ErrorWords;
  readonly at: number;
}

let last: LastError | null = null;
const listeners = new Set<() => void>();

export function recordError(error: unknown): void {
  const words = errorWords(error);
  // A cancelled job is a wish come true, not an error.
  if (words.code === 'CANCELLED') return;
  last = { words, at: Date.now() };
  for (const listener of listeners) listener();
}

export function clearLastError(): void {
  last = null;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useLastError(): LastError | null {
  return useSyncExternalStore(subscribe, () => last);
}
