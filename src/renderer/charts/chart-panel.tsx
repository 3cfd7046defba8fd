// A panel holding one chart: title, the page's own controls, the chart's menu. Every ECharts chart of the desk stands in one.

import { type ReactNode, useRef } from 'react';
import { Panel } from '../ui/panel.tsx';
import { Chart, type ChartProps } from './chart.tsx';
import { ChartMenu, type ChartPicture } from './chart-menu.tsx';
import type { ChartTable } from './chart-table.ts';

export interface ChartPanelProps extends Omit<ChartProps, 'ref'> {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  /** Stem of exported files. */
  readonly name: string;
  readonly table: () => ChartTable;
  readonly actions?: ReactNode;
  /** Under the chart: a legend, a note. */
  readonly children?: ReactNode;
}

export function ChartPanel({ title, hint, name, table, actions, children, ...chart }: ChartPanelProps) {
  const picture = useRef<ChartPicture>(null);
  return (
    <Panel
      title={title}
      hint={hint}
      actions={
        <>
          {actions}
          <ChartMenu name={name} label={chart.label} picture={() => picture.current} table={table} />
        </>
      }
    >
      <Chart {...chart} ref={picture} />
      {children}
    </Panel>
  );
}
