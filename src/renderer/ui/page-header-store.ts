// The title and breadcrumbs of the page on screen, written by <Page> and read by the top bar. One value, one writer at a time.

import { useSyncExternalStore } from 'react';

export interface Crumb {
  readonly label: string;
  /** Address inside the desk, for instance `/backtests`. */
  readonly to: string;
}

export interface PageHeader {
  readonly title: string;
  readonly crumbs: readonly Crumb[];
}

const NOTHING: PageHeader = { title: '', crumbs: [] };
let current: PageHeader = NOTHING;
const listeners = new Set<() => void>();

export function setPageHeader(header: PageHeader): void {
  current = header;
  document.title = header.title ? `${header.title} · AnchorDesk` : 'AnchorDesk';
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePageHeader(): PageHeader {
  return useSyncExternalStore(subscribe, () => current);
}
