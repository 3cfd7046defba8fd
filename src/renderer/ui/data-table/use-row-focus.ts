// Keyboard of a table's rows: arrows move, Shift extends the selection, Space toggles, Enter opens, Ctrl A / Ctrl C.
// One row is in the tab order at a time. Works on the drawn order, also where only part of the rows exists in the document.

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export interface RowFocusOptions {
  readonly rowIds: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly multiple: boolean;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onOpen?: (id: string) => void;
  readonly onCopy: () => void;
  readonly scrollTo: (index: number) => void;
  readonly body: RefObject<HTMLElement | null>;
}

/** Rows a Page key jumps over. */
const PAGE_ROWS = 15;

/** The index a key moves to, or null where the key does not move. */
export function movedIndex(key: string, index: number, count: number): number | null {
  const last = count - 1;
  const target = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + PAGE_ROWS,
    PageUp: index - PAGE_ROWS,
    Home: 0,
    End: last,
  }[key];
  return target === undefined || count === 0 ? null : Math.max(0, Math.min(last, target));
}

/** Every id between two rows, both included, in either order. */
export function rangeIds(rowIds: readonly string[], from: number, to: number): string[] {
  return rowIds.slice(Math.min(from, to), Math.max(from, to) + 1);
}

export function useRowFocus(options: RowFocusOptions) {
  const [focused, setFocused] = useState(0);
  const anchor = useRef(0);
  const pending = useRef(false);
  const { rowIds, body } = options;
  const index = Math.min(focused, Math.max(0, rowIds.length - 1));

  const focusRow = useCallback(
    (at: number): boolean => {
      const row = body.current?.querySelector<HTMLElement>(`tr[data-index="${at}"]`);
      row?.focus({ preventScroll: true });
      return row !== null && row !== undefined;
    },
    [body],
  );

  // A row outside the drawn window gets the focus once it is drawn.
  useEffect(() => {
    if (pending.current && focusRow(index)) pending.current = false;
  });

  const { scrollTo } = options;
  const moveTo = useCallback(
    (next: number) => {
      scrollTo(next);
      setFocused(next);
      pending.current = !focusRow(next);
    },
    [scrollTo, focusRow],
  );

  const toggle = (at: number, extend: boolean) => {
    const id = rowIds[at];
    if (id === undefined || !options.multiple) return;
    if (extend) options.onSelect(new Set([...options.selected, ...rangeIds(rowIds, anchor.current, at)]));
    else {
      anchor.current = at;
      const next = new Set(options.selected);
      if (!next.delete(id)) next.add(id);
      options.onSelect(next);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLElement && !event.target.matches('tr[data-index]')) return;
    const command = event.ctrlKey || event.metaKey;
    const next = command ? null : movedIndex(event.key, index, rowIds.length);
    const id = rowIds[index];
    if (next !== null) {
      if (event.shiftKey && options.multiple) {
        options.onSelect(new Set([...options.selected, ...rangeIds(rowIds, index, next)]));
      } else if (!event.shiftKey) anchor.current = next;
      moveTo(next);
    } else if (event.key === ' ' && options.multiple) toggle(index, event.shiftKey);
    else if (event.key === 'Enter' && id !== undefined && options.onOpen) options.onOpen(id);
    else if (command && event.key.toLowerCase() === 'a' && options.multiple)
      options.onSelect(new Set(rowIds));
    else if (command && event.key.toLowerCase() === 'c' && !document.getSelection()?.toString())
      options.onCopy();
    else if (event.key === 'Escape' && options.selected.size > 0) options.onSelect(new Set());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { index, setFocused, moveTo, toggle, onKeyDown };
}
