// The weekend: what is trained again when, and the reports of what came of it.

import { Button, Menu } from '@mantine/core';
import {
  IconCalendarRepeat,
  IconPencil,
  IconPlayerPlay,
  IconPlus,
  IconPower,
  IconReport,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { ScheduleEntry, WeekendReport } from '../../../../contracts/training-schedule.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import detail from '../../../ui/detail-page.module.css';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatDateRange, istDateOf } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { MoreMenu } from '../../../ui/more-menu.tsx';
import { Page } from '../../../ui/page.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { SidePanel } from '../../../ui/side-panel.tsx';
import { trainingScheduleRoute } from '../routes.tsx';
import { TrainingTabs } from '../training-tabs.tsx';
import { EntryDialog } from './entry-dialog.tsx';
import { ReportView } from './report-view.tsx';
import styles from './schedule.module.css';
import { ENTRY_COLUMNS, REPORT_COLUMNS } from './schedule-columns.tsx';
import { switched } from './schedule-model.ts';

const NONE: ReadonlySet<string> = new Set();
const MOST_HEIGHT = 380;
type Dialog = 'new' | 'edit' | 'delete' | null;

export function SchedulePage() {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { report: reportId } = trainingScheduleRoute.useSearch();
  const change = trainingScheduleRoute.useNavigate();
  const entries = useQuery(trpc.training.schedule.list.queryOptions());
  const reports = useQuery(trpc.training.schedule.reports.queryOptions());
  const runs = useQuery(trpc.training.list.queryOptions());
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [dialog, setDialog] = useState<Dialog>(null);
  const all = entries.data ?? [];
  const chosen = all.filter((entry) => selected.has(entry.id));
  const [only] = chosen;
  const one = chosen.length === 1 && only ? only : null;
  const shown = reports.data?.find((report) => report.id === reportId) ?? null;
  const refresh = () => void cache.invalidateQueries(trpc.training.pathFilter());
  const openReport = (id: string | undefined) => void change({ search: { report: id } });
  const save = useMutation(trpc.training.schedule.save.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(
    trpc.training.schedule.remove.mutationOptions({
      onSettled: refresh,
      onSuccess: () => {
        setSelected(NONE);
        setDialog(null);
      },
    }),
  );
  const runNow = useMutation(
    trpc.training.schedule.runNow.mutationOptions({
      onSuccess: ({ runId }) => {
        refresh();
        void navigate({ to: '/training/runs/$runId', params: { runId } });
      },
    }),
  );
  const make = useMutation(
    trpc.training.schedule.makeReport.mutationOptions({
      onSuccess: (report) => {
        refresh();
        openReport(report.id);
      },
    }),
  );
  useKeys('Schedule', [{ keys: 'n', label: 'New entry', run: () => setDialog('new') }]);
  const failed = [save, runNow, make].find((mutation) => mutation.error);
  const made = reports.data ?? [];

  const schedule =
    all.length === 0 ? (
      <EmptyState
        icon={<IconCalendarRepeat size={32} stroke={1.4} />}
        title="Nothing is scheduled"
        actions={
          (runs.data ?? []).length > 0 ? (
            <Button onClick={() => setDialog('new')}>New entry</Button>
          ) : (
            <LinkButton to="/training/new">Train once first</LinkButton>
          )
        }
      >
        An entry repeats what a run was asked, with the newest days: by default on Friday at 16:00 IST. The
        machine may sleep in between; on Monday a report says what came of it.
      </EmptyState>
    ) : (
      <DataTable<ScheduleEntry>
        label="Entries"
        name="training-schedule"
        columns={ENTRY_COLUMNS}
        rows={all}
        rowId={(entry) => entry.id}
        maxHeight={MOST_HEIGHT}
        selected={selected}
        onSelect={setSelected}
        onOpen={(entry) => {
          setSelected(new Set([entry.id]));
          setDialog('edit');
        }}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconPlayerPlay size={14} />}
              disabled={one === null}
              loading={runNow.isPending}
              onClick={() => one && runNow.mutate({ id: one.id })}
            >
              Run now
            </Button>
            <MoreMenu label="More for the selected entry">
              <Menu.Item
                leftSection={<IconPencil size={14} />}
                disabled={one === null}
                onClick={() => setDialog('edit')}
              >
                Change
              </Menu.Item>
              <Menu.Item
                leftSection={<IconPower size={14} />}
                disabled={one === null}
                onClick={() => one && save.mutate({ entry: switched(one, !one.enabled), id: one.id })}
              >
                {one?.enabled === false ? 'Switch on' : 'Switch off'}
              </Menu.Item>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconTrash size={14} />}
                disabled={one === null}
                onClick={() => setDialog('delete')}
              >
                Delete
              </Menu.Item>
            </MoreMenu>
            <Button leftSection={<IconPlus size={14} />} onClick={() => setDialog('new')}>
              New entry
            </Button>
          </>
        }
      />
    );

  return (
    <Page
      title="Schedule and reports"
      toolbar={<TrainingTabs current="/training/schedule" />}
      side={
        shown ? (
          <SidePanel
            name="weekend-report"
            title={`Report of ${formatDateRange(istDateOf(shown.from), istDateOf(shown.to))}`}
            defaultWidth={480}
            onClose={() => openReport(undefined)}
          >
            <ReportView report={shown} />
          </SidePanel>
        ) : undefined
      }
    >
      {failed?.error ? (
        <ErrorNote error={failed.error} title="Nothing was changed" onDismiss={() => failed.reset()} />
      ) : null}
      <ReadView
        queries={[entries, reports]}
        data={entries.data && reports.data}
        reading="Reading the schedule…"
        failed="The schedule could not be read"
      >
        {() => (
          <div className={detail.scroll}>
            <Panel title="Schedule" hint="times in IST">
              {schedule}
            </Panel>
            <Panel
              title="Reports"
              hint="one for each weekend"
              actions={
                <Button
                  variant="default"
                  leftSection={<IconReport size={14} />}
                  loading={make.isPending}
                  onClick={() => make.mutate()}
                >
                  Make a report now
                </Button>
              }
            >
              {made.length === 0 ? (
                <p className={styles.none}>
                  None yet. On Monday morning one is made of what ran since Friday; it can also be made now.
                </p>
              ) : (
                <DataTable<WeekendReport>
                  label="Reports"
                  name="weekend-reports"
                  columns={REPORT_COLUMNS}
                  rows={made}
                  rowId={(report) => report.id}
                  openId={shown?.id ?? null}
                  onOpen={(report) => openReport(report.id)}
                  initialSort={{ id: 'made', descending: true }}
                  maxHeight={MOST_HEIGHT}
                />
              )}
            </Panel>
          </div>
        )}
      </ReadView>
      {dialog === 'new' || (dialog === 'edit' && one) ? (
        <EntryDialog
          entry={dialog === 'edit' ? one : null}
          runs={runs.data ?? []}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog === 'delete' && one ? (
        <ConfirmPanel
          opened
          title={`Delete “${one.name}”`}
          consequences={['It will not start again. Runs it made, their candidates and the reports stay.']}
          action="Delete the entry"
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ id: one.id })}
          onCancel={() => setDialog(null)}
        />
      ) : null}
    </Page>
  );
}
