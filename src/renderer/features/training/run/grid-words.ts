// What a cell of the walk-forward grid says in full. Pure.

import type { SegmentView } from '../../../../contracts/training.ts';
import {
  formatDateRange,
  formatNumber,
  formatPercent,
  formatRatio,
  istDateOf,
  plural,
} from '../../../ui/format.ts';
import type { GridCell } from './grid-model.ts';

export function cellWords(cell: GridCell, segment: SegmentView): string {
  const head = `Segment ${segment.segment + 1}, tested on ${formatDateRange(istDateOf(segment.testFrom), istDateOf(segment.testTo))}`;
  switch (cell.kind) {
    case 'result': {
      const { scores, threshold, acted, hitRate, net } = cell.segment;
      const traded =
        threshold === null
          ? 'no threshold earned more than staying out: nothing acted on'
          : `acted on ${plural(acted, 'row')} from ${formatRatio(threshold, 2)}, hit rate ${formatPercent(hitRate)}, net ${formatNumber(net * 100, 1, 'always')} % of the entries summed`;
      return `${head}: AUC ${formatRatio(scores.auc, 3)}, log-loss ${formatRatio(scores.logLoss, 4)}, ${plural(scores.rows, 'row')}; ${traded}.`;
    }
    case 'working':
      return `${head}: ${formatNumber(cell.done)} of ${formatNumber(cell.total)} steps are over.`;
    case 'waiting':
      return `${head}: not begun.`;
    case 'failed':
      return `${head}: failed. ${cell.words}`;
    case 'none':
      return `${head}: ${cell.words}`;
  }
}
