// A new feature set from another: same columns under a new name, opened for editing. The other set stays as it is.

import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { NewSetFields } from './new-set-fields.tsx';
import { freeId, idProblem, type NewSetName } from './new-set-model.ts';

export interface CopySetDialogProps {
  readonly sets: readonly FeatureSetSummary[];
  /** Set to copy at first; the first of the list by default. */
  readonly from?: { readonly id: string; readonly version: number };
  readonly onClose: () => void;
}

function nameFor(source: FeatureSetSummary | undefined, sets: readonly FeatureSetSummary[]): NewSetName {
  if (!source) return { id: '', title: '' };
  return { id: freeId(`my-${source.id}`, sets), title: `${source.title}, own` };
}

export function CopySetDialog({ sets, from, onClose }: CopySetDialogProps) {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [sourceId, setSourceId] = useState(from?.id ?? sets[0]?.id ?? '');
  const source = sets.find((set) => set.id === sourceId);
  const [name, setName] = useState(() => nameFor(source, sets));
  const copy = useMutation({
    mutationFn: async () => {
      const version = from?.id === sourceId ? from.version : undefined;
      const detail = await client.features.set.query({ id: sourceId, version });
      return client.features.save.mutate({
        id: name.id,
        title: name.title.trim(),
        description: detail.description,
        entries: detail.entries.map((entry) => ({
          name: entry.name,
          feature: entry.feature,
          source: entry.source,
          timeframe: entry.timeframe,
          parameters: { ...entry.parameters },
        })),
      });
    },
    onSuccess: async (set) => {
      await cache.invalidateQueries(trpc.features.pathFilter());
      onClose();
      void navigate({
        to: '/research/features/$setId',
        params: { setId: set.id },
        search: { edit: true },
      });
    },
  });
  const ready = idProblem(name.id, sets) === null && name.title.trim() !== '';
  return (
    <Modal opened onClose={onClose} title="New feature set" size={480}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) copy.mutate();
        }}
      >
        <Select
          label="Begin with the columns of"
          description={source ? `${source.title}: ${plural(source.features, 'feature')}` : undefined}
          searchable
          allowDeselect={false}
          data={sets.map((set) => ({ value: set.id, label: set.id }))}
          value={sourceId}
          onChange={(id) => {
            if (!id) return;
            setSourceId(id);
            setName(
              nameFor(
                sets.find((set) => set.id === id),
                sets,
              ),
            );
          }}
        />
        <NewSetFields sets={sets} value={name} onChange={setName} />
        {copy.error ? <ErrorNote error={copy.error} title="The set was not made" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!ready} loading={copy.isPending}>
            Make the set and edit it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
