// The rows of a dataset, one instrument at a time, from a day on; a row opens the trace of its numbers.

import { Button, Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Dataset } from '../../../../contracts/datasets.ts';
import { useClient, useTRPC } from '../../../app/api.ts';
import { DataTable } from '../../../ui/data-table/data-table.tsx';
import { DateField } from '../../../ui/date-field.tsx';
import { isIsoDate } from '../../../ui/date-text.ts';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatNumber, IST_OFFSET_MS } from '../../../ui/format.ts';
import { TableSkeleton } from '../../../ui/skeletons.tsx';
import { datasetRoute } from '../routes.tsx';
import { type Row, rowColumns, rowKey } from './row-columns.tsx';
import styles from './rows.module.css';

const PAGE_ROWS = 2000;

function startOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - IST_OFFSET_MS;
}

export function RowsView({ dataset }: { readonly dataset: Dataset }) {
  const trpc = useTRPC();
  const client = useClient();
  const search = datasetRoute.useSearch();
  const navigate = datasetRoute.useNavigate();
  const withRows = dataset.perInstrument.filter((one) => one.rows > 0);
  const chosen =
    withRows.find((one) => one.instrumentId === search.instrument)?.instrumentId ?? withRows[0]?.instrumentId;
  const [day, setDay] = useState(dataset.from);
  const from = isIsoDate(day) && day > dataset.from ? startOf(day) : undefined;
  const query = {
    datasetId: dataset.id,
    limit: PAGE_ROWS,
    ...(chosen === undefined ? {} : { instrumentId: chosen }),
  };
  const pages = useInfiniteQuery({
    queryKey: [...trpc.datasets.rows.queryKey(query), 'pages', from],
    queryFn: ({ pageParam }) =>
      client.datasets.rows.query({ ...query, ...(pageParam === undefined ? {} : { from: pageParam }) }),
    initialPageParam: from,
    getNextPageParam: ({ rows }) => {
      const last = rows.at(-1);
      return rows.length < PAGE_ROWS || !last ? undefined : last.time + 1;
    },
    enabled: dataset.rows > 0,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const columns = useMemo(() => rowColumns(dataset.featureNames), [dataset.featureNames]);
  const total = pages.data?.pages[0]?.total ?? 0;

  if (dataset.rows === 0)
    return (
      <EmptyState title="This dataset has no rows">
        Every decision was dropped; the overview counts the reasons.
      </EmptyState>
    );
  if (pages.error)
    return (
      <ErrorState
        error={pages.error}
        title="The rows could not be read"
        onRetry={() => void pages.refetch()}
      />
    );
  if (pages.isPending) return <TableSkeleton text="Reading the rows…" />;
  const traceable = dataset.origin === 'built';
  return (
    <DataTable<Row>
      label="Rows"
      name={`dataset-rows-${dataset.featureSet?.id ?? 'file'}`}
      columns={columns}
      rows={rows}
      rowId={rowKey}
      {...(pages.hasNextPage ? { total } : {})}
      openId={
        search.instrument && search.row !== undefined
          ? rowKey({ instrumentId: search.instrument, time: search.row })
          : null
      }
      {...(traceable
        ? {
            onOpen: (row: Row) =>
              void navigate({ search: { view: 'rows', instrument: row.instrumentId, row: row.time } }),
          }
        : {})}
      empty={`No row is decided on or after this day.`}
      actions={
        <>
          {pages.hasNextPage ? (
            <Button
              variant="default"
              loading={pages.isFetchingNextPage}
              onClick={() => void pages.fetchNextPage()}
            >
              Load {formatNumber(PAGE_ROWS)} more
            </Button>
          ) : null}
          {withRows.length > 0 ? (
            <Select
              aria-label="Instrument"
              className={styles.instrument}
              data={withRows.map((one) => one.instrumentId)}
              value={chosen ?? null}
              searchable
              allowDeselect={false}
              limit={100}
              nothingFoundMessage="No such instrument has rows"
              onChange={(instrument) => {
                if (instrument) void navigate({ search: { view: 'rows', instrument } });
              }}
            />
          ) : null}
          <div className={styles.day}>
            <DateField
              label="From day"
              first={dataset.from}
              last={dataset.to}
              value={day}
              onChange={setDay}
            />
          </div>
        </>
      }
    />
  );
}
