// Name and reason of a dataset: the only things about it that may change.

import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';

export interface EditDialogProps {
  readonly dataset: Dataset;
  readonly onClose: () => void;
}

export function EditDialog({ dataset, onClose }: EditDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [name, setName] = useState(dataset.name);
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
    <Modal opened onClose={onClose} title="Name and reason" size={520}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) save.mutate({ datasetId: dataset.id, name: name.trim(), justification });
        }}
      >
        <TextInput
          label="Name"
          value={name}
          maxLength={120}
          data-autofocus
          error={name.trim() ? undefined : 'A dataset needs a name.'}
          onChange={(event) => setName(event.currentTarget.value)}
        />
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
        {save.error ? <ErrorNote error={save.error} title="Nothing was changed" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!name.trim()} loading={save.isPending}>
            Save
          </Button>
        </div>
      </form>
    </Modal>
  );
}
