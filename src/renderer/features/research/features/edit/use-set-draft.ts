// State of the editor: the draft with undo, the service's check of it, and whether leaving would lose something.

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { FeatureSetDetail } from '../../../../../contracts/features.ts';
import { useTRPC } from '../../../../app/api.ts';
import { changeWords } from './change-words.ts';
import {
  did,
  draftOf,
  formProblem,
  historyOf,
  redone,
  requestOf,
  type SetDraft,
  undone,
} from './edit-model.ts';
import { type EntryProblem, problemOf } from './entry-problem.ts';

/** A check resolves the whole set: once typing rests. */
const CHECK_MS = 250;

export interface SetDraftState {
  readonly draft: SetDraft;
  readonly changes: readonly string[];
  /** Null while the draft is sound or still being checked. */
  readonly problem: EntryProblem | null;
  readonly checking: boolean;
  /** Stored version with the same columns, where there is one. */
  readonly sameAs: { readonly id: string; readonly version?: number | undefined } | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** `what`: changes under one name in a row are one step of undo. */
  change(next: (draft: SetDraft) => SetDraft, what?: string): void;
  undo(): void;
  redo(): void;
  discard(): void;
}

export function useSetDraft(set: FeatureSetDetail): SetDraftState {
  const trpc = useTRPC();
  const start = useMemo(() => draftOf(set), [set]);
  const [history, setHistory] = useState(() => historyOf(start));
  const { now: draft } = history;
  const [settled] = useDebouncedValue(draft, CHECK_MS);
  const form = formProblem(draft);
  const check = useQuery({
    ...trpc.features.check.queryOptions(requestOf(set.id, settled)),
    enabled: formProblem(settled) === null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const changes = useMemo(() => changeWords(start, draft), [start, draft]);
  const problem = form ? { entry: null, message: form } : check.error ? problemOf(check.error) : null;
  return {
    draft,
    changes,
    problem,
    checking: form === null && (settled !== draft || check.isFetching),
    sameAs: form === null && settled === draft && check.isSuccess ? check.data.sameAs : null,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    change: (next, what) => setHistory((before) => did(before, next(before.now), what ?? null)),
    undo: () => setHistory(undone),
    redo: () => setHistory(redone),
    discard: () => setHistory((before) => did(before, start)),
  };
}
