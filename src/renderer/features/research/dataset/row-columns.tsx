// Columns of a dataset's rows: decision, outcome, then one per feature.

import type { DatasetRows } from '../../../../contracts/datasets.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatNumber } from '../../../ui/format.ts';
import { Instant } from '../../../ui/time.tsx';
import { hitWords, valueWords } from './dataset-model.ts';

export type Row = DatasetRows['rows'][number];

/** More are shown when chosen in the column menu: a table of hundreds of columns is read by nobody. */
const FEATURES_SHOWN = 16;
/** Digits that tell rows apart; the trace of a row has them all. */
const DIGITS = 4;
const LEAST_WIDTH = 96;
const MOST_WIDTH = 168;
const PER_LETTER = 7.2;

export function rowKey(row: Pick<Row, 'instrumentId' | 'time'>): string {
  return `${row.instrumentId} ${row.time}`;
}

export function rowColumns(features: readonly string[]): readonly TableColumn<Row>[] {
  return [
    {
      id: 'time',
      header: 'Decision (IST)',
      width: 178,
      value: (row) => row.time,
      cell: (row) => <Instant time={row.time} />,
    },
    { id: 'label', header: 'Label', width: 72, value: (row) => row.label },
    {
      id: 'value',
      header: 'Value',
      width: 104,
      align: 'right',
      value: (row) => row.value,
      cell: (row) => valueWords(row.value, DIGITS),
      help: 'The return, multiple or amount behind the label',
    },
    { id: 'hit', header: 'Ended by', width: 92, value: (row) => hitWords(row.hit) },
    {
      id: 't1',
      header: 'Known (IST)',
      width: 92,
      value: (row) => row.t1,
      cell: (row) => <Instant time={row.t1} show="clock" />,
      help: 'When the outcome was known: t1',
    },
    {
      id: 'weight',
      header: 'Weight',
      width: 72,
      align: 'right',
      value: (row) => row.weight,
      cell: (row) => formatNumber(row.weight, 3),
      help: 'Share of the window that is the row’s own',
    },
    ...features.map((name, k) => ({
      id: `feature:${name}`,
      header: name,
      align: 'right' as const,
      width: Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, 24 + name.length * PER_LETTER)),
      hidden: k >= FEATURES_SHOWN,
      value: (row: Row) => row.values[k] ?? Number.NaN,
      cell: (row: Row) => valueWords(row.values[k] ?? Number.NaN, DIGITS),
    })),
  ];
}
