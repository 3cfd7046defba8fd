// Runs one candle chart on its two canvases: keeps the window, asks the worker for view-sized data ahead of the pan, paints at most
// once per frame. React gives it inputs and listens; no React in here.

import type { ChartTokens } from '../tokens.ts';
import type { BarReadout, CandleView } from './candle-engine.ts';
import type { DecisionScene } from './decisions.ts';
import { barAtX, type ChartLayout, layoutChart, PRICE_AXIS, xOf } from './painter/layout.ts';
import { type Crosshair, paint, paintCrosshair } from './painter/paint.ts';
import type { Scene, SceneScales } from './painter/scene.ts';
import { createSvgSurface } from './painter/svg-surface.ts';
import { yOf } from './scale.ts';
import { markAt, type TradeMark } from './trade-marks.ts';
import type { RemoteCandleEngine } from './use-candle-engine.ts';
import { bucketSize } from './view-data.ts';
import { type BarWindow, clampWindow, panBy, spanOf, zoomAt } from './window.ts';

export interface CandleInputs {
  readonly openTime: Float64Array;
  readonly timeRanks: Uint8Array;
  readonly sessionStarts: readonly number[];
  readonly daily: boolean;
  readonly lowerPanes: readonly string[];
  readonly marks: readonly TradeMark[];
  readonly chosenTrade: number | null;
  readonly anchorBar: number | null;
  readonly hollow: boolean;
  readonly tokens: ChartTokens;
  readonly decisions?: DecisionScene | null;
}

export interface CandleEvents {
  readonly onReadout: (readout: BarReadout | null, isPointed: boolean) => void;
  readonly onHover: (mark: TradeMark | null, at: { x: number; y: number }) => void;
  /** The window has come to rest, or another range was asked for. */
  readonly onWindow: (window: BarWindow) => void;
  readonly onLayout: (layout: ChartLayout, bucket: number) => void;
}

export interface CandleController {
  update(inputs: CandleInputs): void;
  /** The worker's data changed: ask again. */
  refresh(): void;
  resize(width: number, height: number): void;
  setWindow(window: BarWindow, quiet?: boolean): void;
  window(): BarWindow;
  pan(bars: number): void;
  zoom(factor: number, x?: number): void;
  point(x: number, y: number): void;
  /** Moves the crosshair bar by bar, for the keyboard. */
  step(bars: number): void;
  leave(): void;
  barAt(x: number): number;
  markAt(x: number, y: number): TradeMark | null;
  isOnAnchor(x: number, y: number): boolean;
  svg(): string;
  dispose(): void;
}

/** Room asked for on both sides of the window, in windows. */
const OVERSCAN = 1;
const SETTLE_MS = 250;

