// Two runs trade by trade: the same, only in one, or changed, with what changed in words and rupees. Totals by kind on top; a click on
// one filters. A row opens the chart on the trade.

import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { TradeDifference, TradeDifferenceKind } from '../../../../../engines/backtest/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import { useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { Instant } from '../../../ui/time.tsx';
import styles from './compare.module.css';
import { DIFFERENCE_KINDS, filterDifferences, kindWords, totalEffect, tradeOf } from './difference-model.ts';

export interface DifferenceTableProps {
  readonly runs: readonly Run[];
  readonly second: Run;
  readonly kind: TradeDifferenceKind | undefined;
  readonly onSecond: (runId: string) => void;
  readonly onKind: (kind: TradeDifferenceKind | undefined) => void;
}

const letter = (index: number): string => String.fromCharCode(65 + index);

function columnsOf(first: string, second: string): readonly TableColumn<TradeDifference>[] {
  return [
    { id: 'instrument', header: 'Instrument', width: 140, value: (row) => tradeOf(row).instrumentId },
    { id: 'kind', header: 'Difference', width: 104, value: (row) => kindWords(row.kind, first, second) },
    { id: 'side', header: 'Side', width: 60, value: (row) => (tradeOf(row).side > 0 ? 'Long' : 'Short') },
    {
      id: 'entry',
      header: 'Entry (IST)',
      width: 180,
      value: (row) => new Date(tradeOf(row).entryTime).toISOString(),
      cell: (row) => <Instant time={tradeOf(row).entryTime} />,
    },
    { id: 'setup', header: 'Setup', width: 176, value: (row) => tradeOf(row).tag },
    {
      id: 'changes',
      header: 'What changed',
      width: 380,
      value: (row) => row.changes.join('; '),
      cell: (row) => <span title={row.changes.join('\n')}>{row.changes.join('; ')}</span>,
    },
    {
      id: 'first',
      header: `Net in ${first}`,
      width: 96,
      align: 'right',
      value: (row) => row.first?.netPnl ?? null,
      cell: (row) => (row.first ? <Money value={row.first.netPnl} signed decimals={0} /> : ''),
    },
    {
      id: 'second',
      header: `Net in ${second}`,
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
      total: (rows) => <Money value={totalEffect(rows)} signed decimals={0} />,
      help: `Net rupees of ${second} minus ${first}`,
    },
  ];
}

export function DifferenceTable(props: DifferenceTableProps) {
  const { runs, second, kind } = props;
  const first = runs[0];
  const navigate = useNavigate();
  const secondLetter = letter(Math.max(1, runs.indexOf(second)));
  const query = useQuery(
    useTRPC().backtests.tradeDifferences.queryOptions({ first: first?.id ?? '', second: second.id }),
  );
  const columns = useMemo(() => columnsOf('A', secondLetter), [secondLetter]);
  const rows = useMemo(() => filterDifferences(query.data?.rows ?? [], kind), [query.data, kind]);
  return (
    <Panel
      title="Trade by trade"
      hint={`A against ${secondLetter}`}
      actions={
        runs.length > 2 ? (
          <Select
            aria-label="Run held against A"
            w={260}
            data={runs.slice(1).map((run, k) => ({ value: run.id, label: `${letter(k + 1)} · ${run.name}` }))}
            value={second.id}
            onChange={(id) => id && props.onSecond(id)}
          />
        ) : null
      }
    >
      {query.isPending ? <TableSkeleton text="Pairing the trades…" /> : null}
      {query.error ? (
        <ErrorState
          error={query.error}
          title="The trades could not be compared"
          onRetry={() => void query.refetch()}
        />
      ) : null}
      {query.data ? (
        <>
          <fieldset className={styles.kinds} aria-label="Kind of difference">
            {DIFFERENCE_KINDS.map((each) => (
              <button
                key={each}
                type="button"
                className={styles.kind}
                aria-pressed={kind === each}
                data-kind={each}
                onClick={() => props.onKind(kind === each ? undefined : each)}
              >
                <span>{kindWords(each, 'A', secondLetter)}</span>
                <b>{plural(query.data.counts[each], 'trade')}</b>
                <Money value={query.data.effects[each]} signed decimals={0} />
              </button>
            ))}
          </fieldset>
          <DataTable
            label="Differences"
            name="trade-differences"
            columns={columns}
            rows={rows}
            rowId={(row) => `${row.first?.sequence ?? ''}-${row.second?.sequence ?? ''}`}
            maxHeight={460}
            onOpen={(row) => {
              const trade = tradeOf(row);
              void navigate({
                to: '/charts',
                search: {
                  instrument: trade.instrumentId,
                  interval: (row.second ? second : first)?.interval,
                  run: row.second ? second.id : first?.id,
                  trade: (row.second ?? trade).sequence,
                },
              });
            }}
            empty="No trade differs in this way."
          />
        </>
      ) : null}
    </Panel>
  );
}
