// What must be said before any figure of a run is believed: flags of its data and fills, flattering assumptions, its own notes.

import { Button } from '@mantine/core';
import { IconNotes } from '@tabler/icons-react';
import type { Run } from '../../../../contracts/backtests.ts';
import { formatNumber, plural } from '../../../ui/format.ts';
import { NoticeLine } from '../../../ui/notice-line.tsx';
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
        <NoticeLine
          key={flag.id}
          id={flag.id}
          action={
            flag.trades.length > 0 ? (
              <Button variant="default" onClick={() => onTrades(flag.id)}>
                {flag.trades.length < flag.count && flag.id !== 'data-quality'
                  ? `Show ${formatNumber(flag.trades.length)} of them`
                  : 'Show the trades'}
              </Button>
            ) : null
          }
        >
          {flag.message}
        </NoticeLine>
      ))}
      {flattering.length > 0 ? (
        <NoticeLine
          id="flattering"
          action={
            <Button variant="default" onClick={onAssumptions}>
              What they mean
            </Button>
          }
        >
          {plural(flattering.length, 'flattering assumption')}:{' '}
          {flattering.map((note) => `${note.label.charAt(0).toLowerCase()}${note.label.slice(1)}`).join(', ')}
          . Under them a result looks better than it could have been.
        </NoticeLine>
      ) : null}
    </>
  );
}
