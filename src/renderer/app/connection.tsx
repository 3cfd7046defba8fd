// State of the link to the application as React context: `open`, `reconnecting`, `refused`… Set once in main.tsx.

import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react';
import type { ConnectionStatus, StatusStore } from './transport/index.ts';

const StatusContext = createContext<StatusStore | null>(null);

export function ConnectionProvider(props: { readonly status: StatusStore; readonly children: ReactNode }) {
  return <StatusContext value={props.status}>{props.children}</StatusContext>;
}

export function useConnection(): ConnectionStatus {
  const store = useContext(StatusContext);
  if (!store) throw new Error('useConnection needs a ConnectionProvider above it');
  return useSyncExternalStore(store.subscribe, store.get);
}
