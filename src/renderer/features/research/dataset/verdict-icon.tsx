// The mark of a check's verdict. Shape says it, colour only repeats it.

import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import type { LeakVerdict } from '../../../../../engines/validation/leaks/proof.ts';
import detail from '../../../ui/detail-page.module.css';
import styles from './proof.module.css';

export function VerdictIcon({ verdict }: { readonly verdict: LeakVerdict }) {
  switch (verdict) {
    case 'passed':
      return <IconCircleCheck size={16} className={detail.good} aria-hidden />;
    case 'alarm':
      return <IconAlertTriangle size={16} className={detail.bad} aria-hidden />;
    case 'failed':
      return <IconCircleX size={16} className={detail.bad} aria-hidden />;
    case 'skipped':
      return <IconCircleDashed size={16} className={styles.muted} aria-hidden />;
  }
}
