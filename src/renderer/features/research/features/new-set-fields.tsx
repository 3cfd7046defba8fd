// The id and title of a new feature set, checked against the sets that exist. Used by the copy and the import dialogs.

import { TextInput } from '@mantine/core';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { idProblem, type NewSetName } from './new-set-model.ts';

export interface NewSetFieldsProps {
  readonly sets: readonly FeatureSetSummary[];
  readonly value: NewSetName;
  readonly onChange: (value: NewSetName) => void;
}

export function NewSetFields({ sets, value, onChange }: NewSetFieldsProps) {
  return (
    <>
      <TextInput
        label="Id of the new set"
        description="Lower case letters, digits and dashes: datasets and the command line name the set by it"
        value={value.id}
        maxLength={41}
        spellCheck={false}
        error={value.id === '' ? undefined : (idProblem(value.id, sets) ?? undefined)}
        onChange={(event) => onChange({ ...value, id: event.currentTarget.value })}
      />
      <TextInput
        label="Title"
        value={value.title}
        maxLength={80}
        onChange={(event) => onChange({ ...value, title: event.currentTarget.value })}
      />
    </>
  );
}
