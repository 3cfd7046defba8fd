// Everything one frame of the candle chart is drawn from, and the scales that follow from it. Pure.

import type { ChartTokens } from '../../tokens.ts';
import type { CandleView } from '../candle-engine.ts';
import type { DecisionScene } from '../decisions.ts';
import { DECISION_PANE } from '../decisions.ts';
import type { LineColour } from '../lines.ts';
import { PANE_SCALE } from '../lines.ts';
import { type Scale, scaleOver } from '../scale.ts';
import type { TradeMark } from '../trade-marks.ts';
import type { BarWindow } from '../window.ts';
import type { ChartLayout, PaneBox } from './layout.ts';

export interface Scene {
  readonly layout: ChartLayout;
  readonly window: BarWindow;
  readonly view: CandleView;
  readonly openTime: Float64Array;
  readonly timeRanks: Uint8Array;
  readonly sessionStarts: readonly number[];
  readonly tokens: ChartTokens;
  readonly hollow: boolean;
  readonly marks: readonly TradeMark[];
  /** Sequence of the trade shown strongest, or null. */
  readonly chosenTrade: number | null;
  /** Bar the movable anchor stands on, or null. */
  readonly anchorBar: number | null;
  /** Labelled decisions, with a strip of their own below; none on most charts. */
  readonly decisions?: DecisionScene | null;
}

export interface SceneScales {
  readonly price: Scale;
  readonly volumeMost: number;
  readonly lower: readonly { readonly box: PaneBox; readonly scale: Scale }[];
}

const PRICE_PADDING_TOP = 26;

export function lineColour(tokens: ChartTokens, colour: LineColour): string {
  if (colour.startsWith('run-')) return tokens.runs[Number(colour.slice(4)) - 1] ?? tokens.muted;
  return tokens[colour as 'accent' | 'amber' | 'violet' | 'muted'];
}

export function priceScale(scene: Scene): { scale: Scale; volumeMost: number } {
  const { candles } = scene.view;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  let volumeMost = 0;
  for (let k = 0; k < candles.count; k++) {
    const at = candles.first + k * candles.bucket;
    if (at + candles.bucket <= scene.window.start || at >= scene.window.end) continue;
    const top = candles.high[k] ?? Number.NaN;
    const bottom = candles.low[k] ?? Number.NaN;
    if (top > high) high = top;
    if (bottom < low) low = bottom;
    const volume = candles.volume[k] ?? 0;
    if (volume > volumeMost) volumeMost = volume;
  }
  const { price, volumeTop } = scene.layout;
  [low, high] = withChosenLevels(scene, low, high);
  const scale = scaleOver(low, high, price.top + PRICE_PADDING_TOP, Math.max(price.top + 30, volumeTop));
  return { scale, volumeMost };
}

/** Levels further away than this many heights of the bars on screen would flatten them: they may leave the pane. */
const FARTHEST = 1.5;

function withChosenLevels(scene: Scene, low: number, high: number): [number, number] {
  const { layer, chosen } = scene.decisions ?? { layer: null, chosen: null };
  if (!layer || chosen === null) return [low, high];
  const end = layer.end[chosen] ?? Number.NaN;
  if (!(end >= scene.window.start && chosen <= scene.window.end)) return [low, high];
  const room = (high - low) * FARTHEST;
  const levels = [layer.target[chosen], layer.stop[chosen], layer.entry[chosen]].filter(
    (level) => level !== undefined && level > low - room && level < high + room,
  ) as number[];
  return [Math.min(low, ...levels), Math.max(high, ...levels)];
}

function paneScale(scene: Scene, box: PaneBox): Scale {
  const fixed = PANE_SCALE[box.id];
  if (fixed) return scaleOver(fixed.low, fixed.high, box.top + 16, box.bottom - 4, 0);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { spec, points } of scene.view.lines) {
    if (spec.pane !== box.id) continue;
    for (let k = 0; k < points.value.length; k++) {
      const at = points.index[k] ?? 0;
      if (at < scene.window.start - 1 || at > scene.window.end) continue;
      const value = points.value[k] ?? Number.NaN;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return scaleOver(low, high, box.top + 16, box.bottom - 4, 0.08);
}

export function scalesOf(scene: Scene): SceneScales {
  const { scale, volumeMost } = priceScale(scene);
  return {
    price: scale,
    volumeMost,
    lower: scene.layout.lower
      .filter((box) => box.id !== DECISION_PANE)
      .map((box) => ({ box, scale: paneScale(scene, box) })),
  };
}
