// Columns of a trade list.

import type { Trade } from '../../../../../engines/backtest/contract.ts';
import { exitWords } from '../../../charts/candles/trade-words.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatDuration, formatNumber } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Instant } from '../../../ui/time.tsx';

const price = (value: number): string => formatNumber(value, 2);
const sum = (rows: readonly Trade[], read: (trade: Trade) => number): number =>
  rows.reduce((total, trade) => total + read(trade), 0);

export const TRADE_COLUMNS: readonly TableColumn<Trade>[] = [
  {
    id: 'sequence',
    header: '#',
    width: 64,
    align: 'right',
    value: (trade) => trade.sequence,
    total: (rows) => formatNumber(rows.length),
  },
  { id: 'instrument', header: 'Instrument', width: 160, value: (trade) => trade.instrumentId },
  {
    id: 'side',
    header: 'Side',
    width: 64,
    value: (trade) => (trade.side > 0 ? 'Long' : 'Short'),
  },
  { id: 'setup', header: 'Setup', width: 190, value: (trade) => trade.tag },
  {
    id: 'entry',
    header: 'Entry (IST)',
    width: 180,
    value: (trade) => new Date(trade.entryTime).toISOString(),
    cell: (trade) => <Instant time={trade.entryTime} />,
  },
  {
    id: 'quantity',
    header: 'Quantity',
    width: 80,
    align: 'right',
    value: (trade) => trade.quantity,
    cell: (trade) => formatNumber(trade.quantity, Number.isInteger(trade.quantity) ? 0 : 2),
  },
  {
    id: 'entryPrice',
    header: 'Entry',
    width: 88,
    align: 'right',
    value: (trade) => trade.entryPrice,
    cell: (trade) => price(trade.entryPrice),
  },
  {
    id: 'exitPrice',
    header: 'Exit',
    width: 88,
    align: 'right',
    value: (trade) => trade.exitPrice,
    cell: (trade) => price(trade.exitPrice),
  },
  {
    id: 'stop',
    header: 'Stop',
    width: 88,
    align: 'right',
    hidden: true,
    value: (trade) => trade.stopPrice,
    cell: (trade) => price(trade.stopPrice),
  },
  {
    id: 'target',
    header: 'Target',
    width: 88,
    align: 'right',
    hidden: true,
    value: (trade) => trade.targetPrice,
    cell: (trade) => price(trade.targetPrice),
  },
  {
    id: 'exitTime',
    header: 'Left (IST)',
    width: 90,
    value: (trade) => new Date(trade.exitTime).toISOString(),
    cell: (trade) => <Instant time={trade.exitTime} show="clock" />,
  },
  {
    id: 'reason',
    header: 'Exit reason',
    width: 120,
    value: (trade) => exitWords(trade.exitReason),
    filterText: (trade) => trade.exitReason,
  },
  {
    id: 'held',
    header: 'Held',
    width: 88,
    align: 'right',
    value: (trade) => trade.exitTime - trade.entryTime,
    cell: (trade) => formatDuration(trade.exitTime - trade.entryTime),
  },
  {
    id: 'gross',
    header: 'Gross',
    width: 96,
    align: 'right',
    value: (trade) => trade.grossPnl,
    cell: (trade) => <Money value={trade.grossPnl} signed decimals={0} />,
    total: (rows) => <Money value={sum(rows, (trade) => trade.grossPnl)} signed decimals={0} />,
  },
  {
    id: 'charges',
    header: 'Charges',
    width: 80,
    align: 'right',
    value: (trade) => trade.charges.total,
    cell: (trade) => <Money value={trade.charges.total} decimals={0} />,
    total: (rows) => <Money value={sum(rows, (trade) => trade.charges.total)} decimals={0} />,
  },
  {
    id: 'net',
    header: 'Net',
    width: 100,
    align: 'right',
    value: (trade) => trade.netPnl,
    cell: (trade) => <Money value={trade.netPnl} signed decimals={0} />,
    total: (rows) => <Money value={sum(rows, (trade) => trade.netPnl)} signed decimals={0} />,
  },
  {
    id: 'slippage',
    header: 'Slippage',
    width: 80,
    align: 'right',
    hidden: true,
    value: (trade) => trade.slippage,
    cell: (trade) => <Money value={trade.slippage} decimals={0} />,
  },
  {
    id: 'adverse',
    header: 'Worst',
    width: 88,
    align: 'right',
    hidden: true,
    value: (trade) => trade.maxAdverse,
    cell: (trade) => <Money value={trade.maxAdverse} signed decimals={0} />,
  },
  {
    id: 'favourable',
    header: 'Best',
    width: 88,
    align: 'right',
    hidden: true,
    value: (trade) => trade.maxFavourable,
    cell: (trade) => <Money value={trade.maxFavourable} signed decimals={0} />,
  },
  {
    id: 'score',
    header: 'Score',
    width: 80,
    align: 'right',
    hidden: true,
    value: (trade) => trade.score,
    cell: (trade) => formatNumber(trade.score, 3),
  },
];
