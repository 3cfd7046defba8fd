// Rename, notes and delete of runs, with their dialogs. Used by the list and by a run's own page.

import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Run, RunSummary } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatNumber, plural } from '../../../ui/format.ts';

export interface RenameDialogProps {
  readonly run: Pick<Run, 'id' | 'name'> & { readonly notes?: string };
  readonly onClose: () => void;
}

/** Mounted only while open, so that what was typed and not saved is forgotten. */
export function RenameDialog({ run, onClose }: RenameDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(run.name);
  const [notes, setNotes] = useState(run.notes ?? '');
  const rename = useMutation(
    trpc.backtests.rename.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.backtests.pathFilter());
        onClose();
      },
    }),
  );
  const save = () => {
    if (name.trim() !== '')
      rename.mutate({ runId: run.id, name: name.trim(), ...(run.notes === undefined ? {} : { notes }) });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={run.notes === undefined ? 'Rename run' : 'Name and notes'}
      size={480}
    >
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label="Name"
          value={name}
          maxLength={120}
          data-autofocus
          error={name.trim() === '' ? 'A run needs a name.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
        {rename.error ? <ErrorNote error={rename.error} title="The run was not renamed" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={rename.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}

export interface DeleteDialogProps {
  readonly runs: readonly RunSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteDialog({ runs, onClose, onDeleted }: DeleteDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(trpc.backtests.remove.mutationOptions());
  const trades = runs.reduce((sum, run) => sum + (run.headline?.trades ?? 0), 0);
  const running = runs.filter((run) => run.state === 'running').length;
  const confirm = async () => {
    for (const run of runs) await remove.mutateAsync({ runId: run.id });
    await cache.invalidateQueries(trpc.backtests.pathFilter());
    onDeleted();
  };
  const [first] = runs;
  return (
    <ConfirmPanel
      opened
      title={runs.length === 1 ? `Delete “${first?.name}”` : `Delete ${runs.length} runs`}
      consequences={[
        `${plural(runs.length, 'run')} with ${formatNumber(trades)} stored trades, equity, notes and waterfall will be deleted.`,
        ...(running > 0 ? [`${plural(running, 'run')} still running will be cancelled.`] : []),
        'Candles and presets stay. The same request gives the same result again.',
      ]}
      action={`Delete ${plural(runs.length, 'run')}`}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => void confirm().catch(() => {})}
      onCancel={onClose}
    />
  );
}
