// Research, first part: every dataset, newest first, with what it was made of and what its proof says.

import { Button } from '@mantine/core';
import { IconFileImport, IconPlus, IconSchool, IconTableColumn, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { DatasetSummary } from '../../../../contracts/datasets.ts';
import { useTRPC } from '../../../app/api.ts';
import { useJobs } from '../../../app/jobs.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { ReadView } from '../../../ui/read-view.tsx';
import { ResearchTabs } from '../research-tabs.tsx';
import { datasetColumns } from './dataset-columns.tsx';
import { DeleteDatasetsDialog } from './delete-dialog.tsx';

const NONE: ReadonlySet<string> = new Set();

function NoDatasets() {
  return (
    <EmptyState
      icon={<IconTableColumn size={32} stroke={1.4} />}
      title="No dataset yet"
      actions={
        <>
          <LinkButton to="/research/datasets/new">Build a dataset</LinkButton>
          <LinkButton to="/research/datasets/import" variant="default">
            Import a file
          </LinkButton>
        </>
      }
    >
      A dataset is features and labels over stored candles: one row per decision, every number from bars that
      were closed by then. Each is kept with a proof that nothing in it looks ahead.
    </EmptyState>
  );
}

export function DatasetsPage() {
  const datasets = useQuery(useTRPC().datasets.list.queryOptions());
  const jobs = useJobs();
  const navigate = useNavigate();
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [deleting, setDeleting] = useState(false);
  const columns = useMemo(() => {
    const byId = new Map(jobs.map((job) => [job.id, job]));
    return datasetColumns((dataset) => (dataset.jobId === null ? undefined : byId.get(dataset.jobId)));
  }, [jobs]);
  const all = datasets.data ?? [];
  const chosen = all.filter((dataset) => selected.has(dataset.id));
  const [only] = chosen;
  const trainable = chosen.length === 1 && only?.state === 'done' ? only : null;
  const train = () => trainable && void navigate({ to: '/training/new', search: { dataset: trainable.id } });
  useKeys('Datasets', [
    { keys: 'n', label: 'Build a dataset', run: () => void navigate({ to: '/research/datasets/new' }) },
    { keys: 'i', label: 'Import a file', run: () => void navigate({ to: '/research/datasets/import' }) },
    { keys: 't', label: 'Train on the selected dataset', run: train },
  ]);

  const content = () => {
    if (all.length === 0) return <NoDatasets />;
    return (
      <DataTable<DatasetSummary>
        label="Datasets"
        name="datasets"
        columns={columns}
        rows={all}
        rowId={(dataset) => dataset.id}
        selected={selected}
        onSelect={setSelected}
        onOpen={(dataset) =>
          void navigate({ to: '/research/datasets/$datasetId', params: { datasetId: dataset.id } })
        }
        initialSort={{ id: 'created', descending: true }}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconSchool size={14} />}
              disabled={trainable === null}
              title={trainable ? undefined : 'Select one finished dataset'}
              onClick={train}
            >
              Train
            </Button>
            <Button
              variant="default"
              leftSection={<IconTrash size={14} />}
              disabled={chosen.length === 0}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
            <LinkButton
              to="/research/datasets/import"
              variant="default"
              leftSection={<IconFileImport size={14} />}
            >
              Import a file
            </LinkButton>
            <LinkButton to="/research/datasets/new" leftSection={<IconPlus size={14} />}>
              Build a dataset
            </LinkButton>
          </>
        }
      />
    );
  };
  return (
    <Page title="Research" toolbar={<ResearchTabs current="/research" />}>
      <ReadView
        queries={[datasets]}
        data={datasets.data}
        reading="Reading the datasets…"
        failed="The datasets could not be read"
      >
        {content}
      </ReadView>
      {deleting && chosen.length > 0 ? (
        <DeleteDatasetsDialog
          datasets={chosen}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            setSelected(NONE);
            setDeleting(false);
          }}
        />
      ) : null}
    </Page>
  );
}
