// Small seeded days of bars for the candle-store contract and the kill test. Makes no claim to look like a market.
import { type Bars, createBars } from '../../engines/market/bars.ts';
import type { Instrument } from '../../engines/market/instrument.ts';
import { type Interval, intervalMs } from '../../engines/market/interval.ts';
import type { Session } from '../../engines/market/session.ts';
import type { DayWrite } from '../../src/services/market/candle-writer.ts';

export function instrumentNamed(id: string, facts: Partial<Instrument> = {}): Instrument {
  const [exchange, symbol] = id.split(':') as [Instrument['exchange'], string];
  return {
    id,
    exchange,
    symbol,
    kind: 'equity',
    lotSize: 1,
    tickSize: 0.05,
    closingAuction: false,
    synthetic: false,
    ...facts,
  };
}

/** A full session of bars; `seed` moves the prices so that days differ. */
export function barsOf(session: Session, interval: Interval, seed: number, withOpenInterest = false): Bars {
  const length = intervalMs(interval);
  const stamps: number[] = [];
  if (interval === '1d') stamps.push(session.open);
  else
    for (const window of session.windows)
      for (let time = window.open; time < window.close; time += length) stamps.push(time);
  const bars = createBars(stamps.length, withOpenInterest);
  stamps.forEach((time, i) => {
    const price = 100 + seed + Math.sin(i + seed);
    bars.openTime[i] = time;
    bars.open[i] = price;
    bars.high[i] = price + 0.5;
    bars.low[i] = price - 0.5;
    bars.close[i] = price + 0.25;
    bars.volume[i] = 1000 + i;
    if (withOpenInterest) bars.openInterest![i] = 50_000 + i;
  });
  return bars;
}

export function dayOf(
  instrumentId: string,
  interval: Interval,
  session: Session,
  seed: number,
  facts: Partial<DayWrite> = {},
): DayWrite {
  return {
    instrumentId,
    interval,
    sessionDate: session.date,
    bars: barsOf(session, interval, seed),
    source: 'made by a test',
    final: true,
    quality: [],
    ...facts,
  };
}
