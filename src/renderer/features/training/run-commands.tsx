// Pause, resume, cancel, clone, rename and delete of training runs: the buttons the state allows, and their dialogs. Used by the list
// and by a run's own page.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TrainingRunSummary } from '../../../contracts/training.ts';
import { useClient, useTRPC } from '../../app/api.ts';
import { DeleteDialog } from '../../ui/delete-dialog.tsx';
import { plural } from '../../ui/format.ts';
import { NameDialog } from '../../ui/name-dialog.tsx';
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

export interface RenameRunDialogProps {
  readonly run: Pick<TrainingRunSummary, 'id' | 'name'>;
  readonly onClose: () => void;
}

export function RenameRunDialog({ run, onClose }: RenameRunDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const rename = useMutation(
    trpc.training.rename.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.training.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <NameDialog
      title="Rename run"
      of="run"
      name={run.name}
      busy={rename.isPending}
      error={rename.error}
      errorTitle="The run was not renamed"
      onSave={(name) => rename.mutate({ runId: run.id, name })}
      onClose={onClose}
    />
  );
}

export interface DeleteRunsDialogProps {
  readonly runs: readonly TrainingRunSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteRunsDialog({ runs, onClose, onDeleted }: DeleteRunsDialogProps) {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  const active = runs.filter(isActiveRun).length;
  const steps = runs.reduce((sum, run) => sum + run.steps.done, 0);
  return (
    <DeleteDialog
      items={runs}
      noun="run"
      consequences={[
        `${plural(runs.length, 'run')} with the results of ${plural(steps, 'step')} and all candidates will be deleted.`,
        ...(active > 0 ? [`${plural(active, 'run')} still going will be cancelled first.`] : []),
        'The trials stay in the ledger of their datasets: they were looked at, and later figures must count them.',
        'Datasets, exported bundles and reports stay.',
      ]}
      remove={(run) => client.training.remove.mutate({ runId: run.id })}
      refresh={() => cache.invalidateQueries(trpc.training.pathFilter())}
      onDeleted={onDeleted}
      onClose={onClose}
    />
  );
}
