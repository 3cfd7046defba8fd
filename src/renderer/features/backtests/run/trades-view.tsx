// Every trade of a run; a row opens the chart on it. Quick filters beside the table's own filter line.

import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import type { Trade } from '../../../../../engines/backtest/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { NoticeLine } from '../../../ui/notice-line.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { TRADE_COLUMNS } from './trade-columns.tsx';

const SHOWN = ['All', 'Wins', 'Losses', 'Long', 'Short'] as const;
type Shown = (typeof SHOWN)[number];

function isShown(trade: Trade, shown: Shown): boolean {
  switch (shown) {
    case 'All':
      return true;
    case 'Wins':
      return trade.netPnl > 0;
    case 'Losses':
      return trade.netPnl <= 0;
    case 'Long':
      return trade.side > 0;
    case 'Short':
      return trade.side < 0;
  }
}

export interface TradesViewProps {
  readonly run: Run;
  readonly flagId: string | undefined;
  readonly onClearFlag: () => void;
}

export function TradesView({ run, flagId, onClearFlag }: TradesViewProps) {
  const trades = useQuery(useTRPC().backtests.trades.queryOptions({ runId: run.id }));
  const navigate = useNavigate();
  const [shown, setShown] = useState<Shown>('All');
  const flag = run.runFlags.find((each) => each.id === flagId);
  const rows = useMemo(() => {
    const flagged = flag ? new Set(flag.trades) : null;
    return (trades.data ?? []).filter(
      (trade) => isShown(trade, shown) && (!flagged || flagged.has(trade.sequence)),
    );
  }, [trades.data, shown, flag]);
  if (trades.isPending) return <TableSkeleton text="Reading the trades…" />;
  if (trades.error)
    return (
      <ErrorState
        error={trades.error}
        title="The trades could not be read"
        onRetry={() => void trades.refetch()}
      />
    );
  return (
    <>
      {flag ? (
        <NoticeLine
          action={
            <Button variant="default" onClick={onClearFlag}>
              Show all trades
            </Button>
          }
        >
          Only trades of this flag: {flag.message}
        </NoticeLine>
      ) : null}
      <DataTable
        label="Trades"
        name="run-trades"
        columns={TRADE_COLUMNS}
        rows={rows}
        rowId={(trade) => String(trade.sequence)}
        onOpen={(trade) =>
          void navigate({
            to: '/charts',
            search: {
              instrument: trade.instrumentId,
              interval: run.interval,
              run: run.id,
              trade: trade.sequence,
            },
          })
        }
        actions={
          <SegmentedControl
            aria-label="Trades shown"
            data={[...SHOWN]}
            value={shown}
            onChange={(value) => setShown(value as Shown)}
          />
        }
        empty={
          run.metrics?.trades === 0
            ? 'The strategy took no trade. Settings shows which signals were refused, and why.'
            : 'No trade of this run matches.'
        }
      />
    </>
  );
}
