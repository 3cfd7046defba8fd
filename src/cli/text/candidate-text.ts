// A candidate's report as text: pooled scores and the band of luck, segments, money, what every trial makes of it, and every caution. Called by
// `evaluate`, `holdout` and `train`.

import {
  type CandidateReport,
  type HoldOutResult,
  judgedAuc,
  type MoneyScores,
} from '../../contracts/training-results.ts';
import { count, moment, percent, ratio, rupees } from './format.ts';
import { pairs, table } from './table.ts';
import { score } from './training-text.ts';

/** Reports of before it was asked for do not have it. */
const insideWords = ({ withinAuc }: CandidateReport): string =>
  withinAuc === undefined ? '' : `inside segments ${score(withinAuc)}, `;

export function candidateLines(report: CandidateReport): string[] {
  const { pooled, permutation, intervals, deflation } = report;
  return [
    ...pairs([
      ['candidate', `${report.id}${report.synthetic ? '  [synthetic data]' : ''}`],
      ['model', `${report.title} of ${report.runName}, rank ${report.rank}`],
      [
        'AUC',
        `${score(pooled.auc)}  90 % ${score(intervals.auc.low)} … ${score(intervals.auc.high)}; ${insideWords(report)}mean ${score(report.meanAuc)} ± ${score(report.deviationAuc)}, worst ${score(report.worstAuc)}, best ${score(report.bestAuc)}`,
      ],
      [
        'luck',
        permutation === null
          ? 'not measured'
          : `exchanged labels give ${score(permutation.low)} … ${score(permutation.high)}: ${judgedAuc(report) > permutation.high ? 'above it' : 'within it, nothing was found'}`,
      ],
      ['log-loss', `${score(pooled.logLoss)}, Brier ${score(pooled.brier)}, ECE ${score(pooled.ece)}`],
      [
        'rows',
        `${count(pooled.rows)} tested, threshold ${report.threshold === null ? 'none: no row is acted on' : report.threshold.toFixed(2)}`,
      ],
      ...moneyPairs(report.money),
      ['deflated', deflation === null ? 'not measured' : deflation.words],
      ['gates', report.passed ? 'passed' : `below: ${report.faults.join('; ')}`],
      [
        'hold-out',
        report.holdOut === null
          ? 'not opened'
          : `opened ${moment(report.holdOut.openedAt)} IST: AUC ${score(report.holdOut.scores.auc)}, ${report.holdOut.passed ? 'passed' : 'below'}`,
      ],
      [
        'bundle',
        report.bundle === null
          ? 'none'
          : (report.bundle.refused ?? `${report.bundle.id.slice(0, 12)}, ${report.bundle.parity.words}`),
      ],
    ]),
    '',
    ...segmentLines(report),
    ...(report.cautions.length > 0 ? ['', 'Read these before believing it'] : []),
    ...report.cautions.map((caution) => `! ${caution}`),
  ];
}

export function moneyPairs(money: MoneyScores | null): readonly (readonly [string, string])[] {
  if (money === null) return [['money', 'not traded']];
  return [
    [
      'money',
      `${rupees(money.netPnl, true)} net, ${rupees(money.grossPnl, true)} gross, ${rupees(money.charges)} charges, ${count(money.trades)} trades`,
    ],
    [
      '',
      `Sharpe ${ratio(money.sharpe)}, hit rate ${percent(money.hitRate)}, max drawdown ${rupees(money.maxDrawdown)}${money.runId === null ? '' : `; run ${money.runId}`}`,
    ],
    ['basis', money.basis],
  ];
}

function segmentLines({ perSegment }: CandidateReport): string[] {
  return table(
    [
      { title: 'segment', align: 'right' },
      { title: 'tested' },
      { title: 'rows', align: 'right' },
      { title: 'AUC', align: 'right' },
      { title: 'Brier', align: 'right' },
      { title: 'threshold', align: 'right' },
      { title: 'acted', align: 'right' },
      { title: 'hit rate', align: 'right' },
      { title: 'net', align: 'right' },
      { title: 'calibration' },
    ],
    perSegment.map((one) => [
      count(one.segment + 1),
      `${moment(one.testFrom).slice(0, 10)} – ${moment(one.testTo).slice(0, 10)}`,
      count(one.testRows),
      score(one.scores.auc),
      score(one.scores.brier),
      one.threshold === null ? 'none' : one.threshold.toFixed(2),
      count(one.acted),
      percent(one.hitRate),
      percent(one.net, true),
      one.calibration.accepted ? one.calibration.method : 'raw',
    ]),
  );
}

export function holdOutLines(result: HoldOutResult): string[] {
  return [
    ...pairs([
      ['hold-out', `${moment(result.from).slice(0, 10)} to ${moment(result.to).slice(0, 10)}`],
      ['reason', result.reason],
      [
        'AUC',
        `${score(result.scores.auc)}, log-loss ${score(result.scores.logLoss)}, Brier ${score(result.scores.brier)}, ${count(result.scores.rows)} rows`,
      ],
      ...moneyPairs(result.money),
      ['gates', result.passed ? 'passed' : `below: ${result.faults.join('; ')}`],
    ]),
    ...table(
      [{ title: 'instrument' }, { title: 'rows', align: 'right' }, { title: 'AUC', align: 'right' }],
      result.perInstrument.map((one) => [one.instrumentId, count(one.rows), score(one.auc)]),
    ),
    'It is opened and written down; this candidate gets no second look.',
  ];
}
