// One generated field: label with a dot when changed, help, the control with its unit inside, the problem under it, a reset.

import { ActionIcon, Select, Switch, TextInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { Parameter } from '../../../../engines/parameters/parameters.ts';
import styles from './parameter-form.module.css';
import { defaultWords, type FieldView } from './parameter-model.ts';

export interface ParameterFieldProps {
  readonly field: FieldView;
  /** Name of the form, part of the field's id where a page shows several. */
  readonly form?: string | undefined;
  readonly onText: (text: string) => void;
  readonly onReset: () => void;
}

function helpOf(parameter: Parameter, field: FieldView): string {
  const range = field.range ? ` Range ${field.range}.` : '';
  return `${parameter.help} Default ${defaultWords(parameter)}${field.unit ? ` ${field.unit}` : ''}.${range}`;
}

function Control({ field, onText, id }: ParameterFieldProps & { readonly id: string }) {
  const { parameter, text, problem } = field;
  const error = problem ?? undefined;
  switch (parameter.type) {
    case 'boolean':
      return (
        <Switch
          id={id}
          checked={field.value === true}
          label={field.value === true ? 'On' : 'Off'}
          onChange={(event) => onText(String(event.currentTarget.checked))}
        />
      );
    case 'choice':
      return (
        <Select
          id={id}
          data={parameter.choices.map(({ value, label }) => ({ value, label }))}
          value={String(field.value)}
          error={error}
          onChange={(value) => onText(value ?? '')}
        />
      );
    case 'time':
      return (
        <TextInput
          id={id}
          value={text}
          placeholder={field.placeholder}
          error={error}
          rightSection={<span className={styles.unit}>IST</span>}
          rightSectionWidth={40}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      );
    case 'number':
    case 'integer':
      return (
        <TextInput
          id={id}
          classNames={{ input: styles.number }}
          inputMode={parameter.type === 'integer' ? 'numeric' : 'decimal'}
          value={text}
          placeholder={field.placeholder}
          error={error}
          rightSection={field.unit ? <span className={styles.unit}>{field.unit}</span> : undefined}
          rightSectionWidth={field.unit ? Math.max(30, 12 + field.unit.length * 7) : undefined}
          onChange={(event) => onText(event.currentTarget.value)}
        />
      );
  }
}

export function ParameterField(props: ParameterFieldProps) {
  const { field, form, onReset } = props;
  const { parameter } = field;
  const id = `parameter-${form === undefined ? '' : `${form}-`}${parameter.name.replaceAll('.', '-')}`;
  const help = helpOf(parameter, field);
  return (
    <div className={styles.field} data-parameter={parameter.name} data-changed={field.changed || undefined}>
      <div className={styles.labelLine}>
        <Tooltip label={help} position="top-start">
          <label htmlFor={id} className={styles.label}>
            {parameter.label}
          </label>
        </Tooltip>
        {field.changed ? (
          <>
            <span className={styles.dot} title="Differs from the default">
              <span className="ad-hidden">changed</span>
            </span>
            <Tooltip label={`Back to ${defaultWords(parameter)}${field.unit ? ` ${field.unit}` : ''}`}>
              <ActionIcon size={18} aria-label={`Reset ${parameter.label}`} onClick={onReset}>
                <IconArrowBackUp size={13} />
              </ActionIcon>
            </Tooltip>
          </>
        ) : null}
      </div>
      <Control {...props} id={id} />
      <div className={styles.help}>{parameter.help}</div>
    </div>
  );
}
