// The line above a table: filter, count, the page's own actions, columns, copy and export.

import { ActionIcon, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconColumns3, IconCopy, IconDownload, IconFilter } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import styles from './data-table.module.css';
import type { TableColumn } from './table-column.ts';
import type { ColumnVisibility } from './use-columns.ts';

export interface TableToolbarProps<Row> {
  readonly label: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly visibility: ColumnVisibility;
  readonly onVisibility: (next: ColumnVisibility) => void;
  readonly filter: string;
  readonly onFilter: (line: string) => void;
  readonly onLeaveFilter: () => void;
  readonly countWords: string;
  readonly copyWords: string;
  readonly onCopy: () => void;
  readonly onExport: () => void;
  readonly actions?: ReactNode;
}

export function TableToolbar<Row>(props: TableToolbarProps<Row>) {
  const keys = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape' && props.filter !== '') props.onFilter('');
    else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter')
      props.onLeaveFilter();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shown = (id: string) => props.visibility[id] !== false;
  return (
    <div className={styles.toolbar}>
      <TextInput
        className={styles.filter}
        aria-label={`Filter ${props.label}`}
        placeholder="Filter: words, column:text, column>5"
        data-table-filter
        leftSection={<IconFilter size={14} />}
        value={props.filter}
        onChange={(event) => props.onFilter(event.currentTarget.value)}
        onKeyDown={keys}
        spellCheck={false}
        autoComplete="off"
      />
      <span className={styles.count} aria-live="polite">
        {props.countWords}
      </span>
      <span className={styles.spacer} />
      {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
      <div className={styles.tools}>
        <Menu position="bottom-end" closeOnItemClick={false}>
          <Menu.Target>
            <Tooltip label="Columns">
              <ActionIcon aria-label="Choose columns">
                <IconColumns3 size={16} />
              </ActionIcon>
            </Tooltip>
          </Menu.Target>
          <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
            {props.columns.slice(1).map((column) => (
              <Menu.CheckboxItem
                key={column.id}
                checked={shown(column.id)}
                onChange={(checked) => props.onVisibility({ ...props.visibility, [column.id]: checked })}
              >
                {column.header}
              </Menu.CheckboxItem>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Tooltip label={props.copyWords}>
          <ActionIcon aria-label={props.copyWords} onClick={props.onCopy}>
            <IconCopy size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Export as CSV">
          <ActionIcon aria-label="Export as CSV" onClick={props.onExport}>
            <IconDownload size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
    </div>
  );
}
