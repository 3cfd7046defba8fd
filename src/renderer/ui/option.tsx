// One line of a drop-down list: what is chosen, and a muted note at its end.

import type { ReactNode } from 'react';
import styles from './option.module.css';

export function Option({ children, note }: { readonly children: ReactNode; readonly note?: ReactNode }) {
  return (
    <span className={styles.option}>
      <span className={styles.text}>{children}</span>
      {note ? <span className={styles.note}>{note}</span> : null}
    </span>
  );
}
