// A view of what is read from the service: bones while it is on its way, the error with a way to try again, then the view itself.
// Used by pages; the queries stay theirs.

import type { ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';
import { TableSkeleton } from './skeletons.tsx';

export interface ReadQuery {
  readonly error: unknown;
  readonly refetch: () => unknown;
}

export interface ReadViewProps<Data> {
  readonly queries: readonly ReadQuery[];
  /** What the queries gave together; null or undefined until all of it is here. */
  readonly data: Data | null | undefined;
  /** `Reading the runs…` */
  readonly reading: string;
  /** `The runs could not be read` */
  readonly failed: string;
  readonly children: (data: Data) => ReactNode;
}

export function ReadView<Data>({ queries, data, reading, failed, children }: ReadViewProps<Data>) {
  const error = queries.find((query) => query.error)?.error;
  if (error)
    return (
      <ErrorState
        error={error}
        title={failed}
        onRetry={() => {
          for (const query of queries) if (query.error) void query.refetch();
        }}
      />
    );
  if (data === null || data === undefined) return <TableSkeleton text={reading} />;
  return children(data);
}
