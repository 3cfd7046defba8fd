// The desk's table: sort, filter, column chooser, sticky header and first column, row keyboard, multi-select, copy and export,
// totals. Draws only the visible rows past 200. Every list of the desk uses it; it knows nothing of what the rows mean.

import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type SortingState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { copyText, saveText } from '../copy.ts';
import { formatNumber, plural } from '../format.ts';
import styles from './data-table.module.css';
import { type TableColumn, valueText } from './table-column.ts';
import { filterRows } from './table-filter.ts';
import { columnDefinitions, features } from './table-model.ts';
import { toCsv, toTsv } from './table-text.ts';
import { TableToolbar } from './table-toolbar.tsx';
import { useColumnVisibility } from './use-columns.ts';
import { useRowFocus } from './use-row-focus.ts';

const ROW_HEIGHT = 28;
const DEFAULT_WIDTH = 112;
const MARK_WIDTH = 34;
const VIRTUAL_FROM = 200;
/** On a very wide window columns may grow this much, not further: figures must stay near their names. */
const WIDEST = 1.5;
const NO_IDS: ReadonlySet<string> = new Set();

export interface DataTableProps<Row extends object> {
  /** Names the table for assistive technology, and `instruments` in `12 of 40 instruments`. */
  readonly label: string;
  /** Remembers the columns and names the exported file. */
  readonly name: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** Click or Enter on a row. */
  readonly onOpen?: (row: Row) => void;
  /** The row whose detail is open. */
  readonly openId?: string | null;
  readonly selected?: ReadonlySet<string>;
  /** Present: rows can be selected. */
  readonly onSelect?: (ids: ReadonlySet<string>) => void;
  readonly initialSort?: { readonly id: string; readonly descending: boolean };
  /** Rows there are in all, where only the first of them were given. */
  readonly total?: number;
  /** Buttons in the toolbar. */
  readonly actions?: ReactNode;
  /** Shown in place of rows when there is none at all. */
  readonly empty?: ReactNode;
  /** No toolbar: for small tables inside panels. */
  readonly plain?: boolean;
  /** Pixels; without it the table fills its parent. */
  readonly maxHeight?: number;
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, rows, rowId, selected = NO_IDS } = props;
  const [filter, setFilter] = useState('');
  const [sorting, setSorting] = useState<SortingState>(
    props.initialSort ? [{ id: props.initialSort.id, desc: props.initialSort.descending }] : [],
  );
  const [visibility, setVisibility] = useColumnVisibility(props.name, columns);
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  const shownColumns = useMemo(
    () => columns.filter((column, index) => index === 0 || visibility[column.id] !== false),
    [columns, visibility],
  );
  const data = useMemo(() => [...filterRows(rows, filter, columns)], [rows, filter, columns]);
  const definitions = useMemo(() => columnDefinitions(columns), [columns]);
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: rowId,
    state: { sorting, columnVisibility: visibility },
    onSortingChange: setSorting,
  });
  const drawn = table.getRowModel().rows;
  const rowIds = useMemo(() => drawn.map((row) => row.id), [drawn]);

  const virtual = drawn.length > VIRTUAL_FROM;
  const virtualizer = useVirtualizer({
    count: virtual ? drawn.length : 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: 32,
    scrollPaddingEnd: 32,
  });
  const scrollTo = useCallback(
    (index: number) => {
      if (virtual) virtualizer.scrollToIndex(index, { align: 'auto' });
      else body.current?.querySelector(`tr[data-index="${index}"]`)?.scrollIntoView({ block: 'nearest' });
    },
    [virtual, virtualizer],
  );

  const chosenRows = () => {
    const all = drawn.map((row) => row.original);
    return selected.size > 0 ? all.filter((row) => selected.has(rowId(row))) : all;
  };
  const copy = () => void copyText(toTsv(chosenRows(), shownColumns));
  const open = (id: string) => {
    const row = drawn.find((candidate) => candidate.id === id);
    if (row) props.onOpen?.(row.original);
  };
  const focus = useRowFocus({
    rowIds,
    selected,
    multiple: props.onSelect !== undefined,
    onSelect: (ids) => props.onSelect?.(ids),
    ...(props.onOpen ? { onOpen: open } : {}),
    onCopy: copy,
    scrollTo,
    body,
  });

  const click = (event: MouseEvent, index: number, id: string) => {
    focus.setFocused(index);
    if (props.onSelect && (event.shiftKey || event.ctrlKey || event.metaKey))
      focus.toggle(index, event.shiftKey);
    else if (!document.getSelection()?.toString()) open(id);
  };
  const setSort = (id: string, more: boolean) => table.getColumn(id)?.toggleSorting(undefined, more);

  const markWidth = props.onSelect ? MARK_WIDTH : 0;
  const width = shownColumns.reduce((sum, column) => sum + (column.width ?? DEFAULT_WIDTH), markWidth);
  const items = virtual
    ? virtualizer.getVirtualItems()
    : drawn.map((_, index) => ({ index, start: index * ROW_HEIGHT }));
  const before = items[0]?.start ?? 0;
  const after = virtual ? virtualizer.getTotalSize() - before - items.length * ROW_HEIGHT : 0;
  const span = shownColumns.length + (props.onSelect ? 1 : 0);
  const hasTotals = drawn.length > 0 && shownColumns.some((column) => column.total);
  const all = Math.max(rows.length, props.total ?? 0);
  const countWords =
    `${data.length === all ? '' : `${formatNumber(data.length)} of `}${plural(all, singular(props.label), props.label.toLowerCase())}` +
    (selected.size > 0 ? ` · ${formatNumber(selected.size)} selected` : '');

  return (
    <div className={styles.frame} data-table-frame>
      {props.plain ? null : (
        <TableToolbar
          label={props.label.toLowerCase()}
          columns={columns}
          visibility={visibility}
          onVisibility={setVisibility}
          filter={filter}
          onFilter={setFilter}
          onLeaveFilter={() => focus.moveTo(focus.index)}
          countWords={countWords}
          copyWords={selected.size > 0 ? 'Copy selected rows' : 'Copy rows'}
          onCopy={copy}
          onExport={() => saveText(`${props.name}.csv`, toCsv(chosenRows(), shownColumns))}
          actions={props.actions}
        />
      )}
      <div
        className={styles.scroller}
        ref={scroller}
        style={props.maxHeight ? { maxHeight: props.maxHeight } : undefined}
      >
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows take the keyboard is a grid
          role="grid"
          aria-label={props.label}
          aria-rowcount={drawn.length + 1}
          aria-multiselectable={props.onSelect ? true : undefined}
          className={styles.table}
          style={{ minWidth: width, maxWidth: width * WIDEST }}
        >
          <colgroup>
            {props.onSelect ? <col style={{ width: MARK_WIDTH }} /> : null}
            {shownColumns.map((column) => (
              <col key={column.id} style={{ width: column.width ?? DEFAULT_WIDTH }} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              {props.onSelect ? (
                <th className={styles.mark}>
                  <Checkbox
                    aria-label="Select all rows"
                    checked={drawn.length > 0 && selected.size >= drawn.length}
                    indeterminate={selected.size > 0 && selected.size < drawn.length}
                    onChange={(event) =>
                      props.onSelect?.(event.currentTarget.checked ? new Set(rowIds) : NO_IDS)
                    }
                  />
                </th>
              ) : null}
              {shownColumns.map((column) => {
                const order = sorting.find((sort) => sort.id === column.id);
                return (
                  <th
                    key={column.id}
                    data-align={column.align}
                    aria-sort={order ? (order.desc ? 'descending' : 'ascending') : undefined}
                    title={column.help}
                    style={props.onSelect && column === shownColumns[0] ? { left: MARK_WIDTH } : undefined}
                  >
                    <button
                      type="button"
                      className={styles.sort}
                      onClick={(event) => setSort(column.id, event.shiftKey)}
                    >
                      <span>{column.header}</span>
                      {order ? order.desc ? <IconArrowDown size={12} /> : <IconArrowUp size={12} /> : null}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody ref={body} onKeyDown={focus.onKeyDown}>
            {before > 0 ? (
              <tr aria-hidden style={{ height: before }}>
                <td colSpan={span} />
              </tr>
            ) : null}
            {items.map(({ index }) => {
              const row = drawn[index];
              if (!row) return null;
              return (
                <tr
                  key={row.id}
                  data-index={index}
                  data-open={row.id === props.openId || undefined}
                  data-clickable={props.onOpen ? true : undefined}
                  aria-rowindex={index + 2}
                  aria-selected={props.onSelect ? selected.has(row.id) : undefined}
                  tabIndex={index === focus.index ? 0 : -1}
                  onClick={(event) => click(event, index, row.id)}
                  onFocus={() => focus.setFocused(index)}
                >
                  {props.onSelect ? (
                    <td className={styles.mark}>
                      <Checkbox
                        aria-label={`Select ${valueText(columns[0]?.value(row.original))}`}
                        tabIndex={-1}
                        checked={selected.has(row.id)}
                        onClick={(event) => {
                          event.stopPropagation();
                          focus.toggle(index, event.shiftKey);
                        }}
                        readOnly
                      />
                    </td>
                  ) : null}
                  {shownColumns.map((column) => (
                    <td
                      key={column.id}
                      data-align={column.align}
                      style={props.onSelect && column === shownColumns[0] ? { left: MARK_WIDTH } : undefined}
                    >
                      {column.cell ? column.cell(row.original) : valueText(column.value(row.original))}
                    </td>
                  ))}
                </tr>
              );
            })}
            {after > 0 ? (
              <tr aria-hidden style={{ height: after }}>
                <td colSpan={span} />
              </tr>
            ) : null}
          </tbody>
          {hasTotals ? (
            <tfoot>
              <tr>
                {props.onSelect ? <td className={`${styles.mark} ${styles.total}`} /> : null}
                {shownColumns.map((column, index) => (
                  <td key={column.id} className={styles.total} data-align={column.align}>
                    {column.total
                      ? column.total(drawn.map((row) => row.original))
                      : index === 0
                        ? 'Total'
                        : null}
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
        {drawn.length === 0 ? (
          <div className={styles.none}>
            {rows.length === 0 ? (props.empty ?? 'Nothing here yet.') : `No row matches “${filter}”.`}
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** `Instruments` → `instrument`; labels are plain English plurals. */
function singular(label: string): string {
  const word = label.toLowerCase();
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, '');
}
