// What a form asks its dry run: the request once typing has paused, and whether the panel beside the form is open. Used by forms that
// show what they would start; the query itself stays with the form.

import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';

const ASK_AFTER_MS = 300;

/** The figures of before stay in sight while new ones are computed; a request that cannot be planned is not asked for again. */
export const PLAN_QUERY = { placeholderData: keepPreviousData, retry: false } as const;

export interface DryRun<Request> {
  /** What to ask for; null while the form is not right. */
  readonly planned: Request | null;
  /** The form has moved on since. */
  readonly moved: boolean;
  readonly open: boolean;
  setOpen(open: boolean): void;
  toggle(): void;
}

/** `request` must stay the same object while the form says the same; null: nothing can be planned. */
export function useDryRun<Request>(request: Request | null): DryRun<Request> {
  const [open, setOpen] = useState(true);
  const [planned] = useDebouncedValue(request, ASK_AFTER_MS);
  return { planned, moved: planned !== request, open, setOpen, toggle: () => setOpen((now) => !now) };
}
