// Varying the windows of a draft: which features have one, the factors as typed, and the draft that results. Pure.

import { type WindowGroup, windowGroups } from '../../../../../../engines/features/window-groups.ts';
import {
  fullParameters,
  type WindowTemplates,
  windowParameters,
} from '../../../../../../engines/features/window-parameters.ts';
import { withWindows } from '../../../../../../engines/features/with-windows.ts';
import type { DraftEntry, SetDraft } from './edit-model.ts';
import { MOST_FEATURES } from './edit-model.ts';

export interface Variable {
  readonly key: number;
  readonly name: string;
  /** Its own windows: `14`, or `12, 26, 9`. */
  readonly windows: string;
}

/** Features that look back, in the order of the draft. */
export function variableEntries(draft: SetDraft, templates: WindowTemplates): readonly Variable[] {
  return draft.entries.flatMap(({ key, name, feature, parameters }): Variable[] => {
    const declared = templates.get(feature)?.parameters ?? [];
    const windows = windowParameters(declared);
    if (windows.length === 0) return [];
    const full = fullParameters(declared, parameters);
    return [{ key, name, windows: windows.map((one) => String(full[one.name])).join(', ') }];
  });
}

const SMALLEST = 0.01;
const LARGEST = 100;
const MOST_FACTORS = 9;

export type Factors = { readonly factors: readonly number[] } | { readonly problem: string };

/** Numbers between commas or spaces, or what is wrong with them. */
export function readFactors(text: string): Factors {
  const words = text.split(/[\s,;×]+/).filter((word) => word !== '');
  if (words.length === 0) return { problem: 'Give one factor or more, such as 0.5, 2.' };
  if (words.length > MOST_FACTORS) return { problem: `At most ${MOST_FACTORS} factors.` };
  const factors = words.map(Number);
  const wrong = words.find((_, k) => !(factors[k]! >= SMALLEST && factors[k]! <= LARGEST));
  return wrong === undefined
    ? { factors }
    : { problem: `"${wrong}" is no factor between ${SMALLEST} and ${LARGEST}.` };
}

export interface Varied {
  readonly draft: SetDraft;
  readonly added: number;
  /** Of the whole draft, those that were there before included. */
  readonly groups: readonly WindowGroup[];
  readonly unvaried: readonly { readonly name: string; readonly reason: string }[];
  /** Why it cannot be taken over; null where it can. */
  readonly problem: string | null;
}

/** The draft with the chosen entries at several windows. What an entry was keeps its key, so that it is seen as renamed. */
export function varied(
  draft: SetDraft,
  chosen: ReadonlySet<number>,
  factors: readonly number[],
  templates: WindowTemplates,
): Varied {
  const names = new Set(draft.entries.flatMap(({ key, name }) => (chosen.has(key) ? [name] : [])));
  const made = withWindows(draft.entries, names, factors, templates);
  let next = 1 + Math.max(-1, ...draft.entries.map(({ key }) => key));
  const entries = made.entries.map(
    ({ origin, own, ...entry }): DraftEntry => ({
      ...entry,
      key: own ? draft.entries[origin]!.key : next++,
    }),
  );
  const added = entries.length - draft.entries.length;
  return {
    draft: { ...draft, entries },
    added,
    groups: windowGroups(entries, templates),
    unvaried: made.unvaried,
    problem:
      chosen.size === 0
        ? 'Choose the features to vary.'
        : added === 0
          ? 'Nothing would be added: these windows are there already or out of range.'
          : entries.length > MOST_FEATURES
            ? `A set holds at most ${MOST_FEATURES} features. Choose fewer features or factors.`
            : null,
  };
}
