import { describe, expect, it } from 'vitest';
import type { SegmentView } from '../../../../contracts/training.ts';
import type { CandidateSummary } from '../../../../contracts/training-results.ts';
import type { StepPlace } from '../../../../contracts/training-steps.ts';
import { type GridCell, gridMetric, walkForwardGrid } from './grid-model.ts';

const fold = (segment: number, skipped: string | null = null) => ({ segment, skipped }) as SegmentView;
const place = (part: Partial<StepPlace>) =>
  ({ over: 0, running: false, failed: null, skipped: null, words: null, ...part }) as StepPlace;
type Given = Parameters<typeof walkForwardGrid>;
const run = (part: object) =>
  ({
    folds: [fold(0), fold(1)],
    families: ['leafwise', 'depthwise'],
    candidates: [],
    request: { softVote: false, stack: 'none' },
    ...part,
  }) as unknown as Given[0];
const candidate = (id: string, aucs: readonly number[], nets: readonly number[] = [], rank = 1) =>
  ({
    ...{ id, rank },
    family: id,
    perSegment: aucs.map((auc, segment) => ({ segment, scores: { auc }, net: nets[segment] ?? 0 })),
  }) as unknown as CandidateSummary;
const result = (cell: GridCell | undefined) => {
  if (cell?.kind !== 'result') throw new Error(`a result was expected, not ${cell?.kind}`);
  return cell;
};

describe('walkForwardGrid', () => {
  it('orders candidates by rank and keeps families without a result below them', () => {
    const grid = walkForwardGrid(
      run({
        families: ['leafwise', 'depthwise', 'symmetric'],
        candidates: [candidate('leafwise', [0.5, 0.5], [], 2), candidate('depthwise', [0.6, 0.5])],
      }),
      [],
      gridMetric('auc'),
    );
    expect(grid.rows.map((row) => row.family)).toEqual(['depthwise', 'leafwise', 'symmetric']);
    expect(grid.rows[0]?.mean).toBeCloseTo(0.55);
    expect(grid.rows[2]?.cells.map((cell) => cell.kind)).toEqual(['waiting', 'waiting']);
  });
  it('lists a blend once, whether the run counts it among its families or not', () => {
    const grid = walkForwardGrid(
      run({ families: ['leafwise', 'soft-vote'], request: { softVote: true, stack: 'logistic' } }),
      [],
      gridMetric('auc'),
    );
    expect(grid.rows.map((row) => row.family)).toEqual(['leafwise', 'soft-vote', 'stack']);
  });
  it('tints an AUC by its distance from one half, full from 0.6 on, the same in every run', () => {
    const [row] = walkForwardGrid(
      run({
        folds: [fold(0), fold(1), fold(2), fold(3)],
        candidates: [candidate('leafwise', [0.6, 0.75, 0.45, 0.5])],
      }),
      [],
      gridMetric('auc'),
    ).rows;
    const cells = row?.cells.map(result) ?? [];
    expect(cells.map((cell) => cell.side)).toEqual(['up', 'up', 'down', 'up']);
    expect(cells.map((cell) => cell.tint)).toEqual([50, 50, 28, 0]);
  });
  it('tints money around zero by the largest cell', () => {
    const grid = walkForwardGrid(
      run({ candidates: [candidate('leafwise', [0.5, 0.5], [0.02, -0.01])] }),
      [],
      gridMetric('net'),
    );
    expect(grid.money).toBe(true);
    expect(grid.rows[0]?.cells.map((cell) => [result(cell).side, result(cell).tint])).toEqual([
      ['up', 50],
      ['down', 28],
    ]);
    expect(result(grid.rows[0]?.cells[1]).text).toBe('−1.0 %');
  });
  it('leaves a figure that does not exist untinted', () => {
    const grid = walkForwardGrid(
      run({ candidates: [candidate('leafwise', [Number.NaN, 0.52])] }),
      [],
      gridMetric('auc'),
    );
    expect(result(grid.rows[0]?.cells[0])).toMatchObject({ tint: 0, text: '–' });
    expect(grid.rows[0]?.mean).toBeCloseTo(0.52);
  });
  it('says how far a family is where it has no result yet, and what went wrong', () => {
    const own = { family: 'leafwise', segment: 0 };
    const grid = walkForwardGrid(
      run({ folds: [fold(0), fold(1), fold(2, 'too thin')], families: ['leafwise'] }),
      [
        place({ ...own, total: 4, over: 2, running: true }),
        place({ family: 'leafwise', segment: 1, total: 1, over: 1, failed: 'One class only.' }),
      ],
      gridMetric('auc'),
    );
    expect(grid.rows[0]?.cells).toEqual([
      { kind: 'working', done: 2, total: 4 },
      { kind: 'failed', words: 'One class only.' },
      { kind: 'none', words: 'too thin' },
    ]);
  });
});
