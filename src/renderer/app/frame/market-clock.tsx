// NSE's clock in IST and the state of the session, from the server's time (never the window's own).

import { Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../ui/use-now.ts';
import { useTRPC } from '../api.ts';
import { askAgainIn, carriedNow, clockText, SESSION_WORDS } from './clock-words.ts';
import styles from './frame.module.css';

export function MarketClockView() {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.system.clock.queryOptions(),
    refetchInterval: ({ state }) => (state.data ? askAgainIn(state.data) : 5000),
  });
  const now = useNow(1000);
  const clock = query.data;
  if (!clock) return <span className={styles.clockState}>–:–:– IST</span>;
  return (
    <Tooltip label={`${clock.exchange}: ${clock.label}`}>
      <span className={styles.clock} role="timer" aria-label={`${clock.exchange} clock`}>
        <span>{clockText(carriedNow(clock, query.dataUpdatedAt, now))} IST</span>
        <span className={styles.clockState} data-state={clock.state}>
          {SESSION_WORDS[clock.state]}
          <span className={styles.wide}>{clock.state === 'open' ? '' : ` · ${clock.label}`}</span>
        </span>
      </span>
    </Tooltip>
  );
}
