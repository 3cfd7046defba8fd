// Pause, resume, cancel, clone, rename and delete of training runs: the buttons the state allows, and their dialogs. Used by the list
// and by a run's own page.

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrainingRunSummary } from '../../../contracts/training.ts';
import { useTRPC } from '../../app/api.ts';
import { ConfirmPanel } from '../../ui/confirm-panel.tsx';
import dialogForm from '../../ui/dialog-form.module.css';
import { ErrorNote } from '../../ui/error-state.tsx';
import { plural } from '../../ui/format.ts';
import { isActiveRun } from './training-words.ts';

export interface TrainingCommands {
  pause(runId: string): void;
  resume(runId: string): void;
  cancel(runId: string): void;
  readonly busy: boolean;
  readonly error: unknown;
  dismiss(): void;
}

export function useTrainingCommands(): TrainingCommands {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const onSettled = () => void cache.invalidateQueries(trpc.training.pathFilter());
  const pause = useMutation(trpc.training.pause.mutationOptions({ onSettled }));
  const resume = useMutation(trpc.training.resume.mutationOptions({ onSettled }));
  const cancel = useMutation(trpc.training.cancel.mutationOptions({ onSettled }));
  const all = [pause, resume, cancel];
  const begin = (mutation: (typeof all)[number], runId: string) => {
    for (const one of all) one.reset();
    mutation.mutate({ runId });
  };
  return {
    pause: (runId) => begin(pause, runId),
    resume: (runId) => begin(resume, runId),
    cancel: (runId) => begin(cancel, runId),
    busy: all.some((one) => one.isPending),
    error: all.find((one) => one.error)?.error ?? null,
    dismiss: () => {
      for (const one of all) one.reset();
    },
  };
}

export interface RenameDialogProps {
  readonly run: Pick<TrainingRunSummary, 'id' | 'name'>;
  readonly onClose: () => void;
}

/** Mounted only while open, so that what was typed and not saved is forgotten. */
export function RenameDialog({ run, onClose }: RenameDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(run.name);
  const rename = useMutation(
    trpc.training.rename.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.training.pathFilter());
        onClose();
      },
    }),
  );
  const missing = name.trim() === '';
  return (
    <Modal opened onClose={onClose} title="Rename run" size={480}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) rename.mutate({ runId: run.id, name: name.trim() });
        }}
      >
        <TextInput
          label="Name"
          value={name}
          maxLength={120}
          data-autofocus
          error={missing ? 'A run needs a name.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
  readonly runs: readonly TrainingRunSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteDialog({ runs, onClose, onDeleted }: DeleteDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(trpc.training.remove.mutationOptions());
  const active = runs.filter(isActiveRun).length;
  const steps = runs.reduce((sum, run) => sum + run.steps.done, 0);
  const confirm = async () => {
    try {
      for (const run of runs) await remove.mutateAsync({ runId: run.id });
      onDeleted();
    } finally {
      await cache.invalidateQueries(trpc.training.pathFilter());
    }
  };
  return (
    <ConfirmPanel
      opened
      title={runs.length === 1 ? `Delete “${runs[0]?.name}”` : `Delete ${runs.length} runs`}
      consequences={[
        `${plural(runs.length, 'run')} with the results of ${plural(steps, 'step')} and all candidates will be deleted.`,
        ...(active > 0 ? [`${plural(active, 'run')} still going will be cancelled first.`] : []),
        'The trials stay in the ledger of their datasets: they were looked at, and later figures must count them.',
        'Datasets, exported bundles and reports stay.',
      ]}
      action={`Delete ${plural(runs.length, 'run')}`}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => void confirm().catch(() => {})}
      onCancel={onClose}
    />
  );
}
