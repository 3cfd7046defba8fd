// The sample market: one-minute bars of invented companies, made from a seed, for a first look without any data.
// Called by src/services/sample. It imitates what intraday code must survive (clustered and U-shaped volatility, trend and
// range days, a common factor, gaps, halts, a circuit day); nobody may read it as evidence about a real market.
import { createRandom, type Random } from '../numeric/random.ts';
import { type Bars, createBars, sliceBars } from './bars.ts';
import type { Instrument } from './instrument.ts';
import { MINUTE_MS } from './interval.ts';
import type { Session } from './session.ts';
import { SAMPLE_COMPANIES, type SampleCompany } from './synthetic-companies.ts';

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

const MINUTES_OF_REGULAR_DAY = 375;
const MARKET_DAILY_VOLATILITY = 0.0085;
/** Share of the daily variance that falls overnight. */
const OVERNIGHT_SHARE = 0.16;
/** GARCH(1,1) of the daily variance: persistence 0.95, so calm and wild weeks follow each other. */
const DAILY = { shock: 0.12, memory: 0.83 };
/** The same from minute to minute, on top of the day's level. */
const MINUTELY = { shock: 0.09, memory: 0.88 };
const CIRCUIT_BAND = 0.1;
/** One halt per so many company-days, at least one in all. */
const COMPANY_DAYS_PER_HALT = 300;
const RUPEES_PER_CRORE = 10_000_000;

/** Streams of chance that do not disturb each other: one company more leaves the others' bars as they were. */
const STREAMS_PER_SEED = 1000;
const PLAN_STREAM = 999;

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
  const market = marketPaths(createRandom(seed * STREAMS_PER_SEED), sessions);
  const plan = planEvents(createRandom(seed * STREAMS_PER_SEED + PLAN_STREAM), symbols, sessions.length);
  const instruments = sampleInstruments(symbols);
  for (let index = 0; index < symbols; index++) {
    const instrument = instruments[index]!;
    const company = startCompany(
      SAMPLE_COMPANIES[index]!,
      instrument.tickSize,
      createRandom(seed * STREAMS_PER_SEED + 1 + index),
    );
    for (let day = 0; day < sessions.length; day++) {
      const bars = companyDay(company, sessions[day]!, market[day]!, plan.get(eventKey(index, day)));
      yield { instrument, session: sessions[day]!, bars };
    }
  }
}

/** NSE's steps for cash shares since April 2025; beyond ₹5,000 one step stands for the finer list. */
function tickSizeAt(price: number): number {
  if (price < 250) return 0.01;
  if (price < 1000) return 0.05;
  return price < 5000 ? 0.1 : 0.5;
}

// ---------------------------------------------------------------------------------------------------------------------
// Volatility

/** Variance that remembers: `next = base·(1 − shock − memory) + shock·surprise² + memory·now`. */
function garch(now: number, surpriseSquared: number, base: number, { shock, memory }: typeof DAILY): number {
  return base * (1 - shock - memory) + shock * surpriseSquared + memory * now;
}

/** Volatility of a minute relative to the day's, `x` from 0 (open) to 1 (close): high at the open, a little at the close. */
function volatilityShape(x: number): number {
  return 0.72 + 1.5 * Math.exp(-14 * x) + 0.42 * Math.exp(-10 * (1 - x));
}

function volumeShape(x: number): number {
  return 0.62 + 2.6 * Math.exp(-16 * x) + 1.7 * Math.exp(-11 * (1 - x));
}

/** One minute's motion before it is scaled: the path, its spread, and what kind of day it is. */
interface Path {
  readonly gap: number;
  /** Log return of each minute. */
  readonly returns: Float64Array;
  /** Standard deviation each minute had. */
  readonly spread: Float64Array;
}

interface VolatilityState {
  readonly base: number;
  dailyVariance: number;
  minuteVariance: number;
}

function startVolatility(daily: number): VolatilityState {
  return { base: daily * daily, dailyVariance: daily * daily, minuteVariance: 1 };
}

