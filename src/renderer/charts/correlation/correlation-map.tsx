// Correlations of many columns as a heat map in the order given: one canvas, one focusable grid for the keyboard, a readout, a legend.
// Its table lists the pairs, strongest first.

import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { plural } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { ChartMenu } from '../chart-menu.tsx';
import { svgToPng } from '../svg-to-png.ts';
import { useChartTokens } from '../tokens.ts';
import styles from './correlation.module.css';
import {
  type Cell,
  type CorrelationView,
  cellSize,
  cellWords,
  movedCell,
  NAME_FROM,
  pairs,
} from './correlation-model.ts';
import {
  correlationSvg,
  mapHeight,
  mapWidth,
  NAME_WIDTH,
  nameRoom,
  paintCorrelation,
} from './paint-correlation.ts';

const TABLE_PAIRS = 2000;

export interface CorrelationMapProps {
  readonly name: string;
  readonly view: CorrelationView;
  readonly onOpen: (name: string) => void;
}

/** Width the map may take, followed as the page changes. */
function useRoom() {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(640);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setRoom(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { box, room };
}

export function CorrelationMap({ name, view, onOpen }: CorrelationMapProps) {
  const { box, room } = useRoom();
  const tokens = useChartTokens();
  const cellId = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<Cell | null>(null);
  const [focus, setFocus] = useState<Cell>({ row: 0, column: 0 });
  const count = view.names.length;
  const withNames = cellSize(count, room - NAME_WIDTH - 4);
  const size = withNames >= NAME_FROM ? withNames : cellSize(count, room - 4);
  const scene = useMemo(() => ({ view, size, tokens, pointed }), [view, size, tokens, pointed]);
  const width = mapWidth(count, size);
  const height = mapHeight(count, size);

  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = devicePixelRatio || 1;
    element.width = Math.round(width * ratio);
    element.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintCorrelation(context, scene);
  }, [scene, width, height]);

  const under = (event: MouseEvent<HTMLElement>): Cell | null => {
    const place = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - place.left - nameRoom(size)) / size);
    const row = Math.floor((event.clientY - place.top) / size);
    return row >= 0 && row < count && column >= 0 && column < count ? { row, column } : null;
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      onOpen(view.names[focus.row] ?? '');
      return;
    }
    const next = movedCell(event.key, event.ctrlKey || event.metaKey, focus, count);
    if (!next) return;
    event.preventDefault();
    setFocus(next);
    setPointed(next);
  };
  const svg = () => correlationSvg(scene);
  return (
    <Panel
      title="Correlations"
      hint="Spearman; groups that say nearly the same are framed"
      actions={
        <ChartMenu
          name={name}
          label="Correlations"
          picture={() => ({ svg, png: () => svgToPng(svg(), width, height) })}
          table={() => ({ columns: ['Feature', 'With', 'Correlation'], rows: pairs(view, TABLE_PAIRS) })}
        />
      }
    >
      <div className={styles.legend}>
        <span className={styles.ends}>−1</span>
        <span className={styles.ramp} aria-hidden />
        <span className={styles.ends}>+1</span>
        <span className={styles.readout} role="status" data-correlation-readout>
          {pointed
            ? cellWords(view, pointed)
            : `${plural(count, 'feature')}; point at a cell, or move through them with the arrow keys`}
        </span>
      </div>
      <div className={styles.box} ref={box}>
        {/* biome-ignore lint/a11y/useSemanticElements: a canvas cannot be a table; the grid exposes the focused cell */}
        <div
          className={styles.grid}
          style={{ width, height }}
          role="grid"
          tabIndex={0}
          aria-label={`Correlations of ${plural(count, 'feature')}`}
          aria-rowcount={count}
          aria-colcount={count}
          aria-activedescendant={cellId}
          onKeyDown={press}
          onFocus={(event) => {
            if (event.currentTarget.matches(':focus-visible')) setPointed(focus);
          }}
          onBlur={() => setPointed(null)}
          onMouseMove={(event) => setPointed(under(event))}
          onMouseLeave={() => setPointed(null)}
          onClick={(event) => {
            const cell = under(event);
            if (cell) onOpen(view.names[cell.row] ?? '');
          }}
        >
          <canvas ref={canvas} style={{ width, height }} aria-hidden />
          {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points here */}
          <div role="row" aria-rowindex={focus.row + 1} className="ad-hidden">
            {/* biome-ignore lint/a11y/useSemanticElements: see the grid */}
            {/* biome-ignore lint/a11y/useFocusableInteractive: the grid holds the focus and points here */}
            <div role="gridcell" id={cellId} aria-colindex={focus.column + 1}>
              {cellWords(view, focus)}
            </div>
          </div>
        </div>
      </div>
    </Panel>
  );
}
