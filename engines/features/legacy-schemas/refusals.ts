// Names of foreign schemas that nothing is computed for, with the reason shown to whoever imports them. Called by map.ts.

interface Refusal {
  readonly names: RegExp;
  readonly reason: string;
}

const FUNDAMENTALS = [
  'market_cap',
  'p[eb]_ratio',
  'debt_to_equity',
  'ro[ea]',
  '(current|quick|cash)_ratio',
  '(gross|operating|net)_margin',
  '(asset|inventory|receivables)_turnover',
  'interest_coverage',
  'dividend_yield',
  'payout_ratio',
  '(earnings|revenue|book_value)_growth',
  'fcf_yield',
  'ev_ebitda',
  'price_to_(sales|book|fcf)',
  'enterprise_value',
  '(shares_outstanding|float_shares)',
  '(insider|institutional)_ownership',
  'short_interest',
  'days_to_cover',
].join('|');

const REFUSALS: readonly Refusal[] = [
  {
    names: /^pat_winrate_/,
    reason:
      'A win rate written into the code as a constant: it carries nothing of the bar. Measured ones are in the pattern statistics.',
  },
  {
    names: /^last_price$/,
    reason:
      'The price itself: relative to itself nothing is left of it. The distances from averages carry what it said.',
  },
  {
    names: /^(open|high|low|close)$/,
    reason: 'A raw price. Returns, wicks and distances carry what can be compared.',
  },
  {
    names: new RegExp(`^(${FUNDAMENTALS})$`),
    reason:
      'A fundamental without the date it became known: today’s figure beside yesterday’s price looks ahead.',
  },
  {
    names: /^(sent_|news_)/,
    reason: 'Sentiment without the times of its texts: nobody can say what was known at the decision.',
  },
  { names: /^sector_/, reason: 'Needs the bars of a sector, which no side series carries.' },
  {
    names: /^(meta_|p_xgb_|p_buy$|p_win$|buy_prob$|neutral_prob$|q_)/,
    reason: 'The output of another model: it was fitted on data this one would be tested on.',
  },
  {
    names: /^(spread|std_dltp_short|tape_valid|fut_tick_count|fut_cum_volume|fut_candle_volume)$/,
    reason: 'Counted on ticks or amounts of one feed; stored bars do not carry it.',
  },
  {
    names: /^is_any_setup$/,
    reason: 'Either of is_bull_setup and is_bear_setup: a model reads it from those two.',
  },
  {
    names:
      /^(rule_|teacher_|lane_code$|conflict_code$|gate_count$|ema_entry_|ema15_break_veto$|fast_setup_ready$)/,
    reason:
      'A decision of the system the schema comes from, not a fact about the bars. No formula is published.',
  },
];

/** Why the name is not computed; null where no rule speaks against it. `name` in lower case. */
export function refusalOf(name: string): string | null {
  return REFUSALS.find(({ names }) => names.test(name))?.reason ?? null;
}
