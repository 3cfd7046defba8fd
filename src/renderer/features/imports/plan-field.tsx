// One field of a reading plan: its name, whether the user changed it, the control, and why the preview believes it.

import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconQuestionMark } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ImportPlan } from '../../../contracts/imports.ts';
import type { ImportEntry } from './import-model.ts';
import styles from './imports.module.css';

export interface PlanFieldProps {
  readonly entry: ImportEntry;
  readonly field: keyof ImportPlan;
  readonly label: ReactNode;
  readonly onReset: () => void;
  readonly children: ReactNode;
}

export function PlanField({ entry, field, label, onReset, children }: PlanFieldProps) {
  const evidence = entry.preview?.evidence.find((each) => each.field === field);
  const changed = entry.overrides[field] !== undefined;
  const unsure = evidence !== undefined && !evidence.sure && !changed;
  return (
    <div data-plan-field={field}>
      <div className={styles.fieldHead}>
        <span>{label}</span>
        {changed ? (
          <>
            <span className={styles.dot} title="Set by you" />
            <Tooltip label="Back to what the preview found">
              <ActionIcon size={18} aria-label={`Reset ${field}`} onClick={onReset}>
                <IconArrowBackUp size={13} />
              </ActionIcon>
            </Tooltip>
          </>
        ) : null}
      </div>
      {children}
      {evidence ? (
        <div className={styles.reason} data-unsure={unsure || undefined}>
          {unsure ? (
            <IconQuestionMark size={12} aria-label="Please check" />
          ) : (
            <IconCheck size={12} aria-label="Found" />
          )}
          {evidence.reason}
        </div>
      ) : null}
    </div>
  );
}
