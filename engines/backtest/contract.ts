// Inputs and results of a simulation: what the kernel consumes, what metrics, comparison, storage and the page read.
// Data only; the loop is in `simulate.ts`, the presets in `assumptions.ts`.

import type { Charges } from '../costs/contract.ts';
import type { Bars } from '../market/bars.ts';
import type { Interval } from '../market/interval.ts';
import type { SessionSlices } from '../market/session.ts';
import type { Side } from '../strategies/contract.ts';

export const FILL_POLICIES = ['pessimistic', 'ohlc-path', 'as-published'] as const;
export type FillPolicyName = (typeof FILL_POLICIES)[number];

/**
 * [Note: assumptions] Every way a backtest can flatter itself, one switch each, so that each can be named and priced.
 * `assumptions.ts` holds the presets: `pessimistic` (all honest), `ohlc-path`, and `as-published` (all flattering, the
 * behaviour of the published system). The waterfall walks from the last to the first one switch at a time.
 */
export interface Assumptions {
  /** Order of events inside a bar: stop first on levels known at its start; open-to-near-extreme path; best price first. */
  readonly exitOrder: 'pessimistic' | 'ohlc-path' | 'favourable';
  /** Bars exits are resolved on: the finest stored, or the signal bars. */
  readonly exitBars: 'finest' | 'signal';
  /** `next-open`: first price after the decision. `trigger`: the level that only the close confirmed. */
  readonly entryPrice: 'next-open' | 'trigger';
  /** Gaps through a stop or target fill at the open and stops slip, or every level fills exactly. */
  readonly stopFills: 'gap-and-slip' | 'exact';
  /** Flat by a set time before the broker squares off, or at the session's last close. */
  readonly forcedExit: 'flat-by' | 'session-close';
  /** Daily top-N: accepted online against earlier days' scores, or picked with the whole day known. */
  readonly selection: 'online' | 'hindsight';
  /** Dated statutory charges plus modelled slippage, or the published flat 13 bp. */
  readonly costs: 'dated' | 'flat';
  /** Whole shares within cash, margin, position and daily limits, or fractional and unlimited. */
  readonly capacity: 'limited' | 'unlimited';
}

/** One instrument's data for a run. */
export interface InstrumentSeries {
  readonly instrumentId: string;
  readonly lotSize: number;
  /** Bars the strategy decides on. */
  readonly signalInterval: Interval;
  readonly signal: Bars;
  readonly signalSlices: SessionSlices;
  /** Bars that fill and exit: the finest stored; the same object as `signal` when nothing finer is. */
  readonly executionInterval: Interval;
  readonly execution: Bars;
  readonly executionSlices: SessionSlices;
  /** Earlier bars only warm indicators up: no decision that closes at or before this is acted on. Epoch milliseconds. */
  readonly tradeFrom: number;
  /** Epoch milliseconds per execution session after which no entry is allowed; NaN = no limit. */
  readonly lastEntry: Float64Array;
  /** Epoch milliseconds per execution session at which open intraday positions are closed; NaN = only at the close. */
  readonly flatBy: Float64Array;
}

export const EXIT_REASONS = [
  'stop',
  'breakeven',
  'trail',
  'target',
  'signal',
  'forced',
  'session-end',
  'data-end',
] as const;
export type ExitReason = (typeof EXIT_REASONS)[number];

/** One completed round trip. Money in rupees, times epoch milliseconds. */
export interface Trade {
  /** Position in entry order, from 1. */
  readonly sequence: number;
  readonly instrumentId: string;
  readonly side: Side;
  readonly tag: string;
  readonly quantity: number;
  /** Close of the bar that started the setup. */
  readonly signalTime: number;
  /** Close of the bar the decision was taken on. */
  readonly decisionTime: number;
  readonly entryTime: number;
  readonly entryPrice: number;
  readonly exitTime: number;
  readonly exitPrice: number;
  readonly exitReason: ExitReason;
  /** Levels at entry; NaN where the plan had none. */
  readonly stopPrice: number;
  readonly targetPrice: number;
  readonly score: number;
  /** Margin the position used. */
  readonly margin: number;
  /** Before charges, after slippage (slippage is in the prices). */
  readonly grossPnl: number;
  readonly charges: Charges;
  readonly netPnl: number;
  /** Rupees of slippage contained in the two prices. */
  readonly slippage: number;
  /** Worst and best excursion in rupees while open (≤ 0, ≥ 0), on execution bars. */
  readonly maxAdverse: number;
  readonly maxFavourable: number;
  readonly details: Readonly<Record<string, number | string>>;
}

