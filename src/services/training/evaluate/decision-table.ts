// Pooled out-of-fold predictions as decisions a strategy can trade: per instrument, in order of time, each with the threshold of its own
// segment. Rows without a label are decisions too: at the time nobody knew they would have none.

import { actingOn } from '../../../../engines/learn/task.ts';
import type { DecisionRows, DecisionTable } from '../../../../engines/strategies/ml-signal/decisions.ts';
import type { TrainingTable } from '../steps/contract.ts';
import type { PooledPredictions } from './pool-predictions.ts';

export function decisionTable(table: TrainingTable, pooled: PooledPredictions): DecisionTable {
  const { rows, threshold } = pooled;
  const { confidence, side } = actingOn(
    table.task,
    pooled.calibrated,
    rows.length,
    Int8Array.from(rows, (row) => table.side[row]!),
  );
  const places = new Map<number, number[]>();
  rows.forEach((row, place) => {
    const own = places.get(table.instrument[row]!);
    if (own === undefined) places.set(table.instrument[row]!, [place]);
    else own.push(place);
  });
  const decisions = new Map<string, DecisionRows>();
  for (const [instrument, own] of places) {
    own.sort((a, b) => table.time[rows[a]!]! - table.time[rows[b]!]! || a - b);
    decisions.set(table.instruments[instrument]!, {
      time: Float64Array.from(own, (place) => table.time[rows[place]!]!),
      side: Int8Array.from(own, (place) => side[place]!),
      confidence: Float64Array.from(own, (place) => confidence[place]!),
      threshold: Float64Array.from(own, (place) => threshold[place]!),
    });
  }
  return decisions;
}

export function countActed(decisions: DecisionTable): number {
  let acted = 0;
  for (const { confidence, threshold } of decisions.values())
    for (let row = 0; row < confidence.length; row++) if (confidence[row]! >= threshold[row]!) acted++;
  return acted;
}
