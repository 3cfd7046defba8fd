// Jobs at hand from every page: what runs, what waits, and the last few that ended.

import { Popover } from '@mantine/core';
import { IconProgress } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { plural } from '../../ui/format.ts';
import { JobProgress } from '../../ui/job-progress.tsx';
import { isActive } from '../../ui/job-words.ts';
import { useJobCommands, useJobs } from '../jobs.ts';
import styles from './frame.module.css';

const RECENT = 3;

export function JobsPopover() {
  const [opened, setOpened] = useState(false);
  const jobs = useJobs();
  const commands = useJobCommands();
  const active = jobs.filter(isActive);
  const recent = jobs.filter((job) => !isActive(job)).slice(0, RECENT);
  const words = active.length === 0 ? 'Jobs' : plural(active.length, 'job');
  return (
    <Popover opened={opened} onChange={setOpened} width={360} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={styles.barButton}
          data-busy={active.length > 0 || undefined}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <IconProgress size={16} aria-hidden />
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.jobs}>
          <div className={styles.jobsHead}>
            <h2>Jobs</h2>
            <Link to="/monitor" onClick={() => setOpened(false)}>
              All jobs
            </Link>
          </div>
          {active.map((job) => (
            <JobProgress key={job.id} job={job} compact onCancel={() => commands.cancel(job)} />
          ))}
          {recent.map((job) => (
            <JobProgress key={job.id} job={job} compact />
          ))}
          {active.length + recent.length === 0 ? (
            <span className="ad-muted">Imports, sample data and backtests appear here while they run.</span>
          ) : null}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
