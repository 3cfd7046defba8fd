// Deletes named things one after the other, after a review of what goes and what stays. Used by lists and by a thing's own page.

import { useMutation } from '@tanstack/react-query';
import { ConfirmPanel } from './confirm-panel.tsx';
import { plural } from './format.ts';

export interface DeleteDialogProps<Item extends { readonly name: string }> {
  /** At least one. */
  readonly items: readonly Item[];
  /** What one is called: `run`. */
  readonly noun: string;
  readonly consequences: readonly string[];
  readonly remove: (item: Item) => Promise<unknown>;
  /** Reads again what may have changed; also after a failure, since some may be gone by then. */
  readonly refresh: () => Promise<unknown>;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function DeleteDialog<Item extends { readonly name: string }>(props: DeleteDialogProps<Item>) {
  const { items, noun, consequences, remove, refresh, onDeleted, onClose } = props;
  const all = useMutation({
    mutationFn: async () => {
      for (const item of items) await remove(item);
    },
    // First away from what is gone, then reading again: a page would ask for what it just deleted.
    onSuccess: onDeleted,
    onSettled: refresh,
  });
  const count = plural(items.length, noun);
  return (
    <ConfirmPanel
      opened
      title={items.length === 1 ? `Delete “${items[0]?.name}”` : `Delete ${count}`}
      consequences={consequences}
      action={`Delete ${count}`}
      busy={all.isPending}
      error={all.error}
      onConfirm={() => all.mutate()}
      onCancel={onClose}
    />
  );
}
