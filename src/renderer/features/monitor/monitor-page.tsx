// Monitor: what runs and ran, whether the desk is healthy, and its log.

import { SegmentedControl } from '@mantine/core';
import { Page } from '../../ui/page.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { HealthView } from './health-view.tsx';
import { JobDetail } from './job-detail.tsx';
import { JobsView } from './jobs-view.tsx';
import { LogView } from './log-view.tsx';
import { type MonitorView, monitorRoute } from './routes.tsx';

const VIEWS: readonly { readonly value: MonitorView; readonly label: string }[] = [
  { value: 'jobs', label: 'Jobs' },
  { value: 'health', label: 'Health' },
  { value: 'log', label: 'Log' },
];

export function MonitorPage() {
  const { view = 'jobs', job } = monitorRoute.useSearch();
  const navigate = monitorRoute.useNavigate();
  const showJob = (id: string | undefined) => void navigate({ search: { view, job: id } });
  return (
    <Page
      title="Monitor"
      toolbar={
        <SegmentedControl
          aria-label="View"
          data={[...VIEWS]}
          value={view}
          onChange={(next) => void navigate({ search: { view: next as MonitorView } })}
        />
      }
      side={
        view === 'jobs' && job ? (
          <SidePanel name="job" title="Job" onClose={() => showJob(undefined)}>
            <JobDetail key={job} jobId={job} onShow={(started) => showJob(started.id)} />
          </SidePanel>
        ) : undefined
      }
    >
      {view === 'jobs' ? <JobsView openId={job ?? null} onOpen={(opened) => showJob(opened.id)} /> : null}
      {view === 'health' ? <HealthView /> : null}
      {view === 'log' ? <LogView /> : null}
    </Page>
  );
}
