// Query cache of the page. Stored data changes only through jobs and commands, and both invalidate what they touched
// (jobs-feed.tsx), so reads stay fresh for long. A refusal by the service is final; a lost connection is tried again.

import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { errorWords } from '../ui/error-words.ts';
import { recordError } from './last-error.ts';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: recordError }),
    mutationCache: new MutationCache({ onError: recordError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => failures < 2 && errorWords(error).code === 'CONNECTION',
        retryDelay: 500,
      },
    },
  });
}
