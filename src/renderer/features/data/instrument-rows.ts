// One table row per instrument and stored interval. Pure.

import type { Interval } from '../../../../engines/market/interval.ts';
import type { InstrumentSummary } from '../../../contracts/market.ts';

export interface InstrumentRow {
  readonly id: string;
  readonly instrument: InstrumentSummary;
  readonly interval: Interval;
  readonly sessions: number;
  readonly bars: number;
  readonly firstDate: string;
  readonly lastDate: string;
  readonly flaggedSessions: number;
}

export function instrumentRows(instruments: readonly InstrumentSummary[]): readonly InstrumentRow[] {
  return instruments.flatMap((instrument) =>
    instrument.intervals.map((stored) => ({
      id: `${instrument.id} ${stored.interval}`,
      instrument,
      ...stored,
    })),
  );
}
