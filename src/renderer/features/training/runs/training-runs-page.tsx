// The Training screen: runs at work on top with their threads, below every run there is, newest first.

import { Button, Menu } from '@mantine/core';
import {
  IconCopy,
  IconFileText,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconSchool,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { TrainingRunSummary } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobs } from '../../../app/jobs.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { MoreMenu } from '../../../ui/more-menu.tsx';
import { Page, Spacer } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { DeleteRunsDialog, RenameRunDialog, useTrainingCommands } from '../run-commands.tsx';
import { TrainingTabs } from '../training-tabs.tsx';
import { abilitiesOf, isActiveRun } from '../training-words.ts';
import { useFamilyTitles, useRefreshOnProgress } from '../use-training.ts';
import { LiveRun } from './live-run.tsx';
import { runColumns } from './run-columns.tsx';
import { RunLogPanel } from './run-log-panel.tsx';

const NONE: ReadonlySet<string> = new Set();
const LIVE_SHOWN = 3;
type Dialog = 'rename' | 'delete' | null;

function NoRuns() {
  const datasets = useQuery(useTRPC().datasets.list.queryOptions());
  const ready = (datasets.data ?? []).some((one) => one.state === 'done');
  return (
    <EmptyState
      icon={<IconSchool size={32} stroke={1.4} />}
      title={ready ? 'No training yet' : 'Training needs a dataset'}
      actions={
        ready ? (
          <LinkButton to="/training/new">New run</LinkButton>
        ) : (
          <>
            <LinkButton to="/research/datasets/new">Build a dataset</LinkButton>
            <LinkButton to="/welcome" variant="default">
              Make the sample market
            </LinkButton>
          </>
        )
      }
    >
      {ready
        ? 'A run searches parameters over purged walk-forward segments, calibrates, and ranks what it found with the account of every trial. It can be paused, and goes on after a restart.'
        : 'A dataset holds features, labels and the proof that no feature looks ahead. Build one from stored candles; without candles, the sample market makes some in a few seconds.'}
    </EmptyState>
  );
}

export function TrainingRunsPage() {
  const runs = useQuery({
    ...useTRPC().training.list.queryOptions(),
    // The jobs feed says when something moved; this covers a move missed while the link was down.
    refetchInterval: ({ state }) => (state.data?.some(isActiveRun) ? 8_000 : false),
  });
  const titles = useFamilyTitles();
  const jobs = useJobs();
  const navigate = useNavigate();
  const commands = useTrainingCommands();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [dialog, setDialog] = useState<Dialog>(null);
  const [logOf, setLogOf] = useState<string | null>(null);
  const all = runs.data ?? [];
  const working = all.filter((run) => run.state === 'running');
  useRefreshOnProgress(all.filter(isActiveRun).map((run) => run.jobId));
  const columns = useMemo(() => {
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return runColumns(titles, (run) => (run.jobId === null ? undefined : byId.get(run.jobId)));
  }, [titles, jobs]);
  const chosen = all.filter((run) => selected.has(run.id));
  const [only] = chosen;
  const one = chosen.length === 1 && only ? only : null;
  const can = one ? abilitiesOf(one) : { pause: false, resume: false, cancel: false };
  const clone = () => one && void navigate({ to: '/training/new', search: { from: one.id } });
  const shown = logOf === null ? null : (all.find((run) => run.id === logOf) ?? null);
  useKeys('Training runs', [
    { keys: 'n', label: 'New run', run: () => void navigate({ to: '/training/new' }) },
    { keys: 'c', label: 'Clone the selected run', run: clone },
    {
      keys: 'p',
      label: 'Pause or resume the selected run',
      run: () => {
        if (one && can.pause) commands.pause(one.id);
        else if (one && can.resume) commands.resume(one.id);
      },
    },
    { keys: 'l', label: 'Log of the selected run', run: () => one && setLogOf(one.id) },
  ]);

  const content = () => {
    if (all.length === 0) return <NoRuns />;
    return (
      <>
        {working.slice(0, LIVE_SHOWN).map((run) => (
          <LiveRun key={run.id} run={run} titles={titles} commands={commands} />
        ))}
        <DataTable<TrainingRunSummary>
          label="Runs"
          name="training-runs"
          columns={columns}
          rows={all}
          rowId={(run) => run.id}
          selected={selected}
          onSelect={setSelected}
          onOpen={(run) => void navigate({ to: '/training/runs/$runId', params: { runId: run.id } })}
          initialSort={{ id: 'created', descending: true }}
          actions={
            <>
              {can.resume ? (
                <Button
                  variant="default"
                  leftSection={<IconPlayerPlay size={14} />}
                  disabled={commands.busy}
                  onClick={() => one && commands.resume(one.id)}
                >
                  Resume
                </Button>
              ) : (
                <Button
                  variant="default"
                  leftSection={<IconPlayerPause size={14} />}
                  disabled={!can.pause || commands.busy}
                  onClick={() => one && commands.pause(one.id)}
                >
                  Pause
                </Button>
              )}
              <Button
                variant="default"
                leftSection={<IconCopy size={14} />}
                disabled={one === null}
                title={one ? undefined : 'Select one run'}
                onClick={clone}
              >
                Clone
              </Button>
              <MoreMenu label="More for the selected runs">
                <Menu.Item
                  leftSection={<IconX size={14} />}
                  disabled={!can.cancel}
                  onClick={() => one && commands.cancel(one.id)}
                >
                  Cancel
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconFileText size={14} />}
                  disabled={one === null}
                  onClick={() => one && setLogOf(one.id)}
                >
                  Log
                </Menu.Item>
                <Menu.Item
                  leftSection={<IconPencil size={14} />}
                  disabled={one === null}
                  onClick={() => setDialog('rename')}
                >
                  Rename
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item
                  leftSection={<IconTrash size={14} />}
                  disabled={chosen.length === 0}
                  onClick={() => setDialog('delete')}
                >
                  Delete
                </Menu.Item>
              </MoreMenu>
            </>
          }
        />
      </>
    );
  };
  return (
    <Page
      title="Training"
      toolbar={
        <>
          <TrainingTabs current="/training" />
          <Spacer />
          <LinkButton to="/training/new" leftSection={<IconPlus size={14} />}>
            New run
          </LinkButton>
        </>
      }
      side={shown ? <RunLogPanel run={shown} onClose={() => setLogOf(null)} /> : undefined}
    >
      {commands.error ? (
        <ErrorNote error={commands.error} title="The run was left as it is" onDismiss={commands.dismiss} />
      ) : null}
      <ReadView
        queries={[runs]}
        data={runs.data}
        reading="Reading the runs…"
        failed="The runs could not be read"
      >
        {content}
      </ReadView>
      {dialog === 'rename' && one ? <RenameRunDialog run={one} onClose={() => setDialog(null)} /> : null}
      {dialog === 'delete' && chosen.length > 0 ? (
        <DeleteRunsDialog
          runs={chosen}
          onClose={() => setDialog(null)}
          onDeleted={() => {
            setSelected(NONE);
            setDialog(null);
          }}
        />
      ) : null}
    </Page>
  );
}
