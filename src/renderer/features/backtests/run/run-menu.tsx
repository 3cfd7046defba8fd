// What can be done with a run beside looking at it: run again with changes, name and notes, export, delete.

import { Menu } from '@mantine/core';
import { IconDownload, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Run } from '../../../../contracts/backtests.ts';
import { useClient } from '../../../app/api.ts';
import { saveText } from '../../../ui/copy.ts';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { MoreMenu } from '../../../ui/more-menu.tsx';
import { DeleteRunsDialog, RenameRunDialog } from '../runs/run-commands.tsx';

export function RunMenu({ run }: { readonly run: Run }) {
  const client = useClient();
  const navigate = useNavigate();
  const [dialog, setDialog] = useState<'rename' | 'delete' | null>(null);
  const download = useMutation({
    mutationFn: (format: 'csv' | 'json') => client.backtests.exportRun.query({ runId: run.id, format }),
    onSuccess: ({ fileName, content }, format) =>
      saveText(fileName, content, format === 'csv' ? 'text/csv' : 'application/json'),
  });
  return (
    <>
      <MoreMenu label="More for this run">
        {run.request ? (
          <Menu.Item
            leftSection={<IconRepeat size={14} />}
            onClick={() => void navigate({ to: '/backtests/new', search: { from: run.id } })}
          >
            Run again with changes
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => setDialog('rename')}>
          Name and notes
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => download.mutate('csv')}>
          Export trades as CSV
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload size={14} />} onClick={() => download.mutate('json')}>
          Export everything as JSON
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => setDialog('delete')}>
          Delete run
        </Menu.Item>
      </MoreMenu>
      {download.error ? <ErrorNote error={download.error} title="The run was not exported" /> : null}
      {dialog === 'rename' ? <RenameRunDialog run={run} onClose={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? (
        <DeleteRunsDialog
          runs={[run]}
          onClose={() => setDialog(null)}
          onDeleted={() => void navigate({ to: '/backtests' })}
        />
      ) : null}
    </>
  );
}
