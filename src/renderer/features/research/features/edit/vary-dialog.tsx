// Chosen features of a draft at several windows, so that a search of a model can choose among them. Changes the draft, as one step of undo;
// nothing is stored.

import { Button, Checkbox, Modal, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { FeatureTemplateInfo } from '../../../../../contracts/features.ts';
import dialogForm from '../../../../ui/dialog-form.module.css';
import { plural } from '../../../../ui/format.ts';
import type { SetDraft } from './edit-model.ts';
import styles from './vary.module.css';
import { readFactors, type Variable, type Varied, variableEntries, varied } from './vary-model.ts';

export interface VaryDialogProps {
  readonly draft: SetDraft;
  readonly templates: ReadonlyMap<string, FeatureTemplateInfo>;
  /** The feature open beside the list: chosen from the start. */
  readonly open: number | null;
  readonly onApply: (draft: SetDraft) => void;
  readonly onClose: () => void;
}

export function VaryDialog({ draft, templates, open, onApply, onClose }: VaryDialogProps) {
  const variable = useMemo(() => variableEntries(draft, templates), [draft, templates]);
  const [text, setText] = useState('0.5, 2');
  const [find, setFind] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<number>>(
    () => new Set(variable.flatMap(({ key }) => (key === open ? [key] : []))),
  );
  const read = useMemo(() => readFactors(text), [text]);
  const result = useMemo(
    () => varied(draft, chosen, 'factors' in read ? read.factors : [], templates),
    [draft, chosen, read, templates],
  );
  const wanted = find.trim().toLowerCase();
  const shown = variable.filter(({ name }) => name.includes(wanted));
  const problem = 'problem' in read ? read.problem : result.problem;
  const choose = (keys: readonly number[], on: boolean) =>
    setChosen((now) => {
      const next = new Set(now);
      for (const key of keys) on ? next.add(key) : next.delete(key);
      return next;
    });
  const allOn = shown.length > 0 && shown.every(({ key }) => chosen.has(key));
  return (
    <Modal opened onClose={onClose} title="Vary windows" size={600}>
      <form
        className={dialogForm.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null) onApply(result.draft);
        }}
      >
        <p className="ad-muted">
          Puts each chosen feature into the set at several windows. A dataset built with it holds all of them;
          a training run that searches windows shows its models one of each.
        </p>
        <TextInput
          label="Factors"
          description="Of each feature's own window, which stays. 0.5, 2: half and twice as long."
          value={text}
          error={'problem' in read ? read.problem : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={styles.choice}>
          <div className={styles.head}>
            <Checkbox
              label={wanted === '' ? `All ${variable.length} with a window` : `All ${shown.length} found`}
              checked={allOn}
              indeterminate={!allOn && shown.some(({ key }) => chosen.has(key))}
              disabled={shown.length === 0}
              onChange={(event) =>
                choose(
                  shown.map(({ key }) => key),
                  event.currentTarget.checked,
                )
              }
            />
            <TextInput
              aria-label="Find a feature of the draft"
              placeholder="Find"
              value={find}
              onChange={(event) => setFind(event.currentTarget.value)}
              // Looking for a feature takes nothing over.
              onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
          </div>
          <ul className={styles.list} aria-label="Features with a window">
            {shown.map((one) => (
              <Row
                key={one.key}
                one={one}
                checked={chosen.has(one.key)}
                onChange={(on) => choose([one.key], on)}
              />
            ))}
          </ul>
        </div>
        <p role="status" data-result={problem === null ? 'ready' : 'problem'}>
          {problem === null
            ? `${plural(draft.entries.length, 'column')} become ${result.draft.entries.length}, with ${plural(result.groups.length, 'group')} to choose a window of.${unvariedWords(result.unvaried)}`
            : problem}
        </p>
        <div className={dialogForm.dialogButtons}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={problem !== null}>
            {problem === null ? `Add ${plural(result.added, 'column')}` : 'Add columns'}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const MOST_NAMED = 3;

function unvariedWords(unvaried: Varied['unvaried']): string {
  if (unvaried.length === 0) return '';
  const named = unvaried.slice(0, MOST_NAMED).map(({ name, reason }) => `${name} (${reason})`);
  const more = unvaried.length - named.length;
  return ` Left as they are: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

interface RowProps {
  readonly one: Variable;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function Row({ one, checked, onChange }: RowProps) {
  return (
    <li>
      <Checkbox
        label={
          <>
            {one.name} <span className="ad-muted">{one.windows}</span>
          </>
        }
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </li>
  );
}
