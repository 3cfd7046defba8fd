// The Backtests screen: every stored run, newest first. Two to six chosen ones go to the comparison.

import { Button } from '@mantine/core';
import { IconFileImport, IconHistory, IconPencil, IconPlus, IconScale, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { RunSummary } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobs } from '../../../app/jobs.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { COMPARE_LEAST, COMPARE_MOST } from '../compare/compare-model.ts';
import { ImportTradesDialog } from './import-trades-dialog.tsx';
import { runColumns } from './run-columns.tsx';
import { DeleteRunsDialog, RenameRunDialog } from './run-commands.tsx';

const NONE: ReadonlySet<string> = new Set();
type Dialog = 'rename' | 'delete' | 'import' | null;

function NoRuns({ onImport }: { readonly onImport: () => void }) {
  return (
    <EmptyState
      icon={<IconHistory size={32} stroke={1.4} />}
      title="No run yet"
      actions={
        <>
          <LinkButton to="/backtests/new">Run a backtest</LinkButton>
          <Button variant="default" onClick={onImport}>
            Import a trade file
          </Button>
        </>
      }
    >
      Every backtest is kept here with its trades, equity, assumptions and data hash, so that any two can be
      held against each other trade by trade.
    </EmptyState>
  );
}

export function RunsPage() {
  const runs = useQuery(useTRPC().backtests.list.queryOptions());
  const jobs = useJobs();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [dialog, setDialog] = useState<Dialog>(null);
  const columns = useMemo(() => {
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return runColumns((run) => (run.jobId === null ? undefined : byId.get(run.jobId)));
  }, [jobs]);
  const all = runs.data ?? [];
  const chosen = all.filter((run) => selected.has(run.id));
  const comparable = chosen.filter((run) => run.state === 'done');
  const canCompare =
    comparable.length === chosen.length && chosen.length >= COMPARE_LEAST && chosen.length <= COMPARE_MOST;
  const compare = () => {
    // Oldest first: the comparison is held against the first run.
    const ids = [...chosen].sort((a, b) => a.createdAt - b.createdAt).map((run) => run.id);
    if (canCompare) void navigate({ to: '/backtests/compare', search: { runs: ids.join() } });
  };
  useKeys('Backtests', [
    { keys: 'n', label: 'New run', run: () => void navigate({ to: '/backtests/new' }) },
    { keys: 'c', label: 'Compare the selected runs', run: compare },
  ]);

  const content = () => {
    if (all.length === 0) return <NoRuns onImport={() => setDialog('import')} />;
    return (
      <DataTable<RunSummary>
        label="Runs"
        name="runs"
        columns={columns}
        rows={all}
        rowId={(run) => run.id}
        selected={selected}
        onSelect={setSelected}
        onOpen={(run) => void navigate({ to: '/backtests/$runId', params: { runId: run.id } })}
        initialSort={{ id: 'created', descending: true }}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconScale size={14} />}
              disabled={!canCompare}
              onClick={compare}
              title={
                canCompare
                  ? 'Equity, figures, parameters and trades side by side'
                  : `Select ${COMPARE_LEAST} to ${COMPARE_MOST} finished runs to compare them`
              }
            >
              Compare{canCompare ? ` ${chosen.length}` : ''}
            </Button>
            <Button
              variant="default"
              leftSection={<IconPencil size={14} />}
              disabled={chosen.length !== 1}
              onClick={() => setDialog('rename')}
            >
              Rename
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={14} />}
              disabled={chosen.length === 0}
              onClick={() => setDialog('delete')}
            >
              Delete
            </Button>
            <Button
              variant="default"
              leftSection={<IconFileImport size={14} />}
              onClick={() => setDialog('import')}
            >
              Import trade file
            </Button>
            <LinkButton to="/backtests/new" leftSection={<IconPlus size={14} />}>
              New run
            </LinkButton>
          </>
        }
      />
    );
  };
  const [only] = chosen;
  return (
    <Page title="Backtests">
      <ReadView
        queries={[runs]}
        data={runs.data}
        reading="Reading the runs…"
        failed="The runs could not be read"
      >
        {content}
      </ReadView>
      {dialog === 'rename' && only ? <RenameRunDialog run={only} onClose={() => setDialog(null)} /> : null}
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
      {dialog === 'import' ? <ImportTradesDialog onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}
