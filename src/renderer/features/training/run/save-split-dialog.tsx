// Stores the split of a run under a name, so that later runs on the same dataset are compared on the very same folds.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { TrainingRun } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import { NameDialog } from '../../../ui/name-dialog.tsx';

export interface SaveSplitDialogProps {
  readonly run: Pick<TrainingRun, 'id' | 'datasetName' | 'splitWords'>;
  readonly onClose: () => void;
}

export function SaveSplitDialog({ run, onClose }: SaveSplitDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const save = useMutation(
    trpc.training.saveSplit.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.training.splits.queryFilter());
        onClose();
      },
    }),
  );
  return (
    <NameDialog
      title="Store the split"
      of="split"
      name={`${run.datasetName}, ${run.splitWords}`.slice(0, 120)}
      description="New runs on this dataset can then use the very same folds."
      action="Store"
      busy={save.isPending}
      error={save.error}
      errorTitle="The split was not stored"
      onSave={(name) => save.mutate({ runId: run.id, name })}
      onClose={onClose}
    />
  );
}
