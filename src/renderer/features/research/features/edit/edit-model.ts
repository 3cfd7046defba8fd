// A feature set while it is edited: pure operations on a draft, undo, and what a draft changes against the version it began from.

import type { FeatureEntry } from '../../../../../../engines/features/definition.ts';
import type {
  FeatureSetDetail,
  FeatureSetDraft,
  FeatureTemplateInfo,
} from '../../../../../contracts/features.ts';

/** As the contract of stored sets says. */
export const MOST_FEATURES = 400;

export interface DraftEntry extends FeatureEntry {
  /** Stays the same while the entry is renamed or moved. */
  readonly key: number;
}

export interface SetDraft {
  readonly title: string;
  readonly description: string;
  readonly entries: readonly DraftEntry[];
}

export function draftOf(set: Pick<FeatureSetDetail, 'title' | 'description' | 'entries'>): SetDraft {
  return {
    title: set.title,
    description: set.description,
    entries: set.entries.map(({ name, feature, source, timeframe, parameters }, key) => ({
      key,
      name,
      feature,
      source,
      timeframe,
      parameters,
    })),
  };
}

/** `name`, `name_2`, … whatever is free in the draft. */
export function freeName(draft: SetDraft, stem: string): string {
  const taken = new Set(draft.entries.map((entry) => entry.name));
  if (!taken.has(stem)) return stem;
  let number = 2;
  while (taken.has(`${stem}_${number}`)) number++;
  return `${stem}_${number}`;
}

export function withEntry(draft: SetDraft, template: Pick<FeatureTemplateInfo, 'id'>): SetDraft {
  const entry: DraftEntry = {
    key: 1 + Math.max(-1, ...draft.entries.map((one) => one.key)),
    name: freeName(draft, template.id),
    feature: template.id,
    source: 'self',
    timeframe: 'decision',
    parameters: {},
  };
  return { ...draft, entries: [...draft.entries, entry] };
}

export function withoutEntry(draft: SetDraft, key: number): SetDraft {
  return { ...draft, entries: draft.entries.filter((entry) => entry.key !== key) };
}

export function withChange(draft: SetDraft, key: number, change: Partial<Omit<DraftEntry, 'key'>>): SetDraft {
  return {
    ...draft,
    entries: draft.entries.map((entry) => (entry.key === key ? { ...entry, ...change } : entry)),
  };
}

/** Sets one parameter; a value equal to the default is left out, as stored sets do. */
export function withParameter(
  draft: SetDraft,
  key: number,
  template: FeatureTemplateInfo,
  name: string,
  value: number,
): SetDraft {
  const entry = draft.entries.find((one) => one.key === key);
  if (!entry) return draft;
  const { [name]: _, ...others } = entry.parameters;
  const standard = template.parameters.find((parameter) => parameter.name === name)?.default;
  return withChange(draft, key, { parameters: value === standard ? others : { ...others, [name]: value } });
}

/** Moves an entry `by` places; at an end it stays. */
export function withMove(draft: SetDraft, key: number, by: number): SetDraft {
  const from = draft.entries.findIndex((entry) => entry.key === key);
  const to = from + by;
  if (from < 0 || to < 0 || to >= draft.entries.length) return draft;
  const entries = [...draft.entries];
  const [moved] = entries.splice(from, 1);
  if (moved) entries.splice(to, 0, moved);
  return { ...draft, entries };
}

export function requestOf(id: string, draft: SetDraft): FeatureSetDraft {
  return {
    id,
    title: draft.title.trim(),
    description: draft.description.trim(),
    entries: draft.entries.map(({ key: _, parameters, ...entry }) => ({
      ...entry,
      parameters: { ...parameters },
    })),
  };
}

/** What the service would refuse as a malformed request rather than with the entry's name; null where nothing. */
export function formProblem(draft: SetDraft): string | null {
  if (draft.entries.length === 0) return 'The set is empty. Add at least one feature.';
  if (draft.entries.length > MOST_FEATURES) return `A set holds at most ${MOST_FEATURES} features.`;
  if (draft.title.trim() === '') return 'Give the set a title.';
  const unnamed = draft.entries.findIndex((entry) => entry.name.trim() === '');
  if (unnamed >= 0) return `Feature ${unnamed + 1} has no name.`;
  const unread = draft.entries.find((entry) => Object.values(entry.parameters).some(Number.isNaN));
  if (unread) return `A parameter of ${unread.name} is not a number.`;
  return null;
}

/** Undo: what was before, what is, what was taken back. */
export interface History {
  readonly past: readonly SetDraft[];
  readonly now: SetDraft;
  readonly future: readonly SetDraft[];
  /** Entry and field of the last change: typing on in one field is one step. */
  readonly last: string | null;
}

const MOST_STEPS = 200;

export const historyOf = (draft: SetDraft): History => ({ past: [], now: draft, future: [], last: null });

export function did(history: History, now: SetDraft, what: string | null = null): History {
  if (now === history.now) return history;
  const goesOn = what !== null && what === history.last;
  const past = goesOn ? history.past : [...history.past, history.now].slice(-MOST_STEPS);
  return { past, now, future: [], last: what };
}

export function undone(history: History): History {
  const before = history.past.at(-1);
  if (!before) return history;
  return {
    past: history.past.slice(0, -1),
    now: before,
    future: [history.now, ...history.future],
    last: null,
  };
}

export function redone(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.now], now: next, future, last: null };
}
