// Deleting datasets: says what goes and what stays. Used by the list and by a dataset's own page.

import { useQueryClient } from '@tanstack/react-query';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import { DeleteDialog } from '../../../ui/delete-dialog.tsx';
import { formatNumber, plural } from '../../../ui/format.ts';

export interface DeleteDatasetsDialogProps {
  readonly datasets: readonly DatasetSummary[];
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

export function DeleteDatasetsDialog({ datasets, onClose, onDeleted }: DeleteDatasetsDialogProps) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const client = useClient();
  const rows = datasets.reduce((sum, dataset) => sum + dataset.rows, 0);
  const building = datasets.filter((dataset) => dataset.state === 'building').length;
  const imported = datasets.filter((dataset) => dataset.origin === 'imported').length;
  return (
    <DeleteDialog
      items={datasets}
      noun="dataset"
      consequences={[
        `${plural(datasets.length, 'dataset')} with ${formatNumber(rows)} rows and their proofs will be deleted.`,
        ...(building > 0 ? [`${plural(building, 'build')} still running will be cancelled.`] : []),
        imported > 0
          ? 'Imported files must be imported again; built datasets can be built again from the same candles, with the same identity.'
          : 'Candles, feature sets and exports stay. The same request builds the same dataset again.',
      ]}
      remove={(dataset) => client.datasets.remove.mutate({ datasetId: dataset.id })}
      refresh={() => cache.invalidateQueries(trpc.datasets.pathFilter())}
      onDeleted={onDeleted}
      onClose={onClose}
    />
  );
}
