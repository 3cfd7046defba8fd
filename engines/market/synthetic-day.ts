// One company's session of the sample market: adds market, own motion and episodes up to a path and cuts it into bars.
// Used by synthetic.ts. Draws the same chances whatever goes wrong that day, so an oddity changes its own minutes only.
import type { Random } from '../numeric/random.ts';
import { type Bars, createBars, sliceBars } from './bars.ts';
import { MINUTE_MS } from './interval.ts';
import type { Session } from './session.ts';
import type { SampleCompany } from './synthetic-companies.ts';
import { type Attention, episodeDay, startAttention } from './synthetic-episodes.ts';
import { CIRCUIT_BAND, type Oddities } from './synthetic-oddities.ts';
import {
  factorDay,
  MINUTES_OF_REGULAR_DAY,
  type Path,
  startVolatility,
  type VolatilityState,
  volumeShape,
} from './synthetic-paths.ts';

const RUPEES_PER_CRORE = 10_000_000;
/** Part of a company's scale that its motion has outside episodes; these bring the rest. */
const ORDINARY_SHARE = 0.6;
/**
 * Pressure: orders push the price off its value for a few minutes until others step in (Hasbrouck's pricing error, 1993; Roll
 * 1984). `size` is its shock in spreads of the ordinary motion, `minutes` how long it takes to go. Without it bursts would make
 * five-minute returns foretell the next; with it their variance is five times that of a minute, as on the exchange.
 */
const PRESSURE = { size: 1.7, minutes: 3 };
/** Widest opening gap: beyond it lies what the quality check takes for a split. */
const WIDEST_GAP = 0.12;
/** Chance that a minute at the band finds nobody on the other side. */
const NO_TRADE_AT_BAND = 0.4;

export interface CompanyState {
  readonly profile: SampleCompany;
  readonly random: Random;
  readonly episodeRandom: Random;
  /** Steps per rupee: prices are whole steps divided by it, so they are the nearest double to the quoted decimal. */
  readonly stepsPerRupee: number;
  readonly volatility: VolatilityState;
  readonly attention: Attention;
  readonly sharesPerMinute: number;
  closeSteps: number;
}

export function startCompany(
  profile: SampleCompany,
  tickSize: number,
  random: Random,
  episodeRandom: Random,
): CompanyState {
  const stepsPerRupee = Math.round(1 / tickSize);
  return {
    profile,
    random,
    episodeRandom,
    stepsPerRupee,
    volatility: startVolatility(profile.ownVolatility * ORDINARY_SHARE),
    attention: startAttention(episodeRandom),
    sharesPerMinute: (profile.turnoverCrore * RUPEES_PER_CRORE) / profile.startPrice / MINUTES_OF_REGULAR_DAY,
    closeSteps: Math.round(profile.startPrice * stepsPerRupee),
  };
}

export function companyDay(
  company: CompanyState,
  session: Session,
  market: Path,
  { halt, lost, silence, circuit: locks }: Oddities,
): Bars {
  const { random, profile } = company;
  const minutes = market.returns.length;
  const episodes = episodeDay(company.episodeRandom, company.attention, profile.ownVolatility, minutes);
  const own = factorDay(random, company.volatility, minutes);
  const bars = createBars(minutes);
  const circuit = locks ? planCircuit(company.closeSteps, locks.direction, minutes) : undefined;
  const mood = Math.exp(0.28 * random.normal() - 0.04);

  const gap = Math.max(-WIDEST_GAP, Math.min(WIDEST_GAP, profile.beta * market.gap + own.gap));
  let logSteps = Math.log(company.closeSteps) + gap;
  let lastSteps = Math.max(1, Math.round(Math.exp(logSteps)));
  let pressure = 0;
  let locked = false;
  let count = 0;
  let i = 0;
  for (const window of session.windows) {
    for (let time = window.open; time < window.close; time += MINUTE_MS, i++) {
      const turbulence = episodes.turbulence[i]!;
      const ownSpread = turbulence * own.spread[i]!;
      const shock = PRESSURE.size * ownSpread;
      const spread = Math.hypot(profile.beta * market.spread[i]!, ownSpread, shock);
      const pressed = pressure - pressure / PRESSURE.minutes + shock * random.normal();
      const start = logSteps;
      logSteps += profile.beta * market.returns[i]! + turbulence * own.returns[i]! + episodes.drift[i]!;
      logSteps += pressed - pressure;
      pressure = pressed;
      if (circuit && i >= circuit.from && !locked)
        logSteps += (circuit.logLimit - logSteps) / Math.max(1, circuit.until - i);
      const bounce = random.integer(4);
      const above = bridgeExtreme(logSteps - start, spread, random.next());
      const below = bridgeExtreme(start - logSteps, spread, random.next());
      const noise = random.normal();
      const nobody = random.next() < NO_TRADE_AT_BAND;

      if (silence && i >= silence.from && i < silence.to) {
        write(bars, count++, company.stepsPerRupee, time, [lastSteps, lastSteps, lastSteps, lastSteps], 0);
        continue;
      }
      let open = lastSteps + (bounce === 0 ? 1 : bounce === 1 ? -1 : 0);
      let close = Math.round(Math.exp(logSteps));
      let high = Math.max(open, close, Math.round(Math.exp(start + above)));
      let low = Math.min(open, close, Math.round(Math.exp(start - below)));
      const lockedBefore = locked;
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
      if ((halt && i >= halt.from && i < halt.to) || lost?.has(i)) continue;
      const x = (i + 0.5) / minutes;
      const surprise = Math.abs(logSteps - start) / (spread || 1);
      const eagerness = locked
        ? 0.05
        : mood * episodes.activity[i]! * volumeShape(x) * (0.55 + 0.55 * Math.min(4, surprise));
      const shares = Math.max(
        1,
        Math.round(company.sharesPerMinute * eagerness * Math.exp(0.45 * noise - 0.1)),
      );
      const prices = [open, high, Math.max(1, low), lastSteps] as const;
      write(bars, count++, company.stepsPerRupee, time, prices, lockedBefore && nobody ? 0 : shares);
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
  volume: number,
): void {
  bars.openTime[k] = openTime;
  bars.open[k] = open / stepsPerRupee;
  bars.high[k] = high / stepsPerRupee;
  bars.low[k] = low / stepsPerRupee;
  bars.close[k] = close / stepsPerRupee;
  bars.volume[k] = volume;
}
