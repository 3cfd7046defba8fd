// Review before a version is stored: what changed, in words. The versions before it stay and keep their hashes.

import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FeatureSetDetail } from '../../../../../contracts/features.ts';
import { useTRPC } from '../../../../app/api.ts';
import { ErrorNote } from '../../../../ui/error-state.tsx';
import { plural } from '../../../../ui/format.ts';
import styles from './edit.module.css';
import { requestOf } from './edit-model.ts';
import type { SetDraftState } from './use-set-draft.ts';

export interface SaveDialogProps {
  readonly set: FeatureSetDetail;
  readonly state: SetDraftState;
  readonly onSaved: (version: number) => void;
  readonly onClose: () => void;
}

export function SaveDialog({ set, state, onSaved, onClose }: SaveDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { draft, changes, sameAs } = state;
  const exists = sameAs?.id === set.id;
  const save = useMutation(
    trpc.features.save.mutationOptions({
      onSuccess: async (saved) => {
        await cache.invalidateQueries(trpc.features.pathFilter());
        onSaved(saved.version);
      },
    }),
  );
  const next = (set.versions[0] ?? set.version) + 1;
  return (
    <Modal opened onClose={onClose} title={`Save ${set.id} as version ${next}`} size={560}>
      <div className={styles.save}>
        <p>
          {plural(changes.length, 'change')} against version {set.version},{' '}
          {plural(draft.entries.length, 'feature')}:
        </p>
        <ul className={styles.changes}>
          {changes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <p className="ad-muted">
          {exists
            ? `The columns equal those of version ${sameAs?.version}: that version is shown and nothing new is stored.`
            : `Version ${set.versions.join(' and ')} ${set.versions.length === 1 ? 'stays' : 'stay'} as stored: datasets built with them keep their meaning.`}
        </p>
        {save.error ? <ErrorNote error={save.error} title="The version was not saved" /> : null}
        <div className={styles.saveButtons}>
          <Button variant="default" onClick={onClose}>
            Go on editing
          </Button>
          <Button loading={save.isPending} onClick={() => save.mutate(requestOf(set.id, draft))}>
            {exists ? `Show version ${sameAs?.version}` : `Save version ${next}`}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
