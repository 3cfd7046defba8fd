// What must be said before any figure of a run is believed: flags of its data and fills, flattering assumptions, its own notes.

import { Button } from '@mantine/core';
import { IconAlertTriangle, IconNotes } from '@tabler/icons-react';
import type { Run } from '../../../../contracts/backtests.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import styles from './run.module.css';

export interface RunNotesProps {
  readonly run: Run;
  readonly onTrades: (flagId: string) => void;
  readonly onAssumptions: () => void;
}

export function RunNotes({ run, onTrades, onAssumptions }: RunNotesProps) {
  const flattering = run.assumptionNotes.filter((note) => note.flattering);
  return (
    <>
      {run.notes ? (
        <div className={styles.userNotes}>
          <IconNotes size={14} aria-hidden />
          <span>{run.notes}</span>
        </div>
      ) : null}
      {run.runFlags.map((flag) => (
        <div key={flag.id} className={styles.flag} data-flag={flag.id}>
          <IconAlertTriangle size={15} aria-hidden />
          <span>{flag.message}</span>
          {flag.trades.length > 0 ? (
            <Button variant="default" onClick={() => onTrades(flag.id)}>
              {flag.trades.length < flag.count && flag.id !== 'data-quality'
                ? `Show ${formatNumber(flag.trades.length)} of them`
                : 'Show the trades'}
            </Button>
          ) : null}
        </div>
      ))}
      {flattering.length > 0 ? (
        <div className={styles.flag} data-flag="flattering">
          <IconAlertTriangle size={15} aria-hidden />
          <span>
            {plural(flattering.length, 'flattering assumption')}:{' '}
            {flattering
              .map((note) => `${note.label.charAt(0).toLowerCase()}${note.label.slice(1)}`)
              .join(', ')}
            . Under them a result looks better than it could have been.
          </span>
          <Button variant="default" onClick={onAssumptions}>
            What they mean
          </Button>
        </div>
      ) : null}
    </>
  );
}
