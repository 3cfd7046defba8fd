// Icon and word of a training run's state, with what it waits for. Success is accent, trouble amber; green and red mean money only.

import {
  IconAlertTriangle,
  IconBan,
  IconCircleCheck,
  IconClockPause,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlugOff,
} from '@tabler/icons-react';
import type { TrainingState } from '../../../contracts/training.ts';
import styles from '../../ui/job-progress.module.css';
import { STATE_WORDS } from './training-words.ts';

const MARKS = {
  queued: { icon: IconClockPause, tone: 'muted' },
  running: { icon: IconPlayerPlay, tone: 'accent' },
  paused: { icon: IconPlayerPause, tone: 'amber' },
  done: { icon: IconCircleCheck, tone: 'accent' },
  failed: { icon: IconAlertTriangle, tone: 'amber' },
  cancelled: { icon: IconBan, tone: 'muted' },
  interrupted: { icon: IconPlugOff, tone: 'amber' },
} as const;

export interface TrainingStateMarkProps {
  readonly state: TrainingState;
  readonly waitingFor?: string | null;
}

export function TrainingStateMark({ state, waitingFor = null }: TrainingStateMarkProps) {
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
