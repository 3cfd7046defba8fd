// Momentum episodes of the sample market: most of an hour in which news or one large order moves a company, then a pull-back,
// then often the next push. Used by synthetic-day.ts. Knows no strategy: it imitates how order flow comes, rests and lets go.
//
// [Note: sources of the episodes]
// · Large orders are cut up and worked for an hour or more, so the sign of the flow persists and the price drifts with it
//   (Lillo and Farmer 2004; Tóth et al. 2011), over days as well (Vaglica et al. 2008): legs, and the direction of a spell.
// · Events set off events (Hawkes processes: Bacry, Mastromatteo and Muzy 2015, branching ratios of 0.5 to 0.9): CONTINUES.
// · When an order is done the price gives back a third to a half, most of it at once (Bershova and Rakhlin 2013; Zarinelli,
//   Treccani, Farmer and Lillo 2015): SETTLES_BACK.
// · Volume and variance come from the same arrival of trades (Clark 1973; Karpoff 1987), at most with the square root (Ané
//   and Geman 2000), less where trades get smaller in a rush: TURBULENCE_EXPONENT.
// · Attention lasts for days and news meets the first trading hour (Barber and Odean 2008; Gao, Han, Li and Zhou 2018).
// Within these the figures were set until quarter-hour bars had about the kurtosis (8), autocorrelation (+0.1), correlation of
// volume and range (0.45) and directness of days of the liveliest shares measured (NSE mid caps, 2023 and 2024). A momentum
// rule finds two to four times as many signals here as there: calmer shares would leave a sample this short without trades.
import type { Random } from '../numeric/random.ts';

/** What the episodes of one day add, minute by minute. */
export interface EpisodeDay {
  /** Log return added to each minute. */
  readonly drift: Float64Array;
  /** Factor on the minute's volume, 1 outside episodes. */
  readonly activity: Float64Array;
  /** Factor on the company's own spread, 1 outside episodes. */
  readonly turbulence: Float64Array;
  readonly episodes: readonly Episode[];
}

export interface Episode {
  /** First minute of the day and how many minutes the push lasts. */
  readonly from: number;
  readonly minutes: number;
  readonly direction: 1 | -1;
  /** Log move at the end of the push, without sign. */
  readonly size: number;
}

/** A company's attention: in play or not, and which way the flow leans while it is. */
export interface Attention {
  inPlay: boolean;
  direction: 1 | -1;
}

/** Chance per day to come into play and to leave it: about 30 % of days, three or four at a time. */
const COMES_INTO_PLAY = 0.13;
const LEAVES_PLAY = 0.3;
/** Episodes a day begins by itself, on average. */
const EPISODES_IN_PLAY = 1.6;
const EPISODES_QUIET = 0.8;
/** Chance that an episode goes the way of its spell. */
const SAME_WAY = 0.8;
/** Chance that one episode sets off the next after a pause, and that it goes the same way: pull-back, then continuation. */
const CONTINUES = 0.75;
const SAME_WAY_AGAIN = 0.9;
const PAUSE = { least: 30, most: 40 };
/** Share of episodes that begin in the morning, and how quickly these fade, as a share of the day. */
const MORNING = { share: 0.45, scale: 0.12 };
const LATEST_START = 0.82;
const MINUTES = { least: 50, most: 110 };
/** Median move of a push in the company's daily scale, and the spread of its logarithm. */
const SIZE = { median: 1.15, spread: 0.3 };
/** Factor on the volume at its height: median and spread of the logarithm of what it adds. */
const ACTIVITY = { median: 5, spread: 0.4 };
/** Share of the push in which the volume rises; afterwards it fades like 1 / (1 + FADE · pushes gone by). */
const RISE = 1 / 3;
const FADE = 7;
/** Spread grows with this power of the volume. */
const TURBULENCE_EXPONENT = 0.2;
/** Legs of a push in minutes, the rests between them, and how much of the leg before it a rest gives back. */
const LEG = { least: 15, most: 40 };
const REST = { least: 6, most: 14 };
const REST_GIVES_BACK = 0.12;
/** Least sum of a push's weights per minute. */
const LEAST_WEIGHT = 0.3;
/** Share of the move given back after the push, within a few times so many minutes. */
const SETTLES_BACK = 0.4;
const SETTLING_MINUTES = 6;
/** Share of episodes that were nothing but rumour and are given back whole. */
const REVERSALS = 0.15;

export function startAttention(random: Random): Attention {
  return { inPlay: random.next() < 0.3, direction: signOf(random, 0.5) };
}

