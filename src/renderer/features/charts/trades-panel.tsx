// Beside the chart: the chosen trade with everything known of it, and the run's trades on this instrument, one click each.

import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { Trade } from '../../../../engines/backtest/contract.ts';
import { TradeCard } from '../../charts/candles/trade-card.tsx';
import { exitWords } from '../../charts/candles/trade-words.ts';
import { formatClock, formatDate, plural } from '../../ui/format.ts';
import { Money } from '../../ui/money.tsx';
import styles from './charts.module.css';

export interface TradesPanelProps {
  readonly runId: string;
  readonly trades: readonly Trade[];
  readonly chosen: number | null;
  readonly onChoose: (sequence: number | null) => void;
}

export function TradesPanel({ runId, trades, chosen, onChoose }: TradesPanelProps) {
  const list = useRef<HTMLUListElement>(null);
  const trade = trades.find((each) => each.sequence === chosen);
  const net = trades.reduce((sum, each) => sum + each.netPnl, 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chosen trade is the trigger
  useEffect(() => {
    list.current?.querySelector('[aria-pressed="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div className={styles.trades}>
      {trade ? <TradeCard trade={trade} whole /> : null}
      <div className={styles.tradesHead}>
        <span>
          {plural(trades.length, 'trade')}, net <Money value={net} signed decimals={0} />
        </span>
        <Link to="/backtests/$runId" params={{ runId }}>
          Open the run
        </Link>
      </div>
      <ul className={styles.list} ref={list}>
        {trades.map((each) => (
          <li key={each.sequence}>
            <button
              type="button"
              className={styles.tradeRow}
              aria-pressed={each.sequence === chosen}
              onClick={() => onChoose(each.sequence === chosen ? null : each.sequence)}
            >
              <span>
                {formatDate(each.entryTime)} {formatClock(each.entryTime)}
              </span>
              <Money value={each.netPnl} signed decimals={0} />
              <span className={styles.tradeWhat}>
                {each.side > 0 ? 'Long' : 'Short'} · {each.tag} · {exitWords(each.exitReason)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {trade ? (
        <Button variant="default" onClick={() => onChoose(null)}>
          Show all trades alike
        </Button>
      ) : null}
    </div>
  );
}