/** A day of one factor (the market, or a company's own part): about a quarter are trend days, a third range days. */
function factorDay(random: Random, state: VolatilityState, minutes: number): Path {
  const daily = Math.sqrt(state.dailyVariance);
  const minute = (daily * Math.sqrt(1 - OVERNIGHT_SHARE)) / Math.sqrt(MINUTES_OF_REGULAR_DAY);
  // A gap now and then three times as wide: news comes overnight.
  const gap = random.normal() * daily * Math.sqrt(OVERNIGHT_SHARE) * (random.next() < 0.06 ? 3 : 1);
  const kind = random.next();
  const direction = random.next() < 0.5 ? -1 : 1;
  const drift = kind < 0.25 ? (direction * 1.1 * daily) / MINUTES_OF_REGULAR_DAY : 0;
  const pull = kind > 0.67 ? 0.035 : 0;
  const returns = new Float64Array(minutes);
  const spread = new Float64Array(minutes);
  let level = 0;
  for (let i = 0; i < minutes; i++) {
    const sigma = minute * volatilityShape((i + 0.5) / minutes) * Math.sqrt(state.minuteVariance);
    const z = random.normal();
    const move = drift - pull * level + sigma * z;
    level += move;
    returns[i] = move;
    spread[i] = sigma;
    // Bounded, so that a run of surprises cannot feed itself without end.
    state.minuteVariance = Math.min(
      12,
      garch(state.minuteVariance, state.minuteVariance * z * z, 1, MINUTELY),
    );
  }
  const surprise = gap + level;
  state.dailyVariance = Math.min(
    9 * state.base,
    Math.max(state.base / 6, garch(state.dailyVariance, surprise * surprise, state.base, DAILY)),
  );
  return { gap, returns, spread };
}

function marketPaths(random: Random, sessions: readonly Session[]): Path[] {
  const state = startVolatility(MARKET_DAILY_VOLATILITY);
  return sessions.map((session) => factorDay(random, state, minutesOf(session)));
}

function minutesOf(session: Session): number {
  let minutes = 0;
  for (const window of session.windows) minutes += Math.round((window.close - window.open) / MINUTE_MS);
  return minutes;
}

// ---------------------------------------------------------------------------------------------------------------------
// Halts and the circuit day

interface DayEvent {
  /** Minutes without trading, as shares of the day. */
  halt?: { readonly from: number; readonly minutes: number };
  /** The price runs into its daily band and stays there. */
  circuit?: { readonly direction: 1 | -1 };
}

function eventKey(company: number, day: number): number {
  return day * SAMPLE_COMPANIES.length + company;
}

function planEvents(random: Random, symbols: number, days: number): Map<number, DayEvent> {
  const plan = new Map<number, DayEvent>();
  if (days === 0) return plan;
  const circuitKey = eventKey(random.integer(symbols), Math.floor(days * (0.4 + 0.4 * random.next())));
  plan.set(circuitKey, { circuit: { direction: random.next() < 0.6 ? -1 : 1 } });
  const halts = Math.max(1, Math.round((symbols * days) / COMPANY_DAYS_PER_HALT));
  for (let k = 0; k < halts; k++) {
    const key = eventKey(random.integer(symbols), random.integer(days));
    const halt = { from: 0.08 + 0.75 * random.next(), minutes: 6 + random.integer(40) };
    plan.set(key, { ...plan.get(key), halt });
  }
  return plan;
}

// ---------------------------------------------------------------------------------------------------------------------
// One company

interface CompanyState {
  readonly profile: SampleCompany;
  readonly random: Random;
  /** Steps per rupee: prices are whole steps divided by it, so they are the nearest double to the quoted decimal. */
  readonly stepsPerRupee: number;
  readonly volatility: VolatilityState;
  readonly sharesPerMinute: number;
  closeSteps: number;
}

function startCompany(profile: SampleCompany, tickSize: number, random: Random): CompanyState {
  const stepsPerRupee = Math.round(1 / tickSize);
  return {
    profile,
    random,
    stepsPerRupee,
    volatility: startVolatility(profile.ownVolatility),
    sharesPerMinute: (profile.turnoverCrore * RUPEES_PER_CRORE) / profile.startPrice / MINUTES_OF_REGULAR_DAY,
    closeSteps: Math.round(profile.startPrice * stepsPerRupee),
  };
}