export function createCandleController(
  base: HTMLCanvasElement,
  top: HTMLCanvasElement,
  engine: RemoteCandleEngine,
  events: CandleEvents,
): CandleController {
  let inputs: CandleInputs | null = null;
  let window: BarWindow = { start: 0, end: 1 };
  let width = 0;
  let height = 0;
  let layout = layoutChart(0, 0, []);
  let view: CandleView | null = null;
  let viewRange: BarWindow = { start: 0, end: 0 };
  let scales: SceneScales | null = null;
  let crosshair: Crosshair | null = null;
  let frame = 0;
  let settle: ReturnType<typeof setTimeout> | undefined;
  let asking = false;
  let stale = true;
  let generation = 0;
  let disposed = false;

  const length = () => inputs?.openTime.length ?? 0;
  const bucketNow = () => bucketSize(spanOf(window), layout.plotRight);

  function sceneNow(): Scene | null {
    if (!inputs || !view) return null;
    return { ...inputs, layout, window, view };
  }

  function covers(): boolean {
    if (stale || !view || view.candles.bucket !== bucketNow()) return false;
    const near = spanOf(window) * OVERSCAN * 0.3;
    return (
      viewRange.start <= Math.max(0, window.start - near) &&
      viewRange.end >= Math.min(length(), window.end + near)
    );
  }

  async function ask(): Promise<void> {
    if (asking || length() === 0 || width === 0) return;
    asking = true;
    stale = false;
    const asked = generation;
    const span = spanOf(window);
    const range = { start: window.start - span * OVERSCAN, end: window.end + span * OVERSCAN };
    try {
      const next = await engine.view({ ...range, pixels: layout.plotRight, visibleBars: span });
      if (disposed) return;
      if (asked === generation) {
        view = next;
        viewRange = range;
        events.onLayout(layout, next.candles.bucket);
      } else stale = true;
    } finally {
      asking = false;
    }
    schedule();
  }

  function context(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
    const ratio = devicePixelRatio || 1;
    const w = Math.round(width * ratio);
    const h = Math.round(height * ratio);
    if (canvas.width !== w || canvas.height !== h) {
      canvas.width = w;
      canvas.height = h;
    }
    const drawing = canvas.getContext('2d');
    drawing?.setTransform(ratio, 0, 0, ratio, 0, 0);
    return drawing;
  }

  function draw(): void {
    frame = 0;
    if (disposed) return;
    const scene = sceneNow();
    if (scene) {
      const drawing = context(base);
      if (drawing) scales = paint(drawing, scene);
      base.dataset.painted = String(scene.view.candles.count);
      drawCrosshair();
    }
    if (!covers()) void ask();
  }

  function drawCrosshair(): void {
    const drawing = context(top);
    const scene = sceneNow();
    if (!drawing || !scene || !scales) return;
    drawing.clearRect(0, 0, width, height);
    if (crosshair) paintCrosshair(drawing, scene, scales, crosshair, inputs?.daily ?? false);
  }

  function schedule(): void {
    if (frame === 0 && !disposed) frame = requestAnimationFrame(draw);
  }

  function moved(quiet = false): void {
    schedule();
    if (!crosshair) readRest();
    clearTimeout(settle);
    if (!quiet) settle = setTimeout(() => events.onWindow(window), SETTLE_MS);
  }

  let reading = false;
  let nextReading: { bar: number; pointed: boolean } | null = null;
  async function read(bar: number, pointed: boolean): Promise<void> {
    nextReading = { bar, pointed };
    if (reading) return;
    reading = true;
    while (nextReading && !disposed) {
      const wanted: { bar: number; pointed: boolean } = nextReading;
      nextReading = null;
      const readout = await engine.readout(wanted.bar);
      if (!disposed) events.onReadout(readout, wanted.pointed);
    }
    reading = false;
  }

  /** Without a pointer the values are those of the last bar on screen. */
  const readRest = () => {
    const lastShown = Math.max(0, Math.min(length(), Math.ceil(window.end)) - 1);
    void read(crosshair?.bar ?? lastShown, crosshair !== null);
  };

  const controller: CandleController = {
    update(next) {
      const before = inputs;
      inputs = next;
      if (before?.lowerPanes.join() !== next.lowerPanes.join()) {
        layout = layoutChart(width, height, next.lowerPanes);
        events.onLayout(layout, view?.candles.bucket ?? 1);
      }
      schedule();
    },
    refresh() {
      generation++;
      stale = true;
      readRest();
      schedule();
    },
    resize(nextWidth, nextHeight) {
      width = nextWidth;
      height = nextHeight;
      layout = layoutChart(width, height, inputs?.lowerPanes ?? []);
      events.onLayout(layout, view?.candles.bucket ?? 1);
      schedule();
    },
    setWindow(next, quiet = false) {
      window = clampWindow(next, length());
      moved(quiet);
    },
    window: () => window,
    pan(bars) {
      window = panBy(window, bars, length());
      moved();
    },
    zoom(factor, x = layout.plotRight / 2) {
      window = zoomAt(window, factor, barAtX(layout, window, x), length());
      moved();
    },
    point(x, y) {
      const inside = x <= layout.plotRight && y <= layout.axisTop;
      if (!inside) return controller.leave();
      crosshair = { bar: controller.barAt(x), y };
      drawCrosshair();
      void read(crosshair.bar, true);
      events.onHover(controller.markAt(x, y), { x, y });
    },
    step(bars) {
      const from = crosshair?.bar ?? Math.min(length() - 1, Math.floor(window.end) - 1);
      const bar = Math.min(length() - 1, Math.max(0, from + bars));
      crosshair = { bar, y: null };
      if (bar < window.start) controller.pan(bar - window.start);
      else if (bar + 1 > window.end) controller.pan(bar + 1 - window.end);
      drawCrosshair();
      void read(bar, true);
    },
    leave() {
      if (!crosshair) return;
      crosshair = null;
      drawCrosshair();
      readRest();
      events.onHover(null, { x: 0, y: 0 });
    },
    barAt: (x) => Math.min(length() - 1, Math.max(0, Math.floor(barAtX(layout, window, x)))),
    markAt(x, y) {
      const shown = scales?.price;
      if (!inputs || !shown || inputs.marks.length === 0) return null;
      return markAt(inputs.marks, { x, y }, (bar, price) => ({
        x: xOf(layout, window, bar + 0.5),
        y: yOf(shown, price),
      }));
    },
    isOnAnchor(x, y) {
      const bar = inputs?.anchorBar ?? null;
      if (bar === null) return false;
      const flag = xOf(layout, window, bar + 0.5);
      return x > flag - 6 && x < flag + 18 && y > layout.price.bottom - 28 && y < layout.price.bottom;
    },
    svg() {
      const scene = sceneNow();
      if (!scene) return '';
      const surface = createSvgSurface(width, height);
      paint(surface, scene);
      return surface.toSvg();
    },
    dispose() {
      disposed = true;
      cancelAnimationFrame(frame);
      clearTimeout(settle);
    },
  };
  return controller;
}

export const plotWidth = (width: number): number => Math.max(1, width - PRICE_AXIS);
