// What every section of the New run form gets: the draft, how to change it, and what is wrong with a field.

import type { TrainingDraft } from './training-draft.ts';

export interface SectionProps {
  readonly draft: TrainingDraft;
  readonly change: (part: Partial<TrainingDraft>) => void;
  /** Undefined where nothing is wrong. */
  readonly problemOf: (field: string) => string | undefined;
}