function companyDay(
  company: CompanyState,
  session: Session,
  market: Path,
  event: DayEvent | undefined,
): Bars {
  const { random, profile } = company;
  const minutes = market.returns.length;
  const own = factorDay(random, company.volatility, minutes);
  const bars = createBars(minutes);
  const haltFrom = event?.halt ? Math.floor(event.halt.from * minutes) : minutes;
  const haltTo = event?.halt ? haltFrom + event.halt.minutes : minutes;
  const circuit = event?.circuit
    ? planCircuit(company.closeSteps, event.circuit.direction, minutes)
    : undefined;
  const activity = Math.exp(0.28 * random.normal() - 0.04);

  let logSteps = Math.log(company.closeSteps) + profile.beta * market.gap + own.gap;
  let lastSteps = Math.max(1, Math.round(Math.exp(logSteps)));
  let locked = false;
  let count = 0;
  let i = 0;
  for (const window of session.windows) {
    for (let time = window.open; time < window.close; time += MINUTE_MS, i++) {
      const spread = Math.hypot(profile.beta * market.spread[i]!, own.spread[i]!);
      const start = logSteps;
      logSteps += profile.beta * market.returns[i]! + own.returns[i]!;
      if (circuit && i >= circuit.from && !locked)
        logSteps += (circuit.logLimit - logSteps) / Math.max(1, circuit.until - i);
      // Drawn for every minute, halted or not: a halt takes bars away and leaves the others as they were.
      const bounce = random.integer(4);
      const above = bridgeExtreme(logSteps - start, spread, random.next());
      const below = bridgeExtreme(start - logSteps, spread, random.next());
      const noise = random.normal();

      let open = lastSteps + (bounce === 0 ? 1 : bounce === 1 ? -1 : 0);
      let close = Math.round(Math.exp(logSteps));
      let high = Math.max(open, close, Math.round(Math.exp(start + above)));
      let low = Math.min(open, close, Math.round(Math.exp(start - below)));
      if (circuit) {
        if (locked) open = close = high = low = circuit.limitSteps;
        else if (i >= circuit.until) close = circuit.limitSteps;
        const clamp = circuit.direction > 0 ? Math.min : Math.max;
        open = clamp(open, circuit.limitSteps);
        close = clamp(close, circuit.limitSteps);
        high = Math.max(open, close, clamp(high, circuit.limitSteps));
        low = Math.min(open, close, clamp(low, circuit.limitSteps));
        locked ||= close === circuit.limitSteps;
        if (locked) logSteps = circuit.logLimit;
      }
      lastSteps = Math.max(1, close);
      if (i >= haltFrom && i < haltTo) continue;
      const x = (i + 0.5) / minutes;
      const surprise = Math.abs(logSteps - start) / (spread || 1);
      const eagerness = locked ? 0.05 : activity * volumeShape(x) * (0.55 + 0.55 * Math.min(4, surprise));
      write(bars, count++, company.stepsPerRupee, time, [open, high, Math.max(1, low), lastSteps]);
      bars.volume[count - 1] = Math.max(
        1,
        Math.round(company.sharesPerMinute * eagerness * Math.exp(0.45 * noise - 0.1)),
      );
    }
  }
  company.closeSteps = lastSteps;
  return count === minutes ? bars : sliceBars(bars, 0, count);
}

/**
 * How far a Brownian bridge that ends `end` away rises above its start, at quantile `u`: (end + √(end² − 2σ² ln(1−u))) / 2
 * (Karatzas and Shreve, Brownian Motion and Stochastic Calculus, 4.3.40). Never below 0 or `end`.
 */
function bridgeExtreme(end: number, sigma: number, u: number): number {
  return (end + Math.sqrt(end * end - 2 * sigma * sigma * Math.log(1 - u))) / 2;
}

function planCircuit(closeSteps: number, direction: 1 | -1, minutes: number) {
  const limit = closeSteps * (1 + direction * CIRCUIT_BAND);
  // The band is rounded inwards.
  const limitSteps = direction > 0 ? Math.floor(limit) : Math.ceil(limit);
  return {
    direction,
    limitSteps,
    logLimit: Math.log(limitSteps),
    from: Math.floor(minutes * 0.25),
    until: Math.floor(minutes * 0.42),
  };
}

function write(
  bars: Bars,
  k: number,
  stepsPerRupee: number,
  openTime: number,
  [open, high, low, close]: readonly [number, number, number, number],
): void {
  bars.openTime[k] = openTime;
  bars.open[k] = open / stepsPerRupee;
  bars.high[k] = high / stepsPerRupee;
  bars.low[k] = low / stepsPerRupee;
  bars.close[k] = close / stepsPerRupee;
}
