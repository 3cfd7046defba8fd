// The desk's keyboard: components name their keys with `useKeys`, one listener runs them, `?` lists them (keys-help.tsx).
// Keys without a modifier rest while somebody types or a dialog is open.

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { dialogIsOpen } from '../../ui/open-layers.ts';
import { createKeyMatcher } from './key-matcher.ts';

export interface KeyBinding {
  /** `g d`, `/`, `mod+k`. */
  readonly keys: string;
  /** Verb first: `Go to Data`. */
  readonly label: string;
  readonly run: () => void;
}

export interface KeyGroup {
  readonly title: string;
  readonly bindings: readonly KeyBinding[];
}

let groups: readonly KeyGroup[] = [];
const listeners = new Set<() => void>();

function change(next: readonly KeyGroup[]): void {
  groups = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useKeyGroups(): readonly KeyGroup[] {
  return useSyncExternalStore(subscribe, () => groups);
}

/** Adds keys while the component is mounted. `run` may change between renders; keys and labels should not. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings);
  latest.current = bindings;
  const signature = bindings.map((binding) => `${binding.keys}=${binding.label}`).join('|');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the bindings
  useEffect(() => {
    const group: KeyGroup = {
      title,
      bindings: latest.current.map((binding, index) => ({
        keys: binding.keys,
        label: binding.label,
        run: () => latest.current[index]?.run(),
      })),
    };
    change([...groups, group]);
    return () => change(groups.filter((candidate) => candidate !== group));
  }, [title, signature]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
  );
}

/** Installs the one listener of the window; called by the frame. */
export function useKeyListener(): void {
  useEffect(() => {
    const matcher = createKeyMatcher();
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const command = event.ctrlKey || event.metaKey;
      if (!command && (isTyping(event.target) || dialogIsOpen())) return;
      // The innermost component registered last and wins.
      const all = groups.flatMap((group) => group.bindings).reverse();
      const match = matcher.press(
        event,
        all.map((binding) => binding.keys),
        event.timeStamp,
      );
      if (match === null) return;
      event.preventDefault();
      if (match !== 'pending') all.find((binding) => binding.keys === match)?.run();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}

/** `/`: the filter of the table that has the focus, else the first on the page. */
export function focusTableFilter(): void {
  const filters = [...document.querySelectorAll<HTMLInputElement>('[data-table-filter]')];
  const near = filters.find((filter) => {
    const frame = filter.closest('[data-table-frame]');
    return frame?.contains(document.activeElement);
  });
  const filter = near ?? filters[0];
  filter?.focus();
  filter?.select();
}
