// The log of a run beside the list or the run's own page: what its job wrote, newest last.

import type { TrainingRunSummary } from '../../../../contracts/training.ts';
import { JobLog } from '../../../app/job-log.tsx';
import { useJob } from '../../../app/jobs.ts';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { WaitingWords } from '../../../ui/skeletons.tsx';
import styles from './run-log-panel.module.css';

export interface RunLogPanelProps {
  readonly run: Pick<TrainingRunSummary, 'jobId' | 'name'>;
  readonly onClose: () => void;
}

export function RunLogPanel({ run, onClose }: RunLogPanelProps) {
  const job = useJob(run.jobId);
  return (
    <SidePanel name="training-log" title={`Log of ${run.name}`} defaultWidth={460} onClose={onClose}>
      <div className={styles.log}>
        {run.jobId === null ? (
          <p className="ad-muted">This run has not been started on this desk: nothing was written.</p>
        ) : job ? (
          <JobLog job={job} />
        ) : (
          <WaitingWords text="Reading the log…" />
        )}
      </div>
    </SidePanel>
  );
}
