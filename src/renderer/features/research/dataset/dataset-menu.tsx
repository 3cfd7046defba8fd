// What can be done with a dataset beside looking at it: build again with changes, name and reason, delete.

import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPencil, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
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
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <Tooltip label="More for this dataset">
            <ActionIcon aria-label="More for this dataset" variant="default">
              <IconDots size={16} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
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
        </Menu.Dropdown>
      </Menu>
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
