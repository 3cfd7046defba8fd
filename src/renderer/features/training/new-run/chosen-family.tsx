// One chosen family: the space its trials are drawn from, and its own parameters, which are set and not searched. Folded until opened.

import { Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import type { EstimatorInfo, TrainingCatalogue } from '../../../../contracts/training.ts';
import { plural } from '../../../ui/format.ts';
import { ParameterForm } from '../../../ui/parameter-form/parameter-form.tsx';
import type { Drafts } from '../../../ui/parameter-form/parameter-model.ts';
import { spaceWords } from './family-words.ts';
import styles from './new-run.module.css';
import type { FamilyDraft } from './training-draft.ts';
import { useTextsForm } from './use-texts-form.ts';

export interface ChosenFamilyProps {
  readonly info: EstimatorInfo;
  readonly presets: TrainingCatalogue['presets'];
  readonly family: FamilyDraft;
  /** More than one trial: a space is drawn from. */
  readonly searched: boolean;
  readonly onChange: (family: FamilyDraft) => void;
}

const OWN = 'own';
const NO_GROUPS: readonly string[] = [];

export function ChosenFamily({ info, presets, family, searched, onChange }: ChosenFamilyProps) {
  const put = useCallback((texts: Drafts) => onChange({ ...family, texts }), [family, onChange]);
  const form = useTextsForm(info.parameters, family.texts, put);
  const preset = presets.find((one) => one.id === family.preset);
  const changed = Object.keys(form.changed).length;
  const [opened, setOpened] = useState(false);
  return (
    <div className={styles.family} data-family={info.id}>
      <div className={styles.familyHead}>
        <span className={styles.familyTitle}>{info.title}</span>
        {searched ? (
          <Select
            aria-label={`Search space of ${info.title}`}
            w={250}
            data={[
              ...presets.map((one) => ({ value: one.id, label: one.title })),
              { value: OWN, label: 'Its own declared ranges' },
            ]}
            value={family.preset ?? OWN}
            onChange={(id) => onChange({ ...family, preset: id === OWN || id === null ? null : id })}
          />
        ) : (
          <span className="ad-muted">defaults, one trial</span>
        )}
      </div>
      <div className={styles.familyBody}>
        {searched && preset ? (
          <ul className={styles.space} aria-label={`What is searched for ${info.title}`}>
            {spaceWords(preset.space, info.parameters).map((words) => (
              <li key={words}>{words}</li>
            ))}
            {preset.omitted.length > 0 ? (
              <li>without a counterpart here: {preset.omitted.join(', ')}</li>
            ) : null}
          </ul>
        ) : null}
        <details
          open={opened || form.problems.length > 0}
          onToggle={(event) => setOpened(event.currentTarget.open)}
        >
          <summary>
            Own parameters, set and not searched:{' '}
            {changed === 0 ? 'all defaults' : plural(changed, 'parameter')}
          </summary>
          {opened || form.problems.length > 0 ? (
            <ParameterForm form={form} name={info.id} openGroups={NO_GROUPS} />
          ) : null}
        </details>
      </div>
    </div>
  );
}
