// Import of a dataset made elsewhere: choose the file, look at what it is, give its columns roles, import.

import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient, useTRPC } from '../../../app/api.ts';
import { ErrorNote, ErrorState } from '../../../ui/error-state.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Page } from '../../../ui/page.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { ChooseFile } from './choose-file.tsx';
import { PreviewView } from './preview-view.tsx';
import { uploadFile } from './upload.ts';

const CRUMBS = [{ label: 'Research', to: '/research' }];

export function ImportDatasetPage() {
  const trpc = useTRPC();
  const client = useClient();
  const [path, setPath] = useState<string | null>(null);
  const [fraction, setFraction] = useState(0);
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(client.imports, file, setFraction),
    onSuccess: setPath,
  });
  const preview = useQuery({
    ...trpc.datasets.previewExternal.queryOptions({ path: path ?? '-' }, { retry: false }),
    enabled: path !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const another = () => {
    setPath(null);
    setFraction(0);
    upload.reset();
  };

  const content = () => {
    if (path === null)
      return (
        <>
          {upload.error ? <ErrorNote error={upload.error} title="The file was not handed over" /> : null}
          <ChooseFile
            onFile={(file) => upload.mutate(file)}
            onPath={setPath}
            sending={upload.isPending ? { name: upload.variables.name, fraction } : null}
          />
        </>
      );
    if (preview.error)
      return (
        <ErrorState
          error={preview.error}
          title="The file could not be read"
          kept="Everything stored; nothing was imported."
          onRetry={() => void preview.refetch()}
          actions={
            <>
              <Button variant="default" onClick={another}>
                Choose another file
              </Button>
              <LinkButton to="/research" variant="default">
                All datasets
              </LinkButton>
            </>
          }
        />
      );
    if (!preview.data) return <TableSkeleton text="Reading the file…" />;
    return <PreviewView key={path} preview={preview.data} onAnother={another} />;
  };
  return (
    <Page title="Import a dataset" crumbs={CRUMBS}>
      {content()}
    </Page>
  );
}
