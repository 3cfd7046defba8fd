// The sample market: one-minute bars of invented companies, made from a seed, for a first look without any data.
// Called by src/services/sample. It imitates what intraday code must survive (clustered and U-shaped volatility, trend and
// range days, a common factor, bursts of momentum, gaps, faulty days); nobody may read it as evidence about a real market.
import { createRandom } from '../numeric/random.ts';
import type { Bars } from './bars.ts';
import type { Instrument } from './instrument.ts';
import type { Session } from './session.ts';
import { SAMPLE_COMPANIES } from './synthetic-companies.ts';
import { companyDay, startCompany } from './synthetic-day.ts';
import { drawOddities, type Oddities, planCircuits } from './synthetic-oddities.ts';
import { marketPaths } from './synthetic-paths.ts';

export interface SampleMarketOptions {
  readonly seed: number;
  /** How many companies, 1 to 40. */
  readonly symbols: number;
  /** Ascending sessions to fill. */
  readonly sessions: readonly Session[];
}

/** One company's bars of one session. */
export interface SampleDay {
  readonly instrument: Instrument;
  readonly session: Session;
  readonly bars: Bars;
}

/** Streams of chance that do not disturb each other: one company more leaves the others' bars as they were. */
const STREAMS_PER_SEED = 1000;
const STREAM = { market: 0, motion: 1, episodes: 101, oddities: 201, circuits: 999 };

export function sampleInstruments(symbols: number): Instrument[] {
  return SAMPLE_COMPANIES.slice(0, symbols).map((company) => ({
    id: `NSE:${company.symbol}`,
    exchange: 'NSE',
    symbol: company.symbol,
    kind: 'equity',
    lotSize: 1,
    tickSize: tickSizeAt(company.startPrice),
    closingAuction: false,
    synthetic: true,
  }));
}

/**
 * Bars of every company and session, company by company, sessions ascending. The same seed, company and sessions give the
 * same bytes. Throws RangeError for fewer than one or more companies than exist.
 */
export function* generateSampleMarket(options: SampleMarketOptions): Generator<SampleDay, void, undefined> {
  const { seed, symbols, sessions } = options;
  if (!Number.isInteger(symbols) || symbols < 1 || symbols > SAMPLE_COMPANIES.length)
    throw new RangeError(
      `the sample market has 1 to ${SAMPLE_COMPANIES.length} companies, asked for ${symbols}`,
    );
  const stream = (number: number) => createRandom(seed * STREAMS_PER_SEED + number);
  const market = marketPaths(stream(STREAM.market), sessions);
  const circuits = planCircuits(stream(STREAM.circuits), symbols, sessions.length);
  const instruments = sampleInstruments(symbols);
  for (let index = 0; index < symbols; index++) {
    const instrument = instruments[index]!;
    const company = startCompany(
      SAMPLE_COMPANIES[index]!,
      instrument.tickSize,
      stream(STREAM.motion + index),
      stream(STREAM.episodes + index),
    );
    const oddityRandom = stream(STREAM.oddities + index);
    for (let day = 0; day < sessions.length; day++) {
      const session = sessions[day]!;
      const own = drawOddities(oddityRandom, market[day]!.returns.length);
      const direction = circuits.get(sessions.length * index + day);
      // At the band the company's own troubles would hide what is to be seen.
      const oddities: Oddities = direction === undefined ? own : { circuit: { direction } };
      yield { instrument, session, bars: companyDay(company, session, market[day]!, oddities) };
    }
  }
}

/** NSE's steps for cash shares since April 2025; beyond ₹5,000 one step stands for the finer list. */
function tickSizeAt(price: number): number {
  if (price < 250) return 0.01;
  if (price < 1000) return 0.05;
  return price < 5000 ? 0.1 : 0.5;
}
