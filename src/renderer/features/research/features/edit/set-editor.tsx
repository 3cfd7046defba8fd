// Editing a feature set: its features as a list, the chosen one or the catalogue beside it, a live check, and saving as a new version.
// Nothing is stored before the save; leaving with unsaved edits asks first.

import { Button, TextInput } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDeviceFloppy,
  IconPlus,
  IconVersions,
} from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { FeatureSetDetail, FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import { useKeys } from '../../../../app/keys/keys.ts';
import { ConfirmPanel } from '../../../../ui/confirm-panel.tsx';
import { plural } from '../../../../ui/format.ts';
import { Page, Spacer } from '../../../../ui/page.tsx';
import { SidePanel } from '../../../../ui/side-panel.tsx';
import { featureSetRoute } from '../../routes.tsx';
import { CRUMBS } from '../set-crumbs.ts';
import { CataloguePicker } from './catalogue-picker.tsx';
import styles from './edit.module.css';
import { withChange, withEntry, withMove, withoutEntry, withParameter } from './edit-model.ts';
import { EntryForm } from './entry-form.tsx';
import { EntryList } from './entry-list.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useLeaveGuard } from './use-leave-guard.ts';
import { type SetDraftState, useSetDraft } from './use-set-draft.ts';
import { VaryDialog } from './vary-dialog.tsx';

export interface SetEditorProps {
  readonly set: FeatureSetDetail;
  readonly catalogue: readonly FeatureTemplateInfo[];
}

/** What stands beside the list: the catalogue, the form of an entry, or nothing. */
type Side = { readonly kind: 'catalogue' } | { readonly kind: 'entry'; readonly key: number } | null;

export function SetEditor({ set, catalogue }: SetEditorProps) {
  const navigate = featureSetRoute.useNavigate();
  const state = useSetDraft(set);
  const { draft, changes } = state;
  const [side, setSide] = useState<Side>({ kind: 'catalogue' });
  const [saving, setSaving] = useState(false);
  const [varying, setVarying] = useState(false);
  const templates = useMemo(() => new Map(catalogue.map((one) => [one.id, one])), [catalogue]);
  const guard = useLeaveGuard(changes.length > 0);
  const newest = set.versions[0] ?? set.version;
  const ready = changes.length > 0 && state.problem === null && !state.checking;

  const leave = () => {
    guard.release();
    void navigate({ search: { version: set.version === newest ? undefined : set.version } });
  };
  useKeys('Editing a feature set', [
    { keys: 'mod+z', label: 'Undo', run: state.undo },
    { keys: 'mod+shift+z', label: 'Redo', run: state.redo },
    { keys: 'mod+s', label: 'Save as a new version', run: () => ready && setSaving(true) },
    { keys: 'a', label: 'Add features', run: () => setSide({ kind: 'catalogue' }) },
    { keys: 'v', label: 'Vary windows', run: () => setVarying(true) },
  ]);

  const toolbar = (
    <>
      <Button
        variant="default"
        leftSection={<IconArrowBackUp size={14} />}
        disabled={!state.canUndo}
        onClick={state.undo}
      >
        Undo
      </Button>
      <Button
        variant="default"
        leftSection={<IconArrowForwardUp size={14} />}
        disabled={!state.canRedo}
        onClick={state.redo}
      >
        Redo
      </Button>
      <Button
        variant="default"
        leftSection={<IconPlus size={14} />}
        onClick={() => setSide({ kind: 'catalogue' })}
      >
        Add features
      </Button>
      <Button variant="default" leftSection={<IconVersions size={14} />} onClick={() => setVarying(true)}>
        Vary windows…
      </Button>
      <Spacer />
      <CheckWords state={state} />
      <Button variant="default" onClick={leave}>
        {changes.length > 0 ? 'Discard' : 'Close'}
      </Button>
      <Button leftSection={<IconDeviceFloppy size={14} />} disabled={!ready} onClick={() => setSaving(true)}>
        Save as version {newest + 1}
      </Button>
    </>
  );
  return (
    <Page
      title={`Edit ${set.id} v${set.version}`}
      crumbs={CRUMBS}
      toolbar={toolbar}
      side={
        <EditorSide side={side} onSide={setSide} state={state} catalogue={catalogue} templates={templates} />
      }
    >
      <div className={styles.head}>
        <TextInput
          label="Title"
          value={draft.title}
          maxLength={80}
          onChange={(event) => {
            const title = event.currentTarget.value;
            state.change((now) => ({ ...now, title }), 'title');
          }}
        />
        <TextInput
          label="Description"
          value={draft.description}
          maxLength={1000}
          onChange={(event) => {
            const description = event.currentTarget.value;
            state.change((now) => ({ ...now, description }), 'description');
          }}
        />
      </div>
      {state.problem && state.problem.entry === null ? (
        <p className={styles.setProblem} role="alert">
          {state.problem.message}
        </p>
      ) : null}
      <EntryList
        draft={draft}
        templates={templates}
        problem={state.problem}
        chosen={side?.kind === 'entry' ? side.key : null}
        onChoose={(key) => setSide({ kind: 'entry', key })}
        onMove={(key, by) => state.change((now) => withMove(now, key, by))}
        onRemove={(key) => state.change((now) => withoutEntry(now, key))}
      />
      {varying ? (
        <VaryDialog
          draft={draft}
          templates={templates}
          open={side?.kind === 'entry' ? side.key : null}
          onClose={() => setVarying(false)}
          onApply={(next) => {
            state.change(() => next);
            setVarying(false);
          }}
        />
      ) : null}
      {saving ? (
        <SaveDialog
          set={set}
          state={state}
          onClose={() => setSaving(false)}
          onSaved={(version) => {
            guard.release();
            setSaving(false);
            void navigate({ search: version >= newest ? {} : { version } });
          }}
        />
      ) : null}
      <ConfirmPanel
        opened={guard.asking}
        title="Leave without saving"
        consequences={[
          `${plural(changes.length, 'change')} to ${set.id} would be lost.`,
          'Every stored version stays as it is.',
        ]}
        action="Leave and discard"
        onConfirm={guard.leave}
        onCancel={guard.stay}
      />
    </Page>
  );
}

function CheckWords({ state }: { readonly state: SetDraftState }) {
  const { changes, problem, checking, sameAs } = state;
  const words =
    problem !== null
      ? 'One thing to put right'
      : changes.length === 0
        ? 'No changes'
        : checking
          ? 'Checking…'
          : sameAs
            ? `${plural(changes.length, 'change')}; columns equal to ${sameAs.id} v${sameAs.version}`
            : `${plural(changes.length, 'change')}, checked`;
  return (
    <span className={styles.check} data-problem={problem !== null || undefined} role="status">
      {words}
    </span>
  );
}

interface EditorSideProps extends Pick<SetEditorProps, 'catalogue'> {
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  readonly state: SetDraftState;
  readonly templates: ReadonlyMap<string, FeatureTemplateInfo>;
}

function EditorSide({ side, onSide, state, catalogue, templates }: EditorSideProps) {
  const { draft, problem } = state;
  const used = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { feature } of draft.entries) counts.set(feature, (counts.get(feature) ?? 0) + 1);
    return counts;
  }, [draft]);
  if (side === null) return null;
  const entry = side.kind === 'entry' ? draft.entries.find((one) => one.key === side.key) : undefined;
  const template = entry ? templates.get(entry.feature) : undefined;
  return (
    <SidePanel
      name="feature-editor"
      title={entry ? entry.name || 'Unnamed feature' : 'Catalogue'}
      defaultWidth={380}
      onClose={() => onSide(null)}
    >
      {entry && template ? (
        <EntryForm
          key={entry.key}
          entry={entry}
          template={template}
          problem={problem?.entry === entry.name ? problem.message : null}
          onChange={(change, what) =>
            state.change((now) => withChange(now, entry.key, change), `${entry.key} ${what}`)
          }
          onParameter={(name, value) =>
            state.change(
              (now) => withParameter(now, entry.key, template, name, value),
              `${entry.key} parameter ${name}`,
            )
          }
          onMove={(by) => state.change((now) => withMove(now, entry.key, by))}
          onRemove={() => {
            state.change((now) => withoutEntry(now, entry.key));
            onSide({ kind: 'catalogue' });
          }}
        />
      ) : (
        <CataloguePicker
          catalogue={catalogue}
          used={used}
          onAdd={(added) => state.change((now) => withEntry(now, added))}
        />
      )}
    </SidePanel>
  );
}
