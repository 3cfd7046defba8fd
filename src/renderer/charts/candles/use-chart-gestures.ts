// Pointer, wheel and keyboard of the candle chart: drag pans, wheel zooms under the pointer, double click resets, a click chooses,
// the anchor's flag can be dragged to another bar. Translates gestures; the controller does the work.

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import type { CandleController } from './candle-controller.ts';
import type { TradeMark } from './trade-marks.ts';
import { spanOf } from './window.ts';

export interface GestureOptions {
  readonly controller: RefObject<CandleController | null>;
  readonly box: RefObject<HTMLElement | null>;
  /** The next click chooses the anchor's bar. */
  readonly picking: boolean;
  readonly onPickBar: (bar: number) => void;
  /** A click: the trade under it, and the bar; null for both when the choice is given up. */
  readonly onChoose: (mark: TradeMark | null, bar: number | null) => void;
  readonly onReset: () => void;
}

/** Pixels a press may wander and still be a click. */
const CLICK_SLOP = 4;
const ZOOM_PER_PIXEL = 1.0015;

interface Press {
  readonly kind: 'pan' | 'anchor';
  readonly x: number;
  readonly y: number;
  last: number;
  moved: boolean;
}

export function useChartGestures({ controller, box, picking, onPickBar, onChoose, onReset }: GestureOptions) {
  const press = useRef<Press | null>(null);

  // React's wheel listeners are passive and could not keep the page from scrolling.
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      const chart = controller.current;
      if (!chart) return;
      event.preventDefault();
      const x = event.clientX - element.getBoundingClientRect().left;
      const sideways = event.shiftKey ? event.deltaY : event.deltaX;
      if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY))
        chart.pan((sideways / element.clientWidth) * spanOf(chart.window()));
      else chart.zoom(ZOOM_PER_PIXEL ** event.deltaY, x);
    };
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [box, controller]);

  const place = (event: PointerEvent) => {
    const rectangle = box.current?.getBoundingClientRect();
    return { x: event.clientX - (rectangle?.left ?? 0), y: event.clientY - (rectangle?.top ?? 0) };
  };

  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const chart = controller.current;
      if (event.button !== 0 || !chart) return;
      const { x, y } = place(event);
      event.currentTarget.setPointerCapture(event.pointerId);
      press.current = { kind: chart.isOnAnchor(x, y) ? 'anchor' : 'pan', x, y, last: x, moved: false };
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const chart = controller.current;
      if (!chart) return;
      const { x, y } = place(event);
      const now = press.current;
      if (now && event.buttons === 1) {
        if (Math.hypot(x - now.x, y - now.y) > CLICK_SLOP) now.moved = true;
        if (now.kind === 'anchor') onPickBar(chart.barAt(x));
        else if (now.moved) {
          const width = box.current?.clientWidth ?? 1;
          chart.pan(((now.last - x) / width) * spanOf(chart.window()));
          now.last = x;
        }
      }
      chart.point(x, y);
    },
    onPointerUp(event: PointerEvent<HTMLElement>) {
      const chart = controller.current;
      const now = press.current;
      press.current = null;
      if (!chart || !now || now.moved || now.kind === 'anchor') return;
      const { x, y } = place(event);
      if (picking) onPickBar(chart.barAt(x));
      else onChoose(chart.markAt(x, y), chart.barAt(x));
    },
    onPointerLeave() {
      if (!press.current) controller.current?.leave();
    },
    onDoubleClick: onReset,
    onKeyDown(event: KeyboardEvent) {
      const chart = controller.current;
      if (!chart || event.ctrlKey || event.metaKey || event.altKey) return;
      const span = spanOf(chart.window());
      switch (event.key) {
        case 'ArrowLeft':
          if (event.shiftKey) chart.step(-1);
          else chart.pan(-span / 10);
          break;
        case 'ArrowRight':
          if (event.shiftKey) chart.step(1);
          else chart.pan(span / 10);
          break;
        case 'PageUp':
          chart.pan(-span);
          break;
        case 'PageDown':
          chart.pan(span);
          break;
        case '+':
        case '=':
          chart.zoom(0.8);
          break;
        case '-':
          chart.zoom(1.25);
          break;
        case '0':
          onReset();
          break;
        case 'Escape':
          chart.leave();
          onChoose(null, null);
          break;
        default:
          return;
      }
      event.preventDefault();
    },
  };
}
