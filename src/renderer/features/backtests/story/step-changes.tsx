// The trades one step of the waterfall changed, those worth most first: what was before the step, what after, and the effect.
// These runs between the two ends are not stored, so a row opens the chart on the day, not on a run's trade.

import { useNavigate } from '@tanstack/react-router';
import type { TradeDifference, WaterfallStep } from '../../../../../engines/backtest/contract.ts';
import type { Interval } from '../../../../../engines/market/interval.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber, istDateOf, plural } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Instant } from '../../../ui/time.tsx';
import { tradeOf } from '../compare/difference-model.ts';
import styles from './story.module.css';

const KINDS: Readonly<Record<TradeDifference['kind'], string>> = {
  same: 'Same',
  changed: 'Changed',
  'only-first': 'Gone',
  'only-second': 'New',
};

const COLUMNS: readonly TableColumn<TradeDifference>[] = [
  { id: 'instrument', header: 'Instrument', width: 140, value: (row) => tradeOf(row).instrumentId },
  { id: 'kind', header: 'Trade', width: 80, value: (row) => KINDS[row.kind] },
  { id: 'side', header: 'Side', width: 60, value: (row) => (tradeOf(row).side > 0 ? 'Long' : 'Short') },
  {
    id: 'entry',
    header: 'Entry (IST)',
    width: 180,
    value: (row) => new Date(tradeOf(row).entryTime).toISOString(),
    cell: (row) => <Instant time={tradeOf(row).entryTime} />,
  },
  {
    id: 'changes',
    header: 'What changed',
    width: 400,
    value: (row) => row.changes.join('; '),
    cell: (row) => <span title={row.changes.join('\n')}>{row.changes.join('; ')}</span>,
  },
  {
    id: 'before',
    header: 'Before',
    width: 96,
    align: 'right',
    value: (row) => row.first?.netPnl ?? null,
    cell: (row) => (row.first ? <Money value={row.first.netPnl} signed decimals={0} /> : ''),
  },
  {
    id: 'after',
    header: 'After',
    width: 96,
    align: 'right',
    value: (row) => row.second?.netPnl ?? null,
    cell: (row) => (row.second ? <Money value={row.second.netPnl} signed decimals={0} /> : ''),
  },
  {
    id: 'effect',
    header: 'Effect',
    width: 104,
    align: 'right',
    value: (row) => row.effect,
    cell: (row) => <Money value={row.effect} signed decimals={0} />,
  },
];

export interface StepChangesProps {
  readonly step: WaterfallStep;
  readonly interval: Interval;
}

export function StepChanges({ step, interval }: StepChangesProps) {
  const navigate = useNavigate();
  // A waterfall stored by an earlier version has only the count.
  const rows = step.largestChanges ?? [];
  if (rows.length === 0)
    return (
      <p className={styles.noChanges}>
        {step.changedTrades === 0
          ? 'This step changed no trade.'
          : `This step changed ${plural(step.changedTrades, 'trade')}; compute the waterfall again to list them.`}
      </p>
    );
  return (
    <div className={styles.changes}>
      <p className={styles.noChanges}>
        {rows.length < step.changedTrades
          ? `The ${formatNumber(rows.length)} of ${plural(step.changedTrades, 'changed trade')} worth most.`
          : `${plural(step.changedTrades, 'changed trade')}, largest effect first.`}
      </p>
      <DataTable
        label="Trades this step changed"
        name="waterfall-step"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => `${row.first?.sequence ?? ''}-${row.second?.sequence ?? ''}`}
        plain
        maxHeight={300}
        onOpen={(row) => {
          const trade = tradeOf(row);
          void navigate({
            to: '/charts',
            search: { instrument: trade.instrumentId, interval, date: istDateOf(trade.entryTime) },
          });
        }}
      />
    </div>
  );
}
