// Layouts that tables are known by: files of the replaced systems whose header says what they are. Called by the recogniser. A layout
// with a refusal holds no rows a model could learn from; its findings are what the file says all the same.

import { metricFindings } from './metric-findings.ts';

export interface HeaderLayout {
  readonly layout: string;
  readonly refusal: string | null;
  readonly findings?: (
    names: readonly string[],
    columns: readonly (readonly string[])[],
  ) => readonly string[];
}

interface Known extends HeaderLayout {
  /** All of these names are there, in any case. */
  readonly names: readonly string[];
}

const KNOWN: readonly Known[] = [
  {
    layout: 'metrics of base models',
    names: ['auc_score', 'train_samples', 'test_samples'],
    refusal:
      'It has a row per model, not per decision: scores without the predictions behind them. Import the predictions; a score alone cannot be checked.',
    findings: metricFindings,
  },
  {
    layout: 'list of tuning jobs',
    names: ['job_name', 'status', 'creation_time'],
    refusal:
      'It has a row per tuning job, not per decision. A best score over many jobs is luck until the trials are counted; nothing can be learned from it.',
  },
  {
    layout: 'list of holidays',
    names: ['date', 'holiday'],
    refusal: 'It lists days without trading. Calendars come with AnchorDesk; there is nothing to learn from.',
  },
  {
    layout: 'grid of position sizes',
    names: ['short_size', 'long_size', 'net_pnl_rs'],
    refusal:
      'It has a row per combination of sizes, not per decision: results of a search over one period. Use a sweep instead.',
  },
  {
    layout: 'daily totals of a backtest',
    names: ['trade_date', 'entries_count', 'net_pnl_rs'],
    refusal:
      'It holds results per day, known only when the day was over. Import the trades behind it with Data → Import.',
  },
  {
    layout: 'totals per instrument of a backtest',
    names: ['ticker', 'trades', 'base_pnl'],
    refusal:
      'It has a row per instrument, without a time: totals over a whole period. Import the trades behind it with Data → Import.',
  },
  {
    layout: 'bucketed review of a session',
    names: ['start', 'target', 'label', 'intent', 'lane'],
    refusal:
      'Its times are clock times without a date, so nobody can tell which day a row belongs to. Write it again with full stamps.',
  },
  {
    layout: 'feature log, wide',
    names: ['ts', 'decision', 'label', 'buy_prob', 'alpha', 'tradeable'],
    refusal: null,
  },
  { layout: 'offline predictions', names: ['ts', 'label', 'p_buy'], refusal: null },
  {
    layout: 'meta out-of-fold predictions',
    names: ['ticker', 'side', 'entry_time', 'label', 'p_win'],
    refusal: null,
  },
  {
    layout: 'trades kept by a meta model',
    names: ['ticker', 'side', 'signal_time_ist', 'outcome', 'p_win', 'confidence_multiplier'],
    refusal: null,
  },
  {
    layout: 'trades of a backtest',
    names: ['ticker', 'side', 'signal_time_ist', 'exit_price', 'outcome'],
    refusal: null,
  },
  { layout: 'paper trades', names: ['trade_id', 'signal_id', 'exit_price', 'outcome'], refusal: null },
  { layout: 'live signals', names: ['signal_id', 'ticker', 'side', 'entry_price'], refusal: null },
  {
    layout: 'forecast predictions, returns and exits',
    names: ['date', 'actual_return', 'predicted_return', 'signal', 'confidence'],
    refusal: null,
  },
  {
    layout: 'forecast predictions with confidence',
    names: ['date', 'actual', 'predicted', 'signal', 'confidence'],
    refusal: null,
  },
  { layout: 'forecast predictions', names: ['date', 'actual', 'predicted', 'signal'], refusal: null },
  {
    layout: 'macro signals',
    names: ['timestamp', 'fii_flow', 'dii_flow', 'fii_dii_net', 'risk_on_score'],
    refusal: null,
  },
];

export function headerLayout(names: readonly string[], rows: number): HeaderLayout {
  const lower = new Set(names.map((name) => name.toLowerCase()));
  const known = KNOWN.find((one) => one.names.every((name) => lower.has(name)));
  if (rows === 0)
    return {
      layout: known?.layout ?? 'table',
      refusal: 'It has a header and no rows. There is nothing to import yet.',
    };
  return known ?? { layout: 'table', refusal: null };
}
