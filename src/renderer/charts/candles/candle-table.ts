// The bars on screen as rows: the chart's text alternative and its CSV. Pure.

import type { ChartBars } from '../../../contracts/market.ts';
import { formatDateTime } from '../../ui/format.ts';
import type { ChartTable } from '../chart-table.ts';
import type { BarWindow } from './window.ts';

export function visibleTable(chart: ChartBars, window: BarWindow): ChartTable {
  const { bars } = chart;
  const from = Math.max(0, Math.floor(window.start));
  const to = Math.min(bars.length, Math.ceil(window.end));
  return {
    columns: ['Open time (IST)', 'Open', 'High', 'Low', 'Close', 'Volume'],
    rows: Array.from({ length: Math.max(0, to - from) }, (_, k) => {
      const i = from + k;
      return [
        formatDateTime(bars.openTime[i] ?? Number.NaN),
        bars.open[i] ?? null,
        bars.high[i] ?? null,
        bars.low[i] ?? null,
        bars.close[i] ?? null,
        bars.volume[i] ?? null,
      ];
    }),
  };
}
