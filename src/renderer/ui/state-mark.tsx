// Icon and word of the state of work: a job, a run, a build, and what it waits for. Success is accent, trouble amber; green and red mean
// money only.

import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugOff,
} from '@tabler/icons-react';
import styles from './job-progress.module.css';
import { STATE_WORDS, type WorkState } from './job-words.ts';

const MARKS = {
  queued: { icon: IconClockPause, tone: 'muted' },
  running: { icon: IconPlayerPlay, tone: 'accent' },
  paused: { icon: IconPlayerPause, tone: 'amber' },
  done: { icon: IconCircleCheck, tone: 'accent' },
  failed: { icon: IconAlertTriangle, tone: 'amber' },
  cancelled: { icon: IconBan, tone: 'muted' },
  interrupted: { icon: IconPlugOff, tone: 'amber' },
} as const;

export interface StateMarkProps {
  readonly state: WorkState;
  /** Stands in the way at the moment; null: nothing does. */
  readonly waitingFor?: string | null;
}

export function StateMark({ state, waitingFor = null }: StateMarkProps) {
  const { icon: Icon, tone } = MARKS[state];
  return (
    <span
      className={styles.state}
      data-tone={waitingFor === null ? tone : 'amber'}
      title={waitingFor ?? undefined}
    >
      <Icon size={14} aria-hidden />
      {waitingFor === null ? STATE_WORDS[state] : 'Waits'}
    </span>
  );
}
