// One instrument: what is stored at which interval, its contract facts, and deleting its bars after a review.

import { Button } from '@mantine/core';
import { IconChartCandle, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Interval } from '../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../contracts/market.ts';
import { ConfirmPanel } from '../../ui/confirm-panel.tsx';
import { formatNumber, formatSessionDate, plural } from '../../ui/format.ts';
import { LinkButton } from '../../ui/link-button.tsx';
import { SyntheticBadge } from '../../ui/synthetic-badge.tsx';
import styles from './data.module.css';
import { useRemoveBars } from './data-queries.ts';

export interface InstrumentPanelProps {
  readonly instrument: InstrumentSummary;
  readonly interval: Interval;
  readonly onRemoved: () => void;
}

export function InstrumentPanel({ instrument, interval, onRemoved }: InstrumentPanelProps) {
  const [reviewing, setReviewing] = useState(false);
  const remove = useRemoveBars(() => {
    setReviewing(false);
    onRemoved();
  });
  const bars = instrument.intervals.reduce((sum, stored) => sum + stored.bars, 0);
  const sessions = instrument.intervals.reduce((sum, stored) => sum + stored.sessions, 0);
  return (
    <>
      <dl className={styles.facts}>
        <dt>Kind</dt>
        <dd className={styles.name}>
          {instrument.kind} on {instrument.exchange} {instrument.synthetic ? <SyntheticBadge /> : null}
        </dd>
        <dt>Lot and tick</dt>
        <dd>
          {plural(instrument.lotSize, 'unit')}, {instrument.exchange === 'US' ? '$' : '₹'}
          {instrument.tickSize}
        </dd>
        <dt>Closing auction</dt>
        <dd>{instrument.closingAuction ? 'yes: continuous trading ends 15:15 since 3 Aug 2026' : 'no'}</dd>
      </dl>
      <table className={styles.intervals}>
        <thead>
          <tr>
            <th>Interval</th>
            <th>Bars</th>
            <th>First</th>
            <th>Last</th>
            <th>Flagged</th>
          </tr>
        </thead>
        <tbody>
          {instrument.intervals.map((stored) => (
            <tr key={stored.interval}>
              <td>{stored.interval}</td>
              <td>{formatNumber(stored.bars)}</td>
              <td>{formatSessionDate(stored.firstDate)}</td>
              <td>{formatSessionDate(stored.lastDate)}</td>
              <td>{formatNumber(stored.flaggedSessions)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.actions}>
        <LinkButton
          to="/charts"
          search={{ instrument: instrument.id, interval }}
          leftSection={<IconChartCandle size={14} />}
        >
          Open chart
        </LinkButton>
        <Button variant="default" leftSection={<IconTrash size={14} />} onClick={() => setReviewing(true)}>
          Delete bars
        </Button>
      </div>
      <ConfirmPanel
        opened={reviewing}
        title={`Delete the bars of ${instrument.id}`}
        consequences={[
          `${plural(bars, 'bar')} of ${plural(sessions, 'stored day')} are deleted from the database.`,
          'Runs that used them stay, with the hash of what they read; running them again needs the bars.',
          'The files they came from are not touched: importing them again restores the bars.',
        ]}
        action={`Delete ${plural(bars, 'bar')}`}
        typed={instrument.symbol}
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ instrumentId: instrument.id })}
        onCancel={() => setReviewing(false)}
      />
    </>
  );
}
