// Deleting datasets: says what goes and what stays. Used by the list and by a dataset's own page.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { ConfirmPanel } from '../../../ui/confirm-panel.tsx';
import { formatNumber, plural } from '../../../ui/format.ts';

export interface DeleteDatasetsDialogProps {
  readonly datasets: readonly DatasetSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteDatasetsDialog({ datasets, onClose, onDeleted }: DeleteDatasetsDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const remove = useMutation(trpc.datasets.remove.mutationOptions());
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const building = datasets.filter((dataset) => dataset.state === 'building').length;
  const imported = datasets.filter((dataset) => dataset.origin === 'imported').length;
  const confirm = async () => {
    for (const dataset of datasets) await remove.mutateAsync({ datasetId: dataset.id });
    await cache.invalidateQueries(trpc.datasets.pathFilter());
    onDeleted();
  };
  const [first] = datasets;
  return (
    <ConfirmPanel
      opened
      title={datasets.length === 1 ? `Delete “${first?.name}”` : `Delete ${datasets.length} datasets`}
      consequences={[
        `${plural(datasets.length, 'dataset')} with ${formatNumber(rows)} rows and their proofs will be deleted.`,
        ...(building > 0 ? [`${plural(building, 'build')} still running will be cancelled.`] : []),
        imported > 0
          ? 'Imported files must be imported again; built datasets can be built again from the same candles, with the same identity.'
          : 'Candles, feature sets and exports stay. The same request builds the same dataset again.',
      ]}
      action={`Delete ${plural(datasets.length, 'dataset')}`}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => void confirm().catch(() => {})}
      onCancel={onClose}
    />
  );
}
