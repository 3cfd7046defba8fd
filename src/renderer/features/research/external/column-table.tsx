// The columns of a foreign file with the role each plays, why it was proposed, and what stands in it.

import { NativeSelect } from '@mantine/core';
import { IconClockExclamation } from '@tabler/icons-react';
import { COLUMN_ROLES, type ColumnRole, type ExternalColumn } from '../../../../contracts/datasets.ts';
import { Badge } from '../../../ui/badge.tsx';
import { formatNumber } from '../../../ui/format.ts';
import styles from './external.module.css';
import { ROLE_WORDS, type Roles, roleOf, withRole } from './external-model.ts';

export interface ColumnTableProps {
  readonly columns: readonly ExternalColumn[];
  readonly roles: Roles;
  readonly onRoles: (roles: Roles) => void;
}

export function ColumnTable({ columns, roles, onRoles }: ColumnTableProps) {
  return (
    <table className={styles.columns} aria-label="Columns of the file">
      <thead>
        <tr>
          <th>Column</th>
          <th>Role</th>
          <th>Why</th>
          <th data-right>Missing</th>
          <th>First values</th>
        </tr>
      </thead>
      <tbody>
        {columns.map((column) => {
          const role = roleOf(column, roles);
          return (
            <tr key={column.name} data-changed={role !== column.role || undefined}>
              <td>
                <span className={styles.columnName}>
                  {column.name}
                  {column.future ? (
                    <Badge
                      tone="amber"
                      icon={<IconClockExclamation size={11} aria-hidden />}
                      title="Its name speaks of what comes after the decision"
                    >
                      Future
                    </Badge>
                  ) : null}
                </span>
              </td>
              <td>
                <NativeSelect
                  aria-label={`Role of ${column.name}`}
                  size="xs"
                  value={role}
                  data={COLUMN_ROLES.map((value) => ({
                    value,
                    label: ROLE_WORDS[value],
                    disabled: value === 'feature' && column.future,
                  }))}
                  onChange={(event) =>
                    onRoles(withRole(roles, column, event.currentTarget.value as ColumnRole))
                  }
                />
              </td>
              <td className={styles.why}>{column.reason}</td>
              <td data-right>{column.missing === 0 ? '–' : formatNumber(column.missing)}</td>
              <td className={styles.samples} title={column.samples.join(', ')}>
                {column.samples.join(', ')}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
