// The trades of a run as rows: decided at the close of the bar the strategy decided on, described by what was known then. Called by
// the part builder for labels on trades.
//
// [Note: candidates without hindsight] A trade record knows its fill; the decision did not. The entry reference is therefore the last
// close complete at the decision, and stop and target keep their distances from the entry as fractions of that reference.

import type { Trade } from '../../../engines/backtest/contract.ts';
import { type FeatureData, lastComplete } from '../../../engines/features/data.ts';
import type { Candidate } from '../../../engines/features/definition.ts';
import { labelCandidates } from '../../../engines/labels/candidates.ts';
import type { CandidateLabels, Hit, LabelCandidate } from '../../../engines/labels/definition.ts';
import type { CandidateLabelSpec } from '../../../engines/labels/spec.ts';
import { explained, labelInputOf } from './label-engine.ts';

export interface TradeRows {
  readonly trades: readonly Trade[];
  readonly time: Float64Array;
  readonly candidates: readonly Candidate[];
}

/** Trades of one instrument, ascending by decision. */
export function tradeRows(trades: readonly Trade[], data: FeatureData): TradeRows {
  const ordered = [...trades].sort((a, b) => a.decisionTime - b.decisionTime || a.sequence - b.sequence);
  const time = Float64Array.from(ordered, (trade) => trade.decisionTime);
  const { path, pathCloseTime } = labelInputOf(data);
  const anyAge = new Float64Array(time.length).fill(Number.NEGATIVE_INFINITY);
  const last = lastComplete(time, pathCloseTime, path.openTime, anyAge);
  const candidates = ordered.map((trade, i): Candidate => {
    const reference = last[i]! < 0 ? Number.NaN : path.close[last[i]!]!;
    return {
      side: trade.side,
      entryReference: reference,
      stop: reference * (trade.stopPrice / trade.entryPrice),
      target: reference * (trade.targetPrice / trade.entryPrice),
      quality: trade.score,
    };
  });
  return { trades: ordered, time, candidates };
}

export function labelTrades(
  { trades }: TradeRows,
  data: FeatureData,
  spec: CandidateLabelSpec,
): CandidateLabels {
  return explained(() => labelCandidates(labelInputOf(data), trades.map(labelCandidateOf), spec));
}

function labelCandidateOf(trade: Trade): LabelCandidate {
  const { entryTime, entryPrice, stopPrice, targetPrice, exitTime, exitPrice, netPnl, quantity } = trade;
  const outcome = { exitTime, exitPrice, hit: hitOf(trade), netPnl, quantity };
  return { side: trade.side, entryTime, entryPrice, stopPrice, targetPrice, outcome };
}

function hitOf({ exitReason }: Trade): Hit {
  switch (exitReason) {
    case 'target':
      return 'target';
    case 'stop':
    case 'breakeven':
    case 'trail':
      return 'stop';
    case 'session-end':
      return 'session-end';
    case 'signal':
    case 'forced':
    case 'data-end':
      return 'none';
  }
}
