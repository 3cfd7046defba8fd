// Win rates and weights of patterns as the one-minute system published them. Configuration, published and not measured: its
// authors wrote them down as constants, nothing was counted. Read by the pattern adjustment (which reproduces that rule) and
// shown beside measured rates, never in place of them. Patterns that were not in that system have no entry.

export interface PublishedPattern {
  /** Share of wins claimed. */
  readonly winRate: number;
  /** What an occurrence adds to a probability before caps. */
  readonly baseAdjustment: number;
}

export const PUBLISHED_LABEL = 'published, not measured';

const entry = (winRate: number, baseAdjustment: number): PublishedPattern => ({ winRate, baseAdjustment });

export const PUBLISHED_PATTERNS: Readonly<Record<string, PublishedPattern>> = {
  doji: entry(0.52, 0.03),
  hammer: entry(0.62, 0.08),
  inverted_hammer: entry(0.56, 0.05),
  shooting_star: entry(0.58, 0.06),
  bullish_engulfing: entry(0.62, 0.1),
  bearish_engulfing: entry(0.62, 0.1),
  inside_bar: entry(0.55, 0.05),
  outside_bar: entry(0.56, 0.06),
  harami_bullish: entry(0.57, 0.06),
  harami_bearish: entry(0.57, 0.06),
  piercing_line: entry(0.6, 0.1),
  dark_cloud: entry(0.6, 0.1),
  morning_star: entry(0.64, 0.12),
  evening_star: entry(0.64, 0.12),
  three_white_soldiers: entry(0.64, 0.13),
  three_black_crows: entry(0.64, 0.13),
  thestrat_2u2u_cont: entry(0.58, 0.06),
  thestrat_2d2d_cont: entry(0.58, 0.06),
  thestrat_2d_1_2u_rev: entry(0.6, 0.08),
  thestrat_2u_1_2d_rev: entry(0.6, 0.08),
};
