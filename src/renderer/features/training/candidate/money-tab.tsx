// Money: what acting on the test rows earned through the backtest engine, and where the trades are.

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { CandidateReport, MoneyScores } from '../../../../contracts/training-results.ts';
import { useTRPC } from '../../../app/api.ts';
import { EquityChart } from '../../../charts/equity/equity-chart.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { ErrorNote } from '../../../ui/error-state.tsx';
import { formatNumber, formatPercent, formatRatio } from '../../../ui/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import { Money, Percent } from '../../../ui/money.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { ChartSkeleton } from '../../../ui/skeletons.tsx';
import { Term } from '../../../ui/term.tsx';
import { Tile, TileRow } from '../../../ui/tile.tsx';
import styles from './candidate.module.css';
import { known, MISSING } from './candidate-model.ts';
import { KnownValue } from './known-value.tsx';
import { chargeShare, comparableRuns, rowsWorth } from './money-model.ts';

function Equity({ runId }: { readonly runId: string }) {
  const run = useQuery(useTRPC().backtests.get.queryOptions({ runId }));
  const curves = useMemo(
    () =>
      run.data
        ? [
            {
              id: run.data.id,
              name: run.data.name,
              initialCapital: run.data.initialCapital,
              points: run.data.equity,
              ...(run.data.metrics ? { netPnl: run.data.metrics.intervals.netPnl } : {}),
            },
          ]
        : [],
    [run.data],
  );
  if (run.error)
    return (
      <div className={styles.inner}>
        <ErrorNote error={run.error} title="The stored run could not be read" />
      </div>
    );
  if (!run.data) return <ChartSkeleton height={340} text="Reading the stored run…" />;
  return <EquityChart name={`equity-${runId.slice(0, 8)}`} curves={curves} />;
}

function Figures({ money }: { readonly money: MoneyScores }) {
  return (
    <TileRow>
      <Tile
        label="Net after charges"
        value={<Money value={money.netPnl} signed compact />}
        note={`${formatNumber(money.trades)} trades`}
      />
      <Tile
        label="Before charges"
        value={<Money value={money.grossPnl} signed compact />}
        note="fills include slippage"
      />
      <Tile label="Charges" value={<Money value={money.charges} compact />} note={chargeShare(money)} />
      <Tile
        label={<Term name="hitRate">Hit rate</Term>}
        value={
          Number.isFinite(money.hitRate) ? (
            <Percent value={money.hitRate} />
          ) : (
            <KnownValue known={known(money.hitRate, formatPercent, MISSING.money)} />
          )
        }
        note="of trades, after charges"
      />
      <Tile
        label={<Term name="sharpe">Sharpe</Term>}
        value={<KnownValue known={known(money.sharpe, formatRatio, MISSING.sharpe)} />}
        note="daily equity, a year"
      />
      <Tile
        label={<Term name="drawdown">Deepest drawdown</Term>}
        value={<Money value={money.maxDrawdown} compact />}
        note="daily closing equity"
      />
      <Tile
        label={<Term name="turnover">Turnover</Term>}
        value={`${formatNumber(money.turnover, 1)} ×`}
        note="value traded over capital"
      />
    </TileRow>
  );
}

export function MoneyTab({ report }: { readonly report: CandidateReport }) {
  const training = useQuery(useTRPC().training.get.queryOptions({ runId: report.runId }));
  const { money } = report;
  const others = comparableRuns(report, training.data?.candidates ?? []);
  if (money === null)
    return (
      <EmptyState title="This dataset cannot be traded">
        {report.cautions.find((caution) => caution.startsWith('No money')) ??
          'The backtest engine needs stored candles of the instruments and times of the rows. The scores on the other tabs stand.'}
      </EmptyState>
    );
  if (money.trades === 0)
    return (
      <EmptyState title="Nothing was traded">
        In every segment no threshold earned more than staying out, or no signal found room in the account.
        The Segments tab says which.
      </EmptyState>
    );
  return (
    <>
      <Figures money={money} />
      <Panel
        title="How it was traded"
        padded
        actions={
          <>
            {others.length > 1 ? (
              <LinkButton to="/backtests/compare" search={{ runs: others.join() }} variant="default">
                Compare with the other candidates
              </LinkButton>
            ) : null}
            {money.runId ? (
              <LinkButton to="/backtests/$runId" params={{ runId: money.runId }}>
                Open the backtest
              </LinkButton>
            ) : null}
          </>
        }
      >
        <p className={styles.prose}>{money.basis}</p>
        <p className={styles.note}>{rowsWorth(report)}</p>
        {money.runId === null ? (
          <p className="ad-muted">Its trades are not stored as a run, so there is no curve to draw here.</p>
        ) : null}
      </Panel>
      {money.runId ? <Equity runId={money.runId} /> : null}
    </>
  );
}
