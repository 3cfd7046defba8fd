// A bar in a table cell that grows left or right of a middle, with its figure beside it. Green and red only for money.

import type { ReactNode } from 'react';
import styles from './centre-bar.module.css';

export interface CentreBarProps {
  /** −1 … 1 of half the width. */
  readonly share: number;
  readonly tone: 'money' | 'plain';
  /** Too few rows to believe it. */
  readonly faint?: boolean;
  readonly children: ReactNode;
}

export function CentreBar({ share, tone, faint = false, children }: CentreBarProps) {
  const width = Math.min(1, Math.abs(share)) * 50;
  return (
    <span className={styles.cell}>
      <span className={styles.track} aria-hidden>
        <span
          className={styles.bar}
          data-tone={tone}
          data-sign={share < 0 ? 'minus' : 'plus'}
          data-faint={faint || undefined}
          style={{ width: `${width}%`, left: share < 0 ? `${50 - width}%` : '50%' }}
        />
      </span>
      <span className={styles.figure}>{children}</span>
    </span>
  );
}
