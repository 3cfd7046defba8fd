// A run split by side, setup, instrument, hour, weekday, month and exit reason: where the money came from.

import type { Breakdown, BreakdownKind, Metrics } from '../../../../../engines/backtest/contract.ts';
import { BreakdownBars } from '../../../charts/distribution/breakdown-bars.tsx';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import detail from '../../../ui/detail-page.module.css';
import { formatNumber, formatPercent, formatRatio, plural } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { BREAKDOWN_WORDS, breakdownKey } from '../run-words.ts';

const TABLES: readonly BreakdownKind[] = [
  'side',
  'exitReason',
  'setup',
  'instrument',
  'hour',
  'weekday',
  'month',
];
const MOST_HEIGHT = 330;

const asIs = (key: string): string => key;

function columnsOf(kind: BreakdownKind): readonly TableColumn<Breakdown>[] {
  return [
    { id: 'key', header: BREAKDOWN_WORDS[kind], width: 170, value: (row) => breakdownKey(kind, row.key) },
    {
      id: 'trades',
      header: 'Trades',
      width: 64,
      align: 'right',
      value: (row) => row.trades,
      cell: (row) => formatNumber(row.trades),
    },
    {
      id: 'net',
      header: 'Net',
      width: 104,
      align: 'right',
      value: (row) => row.netPnl,
      cell: (row) => <Money value={row.netPnl} signed decimals={0} />,
    },
    {
      id: 'charges',
      header: 'Charges',
      width: 84,
      align: 'right',
      value: (row) => row.charges,
      cell: (row) => <Money value={row.charges} decimals={0} />,
    },
    {
      id: 'hit',
      header: 'Won',
      width: 64,
      align: 'right',
      value: (row) => row.hitRate,
      cell: (row) => formatPercent(row.hitRate, 0),
    },
    {
      id: 'pf',
      header: 'PF',
      width: 72,
      align: 'right',
      value: (row) => row.profitFactor,
      cell: (row) => formatRatio(row.profitFactor),
      help: 'Profit factor',
    },
    {
      id: 'average',
      header: 'Per trade',
      width: 84,
      align: 'right',
      value: (row) => row.averagePnl,
      cell: (row) => <Money value={row.averagePnl} signed decimals={0} />,
    },
  ];
}

const COLUMNS = new Map(TABLES.map((kind) => [kind, columnsOf(kind)] as const));

export function BreakdownsView({ metrics }: { readonly metrics: Metrics }) {
  const { breakdowns } = metrics;
  return (
    <>
      <div className={detail.pair}>
        <BreakdownBars name="by-hour" title="By hour of entry (IST)" rows={breakdowns.hour} words={asIs} />
        <BreakdownBars name="by-weekday" title="By weekday" rows={breakdowns.weekday} words={asIs} />
      </div>
      <div className={detail.pair}>
        {TABLES.map((kind) => (
          <Panel key={kind} title={BREAKDOWN_WORDS[kind]} hint={plural(breakdowns[kind].length, 'group')}>
            <DataTable
              label={`By ${BREAKDOWN_WORDS[kind].toLowerCase()}`}
              name={`breakdown-${kind}`}
              columns={COLUMNS.get(kind) ?? []}
              rows={breakdowns[kind]}
              rowId={(row) => row.key}
              plain
              maxHeight={MOST_HEIGHT}
            />
          </Panel>
        ))}
      </div>
    </>
  );
}
