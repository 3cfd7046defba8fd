// The frame of every page: names itself in the top bar, an optional toolbar, the one primary task, at most one side panel.
// Used by each feature's page component; draws no content of its own.

import { type ReactNode, useEffect } from 'react';
import styles from './page.module.css';
import { type Crumb, setPageHeader } from './page-header-store.ts';

const NO_CRUMBS: readonly Crumb[] = [];

export interface PageProps {
  readonly title: string;
  /** Ways up, outermost first; keep the array stable. */
  readonly crumbs?: readonly Crumb[];
  readonly toolbar?: ReactNode;
  /** A <SidePanel>, or nothing. */
  readonly side?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, crumbs = NO_CRUMBS, toolbar, side, children }: PageProps) {
  useEffect(() => setPageHeader({ title, crumbs }), [title, crumbs]);
  return (
    <div className={styles.page}>
      <h1 className="ad-hidden">{title}</h1>
      {toolbar ? <div className={styles.toolbar}>{toolbar}</div> : null}
      <div className={styles.body}>
        <div className={styles.content}>{children}</div>
        {side}
      </div>
    </div>
  );
}

/** Pushes what follows to the right end of a toolbar or panel head. */
export function Spacer() {
  return <span className={styles.spacer} />;
}
