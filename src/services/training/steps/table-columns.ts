// Empty columns of a training table in shared memory, filled by whoever has the rows: a stored dataset, or a test that makes them.

import { shared } from './shared-arrays.ts';

export type TableColumns = ReturnType<typeof tableColumns>;

/** Everything a TrainingTable holds per row; all zero. */
export function tableColumns(rows: number, features: number) {
  return {
    columns: Array.from({ length: features }, () => shared.float32(rows)),
    time: shared.float64(rows),
    t1: shared.float64(rows),
    value: shared.float64(rows),
    weight: shared.float64(rows),
    cost: shared.float64(rows),
    label: shared.int16(rows),
    side: shared.int8(rows),
    instrument: shared.int32(rows),
    session: shared.int32(rows),
  };
}
