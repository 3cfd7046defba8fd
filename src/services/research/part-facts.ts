// What the build of one instrument counted beside its rows. Stored in each part's header, so that a build that continues, and the
// dataset's page, need not count again. Types only.

import type { Interval } from '../../../engines/market/interval.ts';
import type { LabelCounts } from './label-counts.ts';

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
  readonly label: LabelCounts;
}
