// A titled section of a page, separated from the next by a line. One level only: panels do not nest.

import type { ReactNode } from 'react';
import styles from './page.module.css';

export interface PanelProps {
  readonly title: ReactNode;
  /** Muted words after the title: a count, a unit, `times in IST`. */
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** Padding around the body; tables and charts go without. */
  readonly padded?: boolean;
  /** Takes the remaining height of the page. */
  readonly grow?: boolean;
  readonly children: ReactNode;
}

export function Panel({ title, hint, actions, padded = false, grow = false, children }: PanelProps) {
  return (
    <section className={`${styles.panel} ${grow ? styles.grow : ''}`}>
      <div className={styles.panelHead}>
        <div className={styles.panelTitle}>
          <h2>{title}</h2>
          {hint ? <span className={styles.panelHint}>{hint}</span> : null}
        </div>
        <span className={styles.spacer} />
        {actions}
      </div>
      <div className={`${styles.panelBody} ${padded ? styles.padded : ''} ${grow ? styles.grow : ''}`}>
        {children}
      </div>
    </section>
  );
}
