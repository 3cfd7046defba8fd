// The headline of a run: the figures that decide, with their bootstrap intervals, and the basis they were computed on.

import type { Estimate, Metrics } from '../../../../../engines/backtest/contract.ts';
import type { Run } from '../../../../contracts/backtests.ts';
import {
  formatDuration,
  formatMoneyCompact,
  formatNumber,
  formatPercent,
  formatRatio,
  plural,
} from '../../../ui/format.ts';
import { Money, Percent } from '../../../ui/money.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import styles from './run.module.css';

function interval(estimate: Estimate, words: (value: number) => string): string {
  return Number.isFinite(estimate.low) && Number.isFinite(estimate.high)
    ? `${words(estimate.low)} to ${words(estimate.high)}`
    : 'too few days for an interval';
}

/** Seconds matter for a trade of a few minutes, not for one of an hour. */
function holding(durationMs: number): string {
  return durationMs < 600_000 || durationMs >= 3_570_000
    ? formatDuration(durationMs)
    : `${Math.round(durationMs / 60_000)} min`;
}

export function Headline({ run, metrics }: { readonly run: Run; readonly metrics: Metrics }) {
  const { intervals } = metrics;
  const unsure = intervals.netPnl.low < 0 && intervals.netPnl.high > 0;
  return (
    <>
      <TileRow>
        <Tile
          label="Net profit"
          value={<Money value={metrics.netPnl} signed compact />}
          note={interval(intervals.netPnl, (value) => formatMoneyCompact(value))}
        />
        <Tile
          label="Return on capital"
          value={<Percent value={metrics.returnOnCapital} signed />}
          note={`${formatPercent(metrics.cagr)} a year`}
        />
        <Tile
          label={<Term name="sharpe">Sharpe</Term>}
          value={formatRatio(metrics.sharpe)}
          note={interval(intervals.sharpe, (value) => formatRatio(value, 1))}
        />
        <Tile
          label={<Term name="drawdown">Deepest drawdown</Term>}
          value={<Money value={metrics.maxDrawdown} compact />}
          note={`${formatPercent(metrics.maxDrawdownFraction)}, ${plural(metrics.timeUnderWaterSessions, 'session')} under water`}
        />
        <Tile
          label={<Term name="hitRate">Hit rate</Term>}
          value={<Percent value={metrics.hitRate} />}
          note={interval(intervals.hitRate, (value) => formatPercent(value, 0))}
        />
        <Tile
          label={<Term name="profitFactor">Profit factor</Term>}
          value={formatRatio(metrics.profitFactor)}
          note={`win ${formatMoneyCompact(metrics.averageWin)}, loss ${formatMoneyCompact(metrics.averageLoss)}`}
        />
        <Tile
          label="Trades"
          value={formatNumber(metrics.trades)}
          note={`${formatNumber(run.signals)} signals, held ${holding(metrics.averageHoldingMs)}`}
        />
        <Tile
          label="Charges"
          value={<Money value={metrics.charges.total} compact />}
          note={`and ${formatMoneyCompact(metrics.slippage)} slippage`}
        />
      </TileRow>
      <details className={styles.basis}>
        <summary>
          Ranges are 95 % intervals.
          {unsure ? ' That of the net profit crosses zero: even its sign is not certain.' : ''} How these are
          computed
        </summary>
        <p>{metrics.basis}</p>
      </details>
    </>
  );
}
