// What the leak checks are given: one instrument's rows at a time, so that 500 instruments never lie in memory together.
// Built by the dataset service and by tests. Types only.

import type { FeatureData } from '../../features/data.ts';
import type { FeatureMatrix, MatrixRows } from '../../features/matrix.ts';
import type { ResolvedSet } from '../../features/resolve.ts';
import type { LabelColumns } from '../../labels/definition.ts';
import type { Session } from '../../market/session.ts';

/** What the rows were computed from; without it they cannot be recomputed. */
export interface LeakSource {
  readonly resolved: ResolvedSet;
  readonly data: FeatureData;
  /** Only where the rows are not simply every decision bar: what the matrix was built with. */
  readonly rows?: MatrixRows;
  /** Labels the rows again, in the same order, from other bars. Absent: the labels are not tested against noise. */
  readonly relabel?: (data: FeatureData) => LabelColumns;
}

export interface LeakSubject {
  readonly instrumentId: string;
  /** The rows as stored: the very numbers a model would learn from. */
  readonly matrix: FeatureMatrix;
  /** One entry per row of the matrix; null for features without labels. */
  readonly labels: LabelColumns | null;
  /** Calendar of the rows, ascending. */
  readonly sessions: readonly Session[];
  /** Null for rows that came from outside: the checks that recompute are then skipped, and say so. */
  readonly source: LeakSource | null;
}

/** The instruments of a dataset. `load` is called once per index, ascending; nothing of an earlier one is kept. */
export interface LeakSubjects {
  readonly count: number;
  load(index: number): LeakSubject;
}