/** Draws the day's episodes; `daily` is the company's own standard deviation of a day. Moves `attention` on. */
export function episodeDay(random: Random, attention: Attention, daily: number, minutes: number): EpisodeDay {
  if (random.next() < (attention.inPlay ? LEAVES_PLAY : COMES_INTO_PLAY)) {
    attention.inPlay = !attention.inPlay;
    attention.direction = signOf(random, 0.5);
  }
  const drift = new Float64Array(minutes);
  const activity = new Float64Array(minutes).fill(1);
  const turbulence = new Float64Array(minutes).fill(1);
  const episodes: Episode[] = [];
  const begin = (from: number, direction: 1 | -1) => {
    const episode: Episode = {
      from,
      minutes: between(random, MINUTES),
      direction,
      size: daily * SIZE.median * Math.exp(SIZE.spread * random.normal()),
    };
    episodes.push(episode);
    push(random, episode, drift);
    letGo(random, episode, drift);
    const height = 1 + (ACTIVITY.median - 1) * Math.exp(ACTIVITY.spread * random.normal());
    rush(episode, height, activity);
    return episode;
  };
  const arrivals = poisson(random, attention.inPlay ? EPISODES_IN_PLAY : EPISODES_QUIET);
  for (let k = 0; k < arrivals; k++) {
    const x = random.next() < MORNING.share ? -MORNING.scale * Math.log(1 - random.next()) : random.next();
    const from = Math.floor(Math.min(1, x) * LATEST_START * minutes);
    let episode = begin(from, signOf(random, attention.direction > 0 ? SAME_WAY : 1 - SAME_WAY));
    while (random.next() < CONTINUES) {
      const next = episode.from + episode.minutes + between(random, PAUSE);
      if (next >= LATEST_START * minutes) break;
      episode = begin(next, signOf(random, episode.direction > 0 ? SAME_WAY_AGAIN : 1 - SAME_WAY_AGAIN));
    }
  }
  for (let i = 0; i < minutes; i++) turbulence[i] = activity[i]! ** TURBULENCE_EXPONENT;
  return { drift, activity, turbulence, episodes };
}

/** Legs with rests between them; the whole adds up to the episode's size, however many there are. */
function push(random: Random, { from, minutes, direction, size }: Episode, drift: Float64Array): void {
  const weights = new Float64Array(minutes);
  let at = 0;
  while (at < minutes) {
    const leg = Math.min(between(random, LEG), minutes - at);
    for (let k = 0; k < leg; k++) weights[at + k] = 1;
    at += leg;
    // A rest only where another leg follows it.
    const rest = between(random, REST);
    if (at + rest >= minutes) continue;
    for (let k = 0; k < rest; k++) weights[at + k] = (-REST_GIVES_BACK * leg) / rest;
    at += rest;
  }
  // The order is filled in fits and starts, not evenly: exponential waits.
  let sum = 0;
  for (let k = 0; k < minutes; k++) {
    weights[k]! *= -Math.log(1 - random.next());
    sum += weights[k]!;
  }
  // Bounded below: luck must not blow a short push up.
  const rate = (direction * size) / Math.max(sum, LEAST_WEIGHT * minutes);
  for (let k = 0; k < minutes; k++) add(drift, from + k, rate * weights[k]!);
}

/** After the push: back by about a third, or all the way; quickly first. */
function letGo(random: Random, { from, minutes, direction, size }: Episode, drift: Float64Array): void {
  const share = random.next() < REVERSALS ? 0.7 + 0.6 * random.next() : SETTLES_BACK;
  for (let k = 0; k < 6 * SETTLING_MINUTES; k++) {
    const rate = (size * share * Math.exp(-k / SETTLING_MINUTES)) / SETTLING_MINUTES;
    add(drift, from + minutes + k, -direction * rate);
  }
}

/** Volume: rises over the first part of the push, stays, and fades as slowly as volatility does after a shock. */
function rush({ from, minutes }: Episode, height: number, activity: Float64Array): void {
  for (let k = 0; k < 4 * minutes && from + k < activity.length; k++) {
    const level =
      k < minutes ? Math.min(1, (k + 1) / (RISE * minutes)) : 1 / (1 + (FADE * (k - minutes)) / minutes);
    activity[from + k] = Math.max(activity[from + k]!, 1 + (height - 1) * level);
  }
}

/** Nothing happens after the close. */
function add(values: Float64Array, i: number, value: number): void {
  if (i < values.length) values[i]! += value;
}

function signOf(random: Random, chanceOfUp: number): 1 | -1 {
  return random.next() < chanceOfUp ? 1 : -1;
}

function between(random: Random, { least, most }: { readonly least: number; readonly most: number }): number {
  return least + random.integer(most - least + 1);
}

/** Knuth's product of uniforms: fine for the small means here. */
function poisson(random: Random, average: number): number {
  const limit = Math.exp(-average);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}
