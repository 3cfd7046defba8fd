// The lengths of an own split method. Part of the split section.

import { Select, Switch } from '@mantine/core';
import { METHOD_FIELDS, METHOD_WORDS, OWN_METHODS } from './method-words.ts';
import styles from './new-run.module.css';
import { NumberField } from './number-field.tsx';
import type { MethodDraft } from './training-draft.ts';

export interface MethodFieldsProps {
  readonly method: MethodDraft;
  readonly problemOf: (name: string) => string | undefined;
  readonly onChange: (method: MethodDraft) => void;
}

const KINDS = Object.keys(OWN_METHODS) as readonly MethodDraft['kind'][];

export function MethodFields({ method, problemOf, onChange }: MethodFieldsProps) {
  const typed = (name: string) => {
    const value = method[name];
    return typeof value === 'boolean' || value === undefined ? '' : value;
  };
  return (
    <div className={styles.grid}>
      <Select
        className={styles.double}
        label="Method"
        data={KINDS.map((kind) => ({ value: kind, label: METHOD_WORDS[kind] }))}
        value={method.kind}
        onChange={(kind) => {
          const next = KINDS.find((one) => one === kind);
          if (next) onChange(OWN_METHODS[next]);
        }}
      />
      {METHOD_FIELDS[method.kind].map(({ name, label, unit }) => (
        <NumberField
          key={name}
          label={label}
          {...(unit === undefined ? {} : { unit })}
          value={typed(name)}
          problem={problemOf(name)}
          onChange={(value) => onChange({ ...method, [name]: value })}
        />
      ))}
      <NumberField
        label="Embargo"
        unit="min"
        step={5}
        value={typed('embargoMinutes')}
        problem={problemOf('embargoMs')}
        onChange={(value) => onChange({ ...method, embargoMinutes: value })}
      />
      {method.kind === 'walk-forward' ? (
        <Switch
          className={`${styles.switch} ${styles.double}`}
          label="Training grows from the first day"
          checked={method.expanding === true}
          onChange={(event) => onChange({ ...method, expanding: event.currentTarget.checked })}
        />
      ) : null}
    </div>
  );
}
