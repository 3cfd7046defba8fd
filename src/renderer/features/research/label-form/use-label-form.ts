// State of one label form: the chosen kind and what was typed under each. The page that owns it reads `spec`.

import { useMemo, useState } from 'react';
import type { LabelKind, LabelSpec } from '../../../../../engines/labels/spec.ts';
import type { LabelKindInfo } from '../../../../contracts/labels.ts';
import type { Drafts } from '../../../ui/parameter-form/parameter-model.ts';
import { draftsOf, firstKind, type LabelFormModel, labelFormModel } from './label-form-model.ts';

export interface LabelFormState extends LabelFormModel {
  readonly kinds: readonly LabelKindInfo[];
  readonly info: LabelKindInfo | undefined;
  readonly kind: LabelKind;
  choose(kind: LabelKind): void;
  set(name: string, text: string): void;
  /** One field, or all of this kind, back to the default. */
  reset(name?: string): void;
  /** Shows a preset, or the label of another dataset. */
  load(spec: LabelSpec): void;
}

const NO_DRAFTS: Drafts = {};

export function useLabelForm(
  kinds: readonly LabelKindInfo[],
  initial: LabelSpec | null = null,
): LabelFormState {
  const [kind, setKind] = useState<LabelKind>(() => initial?.kind ?? firstKind(kinds));
  const [drafts, setDrafts] = useState<Readonly<Partial<Record<LabelKind, Drafts>>>>(() =>
    initial ? { [initial.kind]: draftsOf(initial) } : {},
  );
  const own = drafts[kind] ?? NO_DRAFTS;
  return useMemo(() => {
    const change = (next: Drafts) => setDrafts((now) => ({ ...now, [kind]: next }));
    return {
      ...labelFormModel(kind, own),
      kinds,
      info: kinds.find((one) => one.kind === kind),
      kind,
      choose: setKind,
      set: (name, text) => change({ ...own, [name]: text }),
      reset: (name) =>
        change(
          name === undefined
            ? NO_DRAFTS
            : Object.fromEntries(Object.entries(own).filter(([key]) => key !== name)),
        ),
      load: (spec) => {
        setKind(spec.kind);
        setDrafts((now) => ({ ...now, [spec.kind]: draftsOf(spec) }));
      },
    };
  }, [kinds, kind, own]);
}
