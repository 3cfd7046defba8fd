// How far back each row may look: the rows of its own sequence up to itself. Called by the GRU on every table it is given.
//
// Rows left out of a table (no label, purged) are not seen by windows either: a window is so many rows of the table, not minutes.

import type { LearningData } from '../contract.ts';

/** Rows of its sequence up to and with each row. Throws RangeError where the table has no order or breaks it. */
export function historyOf(data: LearningData, part: string): Int32Array {
  const { rows, order } = data;
  if (order === undefined)
    throw new RangeError(
      `${part} has no order of rows, and a recurrent network looks back along it; give instrument, session and time of each row`,
    );
  const { sequence, time } = order;
  if (sequence.length !== rows || time.length !== rows)
    throw new RangeError(
      `${part} has ${rows} rows but an order of ${sequence.length} sequence numbers and ${time.length} times; they must be equal`,
    );
  const history = new Int32Array(rows);
  const ended = new Set<number>();
  for (let i = 0; i < rows; i++) {
    if (!Number.isFinite(time[i]!)) throw new RangeError(`${part}, row ${i}: the time is ${time[i]}`);
    const own = sequence[i]!;
    if (i > 0 && own === sequence[i - 1]) {
      if (time[i]! < time[i - 1]!)
        throw new RangeError(
          `${part}, row ${i}: earlier than the row before it in its sequence; sort them by time`,
        );
      history[i] = history[i - 1]! + 1;
      continue;
    }
    if (i > 0) ended.add(sequence[i - 1]!);
    if (ended.has(own))
      throw new RangeError(`${part}, row ${i}: sequence ${own} had ended before; its rows must lie together`);
    history[i] = 1;
  }
  return history;
}
