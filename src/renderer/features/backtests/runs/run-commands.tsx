// Rename, notes and delete of runs, with their dialogs. Used by the list and by a run's own page.

import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run, RunSummary } from '../../../../contracts/backtests.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import { DeleteDialog } from '../../../ui/delete-dialog.tsx';
import { formatNumber, plural } from '../../../ui/format.ts';
import { NameDialog } from '../../../ui/name-dialog.tsx';

export interface RenameRunDialogProps {
  readonly run: Pick<Run, 'id' | 'name'> & { readonly notes?: string };
  readonly onClose: () => void;
}

/** Mounted only while open, so that notes that were typed and not saved are forgotten. */
export function RenameRunDialog({ run, onClose }: RenameRunDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [notes, setNotes] = useState(run.notes ?? '');
  const rename = useMutation(
    trpc.backtests.rename.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.backtests.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <NameDialog
      title={run.notes === undefined ? 'Rename run' : 'Name and notes'}
      of="run"
      name={run.name}
      busy={rename.isPending}
      error={rename.error}
      errorTitle="The run was not renamed"
      onSave={(name) => rename.mutate({ runId: run.id, name, ...(run.notes === undefined ? {} : { notes }) })}
      onClose={onClose}
    >
      {run.notes === undefined ? null : (
        <Textarea
          label="Notes"
          description="What you tried and what you think of it. Kept with the run and its exports."
          autosize
          minRows={4}
          maxRows={12}
          maxLength={10_000}
          value={notes}
          onChange={(event) => setNotes(event.currentTarget.value)}
        />
      )}
    </NameDialog>
  );
}

export interface DeleteRunsDialogProps {
  readonly runs: readonly RunSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteRunsDialog({ runs, onClose, onDeleted }: DeleteRunsDialogProps) {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  const trades = runs.reduce((sum, run) => sum + (run.headline?.trades ?? 0), 0);
  const running = runs.filter((run) => run.state === 'running').length;
  return (
    <DeleteDialog
      items={runs}
      noun="run"
      consequences={[
        `${plural(runs.length, 'run')} with ${formatNumber(trades)} stored trades, equity, notes and waterfall will be deleted.`,
        ...(running > 0 ? [`${plural(running, 'run')} still running will be cancelled.`] : []),
        'Candles and presets stay. The same request gives the same result again.',
      ]}
      remove={(run) => client.backtests.remove.mutate({ runId: run.id })}
      refresh={() => cache.invalidateQueries(trpc.backtests.pathFilter())}
      onDeleted={onDeleted}
      onClose={onClose}
    />
  );
}
