// What a label asks, as plain data: stored with every dataset and hashed into its identity (`canonicalLabel`). Types and lists
// only: ranges and defaults are in `parameters.ts`, checking in `check.ts`, the labelers in `bar-labels.ts` and `candidates.ts`.

export const LABEL_KINDS = [
  'triple-barrier',
  'tp-sl-window',
  'setup-conditional',
  'volatility-direction',
  'next-return',
  'strategy-exits',
  'meta-barrier',
] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/**
 * [Note: distances] Every distance is a fraction of the entry price, fixed at the decision:
 * - `fixed`: the fraction itself;
 * - `atr`: a multiple of the average true range (Wilder, TA-Lib's start) of the decision bars, over the decision bar's close;
 * - `volatility`: a multiple of the sample standard deviation of the last `returns` bar-to-bar returns inside sessions
 *   (nights and missing bars give no return), never less than `floor` before it is multiplied.
 */
export const DISTANCE_KINDS = ['fixed', 'atr', 'volatility'] as const;
export type Distance =
  | { readonly by: 'fixed'; readonly fraction: number }
  | { readonly by: 'atr'; readonly multiple: number; readonly period: number }
  | {
      readonly by: 'volatility';
      readonly multiple: number;
      readonly returns: number;
      readonly floor: number;
    };

/** `bars`: that many scheduled decision bars; `minutes`: minutes of trading, a whole number of path bars. */
export const HORIZON_UNITS = ['bars', 'minutes'] as const;
export interface Horizon {
  readonly unit: (typeof HORIZON_UNITS)[number];
  readonly length: number;
}

/**
 * `next-open`: the open of the first path bar after the decision, the first price that could be had.
 * `close`: the decision bar's own close, as the replaced systems assume; nobody trades there.
 */
export const ENTRIES = ['next-open', 'close'] as const;
export type Entry = (typeof ENTRIES)[number];

/** What a window does that would run past its session: `drop` the row, or `exit` at the session's last close. */
export const SESSION_ENDS = ['drop', 'exit'] as const;
export type SessionEnd = (typeof SESSION_ENDS)[number];

/** `direction` has no position: the target distance lies above, the stop distance below the entry. */
export const LABEL_SIDES = ['long', 'short', 'direction'] as const;
export type LabelSide = (typeof LABEL_SIDES)[number];

/** A window that touches neither barrier: counted as `lose`, or as a class of its own. */
export const TIMEOUTS = ['lose', 'class'] as const;

/** López de Prado (2018) §3.2. Classes: lose, win (, time); of `direction`: down, none, up. */
export interface TripleBarrierSpec {
  readonly kind: 'triple-barrier';
  readonly side: LabelSide;
  readonly target: Distance;
  readonly stop: Distance;
  readonly horizon: Horizon;
  readonly entry: Entry;
  readonly sessionEnd: SessionEnd;
  /** Not asked of `direction`, whose middle class is `none`. */
  readonly timeout?: (typeof TIMEOUTS)[number];
}

/** Would a long have reached its target before its stop, or a short? Classes: SELL, FLAT, BUY. */
export interface TpSlWindowSpec {
  readonly kind: 'tp-sl-window';
  /** Fractions of the entry. */
  readonly target: number;
  readonly stop: number;
  readonly horizon: Horizon;
  readonly entry: Entry;
}

/** The same question with distances in volatilities. Classes: SELL, HOLD, BUY. */
export interface VolatilityDirectionSpec {
  readonly kind: 'volatility-direction';
  readonly targetMultiple: number;
  readonly stopMultiple: number;
  readonly returns: number;
  readonly floor: number;
  readonly horizon: Horizon;
  readonly entry: Entry;
}

/**
 * Direction of the return over a fixed window, only where exactly one setup stands and the flow agrees with it.
 * Dead band: max(floor, atrMultiple · ATR / close). Classes: SELL, FLAT, BUY.
 */
export interface SetupConditionalSpec {
  readonly kind: 'setup-conditional';
  readonly minimumImbalance: number;
  readonly floor: number;
  readonly atrMultiple: number;
  readonly atrPeriod: number;
  readonly horizon: Horizon;
  readonly entry: Entry;
}

export const RETURN_ANSWERS = ['sign', 'magnitude'] as const;
export const RETURN_MEASURES = ['simple', 'log'] as const;

/** The return from the entry to the window's end. `sign`: classes down, up (a standing price is not up); else a number. */
export interface NextReturnSpec {
  readonly kind: 'next-return';
  readonly answer: (typeof RETURN_ANSWERS)[number];
  readonly measure: (typeof RETURN_MEASURES)[number];
  readonly horizon: Horizon;
  readonly entry: Entry;
}

export const TRADE_CRITERIA = ['net-profit', 'r-multiple'] as const;

/** Trades of a run as they ended: did they win after the charges of their day? Classes: lose, win. */
export interface StrategyExitsSpec {
  readonly kind: 'strategy-exits';
  /** `net-profit`: net P&L above 0; `r-multiple`: net P&L over the rupees at risk at least `minimumR`. */
  readonly criterion: (typeof TRADE_CRITERIA)[number];
  readonly minimumR?: number;
}

/** Trades of a run against their own first stop and target within a window, whatever the strategy did later. */
export interface MetaBarrierSpec {
  readonly kind: 'meta-barrier';
  readonly horizon: Horizon;
  readonly sessionEnd: SessionEnd;
}

/** Labels with a row per decision bar. */
export type BarLabelSpec =
  | TripleBarrierSpec
  | TpSlWindowSpec
  | SetupConditionalSpec
  | VolatilityDirectionSpec
  | NextReturnSpec;
/** Labels with a row per candidate trade. */
export type CandidateLabelSpec = StrategyExitsSpec | MetaBarrierSpec;
export type LabelSpec = BarLabelSpec | CandidateLabelSpec;

export function isCandidateLabel(spec: LabelSpec): spec is CandidateLabelSpec {
  return spec.kind === 'strategy-exits' || spec.kind === 'meta-barrier';
}

/** Names of the classes in order of their index; empty where the label is a number. */
export function classesOf(spec: LabelSpec): readonly string[] {
  switch (spec.kind) {
    case 'triple-barrier':
      if (spec.side === 'direction') return ['down', 'none', 'up'];
      return spec.timeout === 'class' ? ['lose', 'win', 'time'] : ['lose', 'win'];
    case 'tp-sl-window':
    case 'setup-conditional':
      return ['SELL', 'FLAT', 'BUY'];
    case 'volatility-direction':
      return ['SELL', 'HOLD', 'BUY'];
    case 'next-return':
      return spec.answer === 'sign' ? ['down', 'up'] : [];
    case 'strategy-exits':
    case 'meta-barrier':
      return ['lose', 'win'];
  }
}
