// The line above the table: the running study with its progress, what a finished one looked at, or why it failed.

import type { FeatureStudy } from '../../../../contracts/features.ts';
import type { Job } from '../../../../contracts/jobs.ts';
import { useJobCommands } from '../../../app/jobs.ts';
import { formatDateRange, formatNumber, plural } from '../../../ui/format.ts';
import { JobProgress } from '../../../ui/job-progress.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './features.module.css';
import { clustersOf, stabilityOf, studyRequestOf, worstPsi } from './study-model.ts';

export interface StudyStripProps {
  readonly job: Job;
  readonly study: FeatureStudy | null;
  readonly onRerun: (jobId: string) => void;
}

export function StudyStrip({ job, study, onRerun }: StudyStripProps) {
  const { cancel, rerun } = useJobCommands();
  if (!study || job.state !== 'done')
    return (
      <div className={styles.strip} data-study={job.state}>
        <JobProgress
          job={job}
          onCancel={() => cancel(job)}
          onRerun={() => rerun(job, (started) => onRerun(started.id))}
        />
      </div>
    );
  const moving = study.features.filter((profile) => {
    const stability = stabilityOf(worstPsi(profile));
    return stability === 'drifts' || stability === 'unstable';
  }).length;
  const groups = clustersOf(study).length;
  return (
    <div className={styles.strip} data-study="done">
      Study of {formatNumber(study.rows)} rows, {plural(study.instruments.length, 'instrument')} on{' '}
      {studyRequestOf(job)?.interval ?? ''} bars, {formatDateRange(study.from, study.to)}:{' '}
      {moving === 0 ? 'no feature drifts' : `${plural(moving, 'feature')} drift or change`},{' '}
      {groups === 0 ? 'none says nearly the same as another' : `${plural(groups, 'group')} of near twins`}.{' '}
      <span className="ad-muted">
        {job.endedAt === null ? null : (
          <>
            Finished <Instant time={job.endedAt} /> IST
          </>
        )}
      </span>
    </div>
  );
}
