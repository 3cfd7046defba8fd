// Coverage as instruments × sessions: one canvas that draws what is in view, one focusable grid for the keyboard, a tooltip.
// Holds 500 instruments × 3,600 sessions. The Instruments and Quality views are its text alternative.

import { ActionIcon, Tooltip, useComputedColorScheme } from '@mantine/core';
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { Coverage } from '../../../contracts/market.ts';
import { useSettings } from '../../app/preferences.ts';
import styles from './data.module.css';
import { drawHeatMap, readColours } from './heat-map-canvas.ts';
import { HeatMapLegend } from './heat-map-legend.tsx';
import {
  type Cell,
  cellAt,
  cellPosition,
  cellWords,
  contentSize,
  movedCell,
  ROW_HEIGHT,
} from './heat-map-model.ts';
import { useHeatMapView } from './use-heat-map-view.ts';

export interface CoverageHeatMapProps {
  readonly coverage: Coverage;
  /** Instrument and day whose detail is open. */
  readonly open: { readonly instrumentId: string; readonly date: string } | null;
  readonly onOpen: (instrumentId: string, date: string) => void;
}

const TIP_WIDTH = 260;

function cellOf(coverage: Coverage, open: CoverageHeatMapProps['open']): Cell | null {
  if (!open) return null;
  const row = coverage.rows.findIndex((each) => each.instrumentId === open.instrumentId);
  const column = coverage.dates.indexOf(open.date);
  return row < 0 || column < 0 ? null : { row, column };
}

export function CoverageHeatMap({ coverage, open, onOpen }: CoverageHeatMapProps) {
  const cellId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('dark', { getInitialValueInEffect: false });
  const { palette } = useSettings();
  const rows = coverage.rows.length;
  const columns = coverage.dates.length;
  const [hovered, setHovered] = useState<Cell | null>(null);
  const [hasFocus, setHasFocus] = useState(false);
  const [focus, setFocus] = useState<Cell | null>(null);
  const opened = useMemo(() => cellOf(coverage, open), [coverage, open]);
  const cell: Cell = {
    row: Math.min((focus ?? opened)?.row ?? 0, Math.max(0, rows - 1)),
    column: Math.min((focus ?? opened)?.column ?? columns - 1, Math.max(0, columns - 1)),
  };

  const draw = () => {
    if (!canvas.current || view.size.width === 0) return;
    drawHeatMap(canvas.current, {
      coverage,
      view: view.current(),
      colours: readColours(canvas.current),
      hovered,
      focused: hasFocus ? cell : null,
      opened,
    });
  };
  const view = useHeatMapView(scroller, rows, columns, draw);
  // Theme and palette change the tokens' values, not our props.
  // biome-ignore lint/correctness/useExhaustiveDependencies: drawing depends on everything that is drawn
  useLayoutEffect(draw, [
    coverage,
    view.size,
    view.columnWidth,
    hovered,
    hasFocus,
    cell.row,
    cell.column,
    opened,
    scheme,
    palette,
  ]);
  // The bundled font may arrive after the first drawing.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    void document.fonts.ready.then(draw);
  }, []);

  const under = (event: MouseEvent<HTMLElement>): Cell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt(view.current(), event.clientX - box.left, event.clientY - box.top);
  };
  const point = (event: MouseEvent<HTMLElement>) => {
    const next = under(event);
    if (next?.row !== hovered?.row || next?.column !== hovered?.column) setHovered(next);
  };
  const openCell = (target: Cell) => {
    const row = coverage.rows[target.row];
    const date = coverage.dates[target.column];
    if (row && date) onOpen(row.instrumentId, date);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const next = movedCell(event.key, event.ctrlKey || event.metaKey, cell, rows, columns);
    if (next) {
      setHovered(null);
      setHasFocus(true);
      setFocus(next);
      view.show(next);
    } else if (event.key === 'Enter' || event.key === ' ') openCell(cell);
    else if (event.key === '+' || event.key === '=') view.zoom(1);
    else if (event.key === '-') view.zoom(-1);
    else return;
    event.preventDefault();
  };

  const content = contentSize({ rows, columns, columnWidth: view.columnWidth });
  const shown = hovered ?? (hasFocus ? cell : null);
  const words = shown ? cellWords(coverage, shown) : null;
  const focusWords = cellWords(coverage, cell);
  const tip = shown && view.size.width > 0 ? cellPosition(view.current(), shown) : null;

  return (
    <div className={styles.heat}>
      <div className={styles.heatHead}>
        <HeatMapLegend />
        <span className={styles.spacer} />
        <Tooltip label="Narrower days">
          <ActionIcon aria-label="Narrower days" onClick={() => view.zoom(-1)}>
            <IconZoomOut size={16} />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Wider days; wide ones show the number of bars">
          <ActionIcon aria-label="Wider days" onClick={() => view.zoom(1)}>
            <IconZoomIn size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.heatScroller} ref={scroller}>
        <div style={{ width: content.width, height: content.height, minWidth: '100%' }}>
          {/* biome-ignore lint/a11y/useSemanticElements: a canvas cannot be a table; the grid exposes the focused cell */}
          <div
            className={styles.heatGrid}
            style={{ width: view.size.width, height: view.size.height }}
            role="grid"
            tabIndex={0}
            aria-label="Coverage by instrument and session"
            aria-rowcount={rows}
            aria-colcount={columns}
            aria-activedescendant={cellId}
            onKeyDown={press}
            onFocus={(event) => {
              if (event.currentTarget.matches(':focus-visible')) setHasFocus(true);
            }}
            onBlur={() => setHasFocus(false)}
            onMouseMove={point}
            onMouseLeave={() => setHovered(null)}
            onClick={(event) => {
              const target = under(event);
              if (target) {
                setFocus(target);
                openCell(target);
              }
            }}
          >
            <canvas ref={canvas} className={styles.heatCanvas} aria-hidden />
            {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points here */}
            <div role="row" aria-rowindex={cell.row + 1} className="ad-hidden">
              {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points here */}
              <div role="gridcell" id={cellId} aria-colindex={cell.column + 1}>
                {focusWords.title}: {focusWords.bars}
                {focusWords.flags ? `, ${focusWords.flags}` : ''}
              </div>
            </div>
            {words && tip ? (
              <div
                className={styles.tip}
                style={{
                  width: TIP_WIDTH,
                  left: Math.max(4, Math.min(tip.x + view.columnWidth + 10, view.size.width - TIP_WIDTH - 8)),
                  top: tip.y + ROW_HEIGHT * 4 > view.size.height ? tip.y - 66 : tip.y + ROW_HEIGHT + 6,
                }}
                aria-hidden
              >
                <strong>{words.title}</strong>
                <span>{words.bars}</span>
                {words.flags ? (
                  <span className={styles.tipFlag}>{words.flags}; open the day to read them</span>
                ) : null}
              </div>
            ) : null}
          </div>
        </div>
      </div>
    </div>
  );
}
