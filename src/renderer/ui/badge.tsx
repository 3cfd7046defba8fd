// A small word with a tone. Tones are for states of work and data; green and red stay reserved for money.

import type { ReactNode } from 'react';
import styles from './badges.module.css';

export type BadgeTone = 'plain' | 'accent' | 'amber' | 'violet';

export interface BadgeProps {
  readonly tone?: BadgeTone;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly title?: string;
}

export function Badge({ tone = 'plain', icon, children, title }: BadgeProps) {
  return (
    <span className={styles.badge} data-tone={tone} title={title}>
      {icon}
      {children}
    </span>
  );
}
