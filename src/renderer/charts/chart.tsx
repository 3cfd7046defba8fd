// An ECharts chart in React: drawn from the tokens, redrawn when they or the data change, resized with its box, disposed with the
// component. Knows no data; `ChartPanel` adds title, menu and table.

import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { ChartPicture } from './chart-menu.tsx';
import { type ChartInstance, type ChartOption, echarts } from './echarts-core.ts';
import { svgToPng } from './svg-to-png.ts';
import { type ChartTokens, useChartTokens } from './tokens.ts';

export interface ChartPick {
  readonly seriesIndex: number;
  readonly dataIndex: number;
}

export interface ChartProps {
  /** What it shows, for assistive technology: a sentence with the main figures. */
  readonly label: string;
  /** Keep it stable (useCallback): a new function redraws. */
  readonly option: (tokens: ChartTokens) => ChartOption;
  readonly height: number | string;
  /** Charts of one group share crosshair and zoom. */
  readonly group?: string;
  readonly onPick?: (pick: ChartPick) => void;
  readonly ref?: Ref<ChartPicture>;
}

function pictureOf(chart: ChartInstance): ChartPicture {
  const svg = () => {
    const width = chart.getWidth();
    const height = chart.getHeight();
    const copy = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
    copy.setOption({ ...(chart.getOption() as ChartOption), animation: false });
    // Its style element only serves the pointer, and the page's policy refuses inline styles wherever the picture is shown.
    const text = copy.renderToSVGString().replace(/<style\b[\s\S]*?<\/style>/g, '');
    copy.dispose();
    return text;
  };
  return { svg, png: () => svgToPng(svg(), chart.getWidth(), chart.getHeight()) };
}

export function Chart({ label, option, height, group, onPick, ref }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ChartInstance | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const tokens = useChartTokens();

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const instance = echarts.init(element);
    chart.current = instance;
    instance.on('click', (event) => {
      if (event.dataIndex !== undefined)
        pick.current?.({ seriesIndex: event.seriesIndex ?? 0, dataIndex: event.dataIndex });
    });
    instance.getZr().on('dblclick', () => {
      instance.dispatchAction({ type: 'dataZoom', start: 0, end: 100 });
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.current = null;
      instance.dispose();
    };
  }, []);

  useEffect(() => {
    const instance = chart.current;
    if (!instance) return;
    instance.setOption(
      {
        animation: false,
        backgroundColor: tokens.page,
        textStyle: { fontFamily: tokens.font },
        ...option(tokens),
      },
      { notMerge: true },
    );
  }, [option, tokens]);

  useEffect(() => {
    if (!group || !chart.current) return;
    chart.current.group = group;
    echarts.connect(group);
    return () => echarts.disconnect(group);
  }, [group]);

  useImperativeHandle(ref, () => ({
    svg: () => (chart.current ? pictureOf(chart.current).svg() : ''),
    png: async () => (chart.current ? pictureOf(chart.current).png() : null),
  }));

  return (
    <div
      ref={box}
      role="img"
      aria-label={label}
      data-chart
      style={{ width: '100%', height, cursor: onPick ? 'pointer' : undefined }}
    />
  );
}
