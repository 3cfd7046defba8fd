// What can be done with a dataset beside looking at it: build again with changes, name and reason, delete.

import { Menu } from '@mantine/core';
import { IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { MoreMenu } from '../../../ui/more-menu.tsx';
import { DeleteDatasetsDialog } from '../datasets/delete-dialog.tsx';
import { EditDialog } from './edit-dialog.tsx';

export interface DatasetMenuProps {
  readonly dataset: Dataset;
  readonly editing: boolean;
  readonly onEdit: (editing: boolean) => void;
}

export function DatasetMenu({ dataset, editing, onEdit }: DatasetMenuProps) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <MoreMenu label="More for this dataset">
        {dataset.request ? (
          <Menu.Item
            leftSection={<IconRepeat size={14} />}
            onClick={() => void navigate({ to: '/research/datasets/new', search: { from: dataset.id } })}
          >
            Build again with changes
          </Menu.Item>
        ) : null}
        <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => onEdit(true)}>
          Name and reason
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash size={14} />} onClick={() => setDeleting(true)}>
          Delete dataset
        </Menu.Item>
      </MoreMenu>
      {editing ? <EditDialog dataset={dataset} onClose={() => onEdit(false)} /> : null}
      {deleting ? (
        <DeleteDatasetsDialog
          datasets={[dataset]}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate({ to: '/research' })}
        />
      ) : null}
    </>
  );
}
