// Pooled out-of-fold predictions as decisions a strategy can trade: per instrument, in order of time, each with what its own segment
// decided of it. Rows without a label are decisions too: at the time nobody knew they would have none.

import {
  type DecisionRows,
  type DecisionTable,
  isActed,
} from '../../../../engines/strategies/ml-signal/decisions.ts';
import type { TrainingTable } from '../steps/contract.ts';
import type { PooledPredictions } from './pool-predictions.ts';
import { actedRows } from './scored-rows.ts';

export function decisionTable(table: TrainingTable, pooled: PooledPredictions): DecisionTable {
  const { rows, threshold, calibrated: probability, decisions } = pooled;
  const { confidence, side, acts } = actedRows(
    table.task,
    { probability, threshold, ...(decisions && { decisions }) },
    Int8Array.from(rows, (row) => table.side[row]!),
  );
  const places = new Map<number, number[]>();
  rows.forEach((row, place) => {
    const own = places.get(table.instrument[row]!);
    if (own === undefined) places.set(table.instrument[row]!, [place]);
    else own.push(place);
  });
  const byInstrument = new Map<string, DecisionRows>();
  for (const [instrument, own] of places) {
    own.sort((a, b) => table.time[rows[a]!]! - table.time[rows[b]!]! || a - b);
    byInstrument.set(table.instruments[instrument]!, {
      time: Float64Array.from(own, (place) => table.time[rows[place]!]!),
      side: Int8Array.from(own, (place) => side[place]!),
      confidence: Float64Array.from(own, (place) => confidence[place]!),
      threshold: Float64Array.from(own, (place) => threshold[place]!),
      acts: Uint8Array.from(own, (place) => acts[place]!),
    });
  }
  return byInstrument;
}

export function countActed(decisions: DecisionTable): number {
  let acted = 0;
  for (const rows of decisions.values())
    for (let row = 0; row < rows.time.length; row++) if (isActed(rows, row)) acted++;
  return acted;
}
