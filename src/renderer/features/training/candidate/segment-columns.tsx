// Columns of the segments: scores first, then what was chosen inside the training part, then what acting on it gave.

import type { SegmentResult } from '../../../../contracts/training-results.ts';
import type { TableColumn } from '../../../ui/data-table/table-column.ts';
import { formatDateRange, formatNumber, formatPercent, istDateOf, NONE } from '../../../ui/format.ts';
import { known, MISSING, three } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';
import { RowsNet } from './rows-net.tsx';
import { windowWords } from './segment-windows.ts';

type Column = TableColumn<SegmentResult>;
const right = { align: 'right' as const };
const score = (
  id: string,
  header: string,
  value: (one: SegmentResult) => number,
  help: string,
  decimals = 3,
): Column => ({
  id,
  header,
  ...right,
  width: 82,
  help,
  value,
  cell: (one) => (
    <KnownValue known={known(value(one), (figure) => formatNumber(figure, decimals), MISSING.auc)} />
  ),
});

const WINDOWS: Column = {
  id: 'windows',
  header: 'Windows',
  width: 220,
  help: 'Of each feature at several windows, the column the search chose inside the training part',
  value: (one) => windowWords(one),
  cell: (one) => (
    <span className="ad-mono" title={windowWords(one)}>
      {windowWords(one)}
    </span>
  ),
};

/** `windows`: they were searched, so that each segment has its own. */
export function segmentColumns(classes: number, windows: boolean): readonly Column[] {
  return [
    {
      id: 'segment',
      header: 'Segment',
      width: 90,
      value: (one) => one.segment + 1,
    },
    {
      id: 'tested',
      header: 'Tested on',
      width: 160,
      value: (one) => one.testFrom,
      cell: (one) => formatDateRange(istDateOf(one.testFrom), istDateOf(one.testTo)),
    },
    {
      id: 'rows',
      header: 'Rows',
      width: 72,
      ...right,
      help: 'Test rows',
      value: (one) => one.testRows,
      cell: (one) => formatNumber(one.testRows),
    },
    score('auc', 'AUC', (one) => one.scores.auc, 'One half is a coin'),
    score(
      'log-loss',
      'Log-loss',
      (one) => one.scores.logLoss,
      'Lower is better; two classes: a coin gives 0.6931',
      4,
    ),
    score('brier', 'Brier', (one) => one.scores.brier, 'Lower is better', 4),
    score('ece', 'ECE', (one) => one.scores.ece, 'Expected calibration error'),
    ...(classes > 1
      ? [{ ...score('f1', 'Macro F1', (one) => one.scores.macroF1, 'Mean F1 of the classes'), hidden: true }]
      : []),
    {
      id: 'search',
      header: 'Search',
      width: 80,
      ...right,
      help: 'Score of the objective inside the training part, by which the parameters were chosen',
      value: (one) => one.searchScore,
      cell: (one) =>
        one.searchScore === null ? (
          <KnownValue known={known(Number.NaN, three, 'Nothing was searched')} />
        ) : (
          formatNumber(one.searchScore, 4)
        ),
    },
    {
      id: 'rounds',
      header: 'Rounds',
      width: 72,
      ...right,
      help: 'Boosting rounds or epochs kept by early stopping',
      value: (one) => one.rounds,
      cell: (one) => (one.rounds === null ? NONE : formatNumber(one.rounds)),
    },
    ...(windows ? [WINDOWS] : []),
    {
      id: 'calibration',
      header: 'Calibration',
      width: 124,
      value: (one) => `${one.calibration.method} ${one.calibration.accepted ? 'kept' : 'refused'}`,
      cell: (one) => (
        <span title={one.calibration.words} className={one.calibration.accepted ? undefined : 'ad-muted'}>
          {one.calibration.method}, {one.calibration.accepted ? 'kept' : 'refused'}
        </span>
      ),
    },
    {
      id: 'threshold',
      header: 'Threshold',
      width: 86,
      ...right,
      help: 'Chosen inside the training part',
      value: (one) => one.threshold,
      cell: (one) =>
        one.threshold === null ? (
          <span className="ad-muted" title="No threshold earned more than staying out">
            {one.acted > 0 ? 'none' : 'stays out'}
          </span>
        ) : (
          formatNumber(one.threshold, 3)
        ),
    },
    {
      id: 'acted',
      header: 'Acted on',
      width: 78,
      ...right,
      value: (one) => one.acted,
      cell: (one) => formatNumber(one.acted),
      total: (rows) => formatNumber(rows.reduce((sum, one) => sum + one.acted, 0)),
    },
    {
      id: 'hit-rate',
      header: 'Hit rate',
      width: 78,
      ...right,
      help: 'Of the acted rows, those that earned more than their charges',
      value: (one) => one.hitRate,
      cell: (one) => <KnownValue known={known(one.hitRate, formatPercent, MISSING.hitRate)} />,
    },
    {
      id: 'net',
      header: 'Net',
      width: 84,
      ...right,
      help: 'Sum over the acted rows of what they were worth less charges, in % of one position',
      value: (one) => one.net,
      cell: (one) => <RowsNet net={one.net} />,
      total: (rows) => (
        <RowsNet net={rows.reduce((sum, one) => sum + (Number.isFinite(one.net) ? one.net : 0), 0)} />
      ),
    },
  ];
}
