// Net rupees per month as a heat map diverging around zero. A table, so that every cell has its number, takes the focus (arrow keys)
// and is read aloud; the picture is only written for export.

import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { formatMoney, formatMoneyCompact, formatMonth, plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChartMenu } from '../chart-menu.tsx';
import { svgToPng } from '../svg-to-png.ts';
import { useChartTokens } from '../tokens.ts';
import { type MonthGrid, type MonthResult, monthGrid, tintOf } from './month-model.ts';
import { MONTH_PICTURE_WIDTH, monthPictureHeight, monthSvg } from './month-svg.ts';
import styles from './months.module.css';

const NAMES = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const STEPS: Readonly<Record<string, readonly [number, number] | undefined>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

function background(netPnl: number, most: number): string | undefined {
  const tint = tintOf(netPnl, most);
  if (tint === 0) return undefined;
  return `color-mix(in srgb, var(${netPnl > 0 ? '--ad-up-mark' : '--ad-down-mark'}) ${tint}%, transparent)`;
}

/** Arrow keys move between the cells; one of them is in the Tab order. */
function useCellFocus(grid: MonthGrid) {
  const table = useRef<HTMLTableElement>(null);
  const [at, setAt] = useState({ year: 0, month: 0 });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const year = Math.min(grid.years.length - 1, Math.max(0, at.year + step[0]));
    const month = Math.min(11, Math.max(0, at.month + step[1]));
    setAt({ year, month });
    table.current?.querySelector<HTMLElement>(`[data-cell="${year}-${month}"]`)?.focus();
  };
  return { table, at, setAt, onKeyDown };
}

export interface MonthHeatMapProps {
  readonly name: string;
  readonly results: readonly MonthResult[];
}

export function MonthHeatMap({ name, results }: MonthHeatMapProps) {
  const tokens = useChartTokens();
  const grid = useMemo(() => monthGrid(results), [results]);
  const { table, at, setAt, onKeyDown } = useCellFocus(grid);
  const svg = () => monthSvg(grid, tokens);
  return (
    <Panel
      title="Months"
      hint="net rupees"
      actions={
        <ChartMenu
          name={name}
          label="Net rupees per month"
          picture={() => ({ svg, png: () => svgToPng(svg(), MONTH_PICTURE_WIDTH, monthPictureHeight(grid)) })}
          table={() => ({
            columns: ['Month', 'Net ₹', 'Trades'],
            rows: results.map((result) => [result.month, result.netPnl, result.trades]),
          })}
        />
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that may scroll must be reachable by keyboard */}
      <section className={styles.scroller} tabIndex={0} aria-label="Monthly results">
        <table
          ref={table}
          className={styles.table}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: cells take the focus with the arrow keys
          role="grid"
          aria-label="Net rupees per month"
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col">Year</th>
              {NAMES.map((month) => (
                <th key={month} scope="col">
                  {month}
                </th>
              ))}
              <th scope="col">Year</th>
            </tr>
          </thead>
          <tbody>
            {grid.years.map((year, row) => (
              <tr key={year.year}>
                <th scope="row">{year.year}</th>
                {year.months.map((result, month) => (
                  <td
                    key={NAMES[month]}
                    data-cell={`${row}-${month}`}
                    tabIndex={at.year === row && at.month === month ? 0 : -1}
                    onFocus={() => setAt({ year: row, month })}
                    style={result ? { background: background(result.netPnl, grid.most) } : undefined}
                    title={
                      result
                        ? `${formatMonth(result.month)}: ${formatMoney(result.netPnl, 0, 'always')}, ${plural(result.trades, 'trade')}`
                        : undefined
                    }
                  >
                    {result ? formatMoneyCompact(result.netPnl, 'always').replace('₹', '') : ''}
                  </td>
                ))}
                <td className={styles.total} title={plural(year.trades, 'trade')}>
                  {formatMoneyCompact(year.netPnl, 'always').replace('₹', '')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={styles.legend} aria-hidden>
        <span>−{formatMoneyCompact(grid.most)}</span>
        <span className={styles.ramp} />
        <span>+{formatMoneyCompact(grid.most)}</span>
      </div>
    </Panel>
  );
}
