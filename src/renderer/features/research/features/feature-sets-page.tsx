// Research, second part: every feature set with its newest version, and the ways to a new one: a copy, or a foreign list of names.

import { Button } from '@mantine/core';
import { IconCopyPlus, IconFileImport } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { FeatureSetSummary } from '../../../../contracts/features.ts';
import { useTRPC } from '../../../app/api.ts';
import { useKeys } from '../../../app/keys/keys.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Page } from '../../../ui/page.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { ResearchTabs } from '../research-tabs.tsx';
import { CopySetDialog } from './copy-set-dialog.tsx';
import { ImportSchemaDialog } from './import-schema-dialog.tsx';
import { SET_COLUMNS } from './set-columns.tsx';

export function FeatureSetsPage() {
  const sets = useQuery(useTRPC().features.sets.queryOptions());
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'copy' | 'import' | null>(null);
  useKeys('Feature sets', [
    { keys: 'n', label: 'New set from another', run: () => setDialog('copy') },
    { keys: 'i', label: 'Import a list of names', run: () => setDialog('import') },
  ]);

  const content = () => {
    if (sets.isPending) return <TableSkeleton text="Reading the feature sets…" />;
    if (sets.error)
      return (
        <ErrorState
          error={sets.error}
          title="The feature sets could not be read"
          onRetry={() => void sets.refetch()}
        />
      );
    return (
      <DataTable<FeatureSetSummary>
        label="Feature sets"
        name="feature-sets"
        columns={SET_COLUMNS}
        rows={sets.data}
        rowId={(set) => set.id}
        onOpen={(set) => void navigate({ to: '/research/features/$setId', params: { setId: set.id } })}
        actions={
          <>
            <Button
              variant="default"
              leftSection={<IconFileImport size={14} />}
              onClick={() => setDialog('import')}
            >
              Import a list of names
            </Button>
            <Button leftSection={<IconCopyPlus size={14} />} onClick={() => setDialog('copy')}>
              New set from…
            </Button>
          </>
        }
      />
    );
  };
  return (
    <Page title="Research" toolbar={<ResearchTabs current="/research/features" />}>
      {content()}
      {dialog === 'copy' && sets.data ? (
        <CopySetDialog sets={sets.data} onClose={() => setDialog(null)} />
      ) : null}
      {dialog === 'import' && sets.data ? (
        <ImportSchemaDialog sets={sets.data} onClose={() => setDialog(null)} />
      ) : null}
    </Page>
  );
}
