// What a view shows when it has nothing yet: what will be here, and the next step. Never used for errors.

import type { ReactNode } from 'react';
import styles from './states.module.css';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** One or two sentences: what will stand here. */
  readonly children?: ReactNode;
  /** Buttons or links: the next step first. */
  readonly actions?: ReactNode;
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className={`${styles.state} ${styles.centre}`}>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <div className={styles.title}>{title}</div>
      {children ? <div className={styles.text}>{children}</div> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  );
}
