// Labelled decisions on the bars of a chart: one per bar at most, each with a class, its levels and how far it lives. Data shared by
// the page that makes them and the painter. Colours never stand alone: every class has its shape and its lane.

/** Lower pane with a lane per class. */
export const DECISION_PANE = 'labels';

export type DecisionShape = 'up' | 'down' | 'square' | 'diamond';

export interface DecisionClass {
  readonly name: string;
  readonly shape: DecisionShape;
  readonly tone: 'up' | 'down' | 'muted' | 'amber';
}

export interface DecisionLayer {
  /** Top lane first. */
  readonly classes: readonly DecisionClass[];
  /** Lane of each bar's decision; −1 where the bar has none. */
  readonly lane: Int8Array;
  /** 1 where the decision passes the filter. */
  readonly shown: Uint8Array;
  /** Prices; NaN where the label has no such level. */
  readonly entry: Float64Array;
  readonly target: Float64Array;
  readonly stop: Float64Array;
  /** Bar number, with its fraction, at which the outcome was known; NaN without a decision. */
  readonly end: Float64Array;
  /** What the two barriers are called; target and stop where there is a position. */
  readonly levelNames?: { readonly target: string; readonly stop: string };
  /** How the window ended, at the end of its life. */
  readonly endWords: (bar: number) => string;
  /** What the chart's text alternative says of them: `1,204 decisions, 512 shown`. */
  readonly words: string;
}

export interface DecisionScene {
  readonly layer: DecisionLayer;
  /** Bar of the decision drawn with its barriers, or null. */
  readonly chosen: number | null;
}

/** The nearest shown decision after (or before) a bar; null where there is none. `from` null starts at the end it comes from. */
export function stepDecision(layer: DecisionLayer, from: number | null, by: 1 | -1): number | null {
  const { lane, shown } = layer;
  for (let bar = (from ?? (by > 0 ? -1 : lane.length)) + by; bar >= 0 && bar < lane.length; bar += by)
    if (lane[bar]! >= 0 && shown[bar] === 1) return bar;
  return null;
}

/** Shown decisions per lane in the bars of one drawn candle. */
export function laneCounts(layer: DecisionLayer, from: number, to: number): Int32Array {
  const counts = new Int32Array(layer.classes.length);
  for (let bar = Math.max(0, from); bar < Math.min(layer.lane.length, to); bar++) {
    const lane = layer.lane[bar]!;
    if (lane >= 0 && layer.shown[bar] === 1) counts[lane] = counts[lane]! + 1;
  }
  return counts;
}
