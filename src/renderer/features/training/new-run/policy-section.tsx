// What turns probabilities into BUY, SELL or FLAT: the threshold, or a policy of gates with their settings. A section of the New run form.

import { MultiSelect, Select } from '@mantine/core';
import { useCallback, useState } from 'react';
import { plural } from '../../../ui/format.ts';
import { ParameterForm } from '../../../ui/parameter-form/parameter-form.tsx';
import type { Drafts } from '../../../ui/parameter-form/parameter-model.ts';
import styles from './new-run.module.css';
import { type GateForm, gatesOf, POLICY_OPTIONS, policyOption, withFurther } from './policy-draft.ts';
import type { SectionProps } from './section.ts';
import { useTextsForm } from './use-texts-form.ts';

const NO_TEXTS: Drafts = {};

interface GateSettingsProps {
  readonly gate: GateForm;
  readonly place: number;
  readonly texts: Drafts;
  readonly put: (gate: string, texts: Drafts) => void;
}

function GateSettings({ gate, place, texts, put }: GateSettingsProps) {
  const own = useCallback((next: Drafts) => put(gate.id, next), [gate.id, put]);
  const form = useTextsForm(gate.parameters, texts, own);
  const [opened, setOpened] = useState(false);
  const changed = Object.keys(form.changed).length;
  const open = opened || form.problems.length > 0;
  return (
    <div className={styles.family} data-gate={gate.id}>
      <div className={styles.familyHead}>
        <span className={styles.familyTitle}>
          {place}. {gate.title}
        </span>
      </div>
      <div className={styles.familyBody}>
        <p className={styles.note}>{gate.help}</p>
        {gate.parameters.length > 0 ? (
          <details open={open} onToggle={(event) => setOpened(event.currentTarget.open)}>
            <summary>
              Settings: {changed === 0 ? 'as published' : `${plural(changed, 'value')} changed`}
            </summary>
            {open ? <ParameterForm form={form} name={`gate-${gate.id}`} /> : null}
          </details>
        ) : null}
      </div>
    </div>
  );
}

export function PolicySection({ draft, change, problemOf }: SectionProps) {
  const { policy } = draft;
  const option = policyOption(policy.id);
  const put = useCallback(
    (gate: string, texts: Drafts) =>
      change({ policy: { ...policy, texts: { ...policy.texts, [gate]: texts } } }),
    [policy, change],
  );
  return (
    <>
      <div className={styles.grid}>
        <Select
          className={styles.double}
          label="Acts by"
          description="what turns probabilities into BUY, SELL or FLAT"
          data={POLICY_OPTIONS.map(({ id, title }) => ({ value: id, label: title }))}
          value={policy.id}
          error={problemOf('policy')}
          onChange={(next) => {
            const chosen = POLICY_OPTIONS.find(({ id }) => id === next);
            if (chosen && chosen.id !== policy.id) change({ policy: { id: chosen.id, texts: {} } });
          }}
        />
        {option.further.length > 0 ? (
          <MultiSelect
            className={styles.double}
            label="Further vetoes"
            description="asked after the others; each can only make it stricter"
            data={option.further.map(({ id, title }) => ({ value: id, label: title }))}
            value={option.further.flatMap(({ id }) => (policy.texts[id] === undefined ? [] : [id]))}
            onChange={(wanted) => change({ policy: withFurther(policy, wanted) })}
          />
        ) : null}
      </div>
      <div className={styles.under}>
        <p className={styles.note}>
          {option.gates.length === 0
            ? 'Each training part chooses the confidence from which acting earned more than staying out; nothing else is asked.'
            : 'Every gate is asked in turn; a FLAT ends the row, with its reason. What gates need is learned inside each training part: neutrality on the rows the model learns from, the quality of its calls on later ones. The settings are chosen by hand, and the candidate says so.'}
        </p>
        {gatesOf(policy).map((gate, k) => (
          <GateSettings
            key={`${policy.id} ${gate.id}`}
            gate={gate}
            place={k + 1}
            texts={policy.texts[gate.id] ?? NO_TEXTS}
            put={put}
          />
        ))}
      </div>
    </>
  );
}
