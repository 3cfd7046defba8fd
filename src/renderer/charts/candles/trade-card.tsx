// What is known of one trade: setup, side, fills, reason, charges, and the figures its decision was taken on.
// On the chart's hover, and in the panel beside it.

import type { Trade } from '../../../../engines/backtest/contract.ts';
import { formatClock, formatDate, formatDuration, formatMoney, formatNumber } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import styles from './candles.module.css';
import { detailWords, exitWords } from './trade-words.ts';

export interface TradeCardProps {
  readonly trade: Trade;
  /** Also the decision's figures and every charge. */
  readonly whole?: boolean;
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

export function TradeCard({ trade, whole = false }: TradeCardProps) {
  const charges = trade.charges;
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <b>
          #{trade.sequence} {trade.side > 0 ? 'Long' : 'Short'}{' '}
          {formatNumber(trade.quantity, Number.isInteger(trade.quantity) ? 0 : 2)}
        </b>
        <Money value={trade.netPnl} signed decimals={0} />
      </div>
      <div className="ad-muted">{trade.tag}</div>
      <dl className={styles.facts}>
        <Fact name="Entry">
          {formatNumber(trade.entryPrice, 2)} · {formatDate(trade.entryTime)} {formatClock(trade.entryTime)}
        </Fact>
        <Fact name="Exit">
          {formatNumber(trade.exitPrice, 2)} · {formatClock(trade.exitTime)} · {exitWords(trade.exitReason)}
        </Fact>
        <Fact name="Stop, target">
          {formatNumber(trade.stopPrice, 2)}, {formatNumber(trade.targetPrice, 2)}
        </Fact>
        <Fact name="Held">{formatDuration(trade.exitTime - trade.entryTime)}</Fact>
        <Fact name="Gross">{formatMoney(trade.grossPnl, 2, 'always')}</Fact>
        <Fact name="Charges">{formatMoney(charges.total)}</Fact>
        {whole ? (
          <>
            <Fact name="Slippage">{formatMoney(trade.slippage)} in the prices</Fact>
            <Fact name="Best, worst">
              {formatMoney(trade.maxFavourable, 0, 'always')}, {formatMoney(trade.maxAdverse, 0, 'always')}
            </Fact>
            <Fact name="Margin">{formatMoney(trade.margin, 0)}</Fact>
            <Fact name="Score">{formatNumber(trade.score, 3)}</Fact>
            {Object.entries(trade.details).map(([name, value]) => (
              <Fact key={name} name={detailWords(name)}>
                {typeof value === 'number' ? formatNumber(value, 3) : value}
              </Fact>
            ))}
          </>
        ) : null}
      </dl>
    </div>
  );
}
