// A run's own indicator series laid on the bars of a chart, whatever its interval. Pure; runs in the worker.

import { lowerBound } from '../../../../engines/numeric/sorted.ts';
import type { PlotSeries } from '../../../../engines/strategies/contract.ts';
import type { BandSpec, ComputedLine, ComputedLines, LineColour } from './lines.ts';

const COLOURS: readonly LineColour[] = [
  'run-2',
  'run-4',
  'run-3',
  'run-6',
  'run-5',
  'run-7',
  'accent',
  'run-8',
];

/**
 * Value of the latest signal bar that began at or before each chart bar. A signal bar's value is final only at its close; here
 * it is shown over the whole of that bar, as every chart does.
 */
export function alignToBars(
  source: Float64Array,
  sourceOpenTime: Float64Array,
  sourceIntervalMs: number,
  openTime: Float64Array,
): Float64Array {
  const aligned = new Float64Array(openTime.length).fill(Number.NaN);
  for (let i = 0; i < openTime.length; i++) {
    const time = openTime[i] ?? Number.NaN;
    const found = lowerBound(sourceOpenTime, time);
    const at = sourceOpenTime[found] === time ? found : found - 1;
    if (at < 0) continue;
    // Hours without signal bars (the next morning) show nothing.
    if (time - (sourceOpenTime[at] ?? 0) < sourceIntervalMs) aligned[i] = source[at] ?? Number.NaN;
  }
  return aligned;
}

export interface OverlayRequest {
  readonly plots: readonly PlotSeries[];
  readonly openTime: Float64Array;
  readonly intervalMs: number;
}

export function overlayLines(request: OverlayRequest, openTime: Float64Array): ComputedLines {
  const lines = request.plots.map((plot, k): ComputedLine => {
    const band = /[+−-]\s?[12]\s?σ/.test(plot.name);
    return {
      spec: {
        id: `strategy.${k}`,
        title: plot.name,
        pane: plot.pane === 'price' ? 'price' : 'strategy',
        colour: band ? 'run-8' : (COLOURS[k % COLOURS.length] as LineColour),
        width: band ? 1 : 1.4,
        perSession: plot.name.startsWith('AVWAP'),
        ...(band ? { quiet: true, dash: [3, 3] } : {}),
      },
      values: alignToBars(plot.values, request.openTime, request.intervalMs, openTime),
    };
  });
  return { lines, bands: bandsOf(lines) };
}

/** `AVWAP +1σ` and `AVWAP −1σ` are the edges of one band. */
function bandsOf(lines: readonly ComputedLine[]): readonly BandSpec[] {
  return [2, 1].flatMap((n): BandSpec[] => {
    const edge = (sign: RegExp) =>
      lines.find(({ spec }) => sign.test(spec.title) && spec.title.endsWith(`${n}σ`))?.spec.id;
    const upper = edge(/\+/);
    const lower = edge(/[−-]/);
    return upper && lower ? [{ upper, lower, colour: 'run-2', opacity: n === 2 ? 0.05 : 0.08 }] : [];
  });
}
