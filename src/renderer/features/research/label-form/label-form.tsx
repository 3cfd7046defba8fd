// A label as a form: its kind, its presets, and the parameters that apply, generated from the schema of the kind. Used by the
// dataset builder and the label designer; owns no state (`useLabelForm` does) and computes no label.

import { Button, Group, Select } from '@mantine/core';
import type { LabelKind } from '../../../../../engines/labels/spec.ts';
import { plural } from '../../../ui/format.ts';
import { ParameterField } from '../../../ui/parameter-form/parameter-field.tsx';
import styles from './label-form.module.css';
import { sameLabel } from './label-form-model.ts';
import type { LabelFormState } from './use-label-form.ts';

export interface LabelFormProps {
  readonly form: LabelFormState;
  /** One field under the other: for a narrow side panel. */
  readonly narrow?: boolean;
}

const ROWS_WORDS = {
  bars: 'A row per decision bar.',
  trades: 'A row per trade of a run.',
} as const;

export function LabelForm({ form, narrow = false }: LabelFormProps) {
  const { info } = form;
  return (
    <div className={styles.form} data-narrow={narrow || undefined}>
      <div className={styles.head}>
        <Select
          className={styles.kind}
          label="Label"
          data={form.kinds.map((one) => ({ value: one.kind, label: one.title }))}
          value={form.kind}
          allowDeselect={false}
          maxDropdownHeight={320}
          onChange={(kind) => kind && form.choose(kind as LabelKind)}
        />
        {info ? (
          <p className={styles.help}>
            {info.help} <span className={styles.rows}>{ROWS_WORDS[info.rows]}</span>
          </p>
        ) : null}
      </div>
      <Group gap={4} role="group" aria-label="Presets of the label">
        {info?.presets.map((preset) => {
          const chosen = sameLabel(preset.spec, form.spec);
          return (
            <Button
              key={preset.title}
              variant={chosen ? 'light' : 'default'}
              aria-pressed={chosen}
              onClick={() => form.load(preset.spec)}
            >
              {preset.title}
            </Button>
          );
        })}
        {form.changed > 0 ? (
          <>
            <span className={styles.changes}>{plural(form.changed, 'change')} from the defaults</span>
            <Button variant="subtle" color="gray" onClick={() => form.reset()}>
              Reset label
            </Button>
          </>
        ) : null}
      </Group>
      {form.groups.map((group) => (
        <fieldset key={group.title} className={styles.group}>
          <legend>{group.title}</legend>
          <div className={styles.fields}>
            {group.fields.map((field) => (
              <ParameterField
                key={field.parameter.name}
                field={field}
                onText={(text) => form.set(field.parameter.name, text)}
                onReset={() => form.reset(field.parameter.name)}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
