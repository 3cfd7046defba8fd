// Size, scroll position and zoom of the heat map, kept outside React state while scrolling so that a frame costs one drawing.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Cell, fittingWidth, scrollToShow, type View, zoomed } from './heat-map-model.ts';

export interface HeatMapView {
  readonly columnWidth: number;
  readonly size: { readonly width: number; readonly height: number };
  current(): View;
  zoom(direction: 1 | -1): void;
  show(cell: Cell): void;
}

/** `redraw` is called at most once per frame after a scroll. */
export function useHeatMapView(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  columns: number,
  redraw: () => void,
): HeatMapView {
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [chosen, setChosen] = useState<number | null>(null);
  const columnWidth = chosen ?? (size.width > 0 ? fittingWidth(columns, size.width) : 4);
  const frame = useRef(0);
  const latestRedraw = useRef(redraw);
  latestRedraw.current = redraw;

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);

  // The latest sessions are what one comes for: start at the right end, and stay there while the range changes.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new range or width is the trigger
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ left: scroller.current.scrollWidth });
  }, [columns, size.width > 0]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const onScroll = () => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(() => latestRedraw.current());
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      element.removeEventListener('scroll', onScroll);
      cancelAnimationFrame(frame.current);
    };
  }, [scroller]);

  const current = useCallback(
    (): View => ({
      rows,
      columns,
      columnWidth,
      scrollLeft: scroller.current?.scrollLeft ?? 0,
      scrollTop: scroller.current?.scrollTop ?? 0,
      width: size.width,
      height: size.height,
    }),
    [rows, columns, columnWidth, size, scroller],
  );

  return {
    columnWidth,
    size,
    current,
    zoom: (direction) => setChosen(zoomed(columnWidth, direction)),
    show: (cell) => {
      const { left, top } = scrollToShow(current(), cell);
      scroller.current?.scrollTo({ left, top });
    },
  };
}
