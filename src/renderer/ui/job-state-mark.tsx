// Icon and word of a job's state. Success is accent, trouble amber; green and red mean money only.

import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconPlayerPlay,
  IconPlugOff,
} from '@tabler/icons-react';
import type { JobState } from '../../contracts/jobs.ts';
import styles from './job-progress.module.css';
import { JOB_STATE_WORDS } from './job-words.ts';

const MARKS = {
  queued: { icon: IconClockPause, tone: 'muted' },
  running: { icon: IconPlayerPlay, tone: 'accent' },
  done: { icon: IconCircleCheck, tone: 'accent' },
  failed: { icon: IconAlertTriangle, tone: 'amber' },
  cancelled: { icon: IconBan, tone: 'muted' },
  interrupted: { icon: IconPlugOff, tone: 'amber' },
} as const;

export function JobStateMark({ state }: { readonly state: JobState }) {
  const { icon: Icon, tone } = MARKS[state];
  return (
    <span className={styles.state} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {JOB_STATE_WORDS[state]}
    </span>
  );
}
