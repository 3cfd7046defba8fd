// The walk-forward grid: candidates in rows, segments in columns, one figure per cell and how strongly it is tinted. While a run is at
// work, cells without a result say how far they are. Pure.

import type { SegmentView, TrainingRun } from '../../../../contracts/training.ts';
import type { CandidateSummary, SegmentScores } from '../../../../contracts/training-results.ts';
import type { StepPlace } from '../../../../contracts/training-steps.ts';
import { formatNumber, formatPercent, formatRatio } from '../../../ui/format.ts';

export interface GridMetric {
  readonly id: string;
  readonly label: string;
  readonly value: (segment: SegmentScores) => number;
  readonly text: (value: number) => string;
  /**
   * `around`: better above the centre, worse below, full tint at `reach` from it (null: at the largest distance in the grid).
   * `best`: the better the stronger, from the worst to the best cell of the grid.
   */
  readonly scale:
    | {
        readonly kind: 'around';
        readonly centre: number;
        readonly reach: number | null;
        readonly money: boolean;
      }
    | { readonly kind: 'best'; readonly lowerIsBetter: boolean };
}

export const GRID_METRICS: readonly GridMetric[] = [
  {
    id: 'auc',
    label: 'AUC',
    value: (segment) => segment.scores.auc,
    text: (value) => formatRatio(value, 3),
    scale: { kind: 'around', centre: 0.5, reach: 0.1, money: false },
  },
  {
    id: 'logLoss',
    label: 'Log-loss',
    value: (segment) => segment.scores.logLoss,
    text: (value) => formatRatio(value, 4),
    scale: { kind: 'best', lowerIsBetter: true },
  },
  {
    id: 'ece',
    label: 'Calibration error',
    value: (segment) => segment.scores.ece,
    text: (value) => formatRatio(value, 3),
    scale: { kind: 'best', lowerIsBetter: true },
  },
  {
    id: 'macroF1',
    label: 'Macro F1',
    value: (segment) => segment.scores.macroF1,
    text: (value) => formatRatio(value, 3),
    scale: { kind: 'best', lowerIsBetter: false },
  },
  {
    id: 'hitRate',
    label: 'Hit rate of acted rows',
    value: (segment) => segment.hitRate,
    text: (value) => formatPercent(value),
    scale: { kind: 'best', lowerIsBetter: false },
  },
  {
    id: 'acted',
    label: 'Rows acted on',
    value: (segment) => segment.acted,
    text: (value) => formatNumber(value),
    scale: { kind: 'best', lowerIsBetter: false },
  },
  {
    id: 'net',
    label: 'Net worth, summed',
    value: (segment) => segment.net * 100,
    text: (value) => `${formatNumber(value, 1, 'always')} %`,
    scale: { kind: 'around', centre: 0, reach: null, money: true },
  },
];

export function gridMetric(id: string | undefined): GridMetric {
  const [first] = GRID_METRICS;
  const found = GRID_METRICS.find((metric) => metric.id === id) ?? first;
  if (!found) throw new RangeError('the grid has no metrics');
  return found;
}

export type GridCell =
  | {
      readonly kind: 'result';
      readonly value: number;
      readonly text: string;
      /** `up` on the good side of the centre, `down` on the other; percent of the colour, at most 50. */
      readonly side: 'up' | 'down';
      readonly tint: number;
      readonly segment: SegmentScores;
    }
  | { readonly kind: 'working'; readonly done: number; readonly total: number }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly words: string }
  /** The segment does not count, or the candidate has nothing there (a stack before it has earlier segments). */
  | { readonly kind: 'none'; readonly words: string };

export interface GridRow {
  readonly family: string;
  /** What the candidate is called; null while the run has not evaluated it. */
  readonly title: string | null;
  /** Null while the run has not evaluated it. */
  readonly candidateId: string | null;
  readonly rank: number | null;
  readonly cells: readonly GridCell[];
  /** Mean over the cells with a result; NaN where there is none. */
  readonly mean: number;
}

