// A form generated from a parameter schema: folding groups, presets on top, the same thing as a CLI line below.
// Owns no state: `useParameterForm` holds it, the page decides when to run.

import { Button, TextInput } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { CopyButton } from '../copy-button.tsx';
import { plural } from '../format.ts';
import { ParameterField } from './parameter-field.tsx';
import styles from './parameter-form.module.css';
import type { FieldGroup, FieldView } from './parameter-model.ts';
import type { ParameterFormState } from './use-parameter-form.ts';

export interface ParameterFormProps {
  readonly form: ParameterFormState;
  /** Short explanation under a group's heading, by group title. */
  readonly groupHelp?: Readonly<Record<string, string>>;
  /** Preset chooser, above the fields. */
  readonly presets?: ReactNode;
  /** The whole command, for `Copy as CLI command`; usually `… ${form.cli}`. */
  readonly cliCommand?: string;
  /** Groups open at first; the others open when they hold a change or a problem. Default: the first. */
  readonly openGroups?: readonly string[];
  /** Keeps the fields' ids apart where a page shows several forms. */
  readonly name?: string;
}

function isFound(field: FieldView, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return true;
  const { label, name, help } = field.parameter;
  return `${label} ${name} ${help}`.toLowerCase().includes(wanted);
}

function Group({
  group,
  search,
  form,
  help,
  open,
  name,
}: {
  readonly group: FieldGroup;
  readonly search: string;
  readonly form: ParameterFormState;
  readonly help: string | undefined;
  readonly open: boolean;
  readonly name: string | undefined;
}) {
  const fields = group.fields.filter((field) => isFound(field, search));
  if (fields.length === 0) return null;
  const marks = [
    group.changed > 0 ? `${group.changed} changed` : null,
    group.problems > 0 ? plural(group.problems, 'problem') : null,
  ].filter((mark) => mark !== null);
  return (
    <details className={styles.group} open={open || search !== '' || group.problems > 0 || undefined}>
      <summary>
        <IconChevronRight size={14} className={styles.chevron} aria-hidden />
        <h3>{group.title}</h3>
        <span className={styles.marks} data-trouble={group.problems > 0 || undefined}>
          {marks.length > 0 ? marks.join(' · ') : plural(group.fields.length, 'parameter')}
        </span>
      </summary>
      {help ? <p className={styles.groupHelp}>{help}</p> : null}
      <div className={styles.fields}>
        {fields.map((field) => (
          <ParameterField
            key={field.parameter.name}
            field={field}
            form={name}
            onText={(text) => form.set(field.parameter.name, text)}
            onReset={() => form.reset(field.parameter.name)}
          />
        ))}
      </div>
    </details>
  );
}

export function ParameterForm({
  form,
  groupHelp,
  presets,
  cliCommand,
  openGroups,
  name,
}: ParameterFormProps) {
  const [search, setSearch] = useState('');
  const changed = Object.keys(form.changed).length;
  const first = form.groups[0]?.title;
  return (
    <div className={styles.form}>
      <div className={styles.bar}>
        <TextInput
          aria-label="Find a parameter"
          placeholder="Find a parameter"
          leftSection={<IconSearch size={14} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          className={styles.search}
        />
        {presets}
        <span className={styles.marks} aria-live="polite">
          {changed > 0
            ? plural(changed, 'change')
            : form.problems.length > 0
              ? plural(form.problems.length, 'problem')
              : 'All defaults'}
        </span>
        {changed > 0 ? (
          <Button variant="subtle" color="gray" onClick={() => form.reset()}>
            Reset all
          </Button>
        ) : null}
        {cliCommand ? <CopyButton text={cliCommand} label="Copy as CLI command" /> : null}
      </div>
      {form.groups.map((group) => (
        <Group
          key={group.title}
          group={group}
          search={search}
          form={form}
          help={groupHelp?.[group.title]}
          name={name}
          open={openGroups ? openGroups.includes(group.title) : group.title === first}
        />
      ))}
      {form.groups.length > 0 &&
      form.groups.every((group) => !group.fields.some((field) => isFound(field, search))) ? (
        <p className={styles.groupHelp}>No parameter is called “{search}”.</p>
      ) : null}
    </div>
  );
}
