// A foreign list of feature names (the old systems' schema files): pasted or read from a file, mapped to features that exist here
// with a reason for every name that does not, then saved as a set. Nothing is stored before the save.

import { Button, FileInput, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import dialogForm from '../../../ui/dialog-form.module.css';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import styles from './features.module.css';
import { MappingResult } from './mapping-result.tsx';
import { NewSetFields } from './new-set-fields.tsx';
import { freeId, idFromFileName, idProblem, type NewSetName } from './new-set-model.ts';
import { schemaText } from './schema-text.ts';

export interface ImportSchemaDialogProps {
  readonly sets: readonly FeatureSetSummary[];
  readonly onClose: () => void;
}

export function ImportSchemaDialog({ sets, onClose }: ImportSchemaDialogProps) {
  const trpc = useTRPC();
  const client = useClient();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [name, setName] = useState<NewSetName>({ id: freeId('imported', sets), title: 'Imported list' });
  const map = useMutation({
    mutationFn: (given: string) => client.features.mapSchema.query({ text: schemaText(given) }),
  });
  const mapping = map.data;
  const save = useMutation({
    mutationFn: () =>
      client.features.save.mutate({
        id: name.id,
        title: name.title.trim(),
        description: `From a foreign list: ${plural(mapping?.entries.length ?? 0, 'name')} mapped, ${mapping?.corrected.length ?? 0} of them to a corrected formula, ${mapping?.unmapped.length ?? 0} left out.`,
        entries: (mapping?.entries ?? []).map((entry) => ({
          ...entry,
          parameters: { ...entry.parameters },
        })),
      }),
    onSuccess: async (set) => {
      await cache.invalidateQueries(trpc.features.pathFilter());
      onClose();
      void navigate({ to: '/research/features/$setId', params: { setId: set.id } });
    },
  });
  const change = (next: string) => {
    setText(next);
    map.reset();
  };
  const read = async (file: File | null) => {
    if (!file) return;
    change(await file.text());
    const id = freeId(idFromFileName(file.name), sets);
    setName({ id, title: file.name.slice(0, 80) });
  };
  const ready =
    mapping !== undefined &&
    mapping.entries.length > 0 &&
    idProblem(name.id, sets) === null &&
    name.title.trim() !== '';
  return (
    <Modal opened onClose={onClose} title="Import a list of feature names" size={760}>
      <div className={dialogForm.dialog}>
        <p className="ad-muted">
          The schema file of another system, or its names, one per line. Each name is matched with a feature
          of the catalogue; what has no honest counterpart here is listed with the reason.
        </p>
        <FileInput
          label="File"
          placeholder="Choose a JSON, CSV or text file"
          accept=".json,.csv,.txt"
          onChange={(file) => void read(file)}
          size="xs"
        />
        <Textarea
          label="Names"
          placeholder={'ema_20_slope\nrsi_14\n…'}
          classNames={{ input: styles.schemaText }}
          rows={mapping ? 4 : 9}
          spellCheck={false}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
        {map.error ? <ErrorNote error={map.error} title="The list could not be read" /> : null}
        {mapping ? <MappingResult mapping={mapping} /> : null}
        {mapping && mapping.entries.length > 0 ? (
          <NewSetFields sets={sets} value={name} onChange={setName} />
        ) : null}
        {save.error ? <ErrorNote error={save.error} title="The set was not saved" /> : null}
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {mapping ? (
            <Button disabled={!ready} loading={save.isPending} onClick={() => save.mutate()}>
              Save {plural(mapping.entries.length, 'feature')} as a set
            </Button>
          ) : (
            <Button disabled={text.trim() === ''} loading={map.isPending} onClick={() => map.mutate(text)}>
              Match the names
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
