// One training run: its state and commands, then grid and candidates, trials, steps, and what it was asked.

import { Button, Menu } from '@mantine/core';
import {
  IconCopy,
  IconDeviceFloppy,
  IconFileText,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { TrainingRun } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJob } from '../../../app/jobs.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import detail from '../../../ui/detail-page.module.css';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { formatDuration, plural } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { MoreMenu } from '../../../ui/more-menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { SyntheticBadge } from '../../../ui/synthetic-badge.tsx';
import { type View, ViewSwitch, viewKeys } from '../../../ui/view-switch.tsx';
import { type TrainingView, trainingRunRoute } from '../routes.tsx';
import { DeleteRunsDialog, RenameRunDialog, useTrainingCommands } from '../run-commands.tsx';
import { LiveRun } from '../runs/live-run.tsx';
import { RunLogPanel } from '../runs/run-log-panel.tsx';
import { abilitiesOf, isActiveRun } from '../training-words.ts';
import { useFamilyTitles, useRefreshOnProgress } from '../use-training.ts';
import { Overview } from './overview.tsx';
import { SaveSplitDialog } from './save-split-dialog.tsx';
import { SettingsView } from './settings-view.tsx';
import { StepsView } from './steps-view.tsx';
import { TrialsView } from './trials-view.tsx';

const CRUMBS = [{ label: 'Training', to: '/training' }];
const VIEWS: readonly View<TrainingView>[] = [
  { value: 'overview', label: 'Overview' },
  { value: 'trials', label: 'Trials' },
  { value: 'steps', label: 'Steps' },
  { value: 'settings', label: 'Settings' },
];
/** The jobs feed says when something moved; this covers a move missed while the link was down. */
const FALLBACK_MS = 8_000;
type Dialog = 'rename' | 'delete' | 'split' | null;

function Loaded({ run }: { readonly run: TrainingRun }) {
  const trpc = useTRPC();
  const { view = 'overview' } = trainingRunRoute.useSearch();
  const change = trainingRunRoute.useNavigate();
  const navigate = useNavigate();
  const titles = useFamilyTitles();
  const commands = useTrainingCommands();
  const [dialog, setDialog] = useState<Dialog>(null);
  const [logOpen, setLogOpen] = useState(false);
  const active = isActiveRun(run);
  // Shown here: its end needs no notification.
  useJob(run.jobId);
  useRefreshOnProgress([run.jobId]);
  const places = useQuery({
    ...trpc.training.places.queryOptions({ runId: run.id }),
    refetchInterval: active ? FALLBACK_MS : false,
  });
  const can = abilitiesOf(run);
  const show = (next: TrainingView) => void change({ search: (now) => ({ ...now, view: next }) });
  const clone = () => void navigate({ to: '/training/new', search: { from: run.id } });
  useKeys('Training run', [
    ...viewKeys(VIEWS, show),
    {
      keys: 'p',
      label: 'Pause or resume',
      run: () => {
        if (can.pause) commands.pause(run.id);
        else if (can.resume) commands.resume(run.id);
      },
    },
    { keys: 'c', label: 'Clone into a new run', run: clone },
    { keys: 'l', label: 'Show or hide the log', run: () => setLogOpen((open) => !open) },
  ]);
  return (
    <Page
      title={run.name}
      crumbs={CRUMBS}
      toolbar={
        <>
          <ViewSwitch views={VIEWS} value={view} onChange={show} />
          <span className={detail.badges}>
            <StateMark state={run.state} waitingFor={run.waitingFor} />
            {run.synthetic ? <SyntheticBadge /> : null}
          </span>
          <span className={detail.facts}>
            {run.datasetName}
            {run.steps.total === 0
              ? ''
              : ` · ${plural(run.segments, 'segment')} · ${plural(run.trials, 'trial')} · worked ${formatDuration(run.activeMs)}`}
          </span>
          {can.pause ? (
            <Button
              variant="default"
              leftSection={<IconPlayerPause size={14} />}
              disabled={commands.busy}
              onClick={() => commands.pause(run.id)}
            >
              Pause
            </Button>
          ) : null}
          {can.resume ? (
            <Button
              leftSection={<IconPlayerPlay size={14} />}
              disabled={commands.busy}
              onClick={() => commands.resume(run.id)}
            >
              Resume
            </Button>
          ) : null}
          {can.cancel ? (
            <Button
              variant="default"
              leftSection={<IconX size={14} />}
              disabled={commands.busy}
              onClick={() => commands.cancel(run.id)}
            >
              Cancel
            </Button>
          ) : null}
          <Button variant="default" leftSection={<IconCopy size={14} />} onClick={clone}>
            Clone
          </Button>
          <MoreMenu label="More for this run">
            <Menu.Item leftSection={<IconFileText size={14} />} onClick={() => setLogOpen(true)}>
              Log
            </Menu.Item>
            <Menu.Item
              leftSection={<IconDeviceFloppy size={14} />}
              disabled={run.splitHash === null}
              onClick={() => setDialog('split')}
            >
              Store the split under a name
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setDialog('rename')}>
              Rename
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => setDialog('delete')}>
              Delete run
            </Menu.Item>
          </MoreMenu>
        </>
      }
      side={logOpen ? <RunLogPanel run={run} onClose={() => setLogOpen(false)} /> : undefined}
    >
      {commands.error ? (
        <ErrorNote error={commands.error} title="The run was left as it is" onDismiss={commands.dismiss} />
      ) : null}
      {active ? <LiveRun run={run} titles={titles} /> : null}
      {places.error ? <ErrorNote error={places.error} title="The steps could not be read" /> : null}
      {view === 'overview' ? (
        <div className={detail.scroll}>
          <Overview run={run} places={places.data ?? []} titles={titles} />
        </div>
      ) : null}
      {view === 'trials' ? (
        <div className={detail.scroll}>
          <TrialsView run={run} titles={titles} />
        </div>
      ) : null}
      {view === 'steps' ? <StepsView run={run} titles={titles} /> : null}
      {view === 'settings' ? (
        <div className={detail.scroll}>
          <SettingsView run={run} titles={titles} />
        </div>
      ) : null}
      {dialog === 'rename' ? <RenameRunDialog run={run} onClose={() => setDialog(null)} /> : null}
      {dialog === 'split' ? <SaveSplitDialog run={run} onClose={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? (
        <DeleteRunsDialog
          runs={[run]}
          onClose={() => setDialog(null)}
          onDeleted={() => void navigate({ to: '/training' })}
        />
      ) : null}
    </Page>
  );
}

export function TrainingRunPage() {
  const { runId } = trainingRunRoute.useParams();
  const run = useQuery({
    ...useTRPC().training.get.queryOptions({ runId }),
    refetchInterval: ({ state }) => (state.data && isActiveRun(state.data) ? FALLBACK_MS : false),
  });
  if (run.data) return <Loaded key={run.data.id} run={run.data} />;
  return (
    <Page title="Training run" crumbs={CRUMBS}>
      {run.error ? (
        <ErrorState
          error={run.error}
          title="The run could not be read"
          onRetry={() => void run.refetch()}
          actions={
            <LinkButton to="/training" variant="default">
              All runs
            </LinkButton>
          }
        />
      ) : (
        <ChartSkeleton height="50vh" text="Reading the run…" />
      )}
    </Page>
  );
}
