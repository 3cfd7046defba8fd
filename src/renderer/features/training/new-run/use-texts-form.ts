// A generated form over texts the page holds: what several forms on one page, kept in one draft, need. Used by families and by the gates of
// a policy.

import { useMemo } from 'react';
import type { Parameter } from '../../../../../engines/parameters/parameters.ts';
import {
  changedValues,
  type Drafts,
  draftsFrom,
  fieldGroups,
  problemsOf,
  setArguments,
} from '../../../ui/parameter-form/parameter-model.ts';
import type { ParameterFormState } from '../../../ui/parameter-form/use-parameter-form.ts';

export function useTextsForm(
  schema: readonly Parameter[],
  texts: Drafts,
  put: (texts: Drafts) => void,
): ParameterFormState {
  return useMemo(
    () => ({
      groups: fieldGroups(schema, texts),
      changed: changedValues(schema, texts),
      problems: problemsOf(schema, texts),
      cli: setArguments(schema, texts),
      set: (name, text) => put({ ...texts, [name]: text }),
      reset: (name) =>
        put(
          name === undefined ? {} : Object.fromEntries(Object.entries(texts).filter(([key]) => key !== name)),
        ),
      load: (values) => put(draftsFrom(schema, values)),
    }),
    [schema, texts, put],
  );
}
