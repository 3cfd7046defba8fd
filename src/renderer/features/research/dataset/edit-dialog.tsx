// Name and reason of a dataset: the only things about it that may change.

import { Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { NameDialog } from '../../../ui/name-dialog.tsx';

export interface EditDialogProps {
  readonly dataset: Dataset;
  readonly onClose: () => void;
}

export function EditDialog({ dataset, onClose }: EditDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [justification, setJustification] = useState(dataset.justification);
  const save = useMutation(
    trpc.datasets.rename.mutationOptions({
      onSuccess: async () => {
        await cache.invalidateQueries(trpc.datasets.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <NameDialog
      title="Name and reason"
      of="dataset"
      name={dataset.name}
      busy={save.isPending}
      error={save.error}
      errorTitle="Nothing was changed"
      onSave={(name) => save.mutate({ datasetId: dataset.id, name, justification })}
      onClose={onClose}
    >
      <Textarea
        label="Why it is made"
        description="Shown wherever the dataset is used. Its identity does not depend on it."
        autosize
        minRows={3}
        maxRows={10}
        maxLength={2000}
        value={justification}
        onChange={(event) => setJustification(event.currentTarget.value)}
      />
    </NameDialog>
  );
}
