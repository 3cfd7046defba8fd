// Daily equity of imported trades, so that an old file gets the same honest daily figures as a run of AnchorDesk. Called by the legacy
// import. Marks nothing to market: the files hold only closed trades, so equity moves when a trade is closed.

import type { Session } from '../market/session.ts';
import type { EquityPoint, Trade } from './contract.ts';

/**
 * One point for every session given (ascending), also those without a trade: leaving idle days out would flatter every daily ratio.
 * Throws RangeError where a trade closes on none of them.
 */
export function equityOfClosedTrades(
  trades: readonly Trade[],
  initialCapital: number,
  sessions: readonly Session[],
): readonly EquityPoint[] {
  const closing = [...trades].sort((a, b) => a.exitTime - b.exitTime || a.sequence - b.sequence);
  let equity = initialCapital;
  let next = 0;
  const points = sessions.map((session) => {
    const first = next;
    let lowEquity = equity;
    while (next < closing.length && closing[next]!.exitTime <= session.close) {
      const trade = closing[next]!;
      if (trade.exitTime < session.open) throw outside(trade);
      equity += trade.netPnl;
      lowEquity = Math.min(lowEquity, equity);
      next++;
    }
    return {
      date: session.date,
      time: session.close,
      equity,
      lowEquity,
      realised: equity - initialCapital,
      openPositions: 0,
      tradesClosed: next - first,
      peakMargin: peakMarginOf(closing.slice(first, next)),
    };
  });
  if (next < closing.length) throw outside(closing[next]!);
  return points;
}

function outside(trade: Trade): RangeError {
  return new RangeError(
    `trade ${trade.sequence} of ${trade.instrumentId} closes at ${new Date(trade.exitTime).toISOString()}, in none of the sessions given`,
  );
}

/** Highest margin in use at once; a position closed at an instant frees its margin for one opened at it. */
function peakMarginOf(trades: readonly Trade[]): number {
  const changes = trades.flatMap((trade) => [
    { time: trade.entryTime, change: trade.margin },
    { time: trade.exitTime, change: -trade.margin },
  ]);
  changes.sort((a, b) => a.time - b.time || a.change - b.change);
  let used = 0;
  let peak = 0;
  for (const { change } of changes) {
    used += change;
    peak = Math.max(peak, used);
  }
  return peak;
}
