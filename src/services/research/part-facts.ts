// What the build of one instrument counted beside its rows. Stored in each part's header, so that a build that continues, and the
// dataset's page, need not count again. Types only.

import type { Interval } from '../../../engines/market/interval.ts';
import type { LabelCounts } from './label-counts.ts';
import type { Distances } from './label-levels.ts';

export interface PartFacts {
  readonly baseInterval: Interval;
  readonly candleHash: string;
  /** Sessions with bars between the dates, and those the calendar has beyond them. */
  readonly sessions: number;
  readonly missingSessions: number;
  readonly flaggedDays: number;
  /** Bars not used: outside the session, without a price, stamped beside the interval's grid. */
  readonly outsideBars: number;
  readonly unpricedBars: number;
  readonly offGridBars: number;
  /** Rows with a label whose decision lies outside the asked hours. */
  readonly outsideWindow: number;
  /** Median close of the decision bars, and of the barriers' distances; null for labels without such a pair. */
  readonly price: number | null;
  readonly distances: Distances | null;
  readonly label: LabelCounts;
}