export interface Grid {
  readonly segments: readonly SegmentView[];
  readonly rows: readonly GridRow[];
  readonly money: boolean;
}

const LEAST_TINT = 6;
const MOST_TINT = 50;

function tinter(
  metric: GridMetric,
  values: readonly number[],
): (value: number) => Pick<Extract<GridCell, { kind: 'result' }>, 'side' | 'tint'> {
  const { scale } = metric;
  if (scale.kind === 'around') {
    const reach = scale.reach ?? Math.max(0, ...values.map((value) => Math.abs(value - scale.centre)));
    return (value) => {
      const size = reach > 0 ? Math.min(1, Math.abs(value - scale.centre) / reach) : 0;
      return {
        side: value >= scale.centre ? 'up' : 'down',
        tint:
          size === 0 || !Number.isFinite(size) ? 0 : Math.round(LEAST_TINT + size * (MOST_TINT - LEAST_TINT)),
      };
    };
  }
  const low = Math.min(...values);
  const high = Math.max(...values);
  return (value) => {
    const place = high > low ? (value - low) / (high - low) : 0.5;
    const good = scale.lowerIsBetter ? 1 - place : place;
    return { side: 'up', tint: Number.isFinite(good) ? Math.round(good * MOST_TINT) : 0 };
  };
}

/** How far a family is in a segment; undefined while no step of it is planned. */
function progressCell(place: StepPlace | undefined): GridCell {
  if (!place) return { kind: 'waiting' };
  const { failed, skipped, over, running, total } = place;
  if (failed !== null) return { kind: 'failed', words: failed || 'The step failed.' };
  if (skipped !== null) return { kind: 'none', words: skipped || 'Left out.' };
  if (over === 0 && !running) return { kind: 'waiting' };
  return { kind: 'working', done: over, total };
}

export function walkForwardGrid(
  run: Pick<TrainingRun, 'folds' | 'families' | 'candidates' | 'request'>,
  places: readonly StepPlace[],
  metric: GridMetric,
): Grid {
  const values = run.candidates.flatMap((candidate) =>
    candidate.perSegment.map(metric.value).filter((value) => Number.isFinite(value)),
  );
  const tint = tinter(metric, values);
  const ranked = [...run.candidates].sort((a, b) => a.rank - b.rank);
  const planned = [
    ...new Set([
      ...run.families,
      ...(run.request.softVote ? ['soft-vote'] : []),
      ...(run.request.stack === 'none' ? [] : ['stack']),
    ]),
  ].filter((family) => !ranked.some((candidate) => candidate.family === family));
  const rowOf = (family: string, candidate: CandidateSummary | null): GridRow => {
    const candidateId = candidate?.id ?? null;
    const cells = run.folds.map((fold): GridCell => {
      if (fold.skipped !== null) return { kind: 'none', words: fold.skipped };
      const segment = candidate?.perSegment.find((one) => one.segment === fold.segment);
      if (!segment) {
        const own = places.find((one) => one.family === family && one.segment === fold.segment);
        return candidate
          ? { kind: 'none', words: own?.words ?? 'No result in this segment.' }
          : progressCell(own);
      }
      const value = metric.value(segment);
      return { kind: 'result', value, text: metric.text(value), ...tint(value), segment };
    });
    const numbers = cells.flatMap((cell) =>
      cell.kind === 'result' && Number.isFinite(cell.value) ? [cell.value] : [],
    );
    const mean =
      numbers.length === 0 ? Number.NaN : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    return {
      family,
      title: candidate?.title ?? null,
      candidateId,
      rank: candidate?.rank ?? null,
      cells,
      mean,
    };
  };
  return {
    segments: run.folds,
    rows: [
      ...ranked.map((candidate) => rowOf(candidate.family, candidate)),
      ...planned.map((family) => rowOf(family, null)),
    ],
    money: metric.scale.kind === 'around' && metric.scale.money,
  };
}