/** One session's end in the account: the basis of every risk-adjusted figure. */
export interface EquityPoint {
  /** Exchange-local date. */
  readonly date: string;
  /** Epoch milliseconds of the session's close. */
  readonly time: number;
  /** Cash plus open positions at their last price, after charges. */
  readonly equity: number;
  /** Lowest equity seen at any bar's close during the session. */
  readonly lowEquity: number;
  /** Net profit of all trades closed so far, since the run began. */
  readonly realised: number;
  readonly openPositions: number;
  readonly tradesClosed: number;
  /** Highest margin in use during the session. */
  readonly peakMargin: number;
}

export interface DenialCount {
  readonly reason: string;
  readonly count: number;
}

export interface SimulationResult {
  readonly trades: readonly Trade[];
  readonly equity: readonly EquityPoint[];
  readonly initialCapital: number;
  /** Signals refused by risk or sizing, counted by reason. */
  readonly denials: readonly DenialCount[];
  readonly signals: number;
  readonly barsProcessed: number;
}

/** Mean with a bootstrap 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Breakdown {
  readonly key: string;
  readonly trades: number;
  readonly netPnl: number;
  readonly grossPnl: number;
  readonly charges: number;
  readonly hitRate: number;
  readonly profitFactor: number;
  readonly averagePnl: number;
}

export type BreakdownKind = 'side' | 'setup' | 'instrument' | 'hour' | 'weekday' | 'month' | 'exitReason';

/** Figures of one run. Ratios are plain numbers (0.42 = 42 %), money in rupees, NaN where undefined. */
export interface Metrics {
  readonly trades: number;
  readonly sessions: number;
  readonly netPnl: number;
  readonly grossPnl: number;
  readonly charges: Charges;
  readonly slippage: number;
  readonly returnOnCapital: number;
  readonly cagr: number;
  /** √252 on daily equity returns; basis stated in `basis`. */
  readonly sharpe: number;
  readonly sortino: number;
  readonly calmar: number;
  /** Rupees, positive, and as a fraction of the peak; on daily closing equity. */
  readonly maxDrawdown: number;
  readonly maxDrawdownFraction: number;
  /** Longest stretch below a former peak, in sessions. */
  readonly timeUnderWaterSessions: number;
  readonly hitRate: number;
  readonly profitFactor: number;
  readonly expectancy: number;
  readonly averageWin: number;
  readonly averageLoss: number;
  readonly largestWin: number;
  readonly largestLoss: number;
  /** Fraction of session time with at least one open position. */
  readonly exposure: number;
  /** Traded value over initial capital. */
  readonly turnover: number;
  readonly averageHoldingMs: number;
  readonly longestWinRun: number;
  readonly longestLossRun: number;
  readonly peakMargin: number;
  readonly intervals: {
    readonly sharpe: Estimate;
    readonly hitRate: Estimate;
    readonly netPnl: Estimate;
  };
  readonly breakdowns: Readonly<Record<BreakdownKind, readonly Breakdown[]>>;
  readonly monthlyPnl: readonly {
    readonly month: string;
    readonly netPnl: number;
    readonly trades: number;
  }[];
  /** How the ratios were computed, in words, shown beside them. */
  readonly basis: string;
}

/** One step of the honesty waterfall. Rupees are whole paise so that the steps sum exactly. */
export interface WaterfallStep {
  readonly id: string;
  readonly label: string;
  /** One sentence: what was assumed and what is assumed now. */
  readonly meaning: string;
  readonly netPnl: number;
  /** Change against the step before, rupees; 0 for the first. */
  readonly change: number;
  readonly trades: number;
  readonly hitRate: number;
  /** Trades of this step that differ from the step before: added, gone, or entered, sized or left otherwise. */
  readonly changedTrades: number;
  /** The changes worth most in rupees, largest first, at most 50. `first` is the trade before this step. */
  readonly largestChanges: readonly TradeDifference[];
}

export interface Waterfall {
  readonly steps: readonly WaterfallStep[];
  readonly publishedNetPnl: number;
  readonly honestNetPnl: number;
}

export type TradeDifferenceKind = 'same' | 'changed' | 'only-first' | 'only-second';

/** One line of a trade-level comparison between two runs. */
export interface TradeDifference {
  readonly kind: TradeDifferenceKind;
  readonly first?: Trade;
  readonly second?: Trade;
  /** What changed, in words: `exit target → stop`, `quantity 120 → 96`. */
  readonly changes: readonly string[];
  /** Net rupees of the second minus the first. */
  readonly effect: number;
}
