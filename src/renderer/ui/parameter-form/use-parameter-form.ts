// State of one generated form. The page that owns the form reads `changed` for its request and `problems` to hold back Run.

import { useMemo, useState } from 'react';
import type {
  Parameter,
  ParameterProblem,
  ParameterValue,
  ParameterValues,
} from '../../../../engines/parameters/parameters.ts';
import {
  changedValues,
  type Drafts,
  draftsFrom,
  type FieldGroup,
  fieldGroups,
  problemsOf,
  setArguments,
} from './parameter-model.ts';

export interface ParameterFormState {
  readonly groups: readonly FieldGroup[];
  /** Valid values that differ from their defaults. */
  readonly changed: Record<string, ParameterValue>;
  readonly problems: readonly ParameterProblem[];
  /** ` --set name=value …` of the changed values. */
  readonly cli: string;
  set(name: string, text: string): void;
  /** One field, or all of them, back to the default. */
  reset(name?: string): void;
  /** Shows a preset or the parameters of an older run. */
  load(values: ParameterValues): void;
}

export function useParameterForm(
  schema: readonly Parameter[],
  initial: ParameterValues = {},
): ParameterFormState {
  const [drafts, setDrafts] = useState<Drafts>(() => draftsFrom(schema, initial));
  return useMemo(
    () => ({
      groups: fieldGroups(schema, drafts),
      changed: changedValues(schema, drafts),
      problems: problemsOf(schema, drafts),
      cli: setArguments(schema, drafts),
      set: (name, text) => setDrafts((now) => ({ ...now, [name]: text })),
      reset: (name) =>
        setDrafts((now) =>
          name === undefined ? {} : Object.fromEntries(Object.entries(now).filter(([key]) => key !== name)),
        ),
      load: (values) => setDrafts(draftsFrom(schema, values)),
    }),
    [schema, drafts],
  );
}
