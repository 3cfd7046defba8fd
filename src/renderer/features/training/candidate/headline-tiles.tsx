// The figures of a candidate that decide, each with its interval or its basis.

import type { CandidateReport } from '../../../../contracts/training-results.ts';
import { formatMoneyCompact, formatNumber, formatPercent, formatRatio } from '../../../ui/format.ts';
import { Money } from '../../../ui/money.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import { balanceWords, known, MISSING, spreadWords, three } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';

function testRowsNote({ classes, pooled }: Pick<CandidateReport, 'classes' | 'pooled'>): string {
  if (classes.length === 0) return 'predicts a number';
  return pooled.rows === 0 ? 'none' : balanceWords(classes, pooled.balance);
}

export function HeadlineTiles({ report }: { readonly report: CandidateReport }) {
  const { pooled, intervals, money } = report;
  const { auc } = intervals;
  const aucInterval =
    Number.isFinite(auc.low) && Number.isFinite(auc.high)
      ? `90 %: ${three(auc.low)} to ${three(auc.high)}`
      : 'too few days for an interval';
  return (
    <TileRow>
      <Tile
        label={<Term name="modelAuc">Pooled AUC</Term>}
        value={<KnownValue known={known(pooled.auc, three, MISSING.auc)} />}
        note={aucInterval}
      />
      <Tile
        label="Worst segment"
        value={<KnownValue known={known(report.worstAuc, three, MISSING.segments)} />}
        note={report.perSegment.length > 0 ? spreadWords(report) : 'no segment was scored'}
      />
      <Tile
        label={<Term name="logLoss">Log-loss</Term>}
        value={<KnownValue known={known(pooled.logLoss, (value) => formatNumber(value, 4), MISSING.auc)} />}
        note={report.classes.length === 2 ? 'a coin gives 0.6931' : `${report.classes.length} classes`}
      />
      <Tile
        label={<Term name="calibrationError">Calibration error</Term>}
        value={<KnownValue known={known(pooled.ece, three, MISSING.auc)} />}
        note={
          <>
            <Term name="brier">Brier</Term> {formatNumber(pooled.brier, 4)}
          </>
        }
      />
      <Tile
        label="Net after charges"
        value={
          money ? (
            <Money value={money.netPnl} signed compact />
          ) : (
            <KnownValue known={known(Number.NaN, formatNumber, MISSING.engine)} />
          )
        }
        note={money ? `charges ${formatMoneyCompact(money.charges)}` : 'not traded'}
      />
      <Tile
        label={<Term name="sharpe">Sharpe</Term>}
        value={
          <KnownValue
            known={known(money?.sharpe ?? Number.NaN, formatRatio, money ? MISSING.sharpe : MISSING.engine)}
          />
        }
        note="daily equity, a year"
      />
      <Tile
        label={<Term name="deflatedSharpe">Deflated</Term>}
        value={
          <KnownValue
            known={known(
              report.deflated ?? Number.NaN,
              (value) => formatPercent(value, 0),
              'No trial ledger was read for this candidate',
            )}
          />
        }
        note={report.deflation ? `after ${formatNumber(report.deflation.trials)} trials` : 'not counted'}
      />
      <Tile label="Test rows" value={formatNumber(pooled.rows)} note={testRowsNote(report)} />
    </TileRow>
  );
}
