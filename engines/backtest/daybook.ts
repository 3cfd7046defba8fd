// The days of a simulation: every date on which some instrument has bars to trade on, in order, with the latest session close of each.

import type { InstrumentSeries } from './contract.ts';

export interface Daybook {
  readonly dates: readonly string[];
  /** Epoch milliseconds of each date's last session close. */
  readonly closes: Float64Array;
  readonly dayNumbers: ReadonlyMap<string, number>;
}

export function createDaybook(series: readonly InstrumentSeries[], onSignalBars: boolean): Daybook {
  const closeOf = new Map<string, number>();
  for (const one of series) {
    const { sessions, start, end } = onSignalBars ? one.signalSlices : one.executionSlices;
    sessions.forEach((session, k) => {
      if (end[k]! > start[k]! && session.open >= one.tradeFrom)
        closeOf.set(session.date, Math.max(closeOf.get(session.date) ?? 0, session.close));
    });
  }
  const dates = [...closeOf.keys()].sort();
  return {
    dates,
    closes: Float64Array.from(dates, (date) => closeOf.get(date)!),
    dayNumbers: new Map(dates.map((date, i) => [date, i])),
  };
}
