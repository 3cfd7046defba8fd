// Stores the split of a run under a name, so that later runs on the same dataset are compared on the very same folds.

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TrainingRun } from '../../../../contracts/training.ts';
import { useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';

export interface SaveSplitDialogProps {
  readonly run: Pick<TrainingRun, 'id' | 'datasetName' | 'splitWords'>;
  readonly onClose: () => void;
}

export function SaveSplitDialog({ run, onClose }: SaveSplitDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(`${run.datasetName}, ${run.splitWords}`.slice(0, 120));
  const save = useMutation(
    trpc.training.saveSplit.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(trpc.training.splits.queryFilter());
        onClose();
      },
    }),
  );
  const missing = name.trim() === '';
  return (
    <Modal opened onClose={onClose} title="Store the split" size={480}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (!missing) save.mutate({ runId: run.id, name: name.trim() });
        }}
      >
        <TextInput
          label="Name"
          description="New runs on this dataset can then use the very same folds."
          value={name}
          maxLength={120}
          data-autofocus
          error={missing ? 'A split needs a name.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.error ? <ErrorNote error={save.error} title="The split was not stored" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={save.isPending}>
            Store
          </Button>
        </div>
      </form>
    </Modal>
  );
}
