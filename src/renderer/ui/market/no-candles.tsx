// What a screen that lives on candles shows on a desk without any: what will be here, and the two ways to get some.

import type { ReactNode } from 'react';
import { EmptyState } from '../empty-state.tsx';
import { LinkButton } from '../link-button.tsx';

export interface NoCandlesProps {
  readonly icon: ReactNode;
  readonly title?: string;
  /** What will stand here. */
  readonly children: ReactNode;
}

export function NoCandles({ icon, title = 'No candles yet', children }: NoCandlesProps) {
  return (
    <EmptyState
      icon={icon}
      title={title}
      actions={
        <>
          <LinkButton to="/data/import">Import files</LinkButton>
          <LinkButton to="/welcome" variant="default">
            Make the sample market
          </LinkButton>
        </>
      }
    >
      {children}
    </EmptyState>
  );
}
