// A line across the page that must be read before the figures under it: a flag, a failed proof. At most one action at its end.

import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './notice-line.module.css';

export interface NoticeLineProps {
  /** What is flagged, for tests and styles. */
  readonly id?: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function NoticeLine({ id, icon, children, action }: NoticeLineProps) {
  return (
    <div className={styles.line} data-flag={id}>
      {icon ?? <IconAlertTriangle size={15} aria-hidden />}
      <span>{children}</span>
      {action}
    </div>
  );
}
